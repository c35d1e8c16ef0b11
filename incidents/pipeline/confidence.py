"""How sure the reading is, built from named parts that can each be shown."""

from __future__ import annotations

from incidents.model import Candidate, Claim, DatePrecision, Place

CLEAR_MARGIN = 0.15  # score by which a place must beat the next candidate to be clear
LEVELS = ("high", "medium", "low")


def confidence(claim: Claim, place: Place | None) -> tuple[str, tuple[str, ...]]:
    """high, medium or low, with the reasons that took it down a step.

    Each doubt counts one; none is high, one or two medium, more is low. It is a level, not a
    probability: no calibrated number stands behind it.
    """
    doubts = tuple(doubt for doubt in _doubts(claim, place) if doubt)
    return LEVELS[min((len(doubts) + 1) // 2, 2)], doubts


def _doubts(claim: Claim, place: Place | None) -> tuple[str | None, ...]:
    return (
        None if claim.tier <= 1 else "the words alone do not settle what kind it was",
        _place_doubt(claim, place),
        _rival_doubt(place),
        _date_doubt(claim),
        "the report itself hedges" if claim.hedged else None,
    )


def _place_doubt(claim: Claim, place: Place | None) -> str | None:
    if place is None:
        return "no place is named"
    return {
        "carried": "the place is carried over from a sentence before",
        "article": "the place is the article's main one, not the sentence's",
    }.get(claim.place.source)


def _rival_doubt(place: Place | None) -> str | None:
    rivals = (
        [] if place is None else [rival for rival in place.candidates if _is_rival(rival, place)]
    )
    return f"the name could also be {rivals[0].name}, {rivals[0].country}" if rivals else None


def _is_rival(candidate: Candidate, place: Place) -> bool:
    elsewhere = candidate.geonameid != place.geonameid and candidate.country != place.country
    return elsewhere and candidate.score > place.score - CLEAR_MARGIN


def _date_doubt(claim: Claim) -> str | None:
    if claim.when.precision is DatePrecision.UNKNOWN:
        return "no date is given"
    if claim.when.precision in (DatePrecision.DAY, DatePrecision.NIGHT):
        return None if claim.when.source == "sentence" else "the day is not the sentence's own"
    return "the date is not known to the day"
