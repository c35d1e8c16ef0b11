"""Many incidents at one point, and many points on one tile."""

from __future__ import annotations

import pytest

from incidents.geo import Point, Tile
from incidents.model import Figure, GeoPrecision, Status
from incidents.query import Query, Spot

EVERYTHING = Query()
MOST_BYTES = 400_000  # of a tile, before it is packed for its way


@pytest.fixture
def town_and_region(store, make_incident, make_place):
    """A town of three, the region whose middle it is with two, and a place next to it."""
    here = make_place(43.25, 76.91)
    store.add(
        [
            make_incident("2022-01-03", id="a", place=here),
            make_incident("2022-01-05", id="b", kind="looting", place=here),
            make_incident("2022-01-04", id="c", place=here, status=Status.REJECTED),
            make_incident(id="d", place=make_place(43.25, 76.91, "admin1")),
            make_incident(id="e", place=make_place(43.25, 76.91, "admin1")),
            make_incident(id="f", place=make_place(43.2501, 76.91)),
        ],
        reason="test",
    )
    return store


def spots(*written: str) -> Query:
    return Query(spots=tuple(map(Spot.parse, written)))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (spots("43.25,76.91,town"), ["b", "a"]),
        (spots("43.25,76.91,admin1"), ["d", "e"]),
        (spots("43.25,76.91"), ["b", "d", "e", "a"]),
        (spots("43.25,76.91,admin1", "43.2501,76.91,town"), ["d", "e", "f"]),
        (spots("0,0"), []),
    ],
)
def test_a_spot_holds_what_lies_there_as_precisely_newest_first(
    town_and_region, query, wanted
) -> None:
    assert list(town_and_region.frame(query)["id"]) == wanted
    assert town_and_region.count(query) == len(wanted)


@pytest.mark.parametrize(("name", "before"), [("b", 0), ("a", 1), ("c", None), ("d", None)])
def test_an_incident_knows_its_place_in_a_list(town_and_region, name, before) -> None:
    assert town_and_region.position(spots("43.25,76.91,town"), name) == before


def test_every_spot_of_a_tile_can_be_asked_for_and_holds_what_the_tile_says(
    store, make_incident, make_place
) -> None:
    places = [(0.0, 0.0), (-33.8567844, 151.2152967), (65.99999949, -179.9999994), (43.25, 76.91)]
    made = [make_incident(place=make_place(*place)) for place in places for _ in range(3)]
    store.add(made, reason="test")
    points = store.tile(EVERYTHING, Tile(0, 0, 0)).points
    asked = [
        Query(spots=(Spot(Point(lat, lon), list(GeoPrecision)[rank]),))
        for lat, lon, rank in zip(points["lat"], points["lon"], points["prec"], strict=True)
    ]
    assert [store.count(query) for query in asked] == points["n"] == [3] * len(places)


def test_thousands_at_one_coordinate_are_one_spot_of_a_small_tile(store, make_incident) -> None:
    store.add([make_incident() for _ in range(3_000)], reason="test")
    answer = store.tile(EVERYTHING, Tile.holding(Point(43.25, 76.91), 5))
    assert (answer.points["n"], answer.cells["n"]) == ([3_000], [])
    assert len(answer.encode()) < 1_000


def test_a_tile_full_of_areas_sums_them_up_and_loses_nobody(
    store, make_incident, make_place
) -> None:
    middles = [(lat / 10, lon / 10) for lat in range(50) for lon in range(50)]
    store.add(
        [make_incident(place=make_place(*middle, "admin2")) for middle in middles], reason="test"
    )
    tile = Tile.holding(Point(2, 2), 3)
    answer = store.tile(EVERYTHING, tile)
    inside = [one for one in middles if Tile.holding(Point(*one), 3) == tile]
    assert answer.areas["n"] == []
    assert sum(answer.area_cells["n"]) == sum(answer.area_cells["spots"]) == len(inside)
    assert len(answer.encode()) < MOST_BYTES
    west, south, east, north = answer.area_cells["box"][0]
    assert west <= answer.area_cells["lon"][0] <= east
    assert south <= answer.area_cells["lat"][0] <= north


def test_a_tile_stays_small_however_many_lie_on_it(store, make_incident, make_place) -> None:
    """Two thousand spots with every kind at some of them."""
    kinds = ("fire", "looting", "protest", "clash", "killing")
    places = [make_place(lat / 8, lon / 8) for lat in range(40) for lon in range(50)]
    many = [make_incident(kind=kind, place=place) for place in places for kind in kinds]
    store.add(many, reason="test")
    assert len(store.tile(EVERYTHING, Tile(0, 0, 0)).encode()) < MOST_BYTES


def test_a_spot_tells_its_highest_number_killed_and_nothing_where_none_is_given(
    store, make_incident, make_place
) -> None:
    here, there = make_place(43.25, 76.91), make_place(10.0, 10.0)
    store.add(
        [
            make_incident(id="a", place=here, killed=Figure(2, 3)),
            make_incident(id="b", place=here, killed=Figure(5, None)),
            make_incident(id="c", place=there),
        ],
        reason="test",
    )
    points = store.tile(EVERYTHING, Tile(0, 0, 0)).points
    assert dict(zip(points["lat"], points["killed"], strict=True)) == {43.25: 5, 10.0: None}


def test_a_cell_tells_the_highest_number_killed_of_its_incidents(
    store, make_incident, make_place
) -> None:
    spots = [(lat / 40, lon / 40) for lat in range(50) for lon in range(50)]
    made = [
        make_incident(place=make_place(*spot), killed=Figure(number, number))
        for number, spot in enumerate(spots)
    ]
    store.add(made, reason="test")
    assert max(store.tile(EVERYTHING, Tile(0, 0, 0)).cells["killed"]) == len(spots) - 1
