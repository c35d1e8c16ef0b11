"""Answers in the formats of services that need a key, written after their documentation."""

from __future__ import annotations

import time
from typing import Any

import pytest
from geopy.geocoders import get_geocoder_for_service
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.geocode.answers import place_of
from incidents.model import GeoPrecision, Place

ALMATY = {"lat": 43.2567, "lng": 76.9286}
POSITION = {"type": "Point", "coordinates": [76.9286, 43.2567]}
PARTS = [{"long_name": "Almaty", "short_name": "Almaty", "types": ["locality", "political"]},
         {"long_name": "Kazakhstan", "short_name": "KZ", "types": ["country"]}]  # fmt: skip
TOWNS: dict[str, Any] = {
    "googlev3": {"status": "OK", "results": [{
        "formatted_address": "Almaty, Kazakhstan", "types": ["locality", "political"],
        "address_components": PARTS,
        "geometry": {"location": ALMATY, "location_type": "APPROXIMATE", "viewport": {
            "northeast": {"lat": 43.4, "lng": 77.1}, "southwest": {"lat": 43.1, "lng": 76.7}}}}]},
    "mapbox": {"type": "FeatureCollection", "features": [{
        "id": "place.1", "type": "Feature", "place_type": ["place"], "text": "Almaty",
        "place_name": "Almaty, Kazakhstan", "bbox": [76.7, 43.1, 77.1, 43.4],
        "geometry": POSITION, "center": [76.9286, 43.2567], "properties": {},
        "context": [{"id": "country.9", "short_code": "kz", "text": "Kazakhstan"}]}]},
    "herev7": {"items": [{
        "title": "Almaty, Kazakhstan", "resultType": "locality", "localityType": "city",
        "address": {"label": "Almaty", "countryCode": "KAZ", "city": "Almaty"},
        "position": ALMATY,
        "mapView": {"west": 76.7, "south": 43.1, "east": 77.1, "north": 43.4}}]},
    "arcgis": {"candidates": [{
        "address": "Almaty", "location": {"x": 76.9286, "y": 43.2567}, "score": 100,
        "attributes": {"Addr_type": "Locality", "Type": "City", "Country": "KAZ"},
        "extent": {"xmin": 76.7, "ymin": 43.1, "xmax": 77.1, "ymax": 43.4}}]},
}  # fmt: skip


def read(service: str, document: Any, asked: str = "Almaty") -> Place | None:
    """What geopy and then we make of one document of that service."""
    kind = get_geocoder_for_service(service)
    geocoder = kind.__new__(kind)
    parse = geocoder._parse_geocode if service == "arcgis" else geocoder._parse_json
    return place_of(parse(document, exactly_one=False), f"terms of {service}", asked)


@pytest.mark.parametrize("service", TOWNS)
def test_a_town_is_a_town_with_its_country_and_extent(service: str) -> None:
    place = read(service, TOWNS[service])
    assert place is not None
    assert (place.precision, place.country) == (GeoPrecision.TOWN, "KZ")
    assert place.name == "Almaty"
    assert 20_000 < place.radius_m < 30_000
    assert place.score > 0.5


def test_each_other_answer_is_a_candidate() -> None:
    first = TOWNS["herev7"]["items"][0]
    second = first | {"position": {"lat": 43.3, "lng": 76.9}, "title": "Almaty, Elsewhere"}
    place = read(
        "herev7", {"items": [first, second, first | {"position": {"lat": None, "lng": None}}]}
    )
    assert place is not None
    assert [one.point.lat for one in place.candidates] == [43.3]


WORDS = {
    ("layer", "venue"): "site", ("layer", "locality"): "town", ("layer", "county"): "admin2",
    ("layer", "region"): "admin1", ("layer", "neighbourhood"): "district",
    ("addresstype", "townhall"): "unknown", ("addresstype", "amenity"): "site",
    ("addresstype", "road"): "street", ("addresstype", "suburb"): "district",
    ("addresstype", "state"): "admin1", ("addresstype", "country"): "country",
    ("type", "locality"): "district", ("types", "locality"): "town",
    ("types", "administrative_area_level_2"): "admin2", ("type", "housenumber"): "site",
    ("addresstype", "river"): "unknown", ("addresstype", "<script>"): "unknown",
}  # fmt: skip


@pytest.mark.parametrize(("field", "word"), WORDS)
def test_each_services_own_word_has_its_precision(field: str, word: str) -> None:
    answer = {"lat": "1", "lon": "2", "display_name": "Foo", field: word}
    place = read("nominatim", [answer], "Foo")
    assert place is not None
    assert place.precision.value == WORDS[field, word]


@pytest.mark.parametrize(
    ("code", "precision"),
    [("PPLC", "town"), ("PPLX", "district"), ("PCLI", "country"), ("ADM1", "admin1"),
     ("ADM2", "admin2"), ("ADM4", "town")],
)  # fmt: skip
def test_geonames_codes_have_their_precision(code: str, precision: str) -> None:
    answer = {"lat": "1", "lng": "2", "name": "Foo", "fcl": code[0], "fcode": code}
    place = read("geonames", {"geonames": [answer]}, "Foo")
    assert place is not None
    assert place.precision.value == precision


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "type", "types", "properties", "address", "boundingbox", "extent",
                         "bbox", "bounds", "context", "namedetails", "geometry", "coordinates",
                         "country_code", "fcl", "fcode", "viewport", "id", "lat"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(raw=st.dictionaries(st.sampled_from(
    ["name", "type", "types", "properties", "address", "boundingbox", "extent", "bbox", "bounds",
     "address_components", "context", "namedetails", "country_code", "fcl", "fcode", "class"]),
    json, max_size=6))  # fmt: skip
def test_whatever_stands_beside_a_point_the_place_is_sound(raw: dict[str, Any]) -> None:
    place = read("nominatim", [raw | {"lat": "43.2", "lon": "76.9", "display_name": "Almaty"}])
    assert place is not None
    assert place.radius_m > 0
    assert len(place.name) <= 200
    assert place.country is None or len(place.country) == 2


@pytest.mark.parametrize(
    ("word", "degrees", "precision"),
    [("river", 4.0, "country"), ("river", 1.0, "admin1"), ("peak", 0.001, "site"),
     ("road", 0.05, "street"), ("road", 1.5, "admin1"), ("railway", 0.2, "admin2"),
     ("university", 0.01, "district"), ("city", 0.5, "town"), ("state", 0.01, "admin1")],
)  # fmt: skip
def test_an_extent_can_make_an_answer_coarser(word: str, degrees: float, precision: str) -> None:
    box = [str(edge) for edge in (1 - degrees, 1 + degrees, 2 - degrees, 2 + degrees)]
    answer = {"lat": "1", "lon": "2", "display_name": "Foo", "addresstype": word}
    place = read("nominatim", [answer | {"boundingbox": box}], "Foo")
    assert place is not None
    assert place.precision.value == precision
    assert place.radius_m == pytest.approx(degrees * 157_000, rel=0.02)


def test_an_answer_of_very_many_names_is_read_in_time() -> None:
    names = {f"name:{number}": f"Qw{number}xz " * 40 for number in range(3_000)}
    answer = {"lat": "1", "lon": "2", "display_name": "Foo", "namedetails": names}
    began = time.monotonic()
    place = read("nominatim", [answer] * 10, "Wxyzabcdef " * 30)
    assert place is not None
    assert place.score < 0.5
    assert time.monotonic() - began < 5
