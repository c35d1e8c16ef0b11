"""What a person said that words mean: kept, used for the same words, and forgotten on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from incidents.errors import UsageError
from incidents.geo import Point
from incidents.model.place import Candidate, GeoPrecision, Place

LONGEST_WORDS, LONGEST_REASON = 200, 300  # characters
BY_HAND = "person"  # as the source or origin of a place or a day
USUAL_RADII_M = {  # of what a person places; a position in degrees is taken at its word
    GeoPrecision.SITE: 100, GeoPrecision.STREET: 500, GeoPrecision.DISTRICT: 2_000,
    GeoPrecision.TOWN: 5_000, GeoPrecision.ADMIN2: 30_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recalled:
    """Which correction placed an incident, as its evidence tells it."""

    id: str  # first, so that the store finds it in what it wrote
    words: str
    reason: str
    author: str
    day: date


@dataclass(frozen=True, slots=True)
class Remembered:
    """Words, where they are to be taken so, the place they mean, and who said so and why."""

    words: str  # as the report wrote them
    key: str  # the same, folded as the gazetteer folds names
    country: str | None  # ISO 3166-1 alpha-2; None: anywhere
    place: Place
    reason: str
    author: str
    day: date
    taken_for: str | None = None  # what the words were taken for before

    def __post_init__(self) -> None:
        if not self.key or len(self.words) > LONGEST_WORDS:
            raise UsageError(
                f"what is remembered are words of a report, at most {LONGEST_WORDS} characters;"
                f" got {self.words[:40]!r}"
            )
        if not self.reason.strip() or len(self.reason) > LONGEST_REASON:
            raise UsageError(
                f"say in a few words why “{self.words}” is {self.place.name}, so that others can"
                f" judge it; at most {LONGEST_REASON} characters"
            )

    @property
    def id(self) -> str:
        """A name for these words in this country: a later correction of them has the same."""
        told = f"{self.key}|{self.country or ''}"
        return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()

    @property
    def recalled(self) -> Recalled:
        """What the evidence of an incident that is placed by it tells."""
        return Recalled(self.id, self.words, self.reason, self.author, self.day)

    def instead_of(self, place: Place | None) -> Place:
        """The place as a person chose it, with what the words would have been taken for."""
        others = (_candidate(place), *place.candidates) if place else ()
        here = self.place.point
        kept = tuple(one for one in others if one.point != here)
        return Place(
            name=self.place.name, point=here, precision=self.place.precision,
            radius_m=self.place.radius_m, country=self.place.country, admin1=self.place.admin1,
            geonameid=self.place.geonameid, feature=self.place.feature, origin=BY_HAND,
            candidates=kept,
        )  # fmt: skip

    def as_values(self) -> dict[str, Any]:
        """One flat row of plain values, as JSON and SQL hold it."""
        place = self.place
        return {
            "id": self.id,
            "key": self.key,
            "words": self.words,
            "country": self.country,
            "name": place.name,
            "lat": place.point.lat,
            "lon": place.point.lon,
            "geo_precision": place.precision.value,
            "radius_m": place.radius_m,
            "place_country": place.country,
            "admin1": place.admin1,
            "geonameid": place.geonameid,
            "feature": place.feature,
            "taken_for": self.taken_for,
            "reason": self.reason,
            "author": self.author,
            "day": self.day.isoformat(),
        }

    @classmethod
    def of_values(cls, row: Mapping[str, Any]) -> Remembered:
        """The same from such a row; UsageError where it tells of no place on Earth."""
        place = Place(
            name=row["name"], point=Point(row["lat"], row["lon"]),
            precision=GeoPrecision(row["geo_precision"]), radius_m=row["radius_m"],
            country=row["place_country"], admin1=row["admin1"], geonameid=row["geonameid"],
            feature=row["feature"], origin=BY_HAND,
        )  # fmt: skip
        day = row["day"] if isinstance(row["day"], date) else date.fromisoformat(row["day"])
        return cls(
            words=row["words"], key=row["key"], country=row["country"], place=place,
            reason=row["reason"], author=row["author"], day=day, taken_for=row["taken_for"],
        )  # fmt: skip


def as_precise(place: Place, precision: GeoPrecision) -> Place:
    """The place known no better than that, with the radius that is usual for it."""
    return replace(place, precision=precision, radius_m=USUAL_RADII_M[precision])


def _candidate(place: Place) -> Candidate:
    return Candidate(
        place.name, place.country, place.point, place.precision, place.score,
        place.geonameid, place.admin1,
    )  # fmt: skip
