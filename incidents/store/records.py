"""One incident at a time: its row, its evidence, the article it was read in, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import orjson

from incidents.errors import NotFound
from incidents.model import COLUMNS, Article, Status
from incidents.model.frame import plain
from incidents.query import Query
from incidents.store.clauses import where
from incidents.store.history import Commit

_TABLE = ", ".join(f'"{name}"' for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Record:
    """One incident as it stands: its row, its evidence, its article and its history."""

    row: dict[str, Any]
    evidence: dict[str, Any]
    article: Article | None
    versions: tuple[Commit, ...]


def record(db: duckdb.DuckDBPyConnection, name: str, version: int | None) -> Record:
    """One incident with its evidence and article; NotFound if there is none."""
    asked = where(Query(version=version, statuses=tuple(Status)))
    rows = db.execute(
        f"SELECT {_TABLE}, evidence, article_id FROM incidents WHERE id = $id AND {asked.sql}",
        asked.values | {"id": name},
    )
    columns = [column[0] for column in rows.description or ()]
    found = rows.fetchone()
    if not found:
        raise NotFound(f"there is no incident {name[:64]!r} in this version of the data")
    row = {key: plain(value) for key, value in zip(columns, found, strict=True)}
    evidence = orjson.loads(row.pop("evidence") or "{}")
    return Record(row, evidence, _article(db, row.pop("article_id")), _history(db, name))


def _article(db: duckdb.DuckDBPyConnection, name: str | None) -> Article | None:
    found = db.execute(
        "SELECT text, published, title, language, url, source FROM articles WHERE id = ?", [name]
    ).fetchone()
    return Article(*found) if found else None


def _history(db: duckdb.DuckDBPyConnection, name: str) -> tuple[Commit, ...]:
    rows = db.execute(
        "SELECT c.version, c.made_at, c.author, c.reason FROM commits c"
        " JOIN incidents i ON i.since_v = c.version WHERE i.id = ? ORDER BY c.version",
        [name],
    ).fetchall()
    return tuple(Commit(*row) for row in rows)


def keep_articles(db: duckdb.DuckDBPyConnection, articles: Sequence[Article]) -> None:
    """Keeps the articles that are not there yet."""
    for article in articles:
        db.execute(
            "INSERT OR IGNORE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            [article.id, article.text, article.title, article.language, article.published,
             article.url, article.source],
        )  # fmt: skip


def judged(db: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, str]:
    """Those of the incidents that a person has verified or rejected, with that status."""
    rows = db.execute(
        "SELECT id, status FROM incidents"
        " WHERE until_v IS NULL AND status <> 'draft' AND list_contains($ids, id)",
        {"ids": list(ids)},
    )
    return {str(name): str(status) for name, status in rows.fetchall()}


def known_articles(db: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> set[str]:
    """Those of the ids that are articles kept here."""
    rows = db.execute("SELECT id FROM articles WHERE list_contains($ids, id)", {"ids": list(ids)})
    return {str(name) for (name,) in rows.fetchall()}
