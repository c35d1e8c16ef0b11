"""A process that is killed in the midst of its work: the store opens, and has all that was kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from incidents.bench import making
from incidents.query import Query
from incidents.store import Store, words

pytestmark = pytest.mark.slow
ROWS, MORE = 40_000, 5_000
START = """
import sys
from pathlib import Path
from incidents.bench import making
from incidents.store import Store, words
words.INDEXED_FROM, words.CHUNK = 1, 2_000
more = [table.assign(id="more-" + table["id"]) for table in making.tables(int(sys.argv[2]))]
print("begun", flush=True)
"""
# Each load and each undo says "kept" once the store has said so.
UNDOING = f"""{START}
with Store.open(Path(sys.argv[1])) as store:
    while True:
        if store.version % 2:
            store.load([table.copy() for table in more], author="test", reason="load")
        else:
            store.undo(store.version, author="test")
        print("kept", flush=True)
"""
OPENING = f"""{START}
with Store.open(Path(sys.argv[1])):
    print("kept", flush=True)
"""
INDEXING = f"""{START}
with Store.open(Path(sys.argv[1])) as store:
    store.index_words()
    print("kept", flush=True)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A store with one load."""
    path = tmp_path_factory.mktemp("made") / "store.duckdb"
    with Store.open(path) as store:
        store.load(making.tables(ROWS), author="test", reason="test")
    return path


@pytest.fixture
def path(made, tmp_path) -> Path:
    """A copy of it, to be written to."""
    return Path(shutil.copy(made, tmp_path / "store.duckdb"))


@pytest.mark.parametrize("after", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2])
def test_an_undo_that_is_killed_is_done_or_not_begun(path, killed, after) -> None:
    said = killed(UNDOING, path, MORE, after=after)
    with Store.open(path) as store:
        assert 0 <= store.version - 1 - said.count("kept") <= 1  # kept, killed before it said so
        assert store.count(Query()) == ROWS + (0 if store.version % 2 else MORE)
        assert len(store.commits()) == min(50, store.version)


@pytest.mark.parametrize("after", [0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6])
def test_an_older_store_killed_as_it_is_brought_up_to_date_is_so_once_it_opens(
    path, killed, after
) -> None:
    with duckdb.connect(str(path)) as db:
        for table in ("remembered", "loads", "mappings"):
            db.execute(f"DROP TABLE {table}")
        db.execute("ALTER TABLE incidents DROP COLUMN searched")
        db.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    killed(OPENING, path, 1, after=after)
    with Store.open(path) as store:
        assert store.count(Query()) == ROWS
        assert store.count(Query(text="fire")) > 0
        assert store.remembered() == store.mappings.names() == []
        assert store.datasets()[0].rows == ROWS


@pytest.mark.parametrize("torn", [False, True], ids=["as it was", "and torn"])
@pytest.mark.parametrize("after", [0.1, 0.2, 0.4, 0.6, 1.0, 2.0])
def test_an_index_of_words_that_is_killed_goes_on_and_finds_what_there_is(
    path, killed, monkeypatch, after, torn
) -> None:
    killed(INDEXING, path, 1, after=after)
    index = path.with_name("store.duckdb.words")
    if torn and index.exists():
        index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])
    with Store.open(path) as store:
        sought = [Query(text=text) for text in ("fire", "killing, a", "kyiv")]
        looked_through = [store.count(query) for query in sought]
        monkeypatch.setattr(words, "INDEXED_FROM", 1)
        monkeypatch.setattr(words, "CHUNK", 2_000)
        for _ in range(2):  # a tear shows once it is searched, and is mended after that
            store.index_words()
            assert [store.count(query) for query in sought] == looked_through
        assert store._words.clause("kyiv") is not None
