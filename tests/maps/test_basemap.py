"""The base map's files: whole, in place, and within the Earth."""

import json

import pytest

from incidents.maps.served import BASEMAP_FILES, asset


def content(name):
    return json.loads(asset(BASEMAP_FILES[name]).body)


@pytest.mark.parametrize("name", ["world50", "world10"])
def test_every_ring_is_made_of_arcs_that_exist(name):
    world = content(name)
    numbers = [
        number
        for country in world["countries"]
        for polygon in country["polygons"]
        for ring in polygon
        for number in ring
    ]

    assert {number if number >= 0 else ~number for number in numbers} <= set(
        range(len(world["arcs"]))
    )


def test_country_names_stand_inside_the_earth():
    labels = [country["label"] for country in content("world50")["countries"]]

    assert len(labels) > 200
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 and room >= 0 for lon, lat, room in labels)


@pytest.mark.parametrize("name", ["towns", "small"])
def test_towns_come_biggest_first_in_columns_of_one_length(name):
    towns = content(name)
    columns = [towns[column] for column in ("name", "lat", "lon", "population")]

    assert len({len(column) for column in columns}) == 1
    assert towns["population"] == sorted(towns["population"], reverse=True)


@pytest.mark.parametrize(
    ("town", "lat", "lon"), [("Almaty", 43.25, 76.92), ("Suva", -18.14, 178.44)]
)
def test_a_town_is_where_it_is(town, lat, lon):
    towns = content("towns")
    at = towns["name"].index(town)

    assert towns["lat"][at] == pytest.approx(lat, abs=0.1)
    assert towns["lon"][at] == pytest.approx(lon, abs=0.1)


def test_a_country_has_one_capital_by_its_name():
    towns = content("towns")
    capitals = [towns["name"][at] for at in towns["capital"]]

    assert {"Astana", "New Delhi", "Washington", "Bogotá", "Amsterdam"} <= set(capitals)
    assert capitals.count("Washington") == 1
