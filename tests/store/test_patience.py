"""A question that takes too long is broken off, and nothing else is."""

import threading

import duckdb
import pytest

from incidents.errors import TooCostly
from incidents.query import Query
from incidents.store import Store
from incidents.store.patience import Patience

ENDLESS = "SELECT count(*) FROM range(1_000_000_000_000) AS r(i) WHERE i % 7 = 3"
AT_ONCE = 0.0


def _endless(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(ENDLESS).fetchall()


def _one(db: duckdb.DuckDBPyConnection) -> int:
    return int(db.execute("SELECT 1").fetchall()[0][0])


@pytest.fixture
def db():
    with duckdb.connect() as db:
        yield db


def test_a_question_without_end_is_broken_off_and_says_what_would_be_quicker(db):
    with pytest.raises(TooCostly, match="fewer days"):
        Patience(db, AT_ONCE).ask(_endless)


def test_a_question_of_many_parts_is_broken_off_whichever_of_them_takes_long(db):
    def parts(cursor: duckdb.DuckDBPyConnection) -> None:
        while True:
            _one(cursor)

    with pytest.raises(TooCostly):
        Patience(db, AT_ONCE).ask(parts)


def test_what_is_asked_beside_and_after_it_is_answered(db):
    patience = Patience(db, 0.3)
    refused = threading.Event()

    def ask() -> None:
        with pytest.raises(TooCostly):
            patience.ask(_endless)
        refused.set()

    slow = threading.Thread(target=ask)
    slow.start()
    while not refused.is_set():
        assert patience.ask(_one) == 1
    slow.join()
    assert patience.ask(_one) == 1


def test_without_a_limit_a_question_takes_as_long_as_it_takes(db):
    assert Patience(db, None).ask(_one) == 1


def test_a_question_too_big_for_memory_says_so(db):
    db.execute("SET memory_limit = '20MB'")
    db.execute("SET max_temp_directory_size = '0B'")

    def sort(cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute(
            "SELECT list(md5(i::VARCHAR) ORDER BY md5(i::VARCHAR)) FROM range(3_000_000) AS r(i)"
        ).fetchall()

    with pytest.raises(TooCostly, match="more memory"):
        Patience(db, None).ask(sort)


def test_a_store_breaks_its_own_questions_off_and_answers_the_next(tmp_path, make_incident):
    with Store.open(tmp_path / "store.duckdb", patience_s=AT_ONCE) as store:
        store.add([make_incident()], reason="test")
        store._db.execute("ALTER TABLE incidents RENAME TO kept")
        store._db.execute(f"CREATE VIEW incidents AS SELECT * FROM kept, ({ENDLESS})")
        with pytest.raises(TooCostly):
            store.count(Query())
        assert store.version == 1
