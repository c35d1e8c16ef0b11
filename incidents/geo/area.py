"""An area drawn on the map: a ring of corners that does not cross itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from incidents.errors import BadParameter
from incidents.geo.point import EARTH_RADIUS_M
from incidents.geo.tile import WORLD, mercator

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

DIGITS = 5  # of a degree: a metre, finer than any hand draws
MOST_CORNERS = 200  # of a ring that fits into a link
WIDEST = 1_000.0  # degrees of longitude: a map may have been scrolled around the Earth

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """What a ring of corners encloses, each a longitude and a latitude in WGS 84 degrees.

    Its sides are straight on the map (Web Mercator), where it was drawn, and belong to it. An area
    across the antimeridian has longitudes past 180; it starts in the world between -180 and 180.
    The last corner is joined to the first and need not repeat it.
    """

    ring: tuple[Corner, ...]

    def __post_init__(self) -> None:
        for lon, lat in self.ring:
            if not (-WIDEST <= lon <= WIDEST and -90 <= lat <= 90):  # also NaN
                raise _wrong(f"must have its corners on the Earth; got {lon:g},{lat:g}")
        object.__setattr__(self, "ring", tuple(_tidy(self.ring)))
        self._check()

    def _check(self) -> None:
        if len(self.ring) > MOST_CORNERS:
            raise _wrong(f"must have at most {MOST_CORNERS} corners; got {len(self.ring):,}")
        if len(self.ring) < 3:
            raise _wrong("must have at least three corners that are not the same")
        if max(abs(a[0] - b[0]) for a, b in pairwise((*self.ring, self.ring[0]))) > 180:
            raise _wrong(
                "must have no side longer than 180 degrees of longitude: across the antimeridian"
                " write longitudes past 180 (179,… to 181,…), elsewhere put a corner in between"
            )
        if self.edges[2] - self.edges[0] > 360:
            raise _wrong("must be at most once around the Earth")
        from shapely import is_valid_reason  # takes a fifth of a second to import; seldom needed

        drawn = self._drawn()
        if not drawn.is_valid or not drawn.area:
            reason = "" if drawn.is_valid else is_valid_reason(drawn).split("[")[0].lower()
            raise _wrong(
                f"must not cross or touch itself, nor be flat{reason and f' ({reason})'};"
                " give its corners in order, once around"
            )

    @classmethod
    def parse(cls, text: str) -> Area:
        """The area written as `lon,lat,lon,lat,…`, a corner after another."""
        words = text.split(",", 2 * MOST_CORNERS + 2)
        if len(words) > 2 * MOST_CORNERS + 2:
            raise _wrong(f"must have at most {MOST_CORNERS} corners; got more")
        try:
            numbers = [float(word) for word in words]
            return cls(tuple(zip(numbers[::2], numbers[1::2], strict=True)))
        except BadParameter:
            raise
        except ValueError:
            raise _wrong(f"must be lon,lat,lon,lat,… corner by corner; got {text[:60]!r}") from None

    def __str__(self) -> str:
        return ",".join(
            f"{part:.{DIGITS}f}".rstrip("0").rstrip(".") for corner in self.ring for part in corner
        )

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """West, south, east, north; east is past 180 where it crosses the antimeridian."""
        lons, lats = zip(*self.ring, strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    @property
    def km2(self) -> float:
        """About how large it is, in square kilometres on a sphere."""
        doubled = sum(
            math.radians(east - west) * (math.sin(math.radians(a)) + math.sin(math.radians(b)))
            for (west, a), (east, b) in pairwise((*self.ring, self.ring[0]))
        )
        return abs(doubled) / 2 * (EARTH_RADIUS_M / 1_000) ** 2

    def _drawn(self) -> Polygon:
        from shapely import Polygon

        return Polygon([mercator(lon, lat) for lon, lat in self.ring])

    def shape(self) -> Polygon | MultiPolygon:
        """The area in the units of `web_mercator`; in two parts across the antimeridian."""
        from shapely import box, union_all
        from shapely.affinity import translate

        drawn = self._drawn()
        if self.edges[2] <= 180:
            return drawn
        world = box(0, 0, WORLD, WORLD)
        return union_all([drawn & world, translate(drawn, -WORLD) & world])


def _wrong(what: str) -> BadParameter:
    return BadParameter("area", f"area {what}")


def _tidy(ring: tuple[Corner, ...]) -> Iterator[Corner]:
    """The corners to the metre, each once, with the westernmost between -180 and 180."""
    west = min((round(lon, DIGITS) for lon, _ in ring), default=0.0)
    away = 360 * math.floor((west + 180) / 360)
    tidy = [(round(lon - away, DIGITS) + 0.0, round(lat, DIGITS) + 0.0) for lon, lat in ring]
    if len(tidy) > 1 and tidy[0] == tidy[-1]:
        tidy.pop()
    last = None
    for corner in tidy:
        if corner != last:
            yield corner
        last = corner
