"""Datasets: what was loaded under one name, the account of each load, and taking it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import orjson

from incidents.errors import NotFound
from incidents.model.report import LoadReport
from incidents.query import Query
from incidents.store.clauses import where

# A load belongs to the version that it made, and counts for as long as that version's rows do.
TABLE = """
CREATE TABLE IF NOT EXISTS loads (
    version INTEGER NOT NULL, dataset VARCHAR NOT NULL, headers VARCHAR NOT NULL,
    choices VARCHAR NOT NULL, report VARCHAR NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept about one load: its dataset, header, the choices made for it, its report."""

    dataset: str
    headers: str  # a digest of the file's header: the next file of that shape is known by it
    choices: str  # JSON
    report: LoadReport


@dataclass(frozen=True, slots=True)
class Load:
    """One load as it is kept, and when it was made (UTC)."""

    version: int
    made_at: datetime
    account: Account


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the store holds under one name now; `loads` are newest first, none for articles."""

    name: str
    rows: int
    judged: int  # of them, what a person has verified or rejected
    loads: tuple[Load, ...]

    @property
    def attribution(self) -> str | None:
        """What its source asks to be said, as the newest load that knows has it."""
        return next((one.account.report.attribution for one in self.loads
                     if one.account.report.attribution), None)  # fmt: skip


def keep(db: duckdb.DuckDBPyConnection, version: int, account: Account) -> None:
    """Writes the account down beside the rows of that version."""
    db.execute(
        "INSERT INTO loads VALUES (?, ?, ?, ?, ?)",
        [version, account.dataset, account.headers, account.choices,
         orjson.dumps(account.report.as_values()).decode()],
    )  # fmt: skip


def datasets(db: duckdb.DuckDBPyConnection) -> list[Dataset]:
    """All datasets that have incidents now, the largest first."""
    rows = db.execute(
        "SELECT dataset, count(*), count(*) FILTER (status <> 'draft') FROM incidents"
        " WHERE until_v IS NULL AND dataset IS NOT NULL GROUP BY dataset ORDER BY 2 DESC, 1"
    ).fetchall()
    made = loads(db)
    return [
        Dataset(name, count, judged, tuple(one for one in made if one.account.dataset == name))
        for name, count, judged in rows
    ]


def loads(db: duckdb.DuckDBPyConnection, headers: str | None = None) -> list[Load]:
    """The loads kept, newest first; only those of files with that header if given."""
    rows = db.execute(
        "SELECT version, made_at, dataset, headers, choices, report FROM loads"
        " JOIN commits USING (version) WHERE $headers IS NULL OR headers = $headers"
        " ORDER BY version DESC",
        {"headers": headers},
    ).fetchall()
    return [
        Load(
            version, made_at, Account(name, head, chosen, LoadReport.of_values(orjson.loads(told)))
        )
        for version, made_at, name, head, chosen, told in rows
    ]


def credits_of(db: duckdb.DuckDBPyConnection, query: Query) -> list[str]:
    """What the sources of the loaded incidents that the query finds ask to be said."""
    made = {one.account.dataset: one.account.report.attribution for one in reversed(loads(db))}
    named = {name: credit for name, credit in made.items() if credit}
    if not named:
        return []
    asked = where(query)
    shown = db.execute(
        f"SELECT DISTINCT dataset FROM incidents WHERE {asked.sql}"
        " AND list_contains($credited, dataset) ORDER BY 1",
        asked.values | {"credited": list(named)},
    ).fetchall()
    return list(dict.fromkeys(named[name] for (name,) in shown))


def remove(db: duckdb.DuckDBPyConnection, version: int, names: Sequence[str]) -> int:
    """Ends the datasets' incidents at that version and says how many; undo brings them back."""
    gone = db.execute(
        "UPDATE incidents SET until_v = $version"
        " WHERE until_v IS NULL AND list_contains($names, dataset)",
        {"version": version, "names": list(names)},
    ).fetchone()
    if not gone or not gone[0]:
        raise NotFound(f"there is no dataset {', '.join(names)[:80]!r}; it may have been removed")
    return int(gone[0])
