"""A load of any size, gathered first and then written in the order of the map.

Rows that lie near each other on the Earth lie near each other in the file: a tile then reads few of
them. A load is put in order in parts that memory holds, so that each load is one sorted run.
"""

from __future__ import annotations

from itertools import pairwise

import duckdb
import pandas as pd

from incidents.store import searched
from incidents.store.history import ALL_BUT_VERSIONS, FRESH

PART = 200_000  # rows put in order at once
LAST_KEY = 1 << 62  # past every Morton key
NO_KEY = -1  # stands for rows without a place: before every Morton key
INSERT = f"""
INSERT INTO incidents ({ALL_BUT_VERSIONS}, searched, since_v)
SELECT {ALL_BUT_VERSIONS}, {searched.TEXT}, $version FROM staged
WHERE coalesce(zkey, {NO_KEY}) >= $first AND coalesce(zkey, {NO_KEY}) < $last ORDER BY zkey
"""


def stage(db: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> None:
    """Gathers those of the rows that are new or say something new; of one id, the last."""
    db.register("fresh", rows)
    db.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS staged AS SELECT {ALL_BUT_VERSIONS} FROM fresh LIMIT 0"
    )
    db.execute("DELETE FROM staged WHERE id IN (SELECT id FROM fresh)")
    db.execute(f"INSERT INTO staged SELECT {ALL_BUT_VERSIONS} FROM ({FRESH}) AS fresh")
    db.unregister("fresh")


def staged(db: duckdb.DuckDBPyConnection) -> int:
    """How many rows are gathered."""
    made = db.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'staged' AND temporary")
    if not made.fetchone():
        return 0
    row = db.execute("SELECT count(*) FROM staged").fetchone()
    return int(row[0]) if row else 0


def write_staged(db: duckdb.DuckDBPyConnection, version: int) -> tuple[int, int]:
    """Adds what is gathered under that version: how many are new and how many replace an older."""
    rows = staged(db)
    closed = db.execute(
        "UPDATE incidents SET until_v = $version"
        " WHERE until_v IS NULL AND id IN (SELECT id FROM staged)",
        {"version": version},
    ).fetchone()
    for first, last in pairwise(_borders(db, rows)):
        db.execute(INSERT, {"version": version, "first": first, "last": last})
    db.execute("DROP TABLE staged")
    changed = int(closed[0]) if closed else 0
    return rows - changed, changed


def _borders(db: duckdb.DuckDBPyConnection, rows: int) -> list[int]:
    """Keys between which about PART rows lie."""
    shares = [part * PART / rows for part in range(1, -(-rows // PART))]
    row = db.execute(
        "SELECT approx_quantile(zkey, $shares::FLOAT[]) FROM staged", {"shares": shares}
    ).fetchone()
    keys = (row[0] if row and shares else None) or ()
    return [NO_KEY, *sorted(set(keys)), LAST_KEY]
