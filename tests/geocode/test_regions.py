"""Areas by name: divisions in English and other languages, seas, and regions of no country."""

from __future__ import annotations

import pytest

from incidents.geo import Point, distance_m
from incidents.geocode import Gazetteer, Geoparser
from incidents.model import GeoPrecision


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Zhanaozen", "Mangystau Region"),
        ("Mangghystaū oblysy", "Mangystau Region"),
        ("München", "Bavaria"),
        ("Kramatorsk", "Donetsk Oblast"),
        ("Shiraz", "Fars Province"),  # whose ISO code CLDR gives to Tehran
        ("Springfield, Illinois", "Illinois"),
        ("Grozny", "Chechnya"),
    ],
)
def test_a_first_order_division_is_shown_in_english(
    gazetteer: Gazetteer, name: str, shown: str
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert place.admin1 == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Beieren", "Bavaria"), ("Lombardije", "Lombardy"), ("Catalogne", "Catalonia"),
        ("Чечня", "Chechnya"), ("Noord-Kivu", "North Kivu"), ("Schottland", "Scotland"),
        ("Каталонія", "Catalonia"), ("ساكسونيا", "Saxony"),
    ],
)  # fmt: skip
def test_a_first_order_division_is_found_in_our_languages(
    gazetteer: Gazetteer, name: str, shown: str
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.name, place.precision) == (shown, GeoPrecision.ADMIN1)


def test_candidates_are_shown_in_english_too(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Almaty")
    assert place is not None
    names = {one.name for one in place.candidates if one.precision is GeoPrecision.ADMIN1}
    assert "Almaty Region" in names


@pytest.mark.parametrize(
    ("name", "shown", "feature"),
    [
        ("Zwarte Zee", "Black Sea", "sea"), ("détroit d'Ormuz", "Strait of Hormuz", "sea"),
        ("قطاع غزة", "Gaza Strip", "region"), ("Донбасс", "Donbas", "region"),
        ("Westelijke Jordaanoever", "West Bank", "region"), ("the Sahel", "Sahel", "region"),
        ("Middle East", "Middle East", "region"),
    ],
)  # fmt: skip
def test_seas_and_regions_are_found_and_are_no_points(
    gazetteer: Gazetteer, name: str, shown: str, feature: str
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.name, place.feature) == (shown, feature)
    assert not place.precision.is_point


@pytest.mark.parametrize(
    "town", ["Gaza", "Victoria, Seychelles", "Odessa", "Adria", "Rostock", "Valencia", "Córdoba"]
)
def test_no_region_stands_before_a_town_that_is_meant(gazetteer: Gazetteer, town: str) -> None:
    place = gazetteer.resolve(town)
    assert place is not None
    assert place.precision is GeoPrecision.TOWN


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Sahel", "ML", True),
        ("Sahel", "PE", False),
        ("Kashmir", "IN", True),
        ("Donbas", "FR", False),
    ],
)
def test_a_region_of_several_countries_is_in_each_of_them(
    gazetteer: Gazetteer, name: str, country: str, found: bool
) -> None:
    place = gazetteer.resolve(name, country=country)
    assert (place is not None and place.feature == "region") is found


def test_a_town_is_found_in_a_region(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Horlivka, Donbas")
    assert place is not None
    assert (place.name, place.precision) == ("Horlivka", GeoPrecision.TOWN)


def test_a_running_text_is_not_placed_at_sea(gazetteer: Gazetteer) -> None:
    mentions = Geoparser(gazetteer).mentions("A ship from Odesa sank in the Black Sea.", "en")
    assert [one.name for one in mentions] == ["Odesa"]


def test_an_island_on_the_antimeridian_is_one_place(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Taveuni", near=Point(-16.8, 179.9))
    assert place is not None
    assert distance_m(place.point, Point(-16.85, 179.97)) < 30_000
