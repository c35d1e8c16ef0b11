"""A rectangle between two meridians and two parallels."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.errors import BadParameter
from incidents.geo.point import Point


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """West, south, east, north in WGS 84 degrees; west > east crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        good = (
            -180 <= self.west <= 180
            and -180 <= self.east <= 180
            and -90 <= self.south <= self.north <= 90
        )
        if not good:
            raise BadParameter(
                "bbox",
                "bbox must be west,south,east,north in degrees with south below north;"
                f" got {self.west},{self.south},{self.east},{self.north}",
            )

    @classmethod
    def parse(cls, text: str) -> BoundingBox:
        """The box written as `west,south,east,north`."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise BadParameter(
                "bbox", f"bbox must be west,south,east,north; got {text[:80]!r}"
            ) from None
        return cls(west, south, east, north)

    def __contains__(self, point: Point) -> bool:
        if not self.south <= point.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.lon <= self.east
        return point.lon >= self.west or point.lon <= self.east

    def __str__(self) -> str:
        return ",".join(f"{edge:.5f}".rstrip("0").rstrip(".") for edge in self.edges)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north
