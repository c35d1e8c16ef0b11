"""Many incidents at one point, and many points on one tile."""

from __future__ import annotations

import pytest

from incidents.geo import Point, Tile
from incidents.model import KINDS, Figure, GeoPrecision, Status
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
    assert sum(answer.area_cells["n"]) == len(inside)
    assert set(answer.area_cells["prec"]) == {GeoPrecision.ADMIN2.rank}
    assert len(answer.encode()) < MOST_BYTES


def test_many_spots_are_told_as_they_are_drawn_and_each_in_full_by_the_tile_below(
    store, make_incident, make_place
) -> None:
    middles = [(lat / 10, lon / 10) for lat in range(20) for lon in range(20)]
    made = [
        make_incident(id=f"at {number}", place=make_place(*middle))
        for number, middle in enumerate(middles)
    ]
    store.add(made, reason="test")
    points = store.tile(EVERYTHING, Tile(0, 0, 0)).points
    assert set(points) == {"x", "y", "n", "kind", "shares", "prec", "killed"}
    below = [
        store.tile(EVERYTHING, Tile(12, x, y)).points
        for x, y in set(zip(points["x"], points["y"], strict=True))
    ]
    found = {
        name: (lat, lon)
        for one in below
        for name, lat, lon in zip(one["id"], one["lat"], one["lon"], strict=True)
    }
    assert found == {f"at {number}": middle for number, middle in enumerate(middles)}


def test_a_crowded_tile_and_a_sparse_one_lose_nobody_and_tell_the_same_kinds(
    store, make_incident, make_place
) -> None:
    """Counted in cells, at spots with thousands, and one by one: always the same in all."""
    kinds = ("fire", "looting", "protest", "clash", "killing")
    spread = [make_place(lat / 8, lon / 8) for lat in range(23) for lon in range(20)]
    here, region = make_place(1.0, 1.0), make_place(2.0, 2.0, "admin1")
    made = [make_incident(kind=kind, place=place) for kind in kinds for place in spread]
    made += [make_incident(kind="fire", place=here) for _ in range(2_100)]
    made += [make_incident(kind="clash", place=region) for _ in range(2_100)]
    store.add(made, reason="test")
    answer = store.tile(EVERYTHING, Tile(0, 0, 0), "heat")
    assert (answer.points["n"], answer.areas["n"]) == ([], [2_100])
    assert sum(answer.cells["n"]) == sum(answer.heat["n"]) == len(spread) * len(kinds) + 2_100
    told = store.by_kind(EVERYTHING)
    counted: dict[int, int] = {}
    for kind, count in (pair for shares in answer.cells["shares"] for pair in shares):
        counted[kind] = counted.get(kind, 0) + count
    assert counted == {
        KINDS[kind].number: n - (2_100 if kind == "clash" else 0) for kind, n in told.items()
    }


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
    assert max(store.tile(EVERYTHING, Tile(0, 0, 0), "killed").cells["killed"]) == len(spots) - 1
