"""Remembered corrections: versioned as incidents are, and taken back with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.errors import NotFound, UsageError
from incidents.geo import Point
from incidents.model import Evidence, Figure, GeoPrecision, Place, Recalled, Remembered
from incidents.model.frame import records
from incidents.query import Query
from incidents.store import Store
from incidents.store.history import prepared
from incidents.store.schema import SCHEMA_VERSION

DAY = date(2026, 11, 20)


@pytest.fixture
def make_remembered(make_place):
    def make(words: str = "Springfield", country: str | None = "US", **more) -> Remembered:
        told = {
            "key": words.lower(), "place": make_place(name=words, country=country),
            "reason": "the report is about Massachusetts", "author": "analyst", "day": DAY,
            "taken_for": "Springfield, US (39.800, -89.644)",
        } | more  # fmt: skip
        return Remembered(words=words, country=country, **told)

    return make


def told(entries) -> list[dict]:
    return [one.as_values() for one in entries]


def test_what_is_remembered_comes_back_the_same(store, make_incident, make_remembered) -> None:
    kept = make_remembered()
    store.add([make_incident()], remembered=[kept], reason="by hand")
    assert told(store.remembered()) == told([kept])


def test_it_is_part_of_the_version_that_kept_the_incident(
    store, make_incident, make_remembered
) -> None:
    commit = store.add([make_incident()], remembered=[make_remembered()], reason="by hand")
    store.undo(commit.version, author="a")
    assert store.remembered() == []
    assert store.count(Query()) == 0
    assert told(store.remembered(commit.version)) == told([make_remembered()])
    store.undo(commit.version + 1, author="a")
    assert told(store.remembered()) == told([make_remembered()])


def test_a_later_correction_of_the_same_words_takes_the_place_of_the_first(
    store, make_place, make_remembered
) -> None:
    first = make_remembered()
    second = make_remembered(place=make_place(42.1, -72.6, country="US", name="Springfield"))
    store.add([], remembered=[first], reason="one")
    change = store.add([], remembered=[second], reason="two")
    assert told(store.remembered()) == told([second])
    assert told(store.remembered(1)) == told([first])
    store.undo(change.version, author="a")
    assert told(store.remembered()) == told([first])


def test_the_same_words_in_two_countries_stand_side_by_side(store, make_remembered) -> None:
    both = [make_remembered(), make_remembered(country="AU")]
    store.add([], remembered=both, reason="both")
    assert {one.country for one in store.remembered()} == {"US", "AU"}


def test_what_is_forgotten_can_be_taken_back(store, make_remembered) -> None:
    kept = make_remembered()
    store.add([], remembered=[kept], reason="one")
    forgotten = store.forget(kept.id, author="a", reason="wrong")
    assert store.remembered() == []
    store.undo(forgotten.version, author="a")
    assert told(store.remembered()) == told([kept])


def test_what_is_not_remembered_cannot_be_forgotten_and_leaves_no_version(store) -> None:
    with pytest.raises(NotFound):
        store.forget("nothing", author="a", reason="r")
    assert store.version == 0


def test_only_the_last_change_of_what_is_remembered_can_be_undone(store, make_remembered) -> None:
    store.add([], remembered=[make_remembered()], reason="one")
    store.forget(make_remembered().id, author="a", reason="wrong")
    with pytest.raises(UsageError, match="undo the later one first"):
        store.undo(1, author="a")


def test_uses_count_the_incidents_that_stand_now(store, make_incident, make_remembered) -> None:
    kept = make_remembered()
    seen = Evidence(place_words="Springfield", remembered=kept.recalled)
    cunning = Evidence(cue='"remembered":{"id":"abc123"', place_words="Springfield")
    store.add(
        [make_incident(evidence=seen), make_incident(evidence=seen),
         make_incident(evidence=cunning)],
        remembered=[kept], reason="read",
    )  # fmt: skip
    assert store.uses() == {kept.id: 2}


def test_a_stored_incident_is_rebuilt_as_it_was_kept(store, make_incident, make_place) -> None:
    seen = Evidence(
        article_id="a", cue="in brand", place_words="Almaty", place_source="sentence",
        date_source="sentence", origin="GeoNames", reasons=("the report itself hedges",),
        remembered=Recalled("0a", "Almaty", "r", "analyst", DAY),
    )  # fmt: skip
    kept = make_incident(
        id="x", killed=Figure(1, None), actors=("police", "army"), place_name="Almaty",
        evidence=seen, published=date(2022, 1, 6),
    )  # fmt: skip
    unplaced = make_incident(None, id="y", place=None)
    store.add([kept, unplaced], reason="read")
    rebuilt = [store.incident(name) for name in ("x", "y")]
    assert records(prepared(rebuilt)) == records(prepared([kept, unplaced]))
    assert rebuilt[0].evidence == seen


def test_a_stored_incident_can_be_amended_and_that_taken_back(
    store, make_incident, make_place
) -> None:
    store.add([make_incident(id="x")], reason="read")
    moved = replace(store.incident("x"), place=make_place(50.0, 71.0, "site"))
    change = store.amend([moved], author="a", reason="moved")
    assert store.get("x").row["lat"] == 50.0
    store.undo(change.version, author="a")
    assert store.get("x").row["lat"] == 43.25
    with pytest.raises(NotFound):
        store.amend([replace(moved, id="nobody")], author="a", reason="moved")


def test_drafts_are_found_by_the_words_of_their_place(store, make_incident) -> None:
    words = Evidence(place_words="Springfield", place_source="sentence")
    by_hand = Evidence(place_words="Springfield", place_source="person")
    store.add(
        [make_incident(id="a", evidence=words), make_incident(id="b", evidence=by_hand),
         make_incident(id="c")],
        reason="read",
    )  # fmt: skip
    assert [one.id for one in store.worded("KZ")] == ["a"]
    assert [one.id for one in store.worded(None)] == ["a"]
    assert store.worded("US") == []


def test_a_store_that_remembers_nothing_yet_is_opened_as_before(tmp_path, make_incident) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        store.add([make_incident()], reason="read")
    with duckdb.connect(str(path)) as db:
        db.execute("DROP TABLE remembered")
        db.execute("ALTER TABLE incidents DROP COLUMN searched")
        db.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    with Store.open(path) as store:
        assert store.remembered() == []
        assert store.count(Query(text="almaty")) == 1
        store.add([make_incident(title="Zürich")], reason="read")
        assert store.count(Query(text="zurich")) == 1
    with duckdb.connect(str(path)) as db:
        found = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        assert found == (str(SCHEMA_VERSION),)


def test_a_store_without_named_mappings_is_given_room_for_them(tmp_path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path):
        pass
    with duckdb.connect(str(path)) as db:
        db.execute("DROP TABLE mappings")
        db.execute("UPDATE meta SET value = '4' WHERE name = 'schema'")
    with Store.open(path) as store:
        assert store.mappings.names() == []
        store.mappings.keep("city", "{}")
        assert store.mappings.names() == ["city"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_no_reason_is_asked_for_politely(make_remembered, reason) -> None:
    with pytest.raises(UsageError, match="say in a few words why “Springfield” is"):
        make_remembered(reason=reason)


@pytest.mark.parametrize("words", ["", "x" * 201])
def test_words_that_are_none_are_not_remembered(make_remembered, words) -> None:
    with pytest.raises(UsageError, match="words of a report"):
        make_remembered(words)


@given(
    st.text(min_size=1, max_size=50).filter(str.strip), st.floats(-90, 90), st.floats(-180, 180),
    st.sampled_from(list(GeoPrecision)),
)  # fmt: skip
def test_any_text_and_point_come_through_plain_values(words, lat, lon, precision) -> None:
    place = Place(words, Point(lat, lon), precision, 100, origin="person")
    one = Remembered(words, words, None, place, words, words, DAY)
    assert Remembered.of_values(one.as_values()) == one


WORDS = st.sampled_from(["Springfield", "Tripoli", "Dom Pravitelstva"])
STEPS = st.lists(st.tuples(st.sampled_from(["remember", "forget"]), WORDS, st.integers(0, 9)))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_every_version_stays_as_it_was_and_undo_goes_back_one(
    tmp_path_factory, make_remembered, make_place, steps
) -> None:
    with Store.open(tmp_path_factory.mktemp("s") / "s.duckdb") as store:
        seen = [[]]
        for deed, words, spot in steps:
            one = make_remembered(words, place=make_place(spot, spot, name=words))
            if deed == "remember":
                store.add([], remembered=[one], reason="r")
            elif one.id in {kept.id for kept in store.remembered()}:
                store.forget(one.id, author="a", reason="r")
            else:
                continue
            seen.append(sorted_told(store.remembered()))
        assert [sorted_told(store.remembered(v)) for v in range(len(seen))] == seen
        if store.version:
            store.undo(store.version, author="a")
            assert sorted_told(store.remembered()) == seen[-2]


def sorted_told(entries) -> list[dict]:
    return sorted(told(entries), key=lambda row: row["id"])
