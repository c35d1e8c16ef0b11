"""What a search box offers while somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.geocode.suggest import MOST, Suggestions


@pytest.fixture(scope="module")
def suggestions(gazetteer):
    return Suggestions(gazetteer)


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("alm", "Almaty", "KZ"),
        ("Алм", "Almaty", "KZ"),
        ("mariu", "Mariupol", "UA"),
        ("lond", "London", "GB"),
        ("Paris", "Paris", "FR"),
        ("kazakhs", "Kazakhstan", "KZ"),
        ("北京", "Beijing", "CN"),
        ("springfield, illinois", "Springfield", "US"),
        ("Amsterdm", "Amsterdam", "NL"),
    ],
)
def test_the_likeliest_place_comes_first(suggestions, typed, name, country) -> None:
    first = suggestions.of(typed)[0]
    assert (first.name, first.country) == (name, country)


def test_what_was_typed_in_full_comes_before_what_is_larger(suggestions) -> None:
    names = [place.name for place in suggestions.of("Alma")]
    assert names[0] == "Alma"
    assert "Almaty" in names


def test_every_place_is_offered_once(suggestions) -> None:
    found = suggestions.of("new")
    assert len({(place.name, place.point) for place in found}) == len(found) == MOST


def test_degrees_are_a_place(suggestions) -> None:
    (only,) = suggestions.of("43.2, 76.9")
    assert (only.point.lat, only.point.lon) == (43.2, 76.9)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_anything_may_be_typed(suggestions, typed) -> None:
    assert len(suggestions.of(typed)) <= MOST
