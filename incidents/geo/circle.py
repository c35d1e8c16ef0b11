"""A circle on the globe, for those who draw polygons."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, pi, radians, sin

from incidents.geo.point import Point

EARTH_M = 6_371_008.8  # mean radius
NEAR_POLE = 85.0  # degrees; a ring about a pole is no polygon on a flat map


def circle(centre: Point, radius_m: float, corners: int = 36) -> list[Point] | None:
    """Corners of the circle, counter-clockwise, the first one last again.

    None where it reaches over the antimeridian or near a pole: there a flat polygon would lie.
    """
    reach = radius_m / EARTH_M
    if abs(centre.lat) + degrees(reach) > NEAR_POLE:
        return None
    lat, lon = radians(centre.lat), radians(centre.lon)
    ring = [_corner(lat, lon, reach, -2 * pi * at / corners) for at in range(corners)]
    if any(abs(corner_lon) > 180 for _, corner_lon in ring):
        return None
    points = [Point(round(lat, 5), round(lon, 5)) for lat, lon in ring]
    return [*points, points[0]]


def _corner(lat: float, lon: float, reach: float, bearing: float) -> tuple[float, float]:
    """The point at that distance (radians) and bearing, in degrees."""
    high = asin(sin(lat) * cos(reach) + cos(lat) * sin(reach) * cos(bearing))
    across = atan2(
        sin(bearing) * sin(reach) * cos(lat), cos(reach) - sin(lat) * sin(high)
    )  # fmt: skip
    return degrees(high), degrees(lon + across)
