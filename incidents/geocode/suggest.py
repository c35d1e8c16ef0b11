"""The places that somebody may mean who is still typing: for a search box."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from incidents.geocode.asking import MAX_QUERY, asked
from incidents.geocode.gazetteer import Gazetteer
from incidents.geocode.names import fold
from incidents.geocode.ranking import Ranked, weight
from incidents.geocode.sources import Row
from incidents.model import Place

MOST = 8  # places offered at once
LEAST_PEOPLE = 20_000  # of a place whose name is completed; a smaller one is typed in full
SHORTEST = 2  # letters from which names are completed
MOST_OTHER_NAMES = 200  # that begin so, in any language, and are looked at


class Suggestions:
    """What a search box offers; completing a name needs a list that the first question makes."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def of(self, typed: str, most: int = MOST) -> list[Place]:
        """The likeliest places of that very name or whose name begins so, at most `most`.

        What a comma narrows ("Springfield, Illinois"), a position in degrees and a slip of the
        pen are understood as `Gazetteer.resolve` does.
        """
        question = asked(typed[:MAX_QUERY])
        if question is None or question.within or question.airport:
            return self._resolved(typed)
        start = fold(question.name)
        exact = self._gazetteer.ranked(question)
        rows = [*(one.row for one in exact), *self._begun(start)]
        if len({row.id for row in rows}) < most:
            rows += self._by_other_names(start)
        rows.sort(key=lambda row: -_weight(row, start))
        named = [one.row for one in exact[:1] if fold(one.row.name) == start]
        found = {row.id: row for row in [*named, *rows]}  # each once, where it comes first
        return [self._place(row) for row in [*found.values()][:most]] or self._resolved(typed)

    def _resolved(self, typed: str) -> list[Place]:
        place = self._gazetteer.resolve(typed[:MAX_QUERY])
        return [place] if place else []

    def _place(self, row: Row) -> Place:
        return self._gazetteer.place([Ranked(row, 1.0, 1.0)])

    @cached_property
    def _named(self) -> list[tuple[str, Row]]:
        """Folded name and place of all that are large, in the order of the alphabet."""
        rows = self._gazetteer.index.populous(LEAST_PEOPLE)
        named = ((fold(self._gazetteer.shown_name(row)), row) for row in rows)
        return sorted(named, key=lambda pair: pair[0])

    def _begun(self, start: str) -> list[Row]:
        if len(start) < SHORTEST:
            return []
        first = bisect_left(self._named, start, key=lambda pair: pair[0])
        last = bisect_left(self._named, start + "\U0010ffff", key=lambda pair: pair[0])
        return [row for _, row in self._named[first:last]]

    def _by_other_names(self, start: str) -> list[Row]:
        """The places with another name that begins so, in any language."""
        if len(start) < SHORTEST:
            return []
        index = self._gazetteer.index
        names = index.beginning(start)[:MOST_OTHER_NAMES]
        index.expect(names)
        return [row for name in names for row in index.places(name)]


def _weight(row: Row, start: str) -> float:
    """What speaks for the place; less where it is only another name of it that begins so."""
    own = fold(row.name).startswith(start)
    return weight(row, fold(row.name)) * (1.0 if own else 0.05)
