"""One spot of the map: a point, and how precisely what lies there is known."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.errors import BadParameter
from incidents.geo import Point
from incidents.model import GeoPrecision

DIGITS = 6  # of a degree: 11 cm, as the tiles of the map tell points
MOST_SPOTS = 50  # in one question: symbols that touch at the closest zoom, and no more


@dataclass(frozen=True, slots=True)
class Spot:
    """What one symbol of the map stands for; without a precision, all that lies at the point."""

    point: Point
    precision: GeoPrecision | None = None

    def __post_init__(self) -> None:
        lat, lon = (round(part, DIGITS) + 0.0 for part in (self.point.lat, self.point.lon))
        object.__setattr__(self, "point", Point(lat, lon))

    @classmethod
    def parse(cls, text: str) -> Spot:
        """The spot written as `lat,lon` or `lat,lon,precision`."""
        try:
            lat, lon, *named = (word.strip() for word in text.split(",", 2))
            precision = GeoPrecision(named[0].lower()) if named else None
            return cls(Point(float(lat), float(lon)), precision)
        except ValueError:  # also UsageError: no such place
            raise BadParameter(
                "at", f"at must be lat,lon or lat,lon,precision; got {text[:60]!r}"
            ) from None

    def __str__(self) -> str:
        written = [f"{part:.{DIGITS}f}".rstrip("0").rstrip(".")
                   for part in (self.point.lat, self.point.lon)]  # fmt: skip
        return ",".join([*written, *([self.precision.value] if self.precision else [])])
