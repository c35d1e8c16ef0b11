"""The places that a news text names, each with its span and what it was resolved to.

1. Runs of up to five words are looked up, the longest first, as written and in their first form.
2. What is certain (countries, big cities) tells which countries the text is about.
3. Each run is weighed again with that knowledge, and refused if it looks like a person, a firm,
   a common word, or a place too small to be meant without better reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from incidents.errors import BadArticle
from incidents.geocode.acceptance import Support, accepts, accepts_again
from incidents.geocode.asking import is_airport_word
from incidents.geocode.capitals import with_capitals
from incidents.geocode.context import HOMES, Context, area_after, context_of, narrowed
from incidents.geocode.gazetteer import Gazetteer
from incidents.geocode.inflection import first_forms, of_adjective
from incidents.geocode.manners import Manners, manners_of
from incidents.geocode.names import fold
from incidents.geocode.people import people_of
from incidents.geocode.ranking import DIVISIONS, Ranked, ranked
from incidents.geocode.reading import Hit, Reading
from incidents.geocode.sources import ADMIN1, AIRPORT, COUNTRY, NOTED_AREAS, Row
from incidents.geocode.surroundings import says_district, says_region
from incidents.geocode.tokens import RUN, Word, labels_of, words_of
from incidents.model import Mention

MAX_TEXT = 2_000_000  # characters; the longest article is a hundredth of this
STRETCH = 1_000  # words whose names are read from the index in one go
KEPT = 8_192  # names remembered: common words with a capital come again and again
INFLECTED_FACTOR = 0.2  # on the weight of a form that had to be made
INFLECTED_SCORE = 0.95
LONGEST_SHORT = 8  # characters of "Calif." and what may stand behind
MOST_FORMS = 3  # that one name is weighed under
NOT_IN_TEXT = NOTED_AREAS | {AIRPORT}  # an airport goes by its word; nothing happens in a sea
HOME_LEAST = 10_000  # people of a town at home that its own name means, not a case of another
_DOTTED = re.compile(r"(?:[^\W\d_]+\.)+")


class Geoparser:
    """Reads place names out of texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._known = lru_cache(maxsize=KEPT)(self._looked_up)

    def mentions(
        self, text: str, language: str | None = None, *, country: str | None = None
    ) -> list[Mention]:
        """Every place the text speaks of, "the capital" too: `names` and what they make clear."""
        found = self.names(text, language, country=country)
        return with_capitals(text, found, manners_of(language), self.gazetteer.capital)

    def names(
        self, text: str, language: str | None = None, *, country: str | None = None
    ) -> list[Mention]:
        """Every place the text names, in reading order, spans counting characters of the text.

        `country` is what the text is known to be about, a name or a code. BadArticle for a text
        of more than two million characters.
        """
        if len(text) > MAX_TEXT:
            raise BadArticle(f"a text of at most {MAX_TEXT:,} characters can be read")
        reading = self._reading(text, language)
        code = self.gazetteer.country_code(country) if country else None
        found = self._chosen(reading, context_of(reading, language, code))
        return sorted(found, key=lambda mention: mention.start)

    def _reading(self, text: str, language: str | None) -> Reading:
        words, manners = words_of(text), manners_of(language)
        runs: list[list[Hit]] = []
        for start in range(0, len(words), STRETCH):
            stretch = range(start, min(start + STRETCH, len(words)))
            self.gazetteer.index.expect(_forms(text, words, stretch, language, manners))
            runs += [self._runs(text, words, at, language, manners) for at in stretch]
        people = people_of(text, words, runs, manners)
        return Reading(text, words, runs, manners, people, labels_of(text))

    def _runs(
        self, text: str, words: list[Word], at: int, language: str | None, manners: Manners
    ) -> list[Hit]:
        """The names that start at a word, longest first."""
        if not words[at].capital:
            return []
        short = self._abbreviation(text, words, at, manners)
        if short:
            return short
        found = []
        for end in _ends(words, at, manners):
            name = text[words[at].start : words[end - 1].end]
            found += self._hits(name, at, end, language) or self._airport(name, words, at, end)
        return found or self._adjective(words, at, language, manners)

    def _abbreviation(self, text: str, words: list[Word], at: int, manners: Manners) -> list[Hit]:
        """The state of "Lima, Ill." or "Ithaca, N.Y.", or the "U.S."."""
        start = words[at].start
        dotted = _DOTTED.match(text, start, start + LONGEST_SHORT)
        piece = dotted.group() if dotted else ""
        full = manners.abbreviations.get(piece.lower())
        if full is None:
            return []
        named = self._places(full)
        states = tuple(row for row in named if row.feature == ADMIN1)
        if states and not words[at].gap.endswith((", ", " (")):
            return []  # "Wash." may end a sentence, "U.S." is a name anywhere
        rows = states or tuple(row for row in named if row.feature == COUNTRY)
        after = start + len(piece)
        end = next((i for i in range(at, len(words)) if words[i].start >= after), len(words))
        return [Hit(at, end, piece, full, rows, abbreviated=True)] if rows else []

    def _airport(self, name: str, words: list[Word], at: int, end: int) -> list[Hit]:
        """An airport that is called after no town, beside a word for airport."""
        beside = words[max(0, at - 2) : at] + words[end : end + 1]
        if not any(is_airport_word(word.text) for word in beside):
            return []
        named = self.gazetteer.index.places(name)
        rows = [row for row in named if row.feature not in NOTED_AREAS]
        return [Hit(at, end, name, name, tuple(rows))] if rows else []

    def _adjective(
        self, words: list[Word], at: int, language: str | None, manners: Manners
    ) -> list[Hit]:
        """The town of "Grazer Bezirk"."""
        after = words[at + 1] if at + 1 < len(words) else None
        if after is None or fold(after.text) not in manners.quarters_after:
            return []
        name = words[at].text
        for form in of_adjective(name, language):
            rows = self._places(form)
            if rows:
                return [Hit(at, at + 1, name, form, tuple(rows), inflected=True, adjective=True)]
        return []

    def _hits(self, name: str, at: int, end: int, language: str | None) -> list[Hit]:
        """What a run of words may name, by each form that it may be, the likeliest first."""
        return [
            Hit(at, end, name, form, rows, inflected=form != name)
            for form, rows in self._known(name, language)
        ]

    def _looked_up(
        self, name: str, language: str | None
    ) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The forms under which the gazetteer knows the name, and the places of each."""
        exact = tuple(vocalised(name, self._places(name), manners_of(language)))
        homes = HOMES.get(language or "", ())
        if any(row.country in homes and row.population >= HOME_LEAST for row in exact):
            return ((name, exact),)
        manners = manners_of(language)
        forms = {
            form: tuple(vocalised(form, self._places(form), manners))
            for form in first_forms(name, language)
        }
        known = [(form, rows) for form, rows in ((name, exact), *forms.items()) if rows]
        known.sort(key=lambda one: -_heaviest(one[0], one[1], name))
        return tuple(known[:MOST_FORMS])

    def _places(self, name: str) -> list[Row]:
        found = self.gazetteer.index.places(name)
        return [row for row in found if row.feature not in NOT_IN_TEXT]

    def _chosen(self, reading: Reading, context: Context) -> Iterator[Mention]:
        """From left to right, the longest acceptable name at each word."""
        refused: list[tuple[Hit, list[Ranked]]] = []
        sure: set[int] = set()
        free = [True] * len(reading.words)
        at = 0
        while at < len(reading.words):
            taken = at + 1
            for hit, found in _likeliest(reading, at, context):
                row = found[0].row
                factor = context.support(hit.key)(row)  # a stranger is only the last choice
                support = Support(max(1.0, factor), context.is_elsewhere(row, hit.key))
                if accepts(hit, found, reading, support):
                    yield self._mention(reading, hit, found)
                    sure.add(row.id)
                    free[hit.at : hit.end] = [False] * hit.words
                    taken = hit.end
                    break
                refused.append((hit, found))
            at = taken
        yield from self._again(reading, refused, sure, free)

    def _again(
        self,
        reading: Reading,
        refused: list[tuple[Hit, list[Ranked]]],
        sure: set[int],
        free: list[bool],
    ) -> Iterator[Mention]:
        """What was refused and names a town that the text surely names elsewhere."""
        for hit, found in refused:
            row = found[0].row
            if row.id in sure and all(free[hit.at : hit.end]) and accepts_again(hit, row, reading):
                free[hit.at : hit.end] = [False] * hit.words
                yield self._mention(reading, hit, found)

    def _mention(self, reading: Reading, hit: Hit, found: list[Ranked]) -> Mention:
        best, *others = found
        score = best.score * (INFLECTED_SCORE if hit.inflected else 1.0)
        place = self.gazetteer.place([Ranked(best.row, best.weight, score), *others])
        start, end = reading.words[hit.at].start, reading.words[hit.end - 1].end
        if hit.abbreviated:
            end = start + len(hit.name)
        if "(" in hit.name and reading.text[end : end + 1] == ")":
            end += 1  # "Frankfurt (Oder)"
        return Mention(reading.text[start:end], start, end, place)


def _forms(
    text: str, words: list[Word], stretch: range, language: str | None, manners: Manners
) -> Iterator[str]:
    """Every name that may start at a word of the stretch, and what it may be a form of."""
    for at in stretch:
        if words[at].capital:
            for end in _ends(words, at, manners):
                name = text[words[at].start : words[end - 1].end]
                yield name
                yield from first_forms(name, language)


def _ends(words: list[Word], at: int, manners: Manners) -> Iterator[int]:
    """The indexes after the last word of each name that may start here, the farthest first."""
    for end in range(_reach(words, at), at, -1):
        last = words[end - 1]
        if last.capital or last.continued or fold(last.text) in manners.regions:
            yield end


def vocalised(name: str, rows: list[Row], manners: Manners) -> list[Row]:
    """Those of the places that a name with its vowel signs may mean: عمّان is not Oman."""
    if name.isascii() or not rows:
        return rows
    country = next((code for one, code in manners.vocalised.items() if one in name), None)
    return [row for row in rows if row.country == country] if country else rows


def _reach(words: list[Word], at: int) -> int:
    """The index after the last word that may belong to a name starting here."""
    end = at + 1
    while end < len(words) and end - at < RUN and words[end].joined:
        end += 1
    return end


def _heaviest(form: str, rows: tuple[Row, ...], name: str) -> float:
    """How much speaks for a form before the rest of the text is heard."""
    return ranked(rows, form)[0].weight * (1.0 if form == name else INFLECTED_FACTOR)


def _likeliest(reading: Reading, at: int, context: Context) -> Iterator[tuple[Hit, list[Ranked]]]:
    """The names that start at a word, longest first, each in the form that fits the text best."""
    for _, forms in groupby(reading.runs[at], key=attrgetter("end")):
        weighed = [(hit, _weighed(hit, reading, context)) for hit in forms]
        yield max(
            weighed,
            key=lambda one: one[1][0].weight * (INFLECTED_FACTOR if one[0].inflected else 1),
        )


def _weighed(hit: Hit, reading: Reading, context: Context) -> list[Ranked]:
    """The places of a run, likeliest first, in the light of the text around it."""
    rows = list(hit.rows)
    if says_region(hit, reading):
        rows = [row for row in rows if row.feature == ADMIN1] or rows
    elif says_district(hit, reading):
        rows = [row for row in rows if row.feature in DIVISIONS] or rows
    rows = narrowed(rows, area_after(hit, reading)) or rows
    return ranked(rows, hit.form, favour=context.favour(hit.key))
