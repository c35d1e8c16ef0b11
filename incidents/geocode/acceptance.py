"""Which of the names found in a text are places, and which only look like one.

A name is weighed by the people who live there, by its context, and against a floor that rises
with every sign that something else is meant. The floors are numbers of people.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from incidents.geocode.manners import Manners, given_names, surnames
from incidents.geocode.names import fold
from incidents.geocode.ranking import Ranked, is_town, owns
from incidents.geocode.sources import ADMIN1, COUNTRY, Row
from incidents.geocode.tokens import Word

FLOOR = 15_000  # a town that may be named without further explanation
LONG_NAME_FLOOR = 3_000  # two words and more are rarely a coincidence
OTHER_NAME_FLOOR = 50_000  # under a name that is not its own
OPENING_FLOOR = 60_000  # at a sentence's start, where every word has a capital
UNCASED_FLOOR = 50_000  # in scripts without capitals
AFTER_CAPITAL_FLOOR = 60_000  # after another capitalised word: half of a longer name
PERSONAL_FLOOR = 300_000  # the same as a given name or surname
DOUBTFUL_FLOOR = 100_000  # the same as a common word, and after a preposition
REGION_FLOOR = 100_000
STRONG = 1_000_000
PLACED = 6.0  # how many times likelier a name is after "in"
MOST_FAVOUR = 10.0  # of what the country adds
SHORTEST = 3  # letters, of a town
_LINKS = frozenset(
    {"of", "van", "von", "de", "der", "den", "du", "des", "d", "del", "la", "di", "da", "do"}
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A run of words, from `at` up to `end`, that the gazetteer knows."""

    at: int
    end: int
    name: str  # as written
    form: str  # as looked up
    rows: tuple[Row, ...]
    inflected: bool = False

    @property
    def words(self) -> int:
        return self.end - self.at


def accepts(
    hit: Hit,
    found: list[Ranked],
    words: list[Word],
    runs: list[list[Hit]],
    manners: Manners,
    favour: Callable[[Row], float],
) -> bool:
    """Whether the run is a place."""
    row = found[0].row
    if is_barred(hit, row, words, manners) or is_organisation(hit, words, manners):
        return False
    if is_person(hit, row, words, runs, manners):
        return False
    if row.feature == COUNTRY:
        return True
    placed = PLACED if is_placed(hit, words, manners) else 1.0
    people = row.population * min(favour(row), MOST_FAVOUR) * placed
    return people >= floor(hit, row, words, manners, is_sure=favour(row) > 1 or placed > 1)


def floor(hit: Hit, row: Row, words: list[Word], manners: Manners, *, is_sure: bool) -> float:
    """The number of people below which the name is not believed."""
    first, key = words[hit.at], fold(hit.form)
    least = FLOOR if hit.words == 1 else LONG_NAME_FLOOR
    if row.feature == ADMIN1:
        least = REGION_FLOOR
    if is_town(row) and not owns(row, key):
        least = max(least, OTHER_NAME_FLOOR)
    if not first.cased:
        least = max(least, UNCASED_FLOOR)
    if hit.words == 1:
        if first.initial and first.cased:
            least = max(least, OPENING_FLOOR)
        if is_after_capital(hit, words) and not is_sure:
            least = max(least, AFTER_CAPITAL_FLOOR)
        if is_personal(hit):
            least = max(least, PERSONAL_FLOOR)
            if hit.inflected and not is_placed(hit, words, manners):
                return math.inf  # Ivanova said so; she is no form of Ivanovo
        if is_doubtful(hit, words, manners):
            least = max(least, DOUBTFUL_FLOOR)
    return least


def is_barred(hit: Hit, row: Row, words: list[Word], manners: Manners) -> bool:
    """Whether the word can be no place at all here: a weekday, a code, a common word unplaced."""
    key = fold(hit.name)
    if row.feature == COUNTRY:
        return len(hit.name) <= SHORTEST and not hit.name.isupper() and words[hit.at].cased
    if len(key) < SHORTEST or (hit.words == 1 and key in manners.never):
        return True
    if len(hit.name) <= SHORTEST and hit.name.isupper():
        return True
    return is_doubtful(hit, words, manners) and not is_placed(hit, words, manners)


def is_doubtful(hit: Hit, words: list[Word], manners: Manners) -> bool:
    """Whether it is a common word of the language, in the form written or looked up."""
    if hit.words > 1 or any(row.feature == COUNTRY for row in hit.rows):
        return False
    written = fold(words[hit.at].text)
    return written in manners.doubtful or written in manners.never


def is_placed(hit: Hit, words: list[Word], manners: Manners) -> bool:
    """Whether the word before says that a place follows, or it is the same word in Arabic."""
    if hit.at == 0:
        return False
    before = words[hit.at - 1]
    return words[hit.at].joined and fold(before.text) in manners.prepositions


def is_personal(hit: Hit) -> bool:
    key = fold(hit.name)
    return hit.words == 1 and (key in given_names() or key in surnames())


def is_person(
    hit: Hit, row: Row, words: list[Word], runs: list[list[Hit]], manners: Manners
) -> bool:
    """Whether it stands in somebody's name: after a given name or title, or before a surname."""
    before = words[hit.at - 1] if hit.at and _spaced(words[hit.at]) else None
    if before is not None:
        key = fold(before.text)
        if before.capital and key in given_names() and not is_strong(runs[hit.at - 1], row):
            return True
        titled = key in manners.titles and before.cased
        if titled and row.feature != COUNTRY and not hit.inflected:
            return True
    after = words[hit.end] if hit.end < len(words) and _spaced(words[hit.end]) else None
    return (
        after is not None
        and hit.words == 1
        and fold(hit.name) in given_names()
        and after.cased
        and after.capital
        and not is_strong(runs[hit.end], row)
        and not is_placed(hit, words, manners)
    )


def is_strong(hits: list[Hit], beside: Row) -> bool:
    """Whether the word next to a name is surely a place, and so no part of a person's name."""
    return any(
        (row.feature == COUNTRY and beside.feature != COUNTRY)
        or (is_town(row) and row.population >= STRONG)
        for hit in hits
        for row in hit.rows
    )


def is_organisation(hit: Hit, words: list[Word], manners: Manners) -> bool:
    """Whether it is part of the name of a firm, a paper, a treaty or a noble."""
    if hit.end < len(words) and words[hit.end].joined and words[hit.end].capital:
        after = words[hit.end]
        if after.cased and fold(after.text) in manners.organisations_after:
            return True
    back = hit.at - 1
    if back > 0 and words[hit.at].joined and fold(words[back].text) in _LINKS:
        back -= 1 if words[back].joined else 0
    if back < 0 or not words[hit.at].joined:
        return False
    before = words[back]
    return before.capital and before.cased and fold(before.text) in manners.organisations_before


def is_after_capital(hit: Hit, words: list[Word]) -> bool:
    """Whether a capitalised word that opens no sentence stands right before."""
    if not hit.at or not words[hit.at].joined:
        return False
    before = words[hit.at - 1]
    return before.cased and before.capital and not before.initial


def says_region(hit: Hit, words: list[Word], manners: Manners) -> bool:
    """Whether a word for a region stands beside the name."""
    after = words[hit.end] if hit.end < len(words) and words[hit.end].joined else None
    before = words[hit.at - 1] if hit.at and words[hit.at].joined else None
    return any(word is not None and fold(word.text) in manners.regions for word in (before, after))


def _spaced(word: Word) -> bool:
    return word.joined and word.gap.strip() == ""
