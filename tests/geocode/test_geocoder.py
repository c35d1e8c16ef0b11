"""The gazetteer as a geopy geocoder."""

from __future__ import annotations

from typing import Any

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.geo import Point
from incidents.geocode import GazetteerGeocoder


def test_it_is_a_geocoder_of_geopy(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    found = RateLimiter(geocoder.geocode, min_delay_seconds=0)("Almaty")
    assert found.raw["geonameid"] == 1526384


def test_a_location_says_how_precise_and_how_sure_it_is(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Almaty, Kazakhstan")
    assert found is not None
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (43.3, 76.9)
    assert found.raw["precision"] == "town"
    assert found.raw["feature"] == "town"
    assert found.raw["country"] == "KZ"
    assert found.raw["radius_m"] > 5_000
    assert found.raw["population"] > 1_000_000
    assert 0.9 < found.raw["score"] <= 1
    assert found.address.endswith("Kazakhstan")


def test_several_places_of_one_name_come_likeliest_first(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Springfield", exactly_one=False, limit=3)
    assert isinstance(found, list)
    assert len(found) == 3
    assert len({one.raw["geonameid"] for one in found}) == 3
    scores = [one.raw["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("codes", ["ES", "es", ["ES"], ("es", "ad")])
def test_country_codes_exclude_other_countries(geocoder: GazetteerGeocoder, codes: Any) -> None:
    found = geocoder.geocode("Valencia", country_codes=codes)
    assert found is not None
    assert found.raw["country"] == "ES"


@pytest.mark.parametrize("near", [(40.4, -3.7), "40.4, -3.7", Point(40.4, -3.7)])
def test_near_prefers_what_is_near(geocoder: GazetteerGeocoder, near: Any) -> None:
    found = geocoder.geocode("Valencia", near=near)
    assert found is not None
    assert found.raw["country"] == "ES"


@pytest.mark.parametrize(
    ("query", "lat", "lon"),
    [
        ("43.25, 76.95", 43.25, 76.95),
        ("43,25 76,95", 43.25, 76.95),
        ("-33.87;151.21", -33.87, 151.21),
        ("43.25°N, 76.95°E", 43.25, 76.95),
        ("33.87 S 151.21 E", -33.87, 151.21),
        ("43°15′N 76°57′E", 43.25, 76.95),
        ("43°15'0\"N, 76°57'0\"E", 43.25, 76.95),
        ("0.0, 0.0", 0.0, 0.0),
    ],
)
def test_a_position_in_degrees_is_understood(
    geocoder: GazetteerGeocoder, query: str, lat: float, lon: float
) -> None:
    found = geocoder.geocode(query)
    assert found is not None
    assert (found.latitude, found.longitude) == (pytest.approx(lat), pytest.approx(lon))
    assert found.raw["precision"] == "site"


@pytest.mark.parametrize("query", ["95.5, 10.5", "12, 34", "43°75′N", "43.25", "1.1, 2.2, 3.3"])
def test_what_is_no_position_gives_none(geocoder: GazetteerGeocoder, query: str) -> None:
    assert geocoder.geocode(query) is None


@pytest.mark.parametrize(
    "query",
    ["", " ", "😀😀", "\0", "'; DROP TABLE places; --", "\u202egnihton\u202c", ",,,", "%_%"],
)
def test_hostile_queries_give_none(geocoder: GazetteerGeocoder, query: str) -> None:
    assert geocoder.geocode(query) is None


@pytest.mark.parametrize("query", ["x" * 10_000, None, 7, b"Almaty"])
def test_what_is_no_query_is_an_error_of_geopy(geocoder: GazetteerGeocoder, query: Any) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)


def test_reverse_gives_the_nearest_town(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.reverse((43.341, 52.862))
    assert found is not None
    assert found.raw["geonameid"] == 607610
    assert found.raw["distance_m"] < 2_000


def test_reverse_gives_none_at_sea(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse("0, -30") is None


def test_reverse_refuses_what_is_no_point(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse("nowhere")


@settings(deadline=None, max_examples=100)
@given(
    lat=st.floats(-90, 90).map(lambda value: round(value, 4)),
    lon=st.floats(-180, 180).map(lambda value: round(value, 4)),
)
def test_every_position_written_out_comes_back(
    geocoder: GazetteerGeocoder, lat: float, lon: float
) -> None:
    found = geocoder.geocode(f"{lat:.4f}, {lon:.4f}")
    assert found is not None
    assert (found.latitude, found.longitude) == (pytest.approx(lat), pytest.approx(lon))
