import threading
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.errors import NotFound, StoreError, StoreTooNew, UsageError
from incidents.geo import BoundingBox, Point, Tile
from incidents.model import (
    Article,
    DatePrecision,
    Evidence,
    Figure,
    GeoPrecision,
    Status,
    When,
)
from incidents.query import Query
from incidents.store import Store

EVERYTHING = Query()


def test_a_new_store_is_empty_and_at_version_zero(store) -> None:
    assert (store.count(EVERYTHING), store.version) == (0, 0)
    assert store.bounds(EVERYTHING) is None
    assert store.frame(EVERYTHING).empty


def test_what_is_kept_comes_back_the_same(store, make_incident) -> None:
    kept = make_incident(killed=Figure(12, None), hedged=True, quote="Ook zouden militairen …")
    store.add([kept], reason="test")
    row = store.frame(EVERYTHING).iloc[0]
    assert (row["id"], row["killed_min"], row["hedged"]) == (kept.id, 12, True)
    assert row["date"].date() == date(2022, 1, 5)


def test_keeping_the_same_again_changes_nothing(store, make_incident) -> None:
    kept = make_incident()
    store.add([kept], reason="first")
    assert store.add([kept], reason="again") is None
    assert (store.count(EVERYTHING), store.version) == (1, 1)


FILTERS = [
    (Query(kinds=("fire",)), {"a"}),
    (Query(kinds=("fire", "looting")), {"a", "b"}),
    (Query(since=date(2022, 1, 6)), {"b", "d"}),
    (Query(until=date(2022, 1, 5)), {"a"}),
    (Query(since=date(2022, 1, 8), until=date(2022, 1, 8)), {"d"}),
    (Query(text="STADHUIS"), {"a"}),
    (Query(text="cafe"), {"b"}),
    (Query(text="%"), set()),
    (Query(text="' OR 1=1 --"), set()),
    (Query(countries=("NL",)), {"b"}),
    (Query(precision=GeoPrecision.TOWN), {"a", "b"}),
    (Query(precision=GeoPrecision.COUNTRY), {"a", "b", "d"}),
    (Query(precision=GeoPrecision.UNKNOWN), {"c"}),
    (Query(min_killed=10), {"b"}),
    (Query(bbox=BoundingBox(70, 40, 80, 50)), {"a", "d"}),
    (Query(bbox=BoundingBox(70, 40, 10, 60)), {"a", "b", "d"}),
    (Query(statuses=(Status.REJECTED,)), {"e"}),
    (Query(), {"a", "b", "c", "d"}),
]


@pytest.mark.parametrize(("query", "wanted"), FILTERS)
def test_each_filter_finds_what_it_asks(store, make_incident, make_place, query, wanted) -> None:
    store.add(
        [
            make_incident(id="a", quote="Demonstranten bestormden het stadhuis"),
            make_incident("2022-01-06", id="b", kind="looting", quote="180 cafés",
                          killed=Figure(3, 12), place=make_place(52.37, 4.9, country="NL")),
            make_incident(None, id="c", kind="protest", place=None),
            make_incident(None, id="d", kind="protest",
                          when=When(date(2022, 1, 7), date(2022, 1, 9), DatePrecision.WEEK),
                          place=make_place(48.0, 67.0 + 4, "country")),
            make_incident(id="e", status=Status.REJECTED, kind="arrest",
                          place=make_place(-10.0, -60.0)),
        ],
        reason="test",
    )  # fmt: skip
    assert set(store.frame(query)["id"]) == wanted
    assert store.count(query) == len(wanted)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 179.99)), min_size=1, max_size=30))
def test_every_incident_lies_on_exactly_one_tile(
    tmp_path_factory, make_incident, make_place, spots
):
    with Store.open(tmp_path_factory.mktemp("s") / "s.duckdb") as store:
        store.add([make_incident(place=make_place(*spot)) for spot in spots], reason="test")
        drawn = [
            n
            for x in range(4)
            for y in range(4)
            for n in store.tile(EVERYTHING, Tile(2, x, y)).points["n"]
        ]
        assert sum(drawn) == len(spots)


def test_a_tile_tells_points_from_areas(store, make_incident, make_place) -> None:
    store.add(
        [make_incident(), make_incident(kind="looting"),
         make_incident(place=make_place(48.0, 67.0, "country"))],
        reason="test",
    )  # fmt: skip
    answer = store.tile(EVERYTHING, Tile(0, 0, 0))
    assert answer.points["n"] == [2]
    assert answer.points["shares"] == [[[3, 1], [4, 1]]]
    assert answer.areas["prec"] == [GeoPrecision.COUNTRY.rank]


def test_a_crowded_tile_is_cut_into_cells_that_lose_nobody(
    store, make_incident, make_place
) -> None:
    spots = [(lat / 40, lon / 40) for lat in range(50) for lon in range(50)]
    store.add([make_incident(place=make_place(*spot)) for spot in spots], reason="test")
    answer = store.tile(EVERYTHING, Tile.holding(Point(0.5, 0.5), 5))
    assert answer.points["n"] == []
    inside = [s for s in spots if Tile.holding(Point(*s), 5) == Tile.holding(Point(0.5, 0.5), 5)]
    assert sum(answer.cells["n"]) == len(inside)
    assert all(0 <= x < 4096 for x in answer.cells["x"])


