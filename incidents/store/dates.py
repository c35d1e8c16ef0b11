"""The dates of what a query finds, looked at once: plain days as columns, all else as a table."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from incidents.query import Query
from incidents.store.clauses import INCIDENTS, Where, counting, is_large
from incidents.store.gathering import gathered

COLUMNS = "date, date_end, date_precision, kind_no"
# One day, and no more to tell.
PLAIN = "(date IS NOT NULL AND date_precision IN ('day', 'night') AND date_end IS NULL)"
# The last day that a date may stand for. A night counts on its evening.
END = """CASE date_precision WHEN 'night' THEN date
  WHEN 'week' THEN coalesce(date_end, date + 6)
  WHEN 'month' THEN coalesce(date_end, last_day(date))
  WHEN 'year' THEN coalesce(date_end, make_date(year(date), 12, 31))
  ELSE coalesce(date_end, date) END"""
# Which step dates of a precision need: a week that is read seldom begins on a Monday.
NEEDED = "CASE date_precision WHEN 'week' THEN 2 WHEN 'month' THEN 2 WHEN 'year' THEN 3 ELSE 0 END"
ORDINAL = "(({}) - DATE '0001-01-01' + 1)"  # as Python numbers days

DAYS = (
    f"SELECT {ORDINAL.format('date')} AS day, kind_no, {{each}} AS n FROM {{rows}} WHERE {{where}}"
)

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Dates:
    """Every incident of a query once, by how its date is.

    PLAIN ones, by far the most, are columns of the same length: `day` as Python numbers days, kind
    and count; all others are `rest`, a table of COLUMNS and counts.
    """

    day: Numbers
    kind: Numbers
    n: Numbers
    rest: Where


def dates(db: duckdb.DuckDBPyConnection, query: Query, name: str) -> Dates:
    """When all was that the query finds; `name` is for the tables that are made for this cursor."""
    asked = counting(query)
    if asked.rows == INCIDENTS and is_large(query):  # else two looks take less than to group
        asked = gathered(db, asked, COLUMNS, name)
    rest = asked.only(f"NOT coalesce({PLAIN}, false)")
    asked = asked.only(PLAIN)
    sql = DAYS.format(rows=asked.rows, where=asked.sql, each=asked.each)
    found = db.execute(sql, asked.values).fetchnumpy()
    day, kind, n = (np.asarray(found[one], dtype=np.int64) for one in ("day", "kind_no", "n"))
    return Dates(day, kind, n, gathered(db, rest, COLUMNS, f"{name}_rest"))
