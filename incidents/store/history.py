"""Every change is a new version of a row, never an overwrite."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import duckdb
import orjson
import pandas as pd

from incidents.errors import NotFound, UsageError
from incidents.geo import Point, morton, web_mercator
from incidents.model import COLUMNS, KINDS, GeoPrecision, Incident, Status, to_frame
from incidents.model.frame import records
from incidents.store import searched
from incidents.store.schema import OWN_COLUMNS


@dataclass(frozen=True, slots=True)
class Commit:
    """One change of the store: its number, time (UTC), author and reason, and what it did."""

    version: int
    made_at: datetime
    author: str
    reason: str
    added: int = 0
    changed: int = 0


def prepared(incidents: Sequence[Incident]) -> pd.DataFrame:
    """The incidents as rows of the store, without their version numbers."""
    frame = to_frame(incidents)
    frame["digest"] = [digest(row) for row in records(frame)]
    frame["kind_no"] = [KINDS[kind].number for kind in frame["kind"]]
    frame["rank"] = [GeoPrecision(precision).rank for precision in frame["geo_precision"]]
    frame["zkey"] = pd.array(
        [
            morton(*web_mercator(Point(incident.place.point.lat, incident.place.point.lon)))
            if incident.place
            else None
            for incident in incidents
        ],
        dtype="Int64",
    )
    frame["article_id"] = [incident.evidence.article_id for incident in incidents]
    frame["evidence"] = [orjson.dumps(asdict(incident.evidence)).decode() for incident in incidents]
    return frame.drop_duplicates("id").reset_index(drop=True)


def digest(row: dict[str, object]) -> str:
    """A fingerprint of what a machine read; what a person decided (status) is not part of it."""
    told = {name: value for name, value in row.items() if name != "status"}
    return hashlib.blake2b(orjson.dumps(told), digest_size=8).hexdigest()


def newest(db: duckdb.DuckDBPyConnection) -> int:
    """The number of the last change; 0 for a new store."""
    row = db.execute("SELECT coalesce(max(version), 0) FROM commits").fetchone()
    return int(row[0]) if row else 0


def next_commit(db: duckdb.DuckDBPyConnection, author: str, reason: str) -> Commit:
    """A commit numbered after the last, written down."""
    commit = Commit(
        version=newest(db) + 1,
        made_at=datetime.now(UTC).replace(tzinfo=None),
        author=author,
        reason=reason,
    )
    db.execute(
        "INSERT INTO commits VALUES (?, ?, ?, ?)",
        [commit.version, commit.made_at, author, reason],
    )
    return commit


def made_at(db: duckdb.DuckDBPyConnection, version: int) -> datetime | None:
    """When that version was made (UTC); None where there is no such version."""
    row = db.execute("SELECT made_at FROM commits WHERE version = ?", [version]).fetchone()
    return row[0] if row else None


def commits(db: duckdb.DuckDBPyConnection, limit: int) -> list[Commit]:
    """The latest changes, newest first."""
    rows = db.execute(
        "SELECT version, made_at, author, reason FROM commits ORDER BY version DESC LIMIT ?",
        [limit],
    )
    return [Commit(*row) for row in rows.fetchall()]


_TABLE = ", ".join(f'"{name}"' for name in COLUMNS)
_WORKED_OUT = {"since_v", "until_v", "searched"}
_REST = ", ".join(name for name in OWN_COLUMNS if name not in _WORKED_OUT)
ALL_BUT_VERSIONS = f"{_TABLE}, {_REST}"

# What was read again and says the same, or what a person has already judged, is left alone; what a
# person corrected gives way to a person alone, and a draft gives way to a person who rejects it.
# The evidence is JSON of our own writing, in which no text can hold an unescaped quote mark.
BY_HAND = "contains(coalesce(CAST({}.evidence AS VARCHAR), ''), '\"corrected\":[\"')"
FRESH = f"""
SELECT fresh.* FROM fresh LEFT JOIN incidents old ON old.id = fresh.id AND old.until_v IS NULL
WHERE old.id IS NULL OR (old.status = 'draft' AND (
    fresh.status <> 'draft'
    OR (old.digest <> fresh.digest AND (NOT {BY_HAND.format("old")} OR {BY_HAND.format("fresh")}))
))
"""


def write_rows(db: duckdb.DuckDBPyConnection, version: int, rows: pd.DataFrame) -> tuple[int, int]:
    """Adds the rows under that version; says how many are new and how many replace an older."""
    db.register("rows_in", rows)
    closed = db.execute(
        "UPDATE incidents SET until_v = $version"
        " WHERE until_v IS NULL AND id IN (SELECT id FROM rows_in)",
        {"version": version},
    ).fetchone()
    db.execute(
        f"INSERT INTO incidents ({ALL_BUT_VERSIONS}, searched, since_v)"
        f" SELECT {ALL_BUT_VERSIONS}, {searched.TEXT}, $version FROM rows_in",
        {"version": version},
    )
    db.unregister("rows_in")
    changed = int(closed[0]) if closed else 0
    return len(rows) - changed, changed


def marked(db: duckdb.DuckDBPyConnection, ids: Sequence[str], status: Status) -> pd.DataFrame:
    """The rows of those incidents with that status, to be written; NotFound if one is gone."""
    check_stored(db, ids)
    rows = db.execute(
        f"SELECT {ALL_BUT_VERSIONS} FROM incidents"
        " WHERE until_v IS NULL AND list_contains($ids, id)",
        {"ids": list(ids)},
    ).df()
    rows["status"] = status.value
    return rows


def revert_rows(db: duckdb.DuckDBPyConnection, undone: int, version: int) -> tuple[int, int]:
    """Puts the rows that commit `undone` changed back as they were, as a new version."""
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE back AS SELECT {ALL_BUT_VERSIONS} FROM incidents"
        " WHERE until_v = $undone",
        {"undone": undone},
    )
    db.execute(
        "UPDATE incidents SET until_v = $version WHERE since_v = $undone AND until_v IS NULL",
        {"undone": undone, "version": version},
    )
    restored = db.execute(
        f"INSERT INTO incidents ({ALL_BUT_VERSIONS}, searched, since_v)"
        f" SELECT {ALL_BUT_VERSIONS}, {searched.TEXT}, $version FROM back",
        {"version": version},
    ).fetchone()
    db.execute("DROP TABLE back")
    return 0, int(restored[0]) if restored else 0


def check_undoable(db: duckdb.DuckDBPyConnection, version: int) -> None:
    """NotFound for a version that is none, UsageError for one that later ones build on."""
    known = db.execute("SELECT 1 FROM commits WHERE version = ?", [version]).fetchone()
    if not known:
        raise NotFound(f"there is no version {version} to undo")
    later = db.execute(
        "SELECT count(*) FROM (SELECT since_v, until_v FROM incidents"
        " UNION ALL SELECT since_v, until_v FROM remembered)"
        " WHERE since_v = $v AND until_v IS NOT NULL",
        {"v": version},
    ).fetchone()
    if later and later[0]:
        raise UsageError(f"version {version} was changed again since; undo the later one first")
    again = db.execute(
        "SELECT count(*) FROM incidents gone JOIN incidents here USING (id)"
        " WHERE gone.until_v = $v AND here.until_v IS NULL AND here.since_v > $v",
        {"v": version},
    ).fetchone()
    if again and again[0]:  # what was removed came back by another way
        raise UsageError(f"what version {version} removed was loaded again since")


def check_stored(db: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    """NotFound unless all of the incidents are there now."""
    found = db.execute(
        "SELECT count(DISTINCT id) FROM incidents"
        " WHERE until_v IS NULL AND list_contains($ids, id)",
        {"ids": list(ids)},
    ).fetchone()
    if not found or found[0] < len(set(ids)):
        raise NotFound("there is no such incident; it may have been removed since")
