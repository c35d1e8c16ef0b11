"""Airports: where they are, which town they serve, and how far to believe either."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from incidents.geo import Point, distance_m
from incidents.geocode.names import fold_all
from incidents.geocode.sources import AIRPORT, Row, Town, file_of

FAR_M = 60_000  # an airport farther from its town is taken to be another town's
RADIUS_M = 2_000  # runways and terminals of most airports lie within this
MENDED_GAIN = 0.6  # a repaired position must be this much nearer to the town it serves
MENDED_LEAST_M = 12_000  # nearer than this the position as given is good enough
MENDED_SHARE = 0.3  # of a country's airports must gain before any of them is repaired
NAMESAKE_LEAST = 15_000  # people of a town that an airport's name may name
_NOISE = re.compile(r"\b(international|regional|airport|aeroport|airfield|air base)\b")


@dataclass(frozen=True, slots=True)
class Record:
    """An airport as airportsdata gives it."""

    icao: str
    iata: str
    name: str
    city: str  # folded
    key: str  # the name, folded
    country: str
    point: Point


@dataclass(frozen=True, slots=True)
class AirportRow:
    """An airport as the index keeps it."""

    place: Row
    key: str
    city: str
    town: int | None
    iata: str
    mended: bool

    @property
    def facts(self) -> tuple[int, int | None, str, bool, bool]:
        """A line of the index's `airports` table."""
        international = "international" in self.place.name.lower()
        return self.place.id, self.town, self.iata, international, self.mended

    @property
    def names(self) -> list[str]:
        """What people call it: in full, without "international airport", without its town."""
        if not self.iata:
            return [self.key]
        short = " ".join(_NOISE.sub(" ", self.key).split())
        own = short.removeprefix(self.city).strip()  # "heathrow" of "london heathrow"
        return [name for name in (self.key, short, own) if len(name) > 3]


def records() -> list[Record]:
    """Every airport of airportsdata."""
    with file_of("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    cities = fold_all([line["city"] for line in lines])
    keys = fold_all([line["name"] for line in lines])
    return [
        Record(
            line["icao"], line["iata"], line["name"], city, key, line["country"],
            Point(float(line["lat"]), float(line["lon"])),
        )
        for line, city, key in zip(lines, cities, keys, strict=True)
    ]  # fmt: skip


def rows(given: Iterable[Record], towns_named: Callable[[str], list[Town]]) -> Iterator[AirportRow]:
    """The airports with the towns they serve; ids run downward from -1, GeoNames has none.

    airportsdata writes some countries' positions as degrees.minutes-seconds: Brussels stands at
    50.5405 and means 50°54'05". Where such a reading brings many airports of a country much
    nearer to the towns they are said to serve, those airports are moved there and marked.
    """
    placed = [(record, homes(record, towns_named)) for record in given]
    broken = countries_in_minutes(placed)
    for number, (record, towns) in enumerate(placed, start=1):
        mended = None
        if record.country in broken and in_minutes(record.point):
            mended = gains(record, towns)
            if mended is None and not is_near(record.point, towns):
                towns = namesakes(record, towns_named)  # Charleroi of "Brussels South Charleroi"
                mended = gains(record, towns)
            if mended is None and not is_near(record.point, towns):
                continue  # written in minutes or not: nobody can tell
        yield airport(-number, record, mended, towns)


def airport(number: int, record: Record, mended: Point | None, towns: list[Town]) -> AirportRow:
    """The airport under its id, at its mended position if it has one."""
    at = mended or record.point
    place = Row(number, AIRPORT, record.name, at.lat, at.lon, record.country, "", 0, RADIUS_M)
    return AirportRow(
        place, record.key, record.city, nearest(at, towns), record.iata, mended is not None
    )


def is_near(point: Point, towns: list[Town]) -> bool:
    """Whether the airport lies where an airport of one of the towns would."""
    return any(distance_m(point, _point(town)) <= MENDED_LEAST_M for town in towns)


def homes(record: Record, towns_named: Callable[[str], list[Town]]) -> list[Town]:
    """The towns of the airport's country that bear the name of the city it serves."""
    if not record.city:
        return []
    return [t for t in towns_named(record.city) if t["countrycode"] == record.country]


def namesakes(record: Record, towns_named: Callable[[str], list[Town]]) -> list[Town]:
    """The larger towns that a word of the airport's name names beside its city, biggest first."""
    found = [
        town
        for word in set(record.key.split()) - set(record.city.split())
        for town in towns_named(word)
        if town["countrycode"] == record.country and town["population"] >= NAMESAKE_LEAST
    ]
    return sorted(found, key=lambda town: -town["population"])


def nearest(point: Point, towns: list[Town]) -> int | None:
    """The id of the biggest of the towns within reach."""
    for town in towns:  # biggest first
        if distance_m(point, _point(town)) <= FAR_M:
            return int(town["geonameid"])
    return None


def countries_in_minutes(placed: list[tuple[Record, list[Town]]]) -> set[str]:
    """The countries where reading decimals as minutes puts many airports nearer their towns."""
    known: dict[str, int] = {}
    gained: dict[str, int] = {}
    for record, towns in placed:
        if record.iata and towns:
            known[record.country] = known.get(record.country, 0) + 1
            if gains(record, towns):
                gained[record.country] = gained.get(record.country, 0) + 1
    return {name for name, count in gained.items() if count >= MENDED_SHARE * known[name]}


def gains(record: Record, towns: list[Town]) -> Point | None:
    """The position read as degrees.minutes-seconds, where that is much nearer the town."""
    other = in_minutes(record.point)
    if other is None or not towns:
        return None
    before = min(distance_m(record.point, _point(town)) for town in towns)
    after = min(distance_m(other, _point(town)) for town in towns)
    return other if before > MENDED_LEAST_M and after < MENDED_GAIN * before else None


def in_minutes(point: Point) -> Point | None:
    """The point with its decimals read as minutes and seconds; None where they cannot be."""
    lat, lon = _degrees(point.lat), _degrees(point.lon)
    if lat is None or lon is None:
        return None
    return replace(point, lat=lat, lon=lon)


def _degrees(decimal: float) -> float | None:
    whole, _, digits = f"{abs(decimal):.6f}".partition(".")
    minutes, seconds, rest = int(digits[:2]), int(digits[2:4]), digits[4:]
    if rest.strip("0") or minutes > 59 or seconds > 59:
        return None
    size = int(whole) + minutes / 60 + seconds / 3600
    return -size if decimal < 0 else size


def _point(town: Town) -> Point:
    return Point(town["latitude"], town["longitude"])
