"""How far a timeline reaches, and in what steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from incidents.store.clauses import Where
from incidents.store.steps import STEPS, step_for

OUTLIERS = 0.05  # share of the earliest and of the latest days that may be left off the axis
FLATTENED = 2  # times as long is an axis that is worth cutting

# The last day that a date may stand for. A night counts on its evening.
END = """CASE date_precision WHEN 'night' THEN date
  WHEN 'week' THEN coalesce(date_end, date + 6)
  WHEN 'month' THEN coalesce(date_end, last_day(date))
  WHEN 'year' THEN coalesce(date_end, make_date(year(date), 12, 31))
  ELSE coalesce(date_end, date) END"""
# Which step dates of a precision need: a week that is read seldom begins on a Monday.
NEEDED = "CASE date_precision WHEN 'week' THEN 2 WHEN 'month' THEN 2 WHEN 'year' THEN 3 ELSE 0 END"
# One day, and no more to tell.
PLAIN = "(date IS NOT NULL AND date_precision IN ('day', 'night') AND date_end IS NULL)"

DAYS = "SELECT date, date AS ends, 0 AS needed, {n} AS n FROM {rows} WHERE {where} GROUP BY date"
SPANS = f"""
SELECT date, {END} AS ends, {NEEDED} AS needed, {{n}} AS n
FROM {{rows}} WHERE {{where}} AND date IS NOT NULL GROUP BY ALL
"""

Numbers = NDArray[np.int64]
Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Dates:
    """What a query finds, by how its dates are: `plain` are PLAIN, `rest` all others, counted."""

    plain: Where
    rest: Where


@dataclass(frozen=True, slots=True)
class Axis:
    """How far a timeline reaches, and the shortest step that suits most of its dates."""

    needed: int
    first: date
    last: date

    @property
    def step(self) -> str:
        """The step that suits both the dates and the room there is."""
        return max(STEPS[self.needed], step_for(self.first, self.last), key=STEPS.index)


def axis(db: duckdb.DuckDBPyConnection, asked: Dates) -> Axis | None:
    """From when to when the incidents lie; a few far off are left out: one must not flatten all.

    With fewer than 1 / OUTLIERS incidents that is all of them; None where nothing is dated. Dates
    less exact than most do not stretch it: a year alone reaches into months nobody spoke of.
    """
    days = DAYS.format(where=asked.plain.sql, rows=asked.plain.rows, n=asked.plain.n)
    spans = SPANS.format(where=asked.rest.sql, rows=asked.rest.rows, n=asked.rest.n)
    found = db.execute(f"{days} UNION ALL {spans}", asked.plain.values).fetchnumpy()
    if not len(found["n"]):
        return None
    needed = _usual(found["needed"], found["n"])
    exact = found["needed"] <= needed
    starts, ends = (found[name][exact].astype("datetime64[D]") for name in ("date", "ends"))
    counts = found["n"][exact]
    first, last = _reached(starts, counts), _reached(ends, counts, backward=True)
    lowest, highest = starts.min(), ends.max()
    if (last - first) * FLATTENED > highest - lowest:
        first, last = lowest, highest
    return Axis(needed, _day(first), _day(max(first, last)))


def _usual(needed: Numbers, counts: Numbers) -> int:
    """The least step, by number, that suits at least half of the dates."""
    sofar = np.cumsum(np.bincount(needed, counts, len(STEPS)))
    return int(np.argmax(2 * sofar >= sofar[-1]))


def _reached(days: Days, counts: Numbers, *, backward: bool = False) -> np.datetime64:
    """The first of the days that more than OUTLIERS of all have reached; or the last."""
    order = np.argsort(days)[::-1] if backward else np.argsort(days)
    sofar = np.cumsum(counts[order])
    found: np.datetime64 = days[order][np.argmax(sofar > OUTLIERS * sofar[-1])]
    return found


def _day(one: np.datetime64) -> date:
    return date.fromisoformat(str(one))
