"""Numbers told from counts by day are those that the rows tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.bench import making
from incidents.geo import BoundingBox
from incidents.model import GeoPrecision, Status
from incidents.query import Query
from incidents.store import Store, clauses, overview, rollups
from incidents.store.areas import Question

ROLLED = {
    "all": Query(),
    "kinds": Query(kinds=("protest", "fire")),
    "dates": Query(since=date(2019, 3, 4), until=date(2021, 7, 9)),
    "precision": Query(precision=GeoPrecision.TOWN),
    "unplaced": Query(precision=GeoPrecision.UNKNOWN),
    "rejected": Query(statuses=(Status.REJECTED,)),
    "a dataset": Query(datasets=("made",)),
    "nothing": Query(since=date(1800, 1, 1), until=date(1800, 1, 2)),
    "version": Query(version=1, kinds=("killing",)),
}
BY_ROWS = {
    "countries": Query(countries=("UA",)),
    "killed": Query(min_killed=3),
    "a box": Query(bbox=BoundingBox(20.0, 44.0, 40.0, 52.0)),
}


@pytest.fixture(autouse=True)
def large_enough(monkeypatch) -> None:
    monkeypatch.setattr(overview, "FROM_ROWS", 1)


@pytest.fixture
def large(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as store:
        store.load(making.tables(4_000), author="t", reason="test")
        yield store


def numbers(store: Store, query: Query) -> dict[str, object]:
    return {
        "count": store.count(query),
        "summary": store.summary(query),
        "facets": store.facets(query),
        "timeline": store.timeline(query),
        "by kind": store.by_kind(query),
        "last day": store.last_day(),
        "first page": list(store.frame(query, limit=20).id),
        "later page": list(store.frame(query, order="oldest", limit=20, offset=90).id),
    }


def by_rows(store: Store, query: Query) -> dict[str, object]:
    """The numbers without any rollup."""
    questions = store._questions
    kept, questions.rollups = questions.rollups, _NoRollups()
    try:
        return numbers(store, query)
    finally:
        questions.rollups = kept


class _NoRollups:
    def table(self, _: int) -> None:
        return None


def all_queries():
    return [pytest.param(query, id=name) for name, query in (ROLLED | BY_ROWS).items()]


@pytest.mark.parametrize("query", all_queries())
def test_a_rollup_tells_what_the_rows_tell(large, query) -> None:
    told = by_rows(large, query)
    assert large.look_over()
    assert numbers(large, query) == told


@pytest.mark.parametrize("query", all_queries())
def test_it_keeps_in_step_with_every_change(large, query) -> None:
    large.look_over()
    some = large.frame(Query(), limit=40)["id"].tolist()
    large.set_status(some[:20], Status.REJECTED, author="t", reason="t")
    large.look_over()
    large.set_status(some[10:30], Status.VERIFIED, author="t", reason="t")
    large.undo(2 + 1, author="t")
    large.look_over()
    dataset = large.datasets()[0].name
    assert numbers(large, query) == by_rows(large, query)
    large.remove_dataset(dataset, author="t")
    large.look_over()
    assert numbers(large, query) == by_rows(large, query)
    assert large.count(replace(query, version=None)) == 0


def question(store: Store, query: Query) -> Question:
    found = store._question(query)
    assert isinstance(found, Question)
    return found


@pytest.mark.parametrize("name", ROLLED)
def test_what_it_has_columns_for_is_counted_there(large, name) -> None:
    large.look_over()
    assert clauses.counting(question(large, ROLLED[name])).rows == "rollups.days_1"


@pytest.mark.parametrize("name", BY_ROWS)
def test_what_it_has_no_column_for_is_left_to_the_rows(large, name) -> None:
    large.look_over()
    assert clauses.counting(question(large, BY_ROWS[name])).rows == "incidents"


def test_a_filter_that_is_lifted_does_not_count(large) -> None:
    large.look_over()
    lifted = clauses.counting(
        question(large, BY_ROWS["countries"]), without=frozenset({"countries"})
    )
    assert lifted.rows == "rollups.days_1"


def test_an_older_version_is_left_to_the_rows(large) -> None:
    name = large.frame(Query(), limit=1)["id"][0]
    large.set_status([name], Status.REJECTED, author="t", reason="t")
    large.look_over()
    assert clauses.counting(question(large, Query(version=1))).rows == "incidents"
    assert large.count(Query(version=1)) == large.count(Query()) + 1


def test_until_a_change_is_counted_the_rows_tell_it(large) -> None:
    large.look_over()
    before = large.count(Query())
    name = large.frame(Query(), limit=1)["id"][0]
    large.set_status([name], Status.REJECTED, author="t", reason="t")
    assert clauses.counting(question(large, Query())).rows == "incidents"
    assert large.count(Query()) == before - 1


def test_only_the_latest_rollups_are_held(large) -> None:
    name = large.frame(Query(), limit=1)["id"][0]
    for _ in range(rollups.KEPT):
        large.look_over()
        for status in (Status.REJECTED, Status.DRAFT):
            large.set_status([name], status, author="t", reason="t")
    large.look_over()
    held = large._db.cursor().execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'rollups'"
    )
    assert held.fetchone() == (rollups.KEPT,)
