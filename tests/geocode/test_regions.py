"""Areas by name: first-order divisions in English and other languages."""

from __future__ import annotations

import pytest

from incidents.geocode import Gazetteer
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
