"""Counties and districts by name, and the capital that is only called so."""

from __future__ import annotations

import unicodedata

import pytest

from incidents.geocode import Gazetteer, Geoparser
from incidents.model import GeoPrecision


@pytest.fixture(scope="module")
def geoparser(gazetteer: Gazetteer) -> Geoparser:
    return Geoparser(gazetteer)


def told(geoparser: Geoparser, text: str, language: str) -> list[tuple[str, str]]:
    return [(one.name, one.place.name) for one in geoparser.mentions(text, language)]


def test_a_second_order_division_lies_amid_its_towns(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Albay")
    assert place is not None
    assert (place.country, place.precision) == ("PH", GeoPrecision.ADMIN2)
    assert 10_000 < place.radius_m < 60_000


def test_a_division_without_a_known_town_is_as_vague_as_its_region(gazetteer: Gazetteer) -> None:
    place, region = gazetteer.resolve("Irumu"), gazetteer.resolve("Ituri")
    assert place is not None
    assert region is not None
    assert (place.name, place.admin1, place.precision) == ("Irumu", "Ituri", GeoPrecision.ADMIN1)
    assert (place.point, place.radius_m) == (region.point, region.radius_m)


@pytest.mark.parametrize("name", ["Kaolack", "Oruro", "Valencia", "Wien", "Hamburg"])
def test_a_town_comes_before_the_division_of_its_name(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert place.precision is GeoPrecision.TOWN


def test_a_division_is_found_only_where_its_country_is_told(geoparser: Geoparser) -> None:
    assert told(geoparser, "Two men died in Nobol.", "en") == []
    found = told(geoparser, "In Ecuador two men died in Nobol.", "en")
    assert found == [("Ecuador", "Ecuador"), ("Nobol", "Nobol")]


@pytest.mark.parametrize(
    ("language", "text", "capital"),
    [
        ("en", "In Kenya, in Kisumu and in the capital, shops burned.", "Nairobi"),
        ("en", "Crowds met in the capital of Ghana.", "Accra"),
        ("de", "In Peru brannte es, auch in der Hauptstadt.", "Lima"),
        ("ru", "В Казахстане, в столице, было тихо.", "Astana"),
        ("ar", "في تشاد احتجاجات في العاصمة", "N'Djamena"),
    ],
)
def test_the_capital_is_that_of_the_country_spoken_of(
    geoparser: Geoparser, language: str, text: str, capital: str
) -> None:
    assert capital in [place for _, place in told(geoparser, text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "It burned in the capital.",  # of what?
        "In Kenya and in Peru, in Ghana and in Chad, and in the capital, it burned.",
        "In Kenya it burned in the capital, Nairobi.",
    ],
)
def test_a_capital_that_is_named_or_unclear_is_not_added(geoparser: Geoparser, text: str) -> None:
    assert "the capital" not in [words for words, _ in told(geoparser, text, "en")]


def test_decomposed_letters_are_the_same_letters(geoparser: Geoparser) -> None:
    text = unicodedata.normalize("NFD", "À São Tomé et à Gonaïves, en Haïti.")
    assert [place for _, place in told(geoparser, text, "fr")] == ["São Tomé", "Gonaïves", "Haiti"]


def test_a_quarter_is_no_town_of_its_name(geoparser: Geoparser) -> None:
    assert told(geoparser, "Im Grazer Bezirk Gries brannte es.", "de") == [("Grazer", "Graz")]
