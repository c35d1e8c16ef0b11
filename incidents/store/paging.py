"""A page of the table, quick however long the table is and however far down the page lies."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd

from incidents.errors import UsageError
from incidents.model import COLUMNS
from incidents.model.frame import typed
from incidents.query import Query
from incidents.store.clauses import Where, where

ORDERS = {  # each of query.ORDERS in SQL
    "date": "date DESC NULLS LAST, id",
    "oldest": "date ASC NULLS LAST, id",
    "kind": "kind_no, date DESC NULLS LAST, id",
    "place": "place NULLS LAST, date DESC, id",
    "killed": "coalesce(killed_max, killed_min) DESC NULLS LAST, date DESC, id",
    "said": "coalesce(attributed_to, source) NULLS LAST, date DESC, id",
    "precision": "rank, date DESC, id",
}
BY_DAY = ("date", "oldest")
SHORT = 2_000  # rows of a page that is worth finding by its days
_TABLE = ", ".join(f'"{name}"' for name in COLUMNS)
# The few rows of a page are found by narrow columns alone, and only then read whole.
PAGE = f"""
SELECT {_TABLE} FROM incidents WHERE rowid IN
  (SELECT rowid FROM incidents WHERE {{where}} ORDER BY {{order}} LIMIT $limit OFFSET $offset)
ORDER BY {{order}}
"""
WHOLE = f"""
SELECT {_TABLE} FROM incidents WHERE {{where}} ORDER BY {{order}} LIMIT $limit OFFSET $offset
"""
DAYS = "SELECT date, count(*) FROM incidents WHERE {where} GROUP BY date"


def page(
    db: duckdb.DuckDBPyConnection, query: Query, order: str, limit: int, offset: int
) -> pd.DataFrame:
    """The incidents that fit as the table of COLUMNS, from `offset` on in one of ORDERS."""
    if order not in ORDERS:
        raise UsageError(f"order must be one of {', '.join(ORDERS)}; got {order[:40]!r}")
    asked, sql = where(query), WHOLE
    if limit <= SHORT:
        sql = PAGE
        if order in BY_DAY:
            asked, offset = _among_days(db, asked, order, limit, offset)
    rows = db.execute(
        sql.format(where=asked.sql, order=ORDERS[order]),
        asked.values | {"limit": limit, "offset": offset},
    ).df()
    return typed(rows)


def _among_days(
    db: duckdb.DuckDBPyConnection, asked: Where, order: str, limit: int, offset: int
) -> tuple[Where, int]:
    """The condition with the few days that the page falls on, and the offset among them."""
    found = db.execute(DAYS.format(where=asked.sql), asked.values).fetchall()
    days = sorted(((day, n) for day, n in found if day), reverse=order == "date")
    days += [(day, n) for day, n in found if day is None]
    wanted: list[Any] = []
    before = seen = 0
    for day, n in days:
        if seen + n <= offset:
            before += n
        elif seen < offset + limit:
            wanted.append(day)
        seen += n
    return _on(asked, wanted), offset - before if wanted else 0


def _on(asked: Where, days: list[Any]) -> Where:
    """The condition, on those days of an order alone; None stands for no day."""
    dated = [day for day in days if day]
    span = {"page_from": min(dated), "page_to": max(dated)} if dated else {}
    either = ["date BETWEEN $page_from AND $page_to"] if dated else []
    either += ["date IS NULL"] if None in days else []
    return Where(f"{asked.sql} AND ({' OR '.join(either) or 'false'})", asked.values | span)