def test_an_old_version_shows_the_data_as_it_was(store, make_incident) -> None:
    first = make_incident()
    store.add([first], reason="one")
    store.add([make_incident(), make_incident()], reason="two more")
    store.set_status([first.id], Status.REJECTED, author="a", reason="wrong place")
    assert store.count(Query(version=1)) == 1
    assert store.count(EVERYTHING) == 2
    assert store.changes_since(EVERYTHING, 1) == (2, 0)
    assert store.get(first.id, 1).row["status"] == "draft"
    assert store.get(first.id).row["status"] == "rejected"


def test_a_judgement_outlives_a_second_reading(store, make_incident) -> None:
    draft = make_incident(id="x")
    store.add([draft], reason="read")
    store.set_status(["x"], Status.VERIFIED, author="a", reason="seen the video")
    store.add([make_incident(id="x", title="read better")], reason="read again")
    assert store.get("x").row["status"] == "verified"


def test_undo_brings_back_what_was(store, make_incident) -> None:
    store.add([make_incident(id="x")], reason="read")
    change = store.set_status(["x"], Status.REJECTED, author="a", reason="no")
    store.undo(change.version, author="a")
    assert store.get("x").row["status"] == "draft"
    assert [one.reason for one in store.get("x").versions] == ["read", "no", "undo of version 2"]


def test_undo_of_a_reading_takes_its_incidents_away(store, make_incident) -> None:
    commit = store.add([make_incident(), make_incident()], reason="read")
    store.undo(commit.version, author="a")
    assert store.count(EVERYTHING) == 0
    assert store.count(Query(version=commit.version)) == 2


def test_only_the_last_change_of_a_row_can_be_undone(store, make_incident) -> None:
    store.add([make_incident(id="x")], reason="read")
    store.set_status(["x"], Status.VERIFIED, author="a", reason="yes")
    with pytest.raises(UsageError, match="undo the later one first"):
        store.undo(1, author="a")


def test_evidence_and_article_come_with_the_incident(store, make_incident) -> None:
    article = Article("Militairen zijn slaags geraakt.", date(2022, 1, 6), language="nl")
    seen = Evidence(article_id=article.id, cue="slaags geraakt", reasons=("hedged",))
    store.add([make_incident(id="x", evidence=seen)], [article], reason="read")
    record = store.get("x")
    assert record.article == article
    assert record.evidence["cue"] == "slaags geraakt"


def test_what_is_not_there_is_not_found(store) -> None:
    with pytest.raises(NotFound):
        store.get("nothing")
    with pytest.raises(NotFound):
        store.set_status(["nothing"], Status.VERIFIED, author="a", reason="r")
    with pytest.raises(NotFound):
        store.undo(7, author="a")


def test_the_summary_counts_what_the_filters_hide(store, make_incident, make_place) -> None:
    store.add(
        [make_incident(), make_incident(None), make_incident(place=None),
         make_incident(place=make_place(48.0, 67.0, "country"))],
        reason="test",
    )  # fmt: skip
    everything = store.summary(EVERYTHING)
    assert (everything.incidents, everything.places, everything.unplaced) == (4, 2, 1)
    narrowed = store.summary(Query(since=date(2022, 1, 1), precision=GeoPrecision.TOWN))
    assert (narrowed.incidents, narrowed.hidden_undated) == (1, 1)
    assert narrowed.hidden_places == {"country": 1, "nowhere": 1}
    unplaced = store.summary(Query(precision=GeoPrecision.UNKNOWN))
    assert unplaced.hidden_places == {"town": 2, "country": 1}


def test_facets_count_without_their_own_filter(store, make_incident) -> None:
    store.add([make_incident(), make_incident(kind="looting")], reason="test")
    facets = store.facets(Query(kinds=("fire",)))
    assert facets.kinds == {"fire": 1, "looting": 1}
    assert facets.countries == {"KZ": 1}


def test_many_read_while_one_writes(store, make_incident) -> None:
    failures: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                store.count(EVERYTHING)
                store.tile(EVERYTHING, Tile(0, 0, 0))
            except duckdb.Error as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(10):
        store.add([make_incident() for _ in range(20)], reason=f"write {number}")
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert store.count(EVERYTHING) == 200


def test_a_store_opened_again_holds_what_it_held(tmp_path, make_incident) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        store.add([make_incident()], reason="test")
    with Store.open(path) as store:
        assert store.count(EVERYTHING) == 1


@pytest.mark.parametrize("content", [b"not a store", b"", b"\0" * 20_000, b"DUCK" * 5000])
def test_a_broken_file_is_left_as_it_was(tmp_path, content) -> None:
    path = tmp_path / "s.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="was left as it is"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_store_of_a_later_version_is_not_touched(tmp_path) -> None:
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE meta SET value = '99'")
    with pytest.raises(StoreTooNew, match="upgrade"):
        Store.open(path)
