"""The gazetteer: names into places, offline, with the candidates each answer beat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from incidents.geo import Point, distance_m
from incidents.geocode import airports
from incidents.geocode.around import boxes
from incidents.geocode.asking import MAX_QUERY, Asked, asked, position, without_division
from incidents.geocode.build import Progress, silent
from incidents.geocode.guessing import guesses
from incidents.geocode.index import Index, open_index
from incidents.geocode.names import fold
from incidents.geocode.ranking import Ranked, is_town, precision_of, radius_of, ranked
from incidents.geocode.serving import ORIGIN, airport_named, airport_of, airport_of_two
from incidents.geocode.sources import (
    ADMIN1,
    AIRPORT,
    CAPITAL,
    COUNTRY,
    NOTED_AREAS,
    REGION,
    SEA,
    TOWN,
    Row,
    listed_countries,
)
from incidents.model import GeoPrecision, Place

CANDIDATES = 5  # kept with every answer
WITHIN_M = 75_000  # "Foo, London" finds a Foo this near to London
COARSE_FACTOR = 0.45  # on the score of the part that was found in the place of the whole
GEONAMES = "GeoNames (CC BY 4.0)"
NOTED = "noted by Incidents"
ORIGINS = {AIRPORT: ORIGIN, COUNTRY: "Natural Earth, CLDR", SEA: NOTED, REGION: NOTED}
STEM_LEAST = 3  # letters
ENDINGS = "aeiouyьаия"  # Samara is the town of Samarskaya oblast
POSITION_RADIUS_M = 100  # of a position stated in degrees


class Gazetteer:
    """Every town of 500 people, first-order division, country and airport on Earth."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @classmethod
    def open(cls, folder: Path | None = None, progress: Progress | None = None) -> Gazetteer:
        """The gazetteer over the index in the cache folder, which the first call builds.

        `progress` hears how far that is, from 0.0 to 1.0, and what is being done.
        """
        return cls(open_index(folder, progress or silent))

    def resolve(
        self,
        name: str,
        *,
        country: str | None = None,
        admin1: str | None = None,
        near: Point | None = None,
    ) -> Place | None:
        """The likeliest place of that name, or None where there is none.

        `country` (a name or ISO code) and `admin1` (a name or code) exclude what lies elsewhere;
        `near` only makes near places likelier. "Springfield, Illinois" and "Almaty airport" are
        understood, and a position in degrees. A name that nobody bears is taken for a slip of the
        pen where that is likely; where only what follows a comma is known, that is the answer: both
        at a lower score and with a note.
        """
        stated = position(name)
        if stated is not None:
            return as_stated(name, stated)
        question = asked(name)
        if question is None:
            return None
        found = self.ranked(question, country=country, admin1=admin1, near=near)
        if not found and question.airport:
            shared = airport_of_two(self, question, country)
            if shared is not None:
                return shared
        found = found or self._region(question, country, admin1, near)
        place = self.place(found) if found else self._nearly(question, country, admin1, near)
        if place is None:
            return self._coarser(question, country)
        if not question.airport or place.feature == AIRPORT:
            return place
        town = self._town_of(place, found, question.name)
        airport = self.airport(town) or airport_named(self, question, town)
        return airport or replace(place, note=place.note or f"no one airport known: {place.name}")

    def expect(self, names: Iterable[str]) -> None:
        """Read the places of many names from the index at once, before each is asked for."""
        questions = (asked(name) for name in names)
        self.index.expect(question.name for question in questions if question)

    def ranked(
        self,
        question: Asked,
        *,
        country: str | None = None,
        admin1: str | None = None,
        near: Point | None = None,
    ) -> list[Ranked]:
        """All places that fit the question, likeliest first."""
        rows = self.index.places(question.name)
        if _is_code(question.name):
            rows = [row for row in rows if row.feature == COUNTRY]
        if any(row.feature != AIRPORT for row in rows):  # an airport goes by its town
            rows = [row for row in rows if row.feature != AIRPORT]
        if country:
            code = self.country_code(country)
            rows = [row for row in rows if row.country == code or self._reaches(row, code)]
        for part in (*question.within, *([admin1] if admin1 else [])):
            rows = self.within(rows, part)
        return ranked(rows, question.name, near)

    def place(self, found: list[Ranked]) -> Place:
        """The first of the ranked places, the others as its candidates."""
        best = found[0]
        row = best.row
        return Place(
            name=self.shown_name(row),
            point=best.point,
            precision=precision_of(row),
            radius_m=radius_of(row),
            country=row.country or None,
            admin1=self.admin1_name(row),
            geonameid=row.id if row.id > 0 else None,
            feature=TOWN if row.feature == CAPITAL else row.feature,
            score=round(best.score, 3),
            origin=ORIGINS.get(row.feature, GEONAMES),
            candidates=tuple(
                other.candidate(self.admin1_name(other.row), self.shown_name(other.row))
                for other in found[1 : CANDIDATES + 1]
            ),
        )

    def admin1_name(self, row: Row) -> str | None:
        """The English name of the first-order division that the place lies in, or is."""
        region = self.index.region(row.country, row.admin1) if row.admin1 else None
        return region[1] if region else None

    def shown_name(self, row: Row) -> str:
        """What to call the place: its first name, and a first-order division in English."""
        return (self.admin1_name(row) if row.feature == ADMIN1 else None) or row.name

    def country_code(self, country: str) -> str | None:
        """The alpha-2 code for a country's name, alpha-2 or alpha-3 code; None: no such country."""
        code = country.strip().upper()
        if len(code) in (2, 3) and code.isascii() and code in _codes():
            return _codes()[code]
        rows = self.index.places(country[:MAX_QUERY])
        return next((row.country for row in rows if row.feature == COUNTRY), None)

    def country_name(self, code: str) -> str | None:
        """The English name of a country."""
        country = listed_countries().get(code)
        return str(country["name"]) if country else None

    def airport(self, place: Place) -> Place | None:
        """The airport that serves a town; None where none does, or two or more equally.

        Whoever says "the airport of London" has not said which: that stays the town.
        """
        return airport_of(self, place)

    def _town_of(self, place: Place, found: list[Ranked], name: str) -> Place:
        """The place, or the town that a small country shares its name with: Luxembourg."""
        towns = [one.row for one in found if is_town(one.row)]
        if place.precision.is_point or place.radius_m > airports.FAR_M or not towns:
            return place
        return self.place(ranked(towns, name))

    def capital(self, code: str) -> Place | None:
        """The capital of a country, by its alpha-2 code."""
        rows = self.index.capitals(code)
        return self.place(ranked(rows[:1], rows[0].name)) if rows else None

    def within(self, rows: list[Row], part: str) -> list[Row]:
        """The places that lie in a country, a division, or near a town of that name."""
        code = self.country_code(part)
        areas = [row for row in self.index.places(part) if row.feature != AIRPORT]
        divisions = {(row.country, row.admin1) for row in areas if row.feature == ADMIN1}
        inside = [
            row
            for row in rows
            if row.country == code
            or self._reaches(row, code)
            or (row.country, row.admin1) in divisions
            or (row.admin1 and row.admin1 == part.strip().upper())
        ]
        if inside:
            return inside
        around = [
            (Point(row.lat, row.lon), row.radius_m or WITHIN_M)
            for row in areas
            if row.feature in (TOWN, CAPITAL, REGION)
        ]
        return [
            row
            for row in rows
            if any(distance_m(Point(row.lat, row.lon), middle) <= reach for middle, reach in around)
        ]

    def _reaches(self, row: Row, code: str | None) -> bool:
        """Whether a sea or region of several countries touches the circle of one."""
        if row.feature not in NOTED_AREAS or row.country or code not in listed_countries():
            return False
        middle = Point(row.lat, row.lon)
        return any(
            distance_m(middle, Point(one.lat, one.lon)) <= (row.radius_m or 0) + (one.radius_m or 0)
            for one in self.index.rows([int(listed_countries()[code]["geonameid"])])
        )

    def _region(
        self, question: Asked, country: str | None, admin1: str | None, near: Point | None
    ) -> list[Ranked]:
        """The region of "Kursk Oblast": called so, or after the town that the name means most."""
        bare, first_order = without_division(question.name) or ("", False)
        known = Asked(bare, question.within)
        found = self.ranked(known, country=country, admin1=admin1, near=near) if first_order else []
        if not found:
            return []
        best = found[0].row
        regions = [one.row for one in found if one.row.feature == ADMIN1]
        around = self.index.region(best.country, best.admin1)
        stems = {fold(name).rstrip(ENDINGS) for name in (bare, best.name)}
        told = tuple(stem for stem in stems if len(stem) >= STEM_LEAST)
        if around and fold(around[1]).startswith(told):
            regions += self.index.rows([around[0]])
        return ranked([row for row in regions if row.country == best.country][:1], bare)

    def _nearly(
        self, question: Asked, country: str | None, admin1: str | None, near: Point | None
    ) -> Place | None:
        """The likeliest place whose name is nearly spelt so: a guess, and told as one."""

        def called(name: str) -> list[Ranked]:
            known = Asked(name, question.within)
            return self.ranked(known, country=country, admin1=admin1, near=near)

        bare, _ = without_division(question.name) or (question.name, False)
        found = guesses(question.name, self.index, called, letters=len(fold(bare)))
        if not found:
            return None
        place = self.place(found)
        return replace(place, note=f"spelt otherwise: asked {question.name}, found {place.name}")

    def _coarser(self, question: Asked, country: str | None) -> Place | None:
        """The nearest of the narrowing parts that is known, itself with a lower score."""
        for number, part in enumerate(question.within, start=1):
            rest = Asked(part, question.within[number:])
            found = self.ranked(rest, country=country)
            if found:
                best, *others = found
                place = self.place(
                    [Ranked(best.row, best.weight, best.score * COARSE_FACTOR), *others]
                )
                return replace(place, note=f"wider: asked {question.name}, found {place.name}")
        return None

    def nearest_town(self, point: Point, within_m: float = 50_000) -> list[tuple[float, Row]]:
        """The towns around a point, nearest first, with their distance in metres."""
        rows = [row for box in boxes(point, within_m) for row in self.index.towns_around(*box)]
        measured = [(distance_m(point, Point(row.lat, row.lon)), row) for row in rows]
        return sorted((pair for pair in measured if pair[0] <= within_m), key=lambda pair: pair[0])


def as_stated(words: str, point: Point) -> Place:
    """The position that the words themselves give, taken at its word."""
    return Place(
        name=words.strip(),
        point=point,
        precision=GeoPrecision.SITE,
        radius_m=POSITION_RADIUS_M,
        feature="position",
        origin="as stated",
    )


def _is_code(name: str) -> bool:
    """Whether it is two or three capitals: a code, which is a country's name or no name."""
    return len(name) in (2, 3) and name.isascii() and name.isalpha() and name.isupper()


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Alpha-2 and alpha-3 codes → alpha-2 code."""
    pairs = {code: code for code in listed_countries()}
    return pairs | {country["iso3"]: code for code, country in listed_countries().items()}
