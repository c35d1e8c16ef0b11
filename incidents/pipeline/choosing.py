"""The places a person can choose from: of a name, at a position in degrees, or where they point."""

from __future__ import annotations

from dataclasses import replace

from incidents.geo import Point
from incidents.geocode.asking import asked, position
from incidents.model import BY_HAND, GeoPrecision, Place
from incidents.model.remembered import USUAL_RADII_M
from incidents.pipeline.shared import shared_gazetteer

CHOICES = 8  # places of one name to choose from
POSITION = "position"  # the feature of a place that was given in degrees or pointed at
COUNTRY_WITHIN_M = 100_000  # a point with no town this near lies in no country that we know of
BORDER_FACTOR = 2  # a town of another country no further than this beside the nearest: a border


def places_called(words: str) -> list[Place]:
    """The places that the words may mean, likeliest first; a position in degrees is one."""
    stated = position(words)
    if stated is not None:
        return [place_at(stated, words.strip())]
    gazetteer, question = shared_gazetteer(), asked(words)
    if question is None:
        return []
    found = gazetteer.ranked(question)[:CHOICES]
    places = [gazetteer.place([one]) for one in found]
    likeliest = gazetteer.resolve(words)
    if likeliest and all(likeliest.point != one.point for one in places):
        places.insert(0, likeliest)  # an airport, or what a comma narrows
    return places


def place_at(point: Point, name: str) -> Place:
    """The exact site at a point, in the country and division of the nearest town.

    No country near a border or far from any town.
    """
    place = Place(
        name, point, GeoPrecision.SITE, USUAL_RADII_M[GeoPrecision.SITE], feature=POSITION,
        origin=BY_HAND,
    )  # fmt: skip
    towns = shared_gazetteer().nearest_town(point, COUNTRY_WITHIN_M)
    if not towns:
        return place
    nearest, town = towns[0]
    if any(row.country != town.country for far, row in towns if far <= nearest * BORDER_FACTOR):
        return place
    return replace(place, country=town.country, admin1=shared_gazetteer().admin1_name(town))
