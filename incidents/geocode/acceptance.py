"""Which of the names found in a text are places, and which only look like one.

A name is weighed by the people who live there, by its context, and against a floor that rises
with every sign that something else is meant. The floors are numbers of people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from incidents.geocode.manners import Manners, given_names, surnames
from incidents.geocode.names import ARTICLE, fold
from incidents.geocode.organisations import is_organisation
from incidents.geocode.ranking import DIVISIONS, Ranked, is_town, owns
from incidents.geocode.reading import Hit, Reading
from incidents.geocode.sources import ADMIN1, AIRPORT, COUNTRY, Row
from incidents.geocode.surroundings import (
    SHORTEST,
    is_after_capital,
    is_before_quarter,
    is_cut_short,
    is_dateline,
    is_led,
    is_part,
    is_placed,
    is_quarter,
    says_district,
    says_region,
)

FLOOR = 15_000  # a town that may be named without further explanation
LONG_NAME_FLOOR = 3_000  # two words and more are rarely a coincidence
OTHER_NAME_FLOOR = 50_000  # under a name that is not its own
OPENING_FLOOR = 60_000  # at a sentence's start, where every word has a capital
UNCASED_FLOOR = 50_000  # in scripts without capitals
AFTER_CAPITAL_FLOOR = 60_000  # after another capitalised word: half of a longer name
ELSEWHERE_FLOOR = 100_000  # in a country that nothing else in the text speaks of
PERSONAL_FLOOR = 300_000  # the same as a given name or surname
DOUBTFUL_FLOOR = 100_000  # the same as a common word, and after a preposition
REGION_FLOOR = 100_000
STRONG = 1_000_000  # so big a town is no surname
UNCOUNTED = 1_000  # people, where GeoNames knows of none
PLACED = 6.0  # how many times likelier a name is after "in"
MOST_SUPPORT = 10.0  # of what the rest of the text adds
NAMED_SUPPORT = 30.0  # the text names the country itself
AMBIGUOUS = 0.3  # a town with a lower score is as likely another
TOLD = 8.0  # the text tells of the country by more than this name


@dataclass(frozen=True, slots=True)
class Support:
    """What the rest of the text says for a place, and whether it plays elsewhere."""

    factor: float
    elsewhere: bool


def accepts_again(hit: Hit, row: Row, reading: Reading) -> bool:
    """Whether a name may be a town that the text surely names elsewhere: "Platz von La Paz"."""
    first = reading.first(hit)
    if not is_town(row) or is_person(hit, row, reading) or is_doubtful(hit, reading):
        return False
    if is_organisation(hit, row, reading):
        return False
    return first.cased and not first.initial and not is_part(hit, reading)


def accepts(hit: Hit, found: list[Ranked], reading: Reading, support: Support) -> bool:
    """Whether the run is a place."""
    row = found[0].row
    if hit.abbreviated:
        return True
    if is_barred(hit, row, reading) or is_organisation(hit, row, reading):
        return False
    if is_quarter(hit, reading) or (
        row.population < DOUBTFUL_FLOOR and is_town(row) and is_part(hit, reading)
    ):
        return False
    if is_person(hit, row, reading) or is_cut_short(hit, reading):
        return False
    if row.feature == COUNTRY:
        return True
    if is_town(row) and found[0].score < AMBIGUOUS:
        return False
    if hit.adjective:
        return is_before_quarter(hit, reading)
    if row.feature == AIRPORT:
        return support.factor > 1.0
    if row.feature in DIVISIONS - {ADMIN1}:
        return is_division(hit, row, reading, support)
    placed = PLACED if is_placed(hit, reading) else 1.0
    helped = min(support.factor, MOST_SUPPORT)
    doubtful = is_doubtful(hit, reading) and not is_named(hit, reading)
    if doubtful and support.factor < NAMED_SUPPORT:
        helped = 1.0
    people = max(row.population, UNCOUNTED) * helped * placed
    return people >= floor(hit, row, reading, support, is_sure=helped > 1 or placed > 1)


def is_division(hit: Hit, row: Row, reading: Reading, support: Support) -> bool:
    """Whether a name is a county's or the like: its country is told, and a word of place leads."""
    full = hit.words > 1 and hit.key != fold(row.name)  # "Cook County", "Landkreis Ahrweiler"
    if full or says_region(hit, reading) or says_district(hit, reading):
        return not support.elsewhere
    led = is_placed(hit, reading) and reading.first(hit).cased
    told = support.factor >= TOLD and not support.elsewhere
    personal = row.population < PERSONAL_FLOOR and is_personal(hit, reading.manners)
    return led and told and not (is_doubtful(hit, reading) or personal)


def floor(hit: Hit, row: Row, reading: Reading, support: Support, *, is_sure: bool) -> float:
    """The number of people below which the name is not believed."""
    first = reading.first(hit)
    signs = {
        REGION_FLOOR: row.feature == ADMIN1,
        OTHER_NAME_FLOOR: is_town(row) and not owns(row, hit.key),
        UNCASED_FLOOR: not first.cased,
        ELSEWHERE_FLOOR: support.elsewhere,
    }
    least = max((people for people, shown in signs.items() if shown), default=0)
    if hit.words > 1:
        return max(least, LONG_NAME_FLOOR)
    return max(least, FLOOR, _single_floor(hit, reading, is_sure))


