"""A place on Earth, and how far two are apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

from incidents.errors import UsageError

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth, WGS 84 degrees, latitude first."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):  # also refuses NaN
            raise UsageError(
                f"no such place: latitude {self.lat}, longitude {self.lon};"
                " latitude runs from -90 to 90, longitude from -180 to 180"
            )


def distance_m(a: Point, b: Point) -> float:
    """Metres between two points along a great circle (haversine on a sphere, error < 0.6 %)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
