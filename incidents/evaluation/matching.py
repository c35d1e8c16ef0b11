"""Which answer of a reader stands for which annotated incident.

1. An answer may stand for an incident if its kind is acceptable and its place fits.
2. One to one, by the best assignment: as many as can be of those that are required, then of
   those that are optional, then with the right day, then with overlapping quotes, then with
   the kind that is best.
3. What is left and is only another acceptable kind of a matched answer's quote and day counts
   neither way; every other answer left is false.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.evaluation.assignment import best_assignment
from incidents.evaluation.gold import GoldIncident
from incidents.geo import distance_m
from incidents.model import DatePrecision, GeoPrecision, Incident, When

METRES = 1_000  # in a kilometre
WEEK = timedelta(days=6)  # from its first day to its last


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated incident and the answer that stands for it."""

    gold: GoldIncident
    answer: Incident


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of one article's annotations and answers."""

    pairs: tuple[Pair, ...]  # required incidents that were found
    optional: tuple[Pair, ...]
    repeats: tuple[Incident, ...]  # another acceptable kind of what is matched: neither way
    false: tuple[Incident, ...]
    missed: tuple[GoldIncident, ...]  # required


def matched(gold: Sequence[GoldIncident], answers: Sequence[Incident]) -> Matching:
    """The answers of one article matched with its annotations."""
    assigned = best_assignment(_weights(gold, answers))
    pairs = [Pair(gold[column], answers[row]) for row, column in assigned.items()]
    left = [answer for row, answer in enumerate(answers) if row not in assigned]
    repeats = [one for one in left if any(_repeats(one, pair) for pair in pairs)]
    found = set(assigned.values())
    return Matching(
        pairs=tuple(pair for pair in pairs if not pair.gold.optional),
        optional=tuple(pair for pair in pairs if pair.gold.optional),
        repeats=tuple(repeats),
        false=tuple(one for one in left if one not in repeats),
        missed=tuple(one for at, one in enumerate(gold) if at not in found and not one.optional),
    )


def fits(gold: GoldIncident, answer: Incident) -> bool:
    """Whether the answer may stand for the incident: an acceptable kind at a fitting place."""
    return answer.kind in gold.kinds and place_fits(gold, answer)


def place_fits(gold: GoldIncident, answer: Incident) -> bool:
    """Whether the answer lies where the incident does.

    A country's middle never fits a place in it, however near it happens to be.
    """
    place = answer.place
    is_country = place is not None and place.precision is GeoPrecision.COUNTRY
    if gold.point is not None:
        if place is None or is_country:
            return False
        return distance_m(place.point, gold.point) <= gold.tolerance_km * METRES
    if gold.precision is GeoPrecision.COUNTRY:
        return place is not None and is_country and place.country == gold.country
    return place is None or is_country


def place_is_vague(gold: GoldIncident, answer: Incident) -> bool:
    """Whether the answer says less of the place than the words do, and nothing wrong."""
    place = answer.place
    if place is None:
        return True
    if place.precision is GeoPrecision.COUNTRY:
        return place.country == gold.country
    if place.precision.is_point or gold.point is None:
        return False
    reach = place.radius_m + gold.tolerance_km * METRES
    return distance_m(place.point, gold.point) <= reach


def date_right(gold: GoldIncident, answer: Incident) -> bool | None:
    """Whether the answer covers the very days of the incident; None where that is not scored."""
    if gold.date_precision is None:
        return None
    return stretch(answer.when) == (gold.first, gold.last)


def is_vague(gold: GoldIncident, answer: Incident) -> bool:
    """Whether the answer says less of the day than the words do, and nothing wrong."""
    if gold.first is None or gold.last is None or date_right(gold, answer) is not False:
        return False
    first, last = stretch(answer.when)
    return first is None or last is None or (first <= gold.first and gold.last <= last)


def stretch(when: When) -> tuple[date | None, date | None]:
    """The first and the last day that a date stands for."""
    if when.date is None:
        return None, None
    return when.date, when.date_end or _last(when.date, when.precision)


def _last(first: date, precision: DatePrecision) -> date:
    if precision is DatePrecision.NIGHT:
        return first + timedelta(days=1)
    if precision is DatePrecision.WEEK:
        return first + WEEK
    if precision is DatePrecision.MONTH:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return date(first.year, 12, 31) if precision is DatePrecision.YEAR else first


def overlaps(gold: GoldIncident, answer: Incident) -> bool:
    """Whether the answer quotes any of the words that the annotator quoted."""
    if answer.quote_start is None or answer.quote_end is None:
        return False
    return answer.quote_start < gold.end and gold.start < answer.quote_end


def _weights(gold: Sequence[GoldIncident], answers: Sequence[Incident]) -> list[list[int]]:
    """How much each pairing is wished for; no number of lesser wishes outweighs a greater."""
    base = len(gold) + 1
    return [[_weight(one, answer, base) for one in gold] for answer in answers]


def _weight(gold: GoldIncident, answer: Incident, base: int) -> int:
    if not fits(gold, answer):
        return 0
    wishes = (
        not gold.optional,
        True,
        date_right(gold, answer) is not False,
        overlaps(gold, answer),
        answer.kind == gold.kinds[0],
    )
    total = 0
    for wish in wishes:
        total = total * base + wish
    return total


def _repeats(answer: Incident, pair: Pair) -> bool:
    """Whether the answer only tells a matched one again as another of the acceptable kinds."""
    return (
        answer.kind != pair.answer.kind
        and fits(pair.gold, answer)
        and stretch(answer.when) == stretch(pair.answer.when)
        and _same_quote(answer.quote, pair.answer.quote)
    )


def _same_quote(one: str | None, other: str | None) -> bool:
    """Whether one quote is the other or a clause of it."""
    return one is not None and other is not None and (one in other or other in one)