def _single_floor(hit: Hit, reading: Reading, is_sure: bool) -> float:
    """The floor that the signs around a name of one word set."""
    first = reading.first(hit)
    if is_personal(hit, reading.manners) and not is_dateline(hit, reading):
        if hit.inflected and not is_placed(hit, reading):
            return math.inf  # Ivanova said so; she is no form of Ivanovo
        return PERSONAL_FLOOR
    if is_doubtful(hit, reading) and not is_named(hit, reading):
        return DOUBTFUL_FLOOR
    if is_after_capital(hit, reading) and hit.inflected and not is_sure:
        return math.inf  # Луках of an unknown Великих Луках
    if first.initial and first.cased:
        return OPENING_FLOOR
    return AFTER_CAPITAL_FLOOR if is_after_capital(hit, reading) and not is_sure else 0


def is_barred(hit: Hit, row: Row, reading: Reading) -> bool:
    """Whether the word can be no place at all here: a weekday, a code, a common word unplaced."""
    short = len(hit.name) <= SHORTEST
    if hit.words == 1 and row.feature == COUNTRY and fold(hit.name) in reading.manners.never:
        return True
    before = reading.before(hit)
    if before is not None and f"{fold(before.text)} {hit.key}" in reading.manners.longer:
        return True
    if row.feature == COUNTRY:
        return short and not hit.name.isupper() and reading.first(hit).cased
    if len(hit.key) < SHORTEST and not is_short_city(hit, row, reading):
        return True
    if short and hit.name.isupper():
        return True
    if spellings(hit) & reading.manners.never:
        return True
    return is_doubtful(hit, reading) and not is_placed(hit, reading)


def is_short_city(hit: Hit, row: Row, reading: Reading) -> bool:
    """Whether a city has so short a name in an alphabet where that is no abbreviation: Ош."""
    key = hit.key
    city = len(key) > 1 and not key.isascii() and row.population >= DOUBTFUL_FLOOR
    return city and is_placed(hit, reading)


def is_named(hit: Hit, reading: Reading) -> bool:
    """Whether a capital in mid-sentence shows that a common word is a name: "bij Best"."""
    first = reading.first(hit)
    return first.cased and not first.initial and not reading.manners.capital_nouns


def spellings(hit: Hit) -> set[str]:
    """The folded word as written, as looked up, and without the Arabic article."""
    found = {fold(hit.name), hit.key}
    return found | {key.removeprefix(ARTICLE) for key in found}


def is_doubtful(hit: Hit, reading: Reading) -> bool:
    """Whether it is a common word of the language, in the form written or looked up."""
    if hit.words > 1:
        return False
    manners = reading.manners
    written = fold(hit.name)
    if is_dateline(hit, reading):
        return False
    common = written in manners.doubtful or written in manners.never
    if not common and not reading.first(hit).cased:
        common = any(one in manners.doubtful or one in manners.never for one in spellings(hit))
    return common and not any(row.feature == COUNTRY for row in hit.rows)


def is_personal(hit: Hit, manners: Manners) -> bool:
    """Whether it is a given name or a surname too."""
    key = fold(hit.name)
    return hit.words == 1 and (key in given_names() or key in surnames() or key in manners.given)


def is_person(hit: Hit, row: Row, reading: Reading) -> bool:
    """Whether it stands in somebody's name: after a given name or title, or before a surname."""
    manners = reading.manners
    if not reading.people.words.isdisjoint(range(hit.at, hit.end)) or is_called(hit, reading):
        return True
    if hit.at and reading.words[hit.at].spaced:
        before = reading.words[hit.at - 1]
        key = fold(before.text)
        given = key in given_names() and key not in manners.never
        if before.capital and given and not is_strong(reading.runs[hit.at - 1], row):
            return True
        titled = key in manners.titles and before.cased
        if titled and row.feature != COUNTRY and not hit.inflected:
            return True
    return is_before_surname(hit, row, reading)


def is_called(hit: Hit, reading: Reading) -> bool:
    """Whether it is the surname of somebody whom the text names, and no word of place leads it."""
    if hit.words > 1 or not reading.people.surnames & {fold(hit.name), hit.key}:
        return False
    return not (is_led(hit, reading) or is_located(hit, reading))


def is_located(hit: Hit, reading: Reading) -> bool:
    """Whether a country or region that has such a place follows a comma: "Hamilton, Ohio"."""
    after = reading.words[hit.end] if hit.end < len(reading.words) else None
    areas = reading.runs[hit.end] if after is not None and after.gap.strip() == "," else []
    inside = {row.country for row in hit.rows}
    return any(
        row.feature in (COUNTRY, ADMIN1) and row.country in inside
        for area in areas
        for row in area.rows
    )


def is_before_surname(hit: Hit, row: Row, reading: Reading) -> bool:
    """Whether it is a given name with a surname after it."""
    after = reading.after(hit)
    if hit.words > 1 or after is None or not (after.spaced and after.cased and after.capital):
        return False
    likely = fold(hit.name) in given_names() or fold(hit.name) in reading.manners.given
    placed = is_placed(hit, reading) and (is_led(hit, reading) or not reading.before(hit))
    return likely and not is_strong(reading.runs[hit.end], row) and not placed


def is_strong(hits: list[Hit], beside: Row) -> bool:
    """Whether the word next to a name is surely a place, and so no part of a person's name."""
    return any(
        (row.feature == COUNTRY and beside.feature != COUNTRY)
        or (is_town(row) and row.population >= STRONG)
        for hit in hits
        for row in hit.rows
    )
