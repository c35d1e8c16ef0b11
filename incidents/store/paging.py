"""A page of the table, quick however long the table is and however far down the page lies."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd

from incidents.errors import UsageError
from incidents.model import COLUMNS
from incidents.model.frame import of_tuples, typed
from incidents.query import Query
from incidents.store.clauses import INCIDENTS, Where, counting, where

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
FOUND = "SELECT rowid FROM incidents WHERE {where} ORDER BY {order} LIMIT $limit OFFSET $offset"
PAGE = f"SELECT rowid, {_TABLE} FROM incidents WHERE rowid IN (SELECT unnest($found))"
WHOLE = f"""
SELECT {_TABLE} FROM incidents WHERE {{where}} ORDER BY {{order}} LIMIT $limit OFFSET $offset
"""
DAYS = "SELECT date, {n} FROM {rows} WHERE {where} GROUP BY date"
EDGE = """
SELECT date FROM incidents WHERE {where} ORDER BY date {direction} NULLS LAST LIMIT 1 OFFSET $last
"""
NEAR = (
    5_000  # rows from the start up to which a page's last day is found without counting rows by day
)


def page(
    db: duckdb.DuckDBPyConnection, query: Query, order: str, limit: int, offset: int
) -> pd.DataFrame:
    """The incidents that fit as the table of COLUMNS, from `offset` on in one of ORDERS."""
    if order not in ORDERS:
        raise UsageError(f"order must be one of {', '.join(ORDERS)}; got {order[:40]!r}")
    asked = where(query)
    if limit > SHORT:
        values = asked.values | {"limit": limit, "offset": offset}
        return typed(db.execute(WHOLE.format(where=asked.sql, order=ORDERS[order]), values).df())
    if order in BY_DAY:
        counted = counting(query)
        if offset + limit > NEAR or counted.rows != INCIDENTS:
            asked, offset = _among_days(_days(db, counted), asked, order, limit, offset)
        else:
            asked, offset = _from_edge(db, asked, order, limit, offset)
    values = asked.values | {"limit": limit, "offset": offset}
    db.begin()  # what is found is read as it was found
    try:
        found = db.execute(FOUND.format(where=asked.sql, order=ORDERS[order]), values).fetchnumpy()
        rows = db.execute(PAGE, {"found": found["rowid"]}).fetchall()
    finally:
        db.rollback()  # there is nothing to keep
    whole = {row[0]: row[1:] for row in rows}
    return of_tuples([whole[one] for one in found["rowid"].tolist()])


def _from_edge(
    db: duckdb.DuckDBPyConnection, asked: Where, order: str, limit: int, offset: int
) -> tuple[Where, int]:
    """The condition with the days up to the page's last row, and the offset as it was."""
    newest = order == "date"
    row = db.execute(
        EDGE.format(where=asked.sql, direction="DESC" if newest else "ASC"),
        asked.values | {"last": max(0, offset + limit - 1)},
    ).fetchone()
    if row is None or row[0] is None:  # the page reaches the undated, or the end
        return asked, offset
    until = "date >= $page_edge" if newest else "date <= $page_edge"
    return Where(f"{asked.sql} AND {until}", asked.values | {"page_edge": row[0]}), offset


def _days(db: duckdb.DuckDBPyConnection, counted: Where) -> list[tuple[Any, int]]:
    """How many there are of each day, and under None without one."""
    sql = DAYS.format(where=counted.sql, rows=counted.rows, n=counted.n)
    return db.execute(sql, counted.values).fetchall()


def _among_days(
    found: list[tuple[Any, int]], asked: Where, order: str, limit: int, offset: int
) -> tuple[Where, int]:
    """The condition with the few days that the page falls on, and the offset among them."""
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
