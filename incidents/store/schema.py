"""The tables of the store's file, and opening it."""

from __future__ import annotations

import secrets
from pathlib import Path

import duckdb

from incidents.errors import StoreError, StoreLocked, StoreTooNew
from incidents.model.frame import COLUMNS
from incidents.store import datasets, mappings, memory, searched

# 1 remembered no corrections of places; 2 folded words anew at each search; 3 kept no accounts;
# 4 may have kept no mappings
SCHEMA_VERSION = 5
MEMORY_LIMIT = "512MB"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": MEMORY_LIMIT,
    "dynamic_or_filter_threshold": 200,  # rows of a page that are read one by one, not by a pass
}

SQL_TYPES = {
    "str": "VARCHAR",
    "float64": "DOUBLE",
    "Int64": "BIGINT",
    "boolean": "BOOLEAN",
    "datetime64[s]": "DATE",
}

# What stands beside the columns of the table: its history, its place on the map as one
# number, the evidence that only the incident's own panel shows, and what a search looks through.
OWN_COLUMNS = {
    "since_v": "INTEGER NOT NULL",
    "until_v": "INTEGER",
    "kind_no": "SMALLINT NOT NULL",
    "rank": "SMALLINT NOT NULL",
    "zkey": "BIGINT",
    "digest": "VARCHAR NOT NULL",
    "article_id": "VARCHAR",
    "evidence": "VARCHAR",
    "searched": "VARCHAR",
}


def typed_columns(names: str) -> str:
    """Those columns of incidents, named as SQL lists them, each with its type."""
    types = {f'"{name}"': SQL_TYPES[kind] for name, kind in COLUMNS.items()} | OWN_COLUMNS
    return ", ".join(f"{name} {types[name]}" for name in names.split(", "))


TABLES = f"""
CREATE TABLE IF NOT EXISTS meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS commits (
    version INTEGER PRIMARY KEY, made_at TIMESTAMP NOT NULL,
    author VARCHAR NOT NULL, reason VARCHAR NOT NULL
);
CREATE TABLE IF NOT EXISTS articles (
    id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL, title VARCHAR, language VARCHAR,
    published DATE, url VARCHAR, source VARCHAR
);
CREATE TABLE IF NOT EXISTS incidents (
    {typed_columns(", ".join([*(f'"{name}"' for name in COLUMNS), *OWN_COLUMNS]))}
);
{memory.TABLE}
{datasets.TABLE}
{mappings.TABLE}
"""


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """The store's file, opened for this process alone and ready for questions."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = duckdb.connect(str(path), config=SETTINGS)
    except OSError as error:
        raise StoreError(
            f"the folder of the store {path} cannot be used ({error.strerror});"
            " INCIDENTS_STORE may name another"
        ) from error
    except duckdb.Error as error:
        raise _refusal(path, error) from error
    try:
        _prepare(db, path)
    except duckdb.Error as error:
        db.close()
        raise _refusal(path, error) from error
    except StoreError:
        db.close()
        raise
    return db


def _refusal(path: Path, error: duckdb.Error) -> StoreError:
    if "set lock on file" in str(error):
        return StoreLocked(
            f"another process has the store {path} open; close it,"
            " or name another store with INCIDENTS_STORE"
        )
    return StoreError(
        f"the store {path} is not a file this project can read; it was left as it is:"
        " move it away to start anew, or name another with INCIDENTS_STORE"
    )


def _prepare(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    db.execute("SET TimeZone = 'UTC'")
    known = db.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'meta'"
    ).fetchone()
    if known and known[0]:
        _check_version(db, path)
        return
    db.begin()
    db.execute(TABLES)
    db.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA_VERSION)])
    db.execute("INSERT INTO meta VALUES ('id', ?)", [secrets.token_hex(8)])
    db.commit()


def _check_version(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    row = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    written = int(row[0]) if row else 0
    if written > SCHEMA_VERSION:
        raise StoreTooNew(
            f"the store {path} was written by a later version of this project"
            f" (its format is {written}, ours {SCHEMA_VERSION}); upgrade, or name another store"
        )
    if written < SCHEMA_VERSION:
        db.begin()
        db.execute(memory.TABLE)
        db.execute("ALTER TABLE incidents ADD COLUMN IF NOT EXISTS searched VARCHAR")
        db.execute(searched.FILL)
        db.execute(datasets.TABLE)
        db.execute(mappings.TABLE)
        db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", [str(SCHEMA_VERSION)])
        db.commit()
