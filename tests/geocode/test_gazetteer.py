"""Names into places: what people write, and what is meant by it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.geo import Point, distance_m
from incidents.geocode import Gazetteer
from incidents.model import GeoPrecision

ALMATY_AIRPORT = Point(43.352, 77.0405)


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [
        ("Almaty", 1526384),
        ("ALMATY", 1526384),
        ("Alma-Ata", 1526384),
        ("Алматы", 1526384),
        ("Алма-Ата", 1526384),
        ("ألماتي", 1526384),
        ("Almatı", 1526384),
        ("Almaty, Kazakhstan", 1526384),
        ("Almaty, KZ", 1526384),
        ("Zhanaozen", 607610),
        ("Zjanaozen", 607610),
        ("Жаңаөзен", 607610),
        ("Astana", 1526273),
        ("Nur-Sultan", 1526273),
        ("Londen", 2643743),
        ("Peking", 1816670),
        ("Kiew", 703448),
        ("Київ", 703448),
        ("Keulen", 2886242),
        ("Le Caire", 360630),
        ("الخرطوم", 379252),
        ("خرطوم", 379252),
        ("New York", 5128581),
        ("Moscow", 524901),
        ("Washington", 4140963),
        ("Gaza", 281133),
        ("Paris", 2988507),
        ("Paris, Texas", 4717560),
        ("Springfield, Illinois, US", 4250542),
        ("Springfield, IL", 4250542),
        ("東京", 1850147),
        ("  almaty  ", 1526384),
    ],
)
def test_a_town_is_found_under_every_name_people_use(
    gazetteer: Gazetteer, name: str, geonameid: int
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.geonameid, place.precision) == (geonameid, GeoPrecision.TOWN)


@pytest.mark.parametrize(
    "name",
    [
        "airport of Almaty", "Almaty airport", "the international airport of Almaty",
        "vliegveld van Almaty", "аэропорт Алматы", "Flughafen Almaty", "aéroport d'Almaty",
        "aéroport d’Almaty", "aeropuerto de Almaty", "مطار ألماتي", "airport, Almaty",
        "Almaty airport, Kazakhstan",
    ],
)  # fmt: skip
def test_an_airport_is_found_by_its_town(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert place.precision is GeoPrecision.SITE
    assert distance_m(place.point, ALMATY_AIRPORT) < 1000


def test_an_airport_written_in_minutes_lies_where_it_is(gazetteer: Gazetteer) -> None:
    town = gazetteer.resolve("Brussel")
    assert town is not None
    airport = gazetteer.airport(town)
    assert airport is not None
    assert distance_m(airport.point, Point(50.9014, 4.4844)) < 1500


@pytest.mark.parametrize("town", ["London", "Moscow", "Paris", "New York", "Talgar, Kazakhstan"])
def test_a_town_with_no_airport_or_several_names_none(gazetteer: Gazetteer, town: str) -> None:
    place = gazetteer.resolve(town)
    assert place is not None
    assert gazetteer.airport(place) is None
    asked = gazetteer.resolve(f"airport of {town}")
    assert asked is not None
    assert asked.precision is GeoPrecision.TOWN


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kazachstan", "KZ"), ("Казахстан", "KZ"), ("Kasachstan", "KZ"), ("كازاخستان", "KZ"),
        ("Georgia", "GE"), ("Mexico", "MX"), ("USA", "US"), ("Luxembourg", "LU"), ("VS", "US"),
        ("Ivoorkust", "CI"), ("ДР Конго", "CD"), ("Côte d’Ivoire", "CI"),
    ],
)  # fmt: skip
def test_a_country_wins_its_name(gazetteer: Gazetteer, name: str, country: str) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.country, place.precision) == (country, GeoPrecision.COUNTRY)


@pytest.mark.parametrize(
    ("name", "country"), [("California", "US"), ("Georgia, US", "US"), ("Zhambyl", "KZ")]
)
def test_a_region_wins_its_name_from_small_towns(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.country, place.precision) == (country, GeoPrecision.ADMIN1)


@pytest.mark.parametrize("name", ["KAZ", "KZ", "Qwrtpsdf", "", "12", "-", "😀", "x" * 10_000])
def test_what_names_no_place_is_no_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.resolve(name) is None


def test_a_common_name_has_a_low_score_and_keeps_its_candidates(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Springfield")
    assert place is not None
    assert place.score < 0.4
    assert len(place.candidates) == 5
    assert {candidate.country for candidate in place.candidates} == {"US"}


def test_a_country_excludes_what_lies_elsewhere(gazetteer: Gazetteer) -> None:
    spain = gazetteer.resolve("Valencia", country="Spain")
    venezuela = gazetteer.resolve("Valencia", country="VE")
    assert spain is not None
    assert venezuela is not None
    assert (spain.country, venezuela.country) == ("ES", "VE")
    assert gazetteer.resolve("Almaty", country="FR") is None


def test_near_prefers_without_excluding(gazetteer: Gazetteer) -> None:
    near = gazetteer.resolve("Valencia", near=Point(40.4, -3.7))
    assert near is not None
    assert near.country == "ES"
    assert gazetteer.resolve("Almaty", near=Point(40.4, -3.7)) is not None


def test_the_part_after_the_comma_answers_at_half_score(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Qwrtpsdf, Kazakhstan")
    assert place is not None
    assert place.precision is GeoPrecision.COUNTRY
    assert place.score <= 0.5


def test_a_bigger_town_has_a_bigger_radius(gazetteer: Gazetteer) -> None:
    small, big = gazetteer.resolve("Zhanaozen"), gazetteer.resolve("Almaty")
    assert small is not None
    assert big is not None
    assert 1_000 <= small.radius_m < big.radius_m <= 30_000


@settings(deadline=None, max_examples=200)
@given(name=st.text(max_size=60))
def test_any_text_gives_a_place_with_an_honest_score_or_none(
    gazetteer: Gazetteer, name: str
) -> None:
    place = gazetteer.resolve(name)
    assert place is None or (0 < place.score <= 1 and place.radius_m > 0)
