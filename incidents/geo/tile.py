"""Web Mercator tiles, and the Morton keys that make a tile one range of numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from incidents.errors import BadParameter
from incidents.geo.box import BoundingBox
from incidents.geo.point import Point

MERCATOR_MAX_LAT = 85.0511287798066  # where Web Mercator becomes a square
WORLD_BITS = 30  # a point's x and y are integers of this many bits: 4 cm at the equator
WORLD = 1 << WORLD_BITS
MAX_ZOOM = WORLD_BITS  # a tile of one unit: what lies at one spot


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """x (eastward) and y (southward) on a square world of 2^30 units a side, with fractions."""
    north = math.radians(max(-MERCATOR_MAX_LAT, min(MERCATOR_MAX_LAT, lat)))
    x = (lon + 180.0) / 360.0
    y = (1.0 - math.asinh(math.tan(north)) / math.pi) / 2.0
    return x * WORLD, y * WORLD


def web_mercator(point: Point) -> tuple[int, int]:
    """The point's x and y as `mercator` has them, in whole units of the world."""
    x, y = mercator(point.lon, point.lat)
    return min(WORLD - 1, max(0, int(x))), min(WORLD - 1, max(0, int(y)))


def morton(x: int, y: int) -> int:
    """The bits of x and y interleaved, y's above x's, so that near points have near keys."""
    return _spread(x) | (_spread(y) << 1)


def _spread(bits: int) -> int:
    """The low 32 bits with a zero between each and the next."""
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFF
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FF
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits << 2) & 0x3333333333333333
    return (bits | bits << 1) & 0x5555555555555555


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the map: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= MAX_ZOOM:
            raise BadParameter("z", f"zoom runs from 0 to {MAX_ZOOM}; got {self.z}")
        side = 1 << self.z
        if not (0 <= self.x < side and 0 <= self.y < side):
            raise BadParameter(
                "x,y", f"at zoom {self.z}, x and y run from 0 to {side - 1}; got {self.x},{self.y}"
            )

    @classmethod
    def holding(cls, point: Point, z: int) -> Tile:
        """The one tile of zoom z that the point lies in."""
        x, y = web_mercator(point)
        return cls(z, x >> (WORLD_BITS - z), y >> (WORLD_BITS - z))

    @property
    def keys(self) -> tuple[int, int]:
        """The first and the last Morton key of the points inside."""
        shift = 2 * (WORLD_BITS - self.z)
        prefix = morton(self.x, self.y)
        return prefix << shift, ((prefix + 1) << shift) - 1

    @property
    def origin(self) -> tuple[int, int]:
        """The north-west corner in the units of `web_mercator`."""
        shift = WORLD_BITS - self.z
        return self.x << shift, self.y << shift

    @property
    def box(self) -> BoundingBox:
        """The tile's edges in degrees."""
        return BoundingBox(
            _lon(self.x, self.z),
            _lat(self.y + 1, self.z),
            _lon(self.x + 1, self.z),
            _lat(self.y, self.z),
        )


def _lon(x: int, z: int) -> float:
    return x / (1 << z) * 360.0 - 180.0


def _lat(y: int, z: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / (1 << z)))))
