"""A name resolved to a point, and how precisely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidents.errors import UsageError
from incidents.geo import Point


class GeoPrecision(StrEnum):
    """How near the point is to where it happened, finest first."""

    SITE = "site"
    STREET = "street"
    DISTRICT = "district"
    TOWN = "town"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for the finest, 7 for unknown."""
        return _RANKS[self]

    @property
    def is_point(self) -> bool:
        """Whether a pin may be drawn; what is coarser is drawn as an area."""
        return self.rank <= GeoPrecision.TOWN.rank


_RANKS = {precision: rank for rank, precision in enumerate(GeoPrecision)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the words could also have meant."""

    name: str
    country: str | None
    point: Point
    precision: GeoPrecision
    score: float  # 0 to 1, higher is likelier
    geonameid: int | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A name resolved to a point with a precision and the candidates it beat."""

    name: str
    point: Point
    precision: GeoPrecision
    radius_m: int
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    geonameid: int | None = None
    feature: str = "town"  # town, airport, admin1, sea …: what the gazetteer says it is
    score: float = 1.0
    origin: str = "GeoNames"  # who said so
    candidates: tuple[Candidate, ...] = ()
    note: str | None = None  # what was found in place of what was asked, where they differ

    def __post_init__(self) -> None:
        if self.radius_m <= 0:
            raise UsageError(
                f"a place's radius is a positive number of metres; got {self.radius_m}"
            )
