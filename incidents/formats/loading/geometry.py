"""Lines, areas and collections as one point inside them and how far they reach from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from incidents.formats.loading.cells import looked_up
from incidents.formats.loading.shapes import RADII
from incidents.geo.point import EARTH_RADIUS_M
from incidents.model import GeoPrecision

MOST_TEXT = 1 << 20  # letters of one geometry
# Somewhere on a line or in an area is nowhere exactly: a street at best.
SIZES = (
    GeoPrecision.STREET, GeoPrecision.DISTRICT, GeoPrecision.TOWN, GeoPrecision.ADMIN2,
    GeoPrecision.ADMIN1,
)  # fmt: skip
_WKT = re.compile(
    r"\s*(?:SRID=4326;)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b", re.I
)
_JSON = re.compile(r"\s*\{.{0,80}[\"'](?:type|coordinates|geometries)[\"']", re.DOTALL)
REACHES = "geometry reaches (m)"  # the column beside lat and lon of what is no point
HALF_ROUND = 180  # degrees: what is wider lies across the date line, or is the whole world


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a geometry in degrees, and the metres within which all of it lies; None: exact."""

    lat: float
    lon: float
    reach_m: float | None = None


def spot_of(geometry: BaseGeometry) -> Spot | None:
    """The point itself, or one on the line or in the area; None for what is empty or too wide."""
    geometry = _alone(geometry)
    if geometry.is_empty:
        return None
    if isinstance(geometry, shapely.Point):
        return Spot(geometry.y, geometry.x)
    west, south, east, north = geometry.bounds
    if not (east - west < HALF_ROUND and -90 <= south <= north <= 90):  # also NaN
        return None
    if isinstance(geometry, shapely.LineString):
        inner = shapely.line_interpolate_point(geometry, 0.5, normalized=True)
    else:
        inner = geometry.representative_point()
    return Spot(inner.y, inner.x, _reach(inner, geometry))


def told_by(text: str) -> Spot | None:
    """The spot of a geometry as well-known text or GeoJSON; None for any other cell."""
    if len(text) > MOST_TEXT:
        return None
    try:
        if _WKT.match(text):
            return spot_of(shapely.from_wkt(text.rpartition(";")[2].strip()))
        if _JSON.match(text):
            return spot_of(shapely.from_geojson(text))
    except (shapely.errors.GEOSException, ValueError):
        return None
    return None


def of_geojson(geometry: Any) -> Spot | None:
    """The spot of a parsed GeoJSON geometry; None for what is no geometry."""
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        return None
    return told_by(orjson.dumps(geometry).decode())


def reaches(cells: pd.Series) -> pd.Series:
    """How far the geometry in each cell reaches from its point; missing for points and others."""

    def reach(cell: str) -> float | None:
        spot = told_by(cell)
        return spot.reach_m if spot else None

    return looked_up(cells, reach, "Float64").astype("float64")


def precisions(reach_m: pd.Series) -> pd.Series:
    """The finest precision whose usual radius covers each reach; missing where it is."""
    limits = [RADII[one] for one in SIZES]
    names = np.array([*(one.value for one in SIZES), GeoPrecision.COUNTRY.value], dtype=object)
    found = pd.Series(names[np.searchsorted(limits, reach_m)], index=reach_m.index, dtype="str")
    return found.where(reach_m.notna())


def _alone(geometry: BaseGeometry) -> BaseGeometry:
    """What is in a collection of one."""
    while isinstance(geometry, BaseMultipartGeometry) and len(geometry.geoms) == 1:
        geometry = geometry.geoms[0]
    return geometry


def _reach(inner: shapely.Point, geometry: BaseGeometry) -> float:
    """Metres from the point to the farthest corner."""
    lon, lat = np.radians(shapely.get_coordinates(geometry)).T
    x, y = np.radians([inner.x, inner.y])
    half = np.sin((lat - y) / 2) ** 2 + np.cos(lat) * np.cos(y) * np.sin((lon - x) / 2) ** 2
    return float(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half.max().clip(0, 1))))
