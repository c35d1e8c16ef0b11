"""How sure the reading is, built from named parts that can each be shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from incidents.model import BY_HAND, Candidate, Claim, DatePrecision, Place

CLEAR_MARGIN = 0.15  # score by which a place must beat the next candidate to be clear
LEVELS = ("high", "medium", "low")
MOST_FOR_MEDIUM = 2  # weight of doubts
# Which answer a reason doubts, by how it begins; whoever sets that answer settles the doubt.
DOUBTED = {
    "the words alone": "kind",
    "no place": "place",
    "the place": "place",
    "the name": "place",
    "no date": "date",
    "the day": "date",
    "the date": "date",
    "the report itself": "hedged",
    "the second opinion": "whether it happened",
}


def confidence(claim: Claim, place: Place | None) -> tuple[str, tuple[str, ...]]:
    """high, medium or low, with the reasons that took it down.

    Doubts weigh one or two: none is high, up to two is medium, more is low. It is a level, not
    a probability; docs/quality.md says how often each level was right.
    """
    doubts = [doubt for doubt in _doubts(claim, place) if doubt]
    weight = sum(doubt.weight for doubt in doubts)
    level = LEVELS[0] if weight == 0 else LEVELS[1] if weight <= MOST_FOR_MEDIUM else LEVELS[2]
    return level, tuple(doubt.reason for doubt in doubts)


def settled(
    level: str | None, reasons: Sequence[str], answers: Collection[str]
) -> tuple[str | None, tuple[str, ...]]:
    """The level and reasons that are left once a person has set those answers.

    The level rises only where no doubt is left: what it would be with fewer was never measured.
    """
    left = tuple(reason for reason in reasons if doubted(reason) not in answers)
    return (LEVELS[0] if reasons and not left else level), left


def doubted(reason: str) -> str | None:
    """The answer that a reason doubts: kind, place, date, hedged or whether it happened."""
    return next((part for start, part in DOUBTED.items() if reason.startswith(start)), None)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to be less sure, and how much less."""

    reason: str
    weight: int = 1


def _doubts(claim: Claim, place: Place | None) -> tuple[Doubt | None, ...]:
    return (
        _kind_doubt(claim),
        _place_doubt(claim, place),
        _rival_doubt(place),
        _date_doubt(claim),
        Doubt("the report itself hedges") if claim.hedged else None,
        Doubt("the second opinion doubts it", weight=2) if claim.doubted else None,
    )


def _kind_doubt(claim: Claim) -> Doubt | None:
    reason = "the words alone do not settle what kind it was"
    return Doubt(reason, weight=claim.tier - 1) if claim.tier > 1 else None


def _place_doubt(claim: Claim, place: Place | None) -> Doubt | None:
    if place is None:
        return Doubt("no place is named", weight=2)
    return {
        "between": Doubt("it was between this place and another near by"),
        "home": Doubt("the place is where those named belong, not said to be where it was"),
        "carried": Doubt("the place is carried over from a sentence before"),
        "article": Doubt("the place is the article's main one, not the sentence's", weight=2),
    }.get(claim.place.source)


def _rival_doubt(place: Place | None) -> Doubt | None:
    if place is None or place.origin == BY_HAND:  # a person has said which
        return None
    rivals = [one for one in place.candidates if _is_rival(one, place)]
    if not rivals:
        return None
    return Doubt(f"the name could also be {rivals[0].name}, {rivals[0].country}")


def _is_rival(candidate: Candidate, place: Place) -> bool:
    elsewhere = candidate.geonameid != place.geonameid and candidate.country != place.country
    return elsewhere and candidate.score > place.score - CLEAR_MARGIN


def _date_doubt(claim: Claim) -> Doubt | None:
    if claim.when.precision is DatePrecision.UNKNOWN:
        return Doubt("no date is given")
    if claim.when.precision in (DatePrecision.DAY, DatePrecision.NIGHT):
        own = claim.when.source == "sentence"
        return None if own else Doubt("the day is not the sentence's own")
    return Doubt("the date is not known to the day")
