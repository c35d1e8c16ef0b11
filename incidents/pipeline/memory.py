"""What people have said that words mean, asked before the gazetteer is believed.

1. The words are compared as the gazetteer compares names: case, accents and article do not count.
2. The country must agree: the words are taken for a place there, or most other places of the
   report lie there, or nothing else is named and the words alone mean a place there. A correction
   of Springfield in the US never touches one in Australia.
3. A report that itself says another region ("Springfield, Missouri") is taken at its word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from incidents.geo import Point, distance_m
from incidents.geocode.names import fold, variants
from incidents.model import Evidence, GeoPrecision, Mention, Place, Remembered

MOST_SCANNED = 200_000  # characters of a text in which words are looked for
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670'’ʼ‘`´]+[^\W_]*)*")
_SAYS_WHERE = re.compile(r"\s*[,(]\s*|\s+in\s+")  # between a name and the region it lies in
_BESIDE = re.compile(r"\s*[,(]?\s*(?:\w{1,3}\s+){0,2}|['’]s?\s+")  # between a building and its town
NEAR_TOWN_M = 5_000  # a building may stand outside of the circle that the town's people fill

Tokens = tuple[str, ...]
Resolve = Callable[[str], Place | None]


class Gazetteer(Protocol):
    """Anything that says what a name alone would be taken for, and which country one names."""

    def resolve(self, name: str, *, country: str | None = None) -> Place | None: ...

    def country_code(self, country: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Corrected:
    """The places of a text with what is remembered put in, and by which correction each was.

    A building beside its town is told by the town, which is a place of its own elsewhere.
    """

    mentions: list[Mention]
    by: Mapping[Mention, Remembered]


class Recollection:
    """Everything that is remembered, ready to be asked."""

    def __init__(self, entries: Iterable[Remembered] = (), notice: str | None = None) -> None:
        self.notice = notice  # why nothing could be asked
        self._by_key: dict[str, list[Remembered]] = {}
        for one in entries:
            self._by_key.setdefault(one.key, []).append(one)
        self._starts = starts_of(self._by_key)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def recall(self, words: str, *countries: str | None) -> Remembered | None:
        """What the words mean in the first of the countries for which that is remembered.

        What is to hold anywhere comes last, and is all there is where no country is given.
        """
        if not self._by_key:
            return None
        found = [one for key in variants(fold(words)) for one in self._by_key.get(key, ())]
        asked = (*(code for code in countries if code), None)
        return next((one for code in asked for one in found if one.country == code), None)

    def knows(self, words: str) -> bool:
        """Whether the words mean something somewhere."""
        return any(key in self._by_key for key in variants(fold(words)))

    def corrected(self, text: str, mentions: Sequence[Mention], resolve: Resolve) -> Corrected:
        """The places that the text names, those that a person has corrected where they belong.

        Remembered words that were taken for no place become one; `resolve` says what a name alone
        would be taken for.
        """
        by: dict[Mention, Remembered] = {}
        if not self:
            return Corrected(list(mentions), by)
        named = [self._placed(one, text, mentions, by) for one in mentions]
        new = []
        for run, known in self._new(text[:MOST_SCANNED], named, resolve):
            town = next((one for one in named if _stands_in_town(text, run, one)), None)
            by[town or run] = known
            new += [] if town else [run]
        left = [one for one in named if not any(_meet(one, run) for run in new)]
        return Corrected(sorted([*left, *new], key=lambda one: one.start), by)

    def _placed(
        self,
        mention: Mention,
        text: str,
        mentions: Sequence[Mention],
        by: dict[Mention, Remembered],
    ) -> Mention:
        others = [one for one in mentions if fold(one.name) != fold(mention.name)]
        known = self.recall(mention.name, mention.place.country, main_country(others))
        if known is None or _says_elsewhere(text, mention, known.place, mentions):
            return mention
        placed = replace(mention, place=known.instead_of(mention.place))
        by[placed] = known
        return placed

    def _new(
        self, text: str, mentions: Sequence[Mention], resolve: Resolve
    ) -> Iterator[tuple[Mention, Remembered]]:
        """Remembered words that were taken for no place, or of which only a part was."""
        for start, end in runs_of(text, self._starts):
            run = Mention(text[start:end], start, end, _UNPLACED)
            inside = [one for one in mentions if _meet(one, run)]
            if any(one.start <= start and end <= one.end for one in inside):
                continue  # a name that was looked up already
            known = self._known(run, inside, mentions, resolve)
            if known and not _says_elsewhere(text, run, known.place, mentions):
                yield replace(run, place=known.instead_of(resolve(run.name))), known

    def _known(
        self,
        run: Mention,
        inside: Sequence[Mention],
        mentions: Sequence[Mention],
        resolve: Resolve,
    ) -> Remembered | None:
        country = main_country([one for one in mentions if one not in inside])
        alone = resolve(run.name) if country is None else None
        countries = [one.place.country for one in inside]
        known = self.recall(run.name, *countries, country, alone.country if alone else None)
        if known and known.words[0].isupper() and not run.name[0].isupper():
            return None  # a common word in this text
        return known


_UNPLACED = Place("", Point(0, 0), GeoPrecision.UNKNOWN, 1)


def starts_of(keys: Iterable[str]) -> dict[str, list[Tokens]]:
    """The keys as tokens, by their first."""
    starts: dict[str, list[Tokens]] = {}
    for key in keys:
        for variant in variants(key):
            tokens = tuple(variant.split(" "))
            starts.setdefault(tokens[0], []).append(tokens)
    return starts


def runs_of(text: str, starts: Mapping[str, Sequence[Tokens]]) -> Iterator[tuple[int, int]]:
    """Where the keys stand in the text: the longest at each spot, none across another."""
    folded = [
        (token, match.span())
        for match in _TOKEN.finditer(text)
        for token in fold(match.group()).split(" ")
        if token
    ]  # one letter may fold to two
    tokens, spans = [token for token, _ in folded], [span for _, span in folded]
    at = 0
    while at < len(tokens):
        fitting = (run for run in starts.get(tokens[at], ()) if _fits(run, tokens, at))
        longest = max(map(len, fitting), default=0)
        if longest:
            yield spans[at][0], spans[at + longest - 1][1]
        at += longest or 1


def _fits(run: Tokens, tokens: Sequence[str], at: int) -> bool:
    return tuple(tokens[at : at + len(run)]) == run


def stands_in(words: str, text: str) -> bool:
    """Whether the text holds the words, as they are compared."""
    key = fold(words)
    return bool(key) and any(runs_of(text[:MOST_SCANNED], starts_of([key])))


def phrase(seen: Evidence) -> str | None:
    """The words that stand for the place: of a building and its town, or of the town alone."""
    return phrase_of(seen.facility, seen.place_words)


def phrase_of(facility: str | None, town: str | None) -> str | None:
    """The words of a building and its town as one."""
    return ", ".join(part for part in (facility, town) if part) if town else None


def main_country(mentions: Sequence[Mention]) -> str | None:
    """The country that more than half of the places lie in."""
    counts = Counter(one.place.country for one in mentions if one.place.country)
    code, most = next(iter(counts.most_common(1)), (None, 0))
    return code if most * 2 > counts.total() else None


def _says_elsewhere(text: str, mention: Mention, place: Place, mentions: Sequence[Mention]) -> bool:
    """Whether the region written behind the name is one that the place does not lie in."""
    for area in mentions:
        gap = text[mention.end : area.start] if area.start >= mention.end else ""
        if not area.place.precision.is_point and _SAYS_WHERE.fullmatch(gap):
            return not _holds(area.place, place)
    return False


def _stands_in_town(text: str, building: Mention, town: Mention) -> bool:
    """Whether a town is named right before or behind a building that lies in it."""
    if (
        building.place.precision.rank >= GeoPrecision.TOWN.rank
        or town.place.precision != GeoPrecision.TOWN
    ):
        return False
    first, second = sorted((building, town), key=lambda one: one.start)
    if first.end > second.start or not _BESIDE.fullmatch(text[first.end : second.start]):
        return False
    reach = town.place.radius_m + NEAR_TOWN_M
    return distance_m(building.place.point, town.place.point) <= reach


def _holds(area: Place, place: Place) -> bool:
    if area.country != place.country:
        return False
    if area.precision is GeoPrecision.COUNTRY:
        return True
    return area.precision is GeoPrecision.ADMIN1 and area.name == place.admin1


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


NOTHING = Recollection()


def recalled_names(
    names: Iterable[tuple[str, str | None]], memory: Recollection, atlas: Gazetteer
) -> dict[tuple[str, str | None], tuple[Place, Remembered]]:
    """Those of the names in countries that are remembered, with their place and by what.

    A name without a country is taken to lie where it says ("Portland, US"), or else where the
    atlas puts it.
    """
    found = {}
    for name, country in names:
        words, within = _parted(name, atlas)
        if memory.knows(words) and (within is None or country in (None, within)):
            alone = atlas.resolve(words, country=country or within)
            known = memory.recall(words, country or within or (alone.country if alone else None))
            if known:
                found[name, country] = known.instead_of(alone), known
    return found


def _parted(name: str, atlas: Gazetteer) -> tuple[str, str | None]:
    """The name, and the country that it names behind a comma and nothing else; else all of it."""
    words, comma, rest = name.partition(",")
    within = atlas.country_code(rest) if comma else None
    return (words, within) if within else (name, None)


NOTHING = Recollection()
