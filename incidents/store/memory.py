"""Corrections of places that are remembered: versioned as incidents are, in the same commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import orjson

from incidents.model import Remembered
from incidents.store.clauses import CLAUSES

COLUMNS = {
    "id": "VARCHAR NOT NULL",
    "key": "VARCHAR NOT NULL",
    "words": "VARCHAR NOT NULL",
    "country": "VARCHAR",
    "name": "VARCHAR NOT NULL",
    "lat": "DOUBLE NOT NULL",
    "lon": "DOUBLE NOT NULL",
    "geo_precision": "VARCHAR NOT NULL",
    "radius_m": "BIGINT NOT NULL",
    "place_country": "VARCHAR",
    "admin1": "VARCHAR",
    "geonameid": "BIGINT",
    "feature": "VARCHAR NOT NULL",
    "taken_for": "VARCHAR",
    "reason": "VARCHAR NOT NULL",
    "author": "VARCHAR NOT NULL",
    "day": "DATE NOT NULL",
}
TABLE = f"""
CREATE TABLE IF NOT EXISTS remembered (
    {", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())},
    since_v INTEGER NOT NULL, until_v INTEGER
);
"""
_TOLD = ", ".join(f'"{name}"' for name in COLUMNS)
MOST_DRAFTS = 100_000  # whose words are compared at once

# The evidence is JSON of our own writing, in which no text can hold an unescaped quote mark.
USES = r"""
SELECT regexp_extract(evidence, '"remembered":\{"id":"([0-9a-f]+)"', 1) AS id, count(*)
FROM incidents WHERE until_v IS NULL AND status <> 'rejected'
  AND contains(evidence, '"remembered":{"id":"')
GROUP BY 1
"""
WORDED = """
SELECT id, evidence, country, article_id, geo_precision, lat, lon FROM incidents
WHERE until_v IS NULL AND status = 'draft' AND contains(evidence, '"place_words":"')
  AND NOT contains(evidence, '"place_source":"person"')
  AND ($country IS NULL OR country = $country OR article_id = $article)
ORDER BY since_v DESC, id LIMIT $most
"""


@dataclass(frozen=True, slots=True)
class Worded:
    """A stored draft whose place was read in words: those words, and where it lies."""

    id: str
    place_words: str
    facility: str | None
    country: str | None
    article_id: str | None
    geo_precision: str
    lat: float | None
    lon: float | None


def remembered(db: duckdb.DuckDBPyConnection, version: int | None) -> list[Remembered]:
    """All that is remembered now or was at that version, the latest first."""
    clause, values = ("now", {}) if version is None else ("then", {"version": version})
    rows = db.execute(
        f"SELECT {_TOLD} FROM remembered WHERE {CLAUSES[clause]} ORDER BY since_v DESC, words",
        values,
    ).fetchall()
    return [Remembered.of_values(dict(zip(COLUMNS, row, strict=True))) for row in rows]


def write(db: duckdb.DuckDBPyConnection, version: int, entries: Sequence[Remembered]) -> int:
    """Remembers the entries under that version, each in place of an older one of its words."""
    latest = {one.id: one.as_values() for one in entries}
    forget(db, version, list(latest))
    for row in latest.values():
        db.execute(
            f"INSERT INTO remembered ({_TOLD}, since_v)"
            f" VALUES ({', '.join('?' for _ in COLUMNS)}, ?)",
            [*(row[name] for name in COLUMNS), version],
        )
    return len(latest)


def forget(db: duckdb.DuckDBPyConnection, version: int, ids: Sequence[str]) -> int:
    """Ends what is remembered under those ids; says how many there were."""
    row = db.execute(
        "UPDATE remembered SET until_v = $version"
        " WHERE until_v IS NULL AND list_contains($ids, id)",
        {"version": version, "ids": list(ids)},
    ).fetchone()
    return int(row[0]) if row else 0


def revert(db: duckdb.DuckDBPyConnection, undone: int, version: int) -> None:
    """Puts back what was remembered before commit `undone`, as a new version."""
    back = db.execute(
        f"SELECT {_TOLD} FROM remembered WHERE until_v = $undone", {"undone": undone}
    ).fetchall()
    db.execute(
        "UPDATE remembered SET until_v = $version WHERE since_v = $undone AND until_v IS NULL",
        {"undone": undone, "version": version},
    )
    rows = [Remembered.of_values(dict(zip(COLUMNS, row, strict=True))) for row in back]
    write(db, version, rows)


def uses(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many incidents each remembered correction has placed, by its id."""
    return {str(name): int(n) for name, n in db.execute(USES).fetchall()}


def worded(
    db: duckdb.DuckDBPyConnection, country: str | None, article_id: str | None
) -> list[Worded]:
    """The latest drafts of a country or an article (no country: of all) that words were read for.

    What a person has placed is left out.
    """
    rows = db.execute(
        WORDED, {"country": country, "article": article_id, "most": MOST_DRAFTS}
    ).fetchall()
    return [_worded(*row) for row in rows]


def _worded(name: str, evidence: str, *where: Any) -> Worded:
    seen = orjson.loads(evidence)
    return Worded(name, seen["place_words"], seen.get("facility"), *where)
