"""Boxes of degrees around a circle on Earth, for asking a table what lies near."""

from __future__ import annotations

import math
from collections.abc import Iterator

from incidents.geo import Point

KM_PER_DEGREE = 111.195
LEAST_NARROWING = 0.01  # at the poles, where a degree of longitude shrinks to nothing

Box = tuple[float, float, float, float]  # south, north, west, east


def boxes(point: Point, reach_m: float) -> Iterator[Box]:
    """The box that holds the circle, and the rest of it where it meets the antimeridian."""
    high = reach_m / 1000 / KM_PER_DEGREE
    narrowing = max(LEAST_NARROWING, math.cos(math.radians(point.lat)))
    wide = min(180.0, high / narrowing)
    south, north = point.lat - high, point.lat + high
    west, east = point.lon - wide, point.lon + wide
    yield south, north, max(west, -180.0), min(east, 180.0)
    if west < -180:
        yield south, north, west + 360, 180.0
    elif east > 180:
        yield south, north, -180.0, east - 360
