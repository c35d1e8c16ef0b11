"""When: incidents counted by day, week, month or year, each exactly once.

A date counts in a bar only where all the days it may stand for lie in that one bar. What is less
exact, or lasted longer, lies in the fringe; what lies far off and what has no date are numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb
import numpy as np

from incidents.model import KINDS
from incidents.query import Query
from incidents.store import counts
from incidents.store.axis import Axis, axis
from incidents.store.clauses import Where
from incidents.store.dates import END, NEEDED, Dates, Numbers, dates
from incidents.store.steps import STEPS, first_of, last_of, next_of

LASTING = "lasting"  # stands for a precision where the days are known and are several


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the timeline: its first day, a kind and a count."""

    start: date
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Span:
    """How many lie somewhere from one bar to another: the first days of both, and why not in one.

    `precision` is that of their dates, or LASTING.
    """

    first: date
    last: date
    precision: str
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every incident that a query finds, once: in a bar, in the fringe, outside, or undated.

    `first` and `last` are the first days of the earliest and latest bar there is room for, None
    where nothing is dated. `outside` counts what lies before or after that.
    """

    step: str = "day"
    first: date | None = None
    last: date | None = None
    bars: tuple[Bar, ...] = ()
    fringe: tuple[Span, ...] = ()
    outside: int = 0
    undated: int = 0

    @property
    def total(self) -> int:
        """How many there are in all."""
        drawn = sum(bar.count for bar in self.bars) + sum(span.count for span in self.fringe)
        return drawn + self.outside + self.undated

    @property
    def unsure(self) -> dict[str, int]:
        """How many lie in the fringe, by why."""
        sums = Counter[str]()
        for one in self.fringe:
            sums[one.precision] += one.count
        return dict(sums)

    @property
    def starts(self) -> list[date]:
        """The first days of all stretches, also of those without a bar."""
        if self.first is None or self.last is None:
            return []
        starts = [self.first]
        while starts[-1] < self.last:
            starts.append(next_of(self.step, starts[-1]))
        return starts


REST = f"""
WITH found AS (
  SELECT kind_no, coalesce(date_precision, 'unknown') AS precision, {NEEDED} AS needed,
    {{since}} AS begins, date, {END} AS ends, n FROM {{rows}}
), placed AS (
  SELECT *, precision <> 'unknown' AND needed <= $needed
    AND date_trunc($step, date) = date_trunc($step, ends) AS exact FROM found
)
SELECT date_trunc($step, begins)::DATE AS first,
  CASE WHEN exact THEN NULL ELSE date_trunc($step, greatest(begins, ends))::DATE END AS last,
  CASE WHEN exact THEN kind_no::VARCHAR WHEN precision IN ('day', 'night') THEN '{LASTING}'
    ELSE precision END AS told,
  sum(n)::BIGINT
FROM placed GROUP BY ALL ORDER BY ALL
"""


# The first days of the first and the last stretch (None: exactly the first), why or what, how many.
Told = tuple[date | None, date | None, str, int]


def timeline(db: duckdb.DuckDBPyConnection, query: Query, shown: Query | None = None) -> Timeline:
    """Every incident of the query counted once; where what `shown` finds lies far off, up to there.

    What began before the query's first day counts from that day on.
    """
    asked = dates(db, query, "asked")
    reach = axis(db, asked)
    if reach is None:
        return Timeline(undated=counts.count(db, query))
    if shown and _apart(shown, reach) and (there := axis(db, dates(db, shown, "shown"))):
        first, last = min(reach.first, there.first), max(reach.last, there.last)
        reach = Axis(reach.needed, first, last)
    return _drawn(asked, reach, _rest(db, asked.rest, query.since, reach.step))


def _apart(query: Query, reach: Axis) -> bool:
    """Whether the query's dates lie wholly before or after the axis."""
    before = query.until is not None and query.until < reach.first
    return before or (query.since is not None and query.since > reach.last)


def _rest(db: duckdb.DuckDBPyConnection, rest: Where, since: date | None, step: str) -> list[Told]:
    values: dict[str, Any] = {"step": step, "needed": STEPS.index(step)}
    begins = "date"
    if since:
        begins = "CASE WHEN date < $since THEN $since ELSE date END"
        values |= {"since": since}
    sql = REST.format(rows=rest.rows, since=begins)
    return db.execute(sql, values).fetchall()


def _drawn(asked: Dates, reach: Axis, rest: list[Told]) -> Timeline:
    """The counts as bars and fringe within the axis, and as numbers beyond it."""
    step = reach.step
    low, high = first_of(step, reach.first), first_of(step, reach.last)
    drawn = Timeline(step, low, high)
    starts = drawn.starts
    table = _table(asked, starts, last_of(step, high))
    outside, undated, fringe = int(asked.n.sum() - table.sum()), 0, list[Span]()
    place = {start: number for number, start in enumerate(starts)}
    for first, last, told, count in rest:
        if first is None:
            undated += count
        elif last is None and first in place:
            table[place[first], int(told)] += count
        elif last is None or first > high or last < low:
            outside += count
        else:
            fringe.append(Span(first, last, told, count))
    return replace(
        drawn, bars=_bars(table, starts), fringe=tuple(fringe), outside=outside, undated=undated
    )


def _table(asked: Dates, starts: list[date], last: date) -> Numbers:
    """How many plain days there are by stretch (rows) and kind (columns), up to the last day."""
    edges = [*(start.toordinal() for start in starts), last.toordinal() + 1]
    within = (asked.day >= edges[0]) & (asked.day < edges[-1])
    stretch = np.repeat(np.arange(len(starts)), np.diff(edges))
    cell = stretch[asked.day[within] - edges[0]] * len(KINDS) + asked.kind[within]
    found = np.bincount(cell, asked.n[within], len(starts) * len(KINDS))
    return found.astype(np.int64).reshape(len(starts), len(KINDS))


def _bars(table: Numbers, starts: list[date]) -> tuple[Bar, ...]:
    kinds = list(KINDS)
    stretches, numbers = np.nonzero(table)
    counted = zip(
        stretches.tolist(), numbers.tolist(), table[stretches, numbers].tolist(), strict=True
    )
    return tuple(Bar(starts[stretch], kinds[number], n) for stretch, number, n in counted)
