"""The places that a news text names, each with its span and what it was resolved to.

1. Runs of up to five words are looked up, the longest first, as written and in their first form.
2. What is certain (countries, big cities) tells which countries the text is about.
3. Each run is weighed again with that knowledge, and refused if it looks like a person, a firm,
   a common word, or a place too small to be meant without better reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.errors import BadArticle
from incidents.geocode import acceptance
from incidents.geocode.acceptance import Hit
from incidents.geocode.gazetteer import Gazetteer
from incidents.geocode.inflection import first_forms
from incidents.geocode.manners import Manners, manners_of
from incidents.geocode.names import fold
from incidents.geocode.ranking import Ranked, is_town, ranked
from incidents.geocode.sources import ADMIN1, AIRPORT, COUNTRY, Row
from incidents.geocode.tokens import RUN, Word, words_of
from incidents.model import Mention

MAX_TEXT = 2_000_000  # characters; the longest article is a hundredth of this
INFLECTED_FACTOR = 0.5  # on the weight of a form that had to be made
INFLECTED_SCORE = 0.95
CERTAIN_CITY = 300_000  # people; so big a city tells which country is spoken of
NAMED_COUNTRY, IMPLIED_COUNTRY = 30.0, 8.0  # how much likelier its places become


@dataclass(frozen=True, slots=True)
class Context:
    """Which countries a text is about, and how strongly each makes its places likelier."""

    countries: dict[str, float]

    def favour(self, row: Row) -> float:
        return self.countries.get(row.country, 1.0)


class Geoparser:
    """Reads place names out of texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def mentions(
        self, text: str, language: str | None = None, *, country: str | None = None
    ) -> list[Mention]:
        """Every place the text names, in reading order, spans counting characters of the text.

        `country` is what the text is known to be about, a name or a code. BadArticle for a text
        of more than two million characters.
        """
        if len(text) > MAX_TEXT:
            raise BadArticle(f"a text of at most {MAX_TEXT:,} characters can be read")
        manners = manners_of(language)
        words = words_of(text)
        runs = [self._runs(text, words, at, language, manners) for at in range(len(words))]
        context = self._context(words, runs, manners, country)
        return list(self._chosen(text, words, runs, context, manners))

    def _runs(
        self, text: str, words: list[Word], at: int, language: str | None, manners: Manners
    ) -> list[Hit]:
        """The names that start at a word, longest first."""
        if not words[at].capital:
            return []
        found = []
        for end in range(_reach(words, at), at, -1):
            last = words[end - 1]
            if last.capital or fold(last.text) in manners.regions:
                hit = self._hit(text[words[at].start : last.end], at, end, language)
                if hit is not None:
                    found.append(hit)
        return found

    def _hit(self, name: str, at: int, end: int, language: str | None) -> Hit | None:
        """What a run of words may name; None where the gazetteer knows nothing of it."""
        exact = self._places(name)
        best = Hit(at, end, name, name, tuple(exact)) if exact else None
        for form in first_forms(name, language):
            rows = self._places(form)
            if rows and (
                best is None or _top(rows, form) * INFLECTED_FACTOR > _top(best.rows, best.form)
            ):
                best = Hit(at, end, name, form, tuple(rows), inflected=True)
        return best

    def _places(self, name: str) -> list[Row]:
        return [row for row in self.gazetteer.index.places(name) if row.feature != AIRPORT]

    def _context(
        self, words: list[Word], runs: list[list[Hit]], manners: Manners, country: str | None
    ) -> Context:
        """The countries that the certain names speak of."""
        code = self.gazetteer.country_code(country) if country else None
        countries = {code: NAMED_COUNTRY} if code else {}
        for hits in runs:
            if hits and not acceptance.is_doubtful(hits[0], words, manners):
                best, *others = ranked(hits[0].rows, hits[0].form)
                strength = _evidence(best, others)
                if strength > countries.get(best.row.country, 1.0):
                    countries[best.row.country] = strength
        return Context(countries)

    def _chosen(
        self,
        text: str,
        words: list[Word],
        runs: list[list[Hit]],
        context: Context,
        manners: Manners,
    ) -> Iterator[Mention]:
        """From left to right, the longest acceptable name at each word."""
        at = 0
        while at < len(words):
            taken = at + 1
            for hit in runs[at]:
                found = self._weighed(hit, words, runs, context, manners)
                if acceptance.accepts(hit, found, words, runs, manners, context.favour):
                    yield self._mention(text, words, hit, found)
                    taken = hit.end
                    break
            at = taken

    def _weighed(
        self,
        hit: Hit,
        words: list[Word],
        runs: list[list[Hit]],
        context: Context,
        manners: Manners,
    ) -> list[Ranked]:
        """The places of a run, likeliest first, in the light of the text around it."""
        rows = list(hit.rows)
        if acceptance.says_region(hit, words, manners):
            rows = [row for row in rows if row.feature == ADMIN1] or rows
        narrower = _narrowed(rows, hit, words, runs)
        return ranked(narrower or rows, hit.form, favour=context.favour)

    def _mention(self, text: str, words: list[Word], hit: Hit, found: list[Ranked]) -> Mention:
        best, *others = found
        score = best.score * (INFLECTED_SCORE if hit.inflected else 1.0)
        place = self.gazetteer.place([Ranked(best.row, best.weight, score), *others])
        start, end = words[hit.at].start, words[hit.end - 1].end
        return Mention(text[start:end], start, end, place)


def _reach(words: list[Word], at: int) -> int:
    """The index after the last word that may belong to a name starting here."""
    end = at + 1
    while end < len(words) and end - at < RUN and words[end].joined:
        end += 1
    return end


def _top(rows: list[Row] | tuple[Row, ...], name: str) -> float:
    return ranked(rows, name)[0].weight


def _evidence(best: Ranked, others: list[Ranked]) -> float:
    """How strongly a name tells that its country is spoken of.

    Georgia tells nothing: it may be the other one.
    """
    if best.row.feature == COUNTRY:
        twins = (one.row for one in others if one.row.feature in (COUNTRY, ADMIN1))
        return 1.0 if any(row.country != best.row.country for row in twins) else NAMED_COUNTRY
    if is_town(best.row) and best.row.population >= CERTAIN_CITY and best.score > 0.8:
        return IMPLIED_COUNTRY
    return 1.0


def _narrowed(rows: list[Row], hit: Hit, words: list[Word], runs: list[list[Hit]]) -> list[Row]:
    """The places inside the country or region that follows: "Springfield, Illinois"."""
    if hit.end >= len(words) or words[hit.end].gap.strip() not in {",", "(", "،"}:
        return []
    for other in runs[hit.end]:
        inside = [
            row
            for row in rows
            if any(_holds(area, row) for area in other.rows if area.feature in (COUNTRY, ADMIN1))
        ]
        if inside:
            return inside
    return []


def _holds(area: Row, row: Row) -> bool:
    if row.feature == COUNTRY or row.id == area.id or row.country != area.country:
        return False
    return area.feature == COUNTRY or row.admin1 == area.admin1
