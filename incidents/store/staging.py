"""A load of any size, gathered first and then written in the order of the map.

Rows that lie near each other on the Earth lie near each other in the file: a tile then reads few of
them. Each load is one sorted run; what memory cannot hold of it, DuckDB sorts on disk.
"""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow as pa

from incidents.store import searched
from incidents.store.history import ALL_BUT_VERSIONS, FRESH

INSERT = f"""
INSERT INTO incidents ({ALL_BUT_VERSIONS}, searched, since_v)
SELECT {ALL_BUT_VERSIONS}, {searched.TEXT}, $version FROM staged ORDER BY zkey
"""

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
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS staged AS"
        f" SELECT {ALL_BUT_VERSIONS} FROM incidents LIMIT 0"
    )
    db.execute("DELETE FROM staged WHERE id IN (SELECT id FROM fresh)")
    db.execute(f"INSERT INTO staged SELECT {ALL_BUT_VERSIONS} FROM ({FRESH}) AS fresh")
    del fresh


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
    db.execute(JUDGED)
    closed = db.execute(
        "UPDATE incidents SET until_v = $version"
        " WHERE until_v IS NULL AND id IN (SELECT id FROM staged)",
        {"version": version},
    ).fetchone()
    db.execute(INSERT, {"version": version})
    db.execute("DROP TABLE staged")
    changed = int(closed[0]) if closed else 0
    return rows - changed, changed
