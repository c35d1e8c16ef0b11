"""Far views told from counts held in memory are those that the rows tell."""

from __future__ import annotations

import pytest

from incidents.bench import making
from incidents.geo import Tile
from incidents.model import Status
from incidents.query import Query
from incidents.store import Store, overview

FAR = [Tile(0, 0, 0), Tile(1, 1, 0), Tile(2, 2, 1), Tile(3, 4, 2), Tile(3, 7, 7)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A store with crowded tiles at every level that an overview tells of."""
    with Store.open(tmp_path_factory.mktemp("large") / "store.duckdb") as store:
        store.load(making.tables(60_000), author="t", reason="test")
        yield store


@pytest.fixture(autouse=True)
def large_enough(monkeypatch) -> None:
    monkeypatch.setattr(overview, "FROM_ROWS", 1)


@pytest.mark.parametrize("show", ["", "heat", "killed"])
@pytest.mark.parametrize("query", [Query(), Query(kinds=("protest", "storming")), Query(version=1)])
@pytest.mark.parametrize("tile", FAR, ids=str)
def test_the_overview_tells_what_the_rows_tell(large, tile, query, show) -> None:
    large._overview = None
    by_rows = large.tile(query, tile, show)
    large.look_over()
    assert large.tile(query, tile, show) == by_rows


def test_the_far_views_are_told_without_counting_rows(large, monkeypatch) -> None:
    large.look_over()
    seen = large._overview
    assert seen.answers(Query(), FAR[0], large.version)
    assert seen.answers(Query(kinds=("fire",)), FAR[3], large.version)
    assert sum(large.tile(Query(), FAR[0]).cells["n"]) > 1_000


@pytest.mark.parametrize(
    ("query", "tile"),
    [
        (Query(text="Kyiv"), FAR[0]),
        (Query(min_killed=1), FAR[0]),
        (Query(statuses=(Status.REJECTED,)), FAR[0]),
        (Query(countries=("UA",)), FAR[0]),
        (Query(), Tile(4, 9, 5)),
    ],
)
def test_what_it_cannot_tell_exactly_it_leaves_to_the_rows(large, query, tile) -> None:
    large.look_over()
    assert not large._overview.answers(query, tile, large.version)


def test_a_change_makes_it_count_anew(store) -> None:
    store.load(making.tables(5_000), author="t", reason="test")
    assert store.look_over()
    assert not store.look_over()
    before = store.tile(Query(), FAR[0])
    name = store.frame(Query(precision=None), limit=1)["id"][0]
    store.set_status([name], Status.REJECTED, author="t", reason="t")
    assert not store._overview.answers(Query(), FAR[0], store.version)
    after = store.tile(Query(), FAR[0])
    assert store.look_over()
    assert store.tile(Query(), FAR[0]) == after
    assert after.version == before.version + 1
    assert store.tile(Query(version=1), FAR[0]).cells == before.cells


def test_a_small_store_needs_none(store, make_incident, monkeypatch) -> None:
    monkeypatch.setattr(overview, "FROM_ROWS", 2)
    store.add([make_incident()], reason="test")
    assert not store.look_over()
