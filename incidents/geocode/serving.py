"""Which airport is meant: that of a town, of two towns together, or one of that very name."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from incidents.geo import Point, distance_m
from incidents.geocode import airports
from incidents.geocode.around import boxes
from incidents.geocode.asking import Asked, towns_in
from incidents.geocode.names import fold
from incidents.geocode.ranking import Ranked, is_town, ranked
from incidents.geocode.sources import AIRPORT, Row
from incidents.model import GeoPrecision, Place

if TYPE_CHECKING:
    from incidents.geocode.gazetteer import Gazetteer

CANDIDATES = 5  # kept with every answer
ONLY_AIRPORT, MAIN_AIRPORT = 0.95, 0.7  # scores
ORIGIN = "airportsdata"
NAMESAKES = 5  # towns of each name that may share an airport


def airport_of(gazetteer: Gazetteer, place: Place) -> Place | None:
    """The airport that serves a town; None where none does, or two or more equally."""
    if place.precision is not GeoPrecision.TOWN:
        return place if place.feature == AIRPORT else None
    serving = gazetteer.index.airports_of(place.geonameid) if place.geonameid else []
    found = (
        _main(serving, fold(place.name))
        if serving
        else _namesake(gazetteer, place) or _nearby(gazetteer, place)
    )
    if found is None:
        return None
    row, score = found
    others = [other for other, _, _ in serving if other.id != row.id][:CANDIDATES]
    return Place(
        name=row.name,
        point=Point(row.lat, row.lon),
        precision=GeoPrecision.SITE,
        radius_m=airports.RADIUS_M,
        country=row.country,
        admin1=place.admin1,
        feature=AIRPORT,
        score=round(score * place.score, 3),
        origin=ORIGIN,
        candidates=tuple(Ranked(other, 0.0).candidate() for other in others),
        note=place.note,
    )


def airport_of_two(gazetteer: Gazetteer, question: Asked, country: str | None) -> Place | None:
    """The airport that two neighbours share: "Köln/Bonn"; None where the parts are no two towns."""
    named = [
        gazetteer.ranked(Asked(part, question.within), country=country)
        for part in towns_in(question.name)
    ]
    towns = [[one for one in found if is_town(one.row)][:NAMESAKES] for found in named]
    if len(towns) != 2:
        return None
    for pair in product(*towns):
        if distance_m(pair[0].point, pair[1].point) <= airports.FAR_M:
            served = (airport_of(gazetteer, gazetteer.place([one])) for one in pair)
            found = next((place for place in served if place is not None), None)
            if found is not None:
                return replace(found, score=min(found.score, MAIN_AIRPORT))
    return None


def airport_named(gazetteer: Gazetteer, question: Asked, town: Place) -> Place | None:
    """The airport of that very name, where the town of that name has none: Heathrow."""
    rows = [row for row in gazetteer.index.places(question.name) if row.feature == AIRPORT]
    for part in question.within:
        rows = gazetteer.within(rows, part)
    if len(rows) != 1 or (town.geonameid and gazetteer.index.airports_of(town.geonameid)):
        return None
    return gazetteer.place(ranked(rows, question.name))


def _namesake(gazetteer: Gazetteer, place: Place) -> tuple[Row, float] | None:
    """The one airport of the country that is called as the town is: Koltsovo."""
    rows = [
        row
        for row in gazetteer.index.places(place.name)
        if row.feature == AIRPORT and row.country == place.country
    ]
    return (rows[0], MAIN_AIRPORT) if len(rows) == 1 else None


def _nearby(gazetteer: Gazetteer, place: Place) -> tuple[Row, float] | None:
    """The one airport around a town that has the town in its name: Brussels South Charleroi."""
    town = f" {fold(place.name)} "
    rows = [
        row
        for box in boxes(place.point, airports.FAR_M)
        for row in gazetteer.index.airports_around(*box)
        if row.country == place.country and town in f" {fold(row.name)} "
    ]
    return (rows[0], MAIN_AIRPORT) if len(rows) == 1 else None


def _main(serving: list[tuple[Row, str, bool]], town: str) -> tuple[Row, float] | None:
    """The only airport with an airline code, or the one called after the town; else None."""
    coded = [found for found in serving if found[1]] or serving
    if len(coded) == 1:
        return coded[0][0], ONLY_AIRPORT
    marks = [(international + (town in fold(row.name)), row) for row, _, international in coded]
    marks.sort(key=lambda pair: -pair[0])
    if not marks or marks[0][0] < 2 or marks[1][0] == 2:
        return None
    return marks[0][1], MAIN_AIRPORT
