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


@pytest.mark.parametrize(
    ("name", "shown", "country"),
    [
        ("Kursk Oblast", "Kursk", "RU"),
        ("Sweida province", "Suwayda", "SY"),
        ("Oblast Donezk", "Donetsk Oblast", "UA"),
        ("Belgorod Oblast", "Belgorod", "RU"),
        ("Rakhine State", "Rakhine", "MM"),
        ("Province of Aceh", "Aceh", "ID"),
        ("Gouvernorat de Gaza", "Gaza Strip", "PS"),
    ],
)
def test_a_region_is_found_with_the_word_for_it(
    gazetteer: Gazetteer, name: str, shown: str, country: str
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert place.precision is GeoPrecision.ADMIN1
    assert place.country == country
    assert shown in place.name


@pytest.mark.parametrize(
    "name", ["Gouvernorat de Tubas", "District de Balaka", "Gouvernorat de Rafah", "Район Дова"]
)
def test_the_word_for_a_region_makes_no_far_name_a_near_one(
    gazetteer: Gazetteer, name: str
) -> None:
    assert gazetteer.resolve(name) is None


def test_the_capital_that_is_half_of_its_region_is_meant_by_their_name(
    gazetteer: Gazetteer,
) -> None:
    place = gazetteer.resolve("Ciudad de México")
    assert place is not None
    assert place.precision is GeoPrecision.TOWN


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Köln/Bonn airport", 50.866, 7.143),
        ("Flughafen Köln-Bonn", 50.866, 7.143),
        ("Minneapolis-Saint Paul airport", 44.882, -93.222),
        ("Dallas/Fort Worth airport", 32.897, -97.038),
    ],
)
def test_two_towns_share_an_airport(
    gazetteer: Gazetteer, name: str, lat: float, lon: float
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert place.precision is GeoPrecision.SITE
    assert distance_m(place.point, Point(lat, lon)) < 5_000


@pytest.mark.parametrize(
    "name", ["Köln/Berlin airport", "Foo/Bar airport", "/ airport", "a/b/c airport"]
)
def test_two_names_that_are_no_neighbours_share_none(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.resolve(name)
    assert place is None or place.precision is not GeoPrecision.SITE
