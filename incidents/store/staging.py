"""A load of any size, gathered first and then written in the order of the map.

Rows that lie near each other on the Earth lie near each other in the file: a tile then reads few of
them. Each load is one sorted run, however long: it is sorted a part of the map at a time, for
DuckDB holds more of what it sorts in memory than is allowed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

import duckdb
import pandas as pd
import pyarrow as pa

from incidents.errors import StoreError
from incidents.geo.tile import WORLD_BITS
from incidents.store import searched
from incidents.store.history import ALL_BUT_VERSIONS, FRESH
from incidents.store.schema import MEMORY_LIMIT, typed_columns

# Not made as an empty SELECT: DuckDB 2.0 loses rows that one transaction adds to such a table.
STAGED = f"CREATE TEMP TABLE IF NOT EXISTS staged ({typed_columns(ALL_BUT_VERSIONS)})"

INSERT = f"""
INSERT INTO incidents ({ALL_BUT_VERSIONS}, searched, since_v)
SELECT {ALL_BUT_VERSIONS}, {searched.TEXT}, $version FROM staged WHERE {{where}} ORDER BY zkey
"""
END = 1 << 2 * WORLD_BITS  # a key above all keys
SORTED = 4_000_000  # rows that are sorted at a time
MANY = 10_000_000  # gathered rows from which on more memory is taken until they are written
ROOM = "2GB"
SQUARES = """
SELECT zkey >> $shift AS square, count(*) FROM staged
WHERE zkey IS NOT NULL GROUP BY square ORDER BY square
"""
# Some kilometres a side. One that holds more than SORTED is sorted at once all the same: twice as
# many went into the store's own memory, and ROOM is four times that.
SQUARE_SHIFT = 2 * (WORLD_BITS - 12)

# A row that says the same and was judged elsewhere is still what was read here, with its evidence.
JUDGED = """
UPDATE staged SET evidence = old.evidence, article_id = old.article_id FROM incidents old
WHERE staged.status <> 'draft'
    AND old.id = staged.id AND old.until_v IS NULL AND old.digest = staged.digest
"""


def stage(db: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> None:
    """Gathers those of the rows that are new or say something new; of one id, the last.

    The rows are read as the local name `fresh`: what is registered instead stays in memory until
    the transaction ends.
    """
    fresh = pa.Table.from_pandas(rows, preserve_index=False)
    db.execute(STAGED)
    db.execute("DELETE FROM staged WHERE id IN (SELECT id FROM fresh)")
    db.execute(f"INSERT INTO staged SELECT {ALL_BUT_VERSIONS} FROM ({FRESH}) AS fresh")
    del fresh
    if staged(db) > MANY:
        db.execute(f"SET memory_limit = '{ROOM}'")


def staged(db: duckdb.DuckDBPyConnection) -> int:
    """How many rows are gathered."""
    made = db.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'staged' AND temporary")
    if not made.fetchone():
        return 0
    row = db.execute("SELECT count(*) FROM staged").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def room(db: Callable[[], duckdb.DuckDBPyConnection]) -> Iterator[None]:
    """Gives back at the end what memory a load took; `db` is the connection there is by then."""
    try:
        yield
    finally:
        db().execute(f"SET memory_limit = '{MEMORY_LIMIT}'")


def write_staged(db: duckdb.DuckDBPyConnection, version: int) -> tuple[int, int]:
    """Adds what is gathered under that version: how many are new and how many replace an older."""
    rows = staged(db)
    db.execute(JUDGED)
    closed = db.execute(
        "UPDATE incidents SET until_v = $version"
        " WHERE until_v IS NULL AND id IN (SELECT id FROM staged)",
        {"version": version},
    ).fetchone()
    written = sum(_written(db, version, *part) for part in _parts(db, rows))
    if written != rows:
        raise StoreError(f"only {written:,} of {rows:,} rows could be written; none was kept")
    db.execute("DROP TABLE staged")
    changed = int(closed[0]) if closed else 0
    return rows - changed, changed


def _written(
    db: duckdb.DuckDBPyConnection, version: int, condition: str, edges: dict[str, int]
) -> int:
    """How many of the gathered rows fit the condition and were added in the order of the map."""
    row = db.execute(INSERT.format(where=condition), {"version": version} | edges).fetchone()
    return int(row[0]) if row else 0


def _parts(db: duckdb.DuckDBPyConnection, rows: int) -> Iterator[tuple[str, dict[str, int]]]:
    """Conditions that hold, one after the other along the map, for all that is gathered."""
    if rows <= SORTED:
        yield "true", {}
        return
    edges, gathered = [0], 0
    for square, count in db.execute(SQUARES, {"shift": SQUARE_SHIFT}).fetchall():
        if gathered + count > SORTED:
            edges.append(square << SQUARE_SHIFT)
            gathered = 0
        gathered += count
    for first, last in pairwise([*edges, END]):
        yield "zkey >= $first AND zkey < $last", {"first": first, "last": last}
    yield "zkey IS NULL", {}
