"""What lies inside a drawn area, asked in every way there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.geo import Area, Point, Tile, within
from incidents.model import DatePrecision, GeoPrecision, Incident, Place, When
from incidents.query import Query
from incidents.store import Store

SOME = 400


@pytest.fixture(scope="module")
def scattered(tmp_path_factory) -> Iterator[Store]:
    """Incidents around Almaty and across the antimeridian, some without a place."""
    chance = np.random.default_rng(20220105)
    around = [(43.2, 76.9), (-16.5, 180.0)]
    made = []
    for number in range(SOME):
        lat, lon = around[number % 2]
        lat, lon = lat + chance.normal(), (lon + chance.normal() + 180) % 360 - 180
        place = Place("here", Point(lat, lon), GeoPrecision.SITE, 100)
        when = When(date(2022, 1, 5), None, DatePrecision.DAY)
        made.append(Incident(f"i{number}", "fire", "Fire", when, place if number % 10 else None))
    with Store.open(tmp_path_factory.mktemp("areas") / "store.duckdb") as store:
        store.add(made, reason="test")
        yield store


rings = st.tuples(
    st.sampled_from([(76.9, 43.2), (180.0, -16.5)]),
    st.floats(-1, 1), st.floats(-1, 1), st.floats(0.05, 3), st.integers(3, 12),
)  # fmt: skip


def _star(centre: tuple[float, float], east: float, north: float, size: float, corners: int):
    """A ring of long and short corners in turn."""
    turn = np.linspace(0, 2 * np.pi, 2 * corners, endpoint=False)
    reach = np.where(np.arange(2 * corners) % 2, size / 3, size)
    lon, lat = centre[0] + east, centre[1] + north
    return Area(
        tuple(zip((lon + reach * np.cos(turn)).tolist(), (lat + reach * np.sin(turn)).tolist(),
                  strict=True))
    )  # fmt: skip


@given(rings)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_door_finds_what_lies_inside_and_nothing_else(scattered: Store, drawn) -> None:
    area = _star(*drawn)
    query = Query(area=area)
    rows = scattered._db.execute("SELECT id, zkey FROM incidents WHERE zkey IS NOT NULL").fetchall()
    keys = np.array([key for _, key in rows])
    inside = set(within(area, keys).tolist())
    expected = {name for name, key in rows if key in inside}
    assert set(scattered.frame(query)["id"]) == expected
    assert scattered.count(query) == scattered.summary(query).incidents == len(expected)
    assert sum(scattered.facets(query).kinds.values()) == len(expected)
    assert set().union(*(set(batch["id"]) for batch in scattered.batches(query))) == expected
    assert sum(scattered.tile(query, Tile(0, 0, 0)).points["n"]) == len(expected)


def test_what_is_kept_later_is_found_too(store: Store, make_incident, make_place) -> None:
    query = Query(area=Area.parse("76,43,77,43,77,44"))
    store.add([make_incident(place=make_place(43.1, 76.9))], reason="t")
    assert store.count(query) == 1
    store.add([make_incident(place=make_place(43.11, 76.9))], reason="t")
    assert store.count(query) == 2
    assert store.count(Query(area=query.area, version=1)) == 1


def test_other_filters_hold_inside_an_area(store: Store, make_incident, make_place) -> None:
    here = make_place(43.1, 76.9)
    store.add([make_incident(place=here), make_incident(kind="looting", place=here)], reason="t")
    query = Query(area=Area.parse("76,43,77,43,77,44"), kinds=("looting",))
    assert store.count(query) == 1
    assert store.facets(query).kinds == {"fire": 1, "looting": 1}
    assert store.changes_since(query, 0) == (1, 0)
