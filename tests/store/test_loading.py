"""Loads of many tables as one change: in the order of the map, all or nothing, whatever happens."""

from __future__ import annotations

import os

import pandas as pd
import pyarrow as pa
import pytest

from incidents.bench import making
from incidents.query import Query
from incidents.store import Store, staging
from incidents.store.bulk import prepared_table

KILLS = 5
ROWS = 100_000  # of the load that is killed: it takes some seconds
# Says each number of a load once the store has said that it is kept.
LOADER = """
import sys
from pathlib import Path
from incidents.bench import making
from incidents.store import Store, staging
from incidents.store.bulk import prepared_table
with Store.open(Path(sys.argv[1])) as store:
    tables = list(making.tables(int(sys.argv[2])))
    for number in range(1_000):
        renamed = [table.assign(id=f"{sys.argv[3]}-{number}-" + table["id"]) for table in tables]
        print("loading", flush=True)
        store.load(renamed, author="test", reason=f"load {number}")
        print("kept", flush=True)
"""


def _keys(store: Store) -> list[int]:
    rows = store._db.execute("SELECT zkey FROM incidents WHERE zkey IS NOT NULL ORDER BY rowid")
    return [key for (key,) in rows.fetchall()]


def test_a_load_lies_in_the_order_of_the_map(store) -> None:
    whole = pd.concat(making.tables(600))
    commit = store.load([whole[:250], whole[250:]], author="t", reason="t")
    assert commit is not None
    assert (commit.added, commit.changed, store.count(Query())) == (600, 0, 600)
    assert _keys(store) == sorted(_keys(store))
    assert set(store.frame(Query())["id"]) == set(whole["id"])


def test_of_rows_with_one_id_the_last_counts(store) -> None:
    (table,) = making.tables(20)
    other = table.assign(title="told otherwise")
    first = store.load([table, other[:5]], author="t", reason="t")
    assert first is not None
    assert (first.added, first.changed) == (20, 0)
    assert store.count(Query(text="otherwise")) == 5
    second = store.load([other], author="t", reason="t")
    assert second is not None
    assert (second.added, second.changed) == (0, 15)
    assert store.load([other], author="t", reason="t") is None
    assert store.count(Query()) == 20


def test_a_load_that_breaks_off_leaves_nothing(store) -> None:
    def broken():
        yield from making.tables(50)
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        store.load(broken(), author="t", reason="t")
    assert (store.count(Query()), store.version) == (0, 0)
    assert store.load(making.tables(50), author="t", reason="t") is not None
    assert store.count(Query()) == 50


@pytest.mark.slow
def test_a_store_whose_load_is_killed_has_all_that_was_kept_and_nothing_torn(
    tmp_path, killed
) -> None:
    path = tmp_path / "store.duckdb"
    kept = 0
    for kill in range(int(os.environ.get("INCIDENTS_KILLS", KILLS))):
        said = killed(LOADER, path, ROWS, kill, after=0.3 + 0.4 * (kill % 10))
        kept = _checked(path, kept, said.count("kept"))


def _checked(path, kept: int, acknowledged: int) -> int:
    with Store.open(path) as store:
        loads = store.version
        assert loads >= kept + acknowledged
        assert loads <= kept + acknowledged + 1  # kept, and killed before it could say so
        assert store.count(Query()) % ROWS == 0
        return loads


def test_a_load_too_large_to_be_sorted_at_once_lies_in_the_order_of_the_map(
    store, monkeypatch
) -> None:
    monkeypatch.setattr(staging, "SORTED", 100)
    whole = pd.concat(making.tables(950))
    commit = store.load([whole], author="t", reason="t")
    assert commit is not None
    assert (commit.added, store.count(Query())) == (950, 950)
    assert _keys(store) == sorted(_keys(store))


def test_tables_are_gathered_whole_in_one_transaction(store) -> None:
    """Rows that several threads add to a table made in the same transaction are all there."""
    rows = pa.table({"id": [f"i{number}" for number in range(400_000)]})
    chunks = pa.Table.from_batches(rows.to_batches(max_chunksize=20_000))
    db = store._db.cursor()
    db.begin()
    db.execute(staging.STAGED)
    db.register("chunks", chunks)
    others = [name for name in staging.ALL_BUT_VERSIONS.split(", ") if name != '"id"']
    nothing = {"kind_no": "1", "rank": "1", "digest": "''"}
    values = ", ".join(nothing.get(name, "NULL") for name in others)
    db.execute(f"INSERT INTO staged ({', '.join(others)}, id) SELECT {values}, id FROM chunks")
    found = db.execute("SELECT count(DISTINCT id) FROM staged").fetchone()
    db.rollback()
    assert found == (400_000,)


def test_memory_that_a_large_load_took_is_given_back(store, monkeypatch) -> None:
    monkeypatch.setattr(staging, "MANY", 10)
    room = "SELECT current_setting('memory_limit')"
    before = store._db.execute(room).fetchone()
    with staging.room(lambda: store._db), store._transaction() as db:
        for table in making.tables(50):
            staging.stage(db, prepared_table(table))
        staging.write_staged(db, 1)
        assert store._db.execute(room).fetchone() != before
    assert store._db.execute(room).fetchone() == before
    assert store.load(making.tables(80), author="t", reason="t") is not None
    assert store._db.execute(room).fetchone() == before
