"""A stored row as the incident it was made of, so that a person may correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from incidents.geo import Point
from incidents.model import (
    Candidate,
    DatePrecision,
    Evidence,
    Figure,
    GeoPrecision,
    Incident,
    Place,
    Recalled,
    Status,
    When,
)

LEAST_RADIUS_M = 1  # of a place that came without one: nothing is made of it but its point


def incident_of(row: Mapping[str, Any], evidence: Mapping[str, Any]) -> Incident:
    """The incident of a row of the table and its evidence."""
    seen = _evidence(evidence)
    return Incident(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        when=_when(row, seen),
        place=_place(row, seen),
        place_name=row["place"],
        killed=Figure(row["killed_min"], row["killed_max"]),
        injured=Figure(row["injured_min"], row["injured_max"]),
        arrested=Figure(row["arrested_min"], row["arrested_max"]),
        actors=tuple((row["actors"] or "").split("; ")) if row["actors"] else (),
        hedged=bool(row["hedged"]),
        attributed_to=row["attributed_to"],
        quote=row["quote"],
        quote_start=row["quote_start"],
        quote_end=row["quote_end"],
        source=row["source"],
        url=row["url"],
        language=row["language"],
        published=_day(row["published"]),
        status=Status(row["status"]),
        confidence=row["confidence"],
        dataset=row["dataset"],
        evidence=seen,
    )


def _when(row: Mapping[str, Any], seen: Evidence) -> When:
    precision = DatePrecision(row["date_precision"])
    when = When(_day(row["date"]), _day(row["date_end"]), precision, seen.date_words)
    return replace(when, source=seen.date_source) if seen.date_source else when


def _place(row: Mapping[str, Any], seen: Evidence) -> Place | None:
    if row["lat"] is None or row["lon"] is None:
        return None
    return Place(
        name=row["place"] or "unnamed",
        point=Point(row["lat"], row["lon"]),
        precision=GeoPrecision(row["geo_precision"]),
        radius_m=row["radius_m"] or LEAST_RADIUS_M,
        country=row["country"],
        admin1=row["admin1"],
        origin=seen.origin or row["dataset"],
        candidates=seen.candidates,
    )


def _evidence(told: Mapping[str, Any]) -> Evidence:
    plain = {name: told.get(name) for name in Evidence.__dataclass_fields__ if name in told}
    recalled = told.get("remembered")
    more: dict[str, Any] = {
        "candidates": tuple(_candidate(one) for one in told.get("candidates") or ()),
        "reasons": tuple(told.get("reasons") or ()),
        "corrected": tuple(told.get("corrected") or ()),
        "remembered": Recalled(**{**recalled, "day": _day(recalled["day"])}) if recalled else None,
    }
    return Evidence(**{**plain, **more})


def _candidate(told: Mapping[str, Any]) -> Candidate:
    point = Point(**told["point"])
    return Candidate(**{**told, "point": point, "precision": GeoPrecision(told["precision"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
