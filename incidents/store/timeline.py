"""When: incidents counted by day, week, month or year, each exactly once.

A date counts in a bar only where all the days it may stand for lie in that one bar. What is less
exact, or lasted longer, lies in the fringe; what lies far off and what has no date are numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from incidents.model import KINDS
from incidents.query import Query
from incidents.store import counts
from incidents.store.axis import END, NEEDED, PLAIN, Axis, Dates, axis
from incidents.store.clauses import INCIDENTS, Where, counting, where
from incidents.store.gathering import gathered
from incidents.store.steps import STEPS, first_of, next_of

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


DATES = "date, date_end, date_precision, kind_no"
# Of plain days, by far the most, it takes no more than the number of the stretch that each is in.
NUMBERS = {
    "day": "date - DATE '0001-01-01'",
    "week": "(date - DATE '0001-01-01') // 7",  # which was a Monday
    "month": "year(date) * 12 + month(date) - 1",
    "year": "year(date)",
}
START: dict[str, Callable[[int], date]] = {
    "day": lambda number: date.min + timedelta(days=number),
    "week": lambda number: date.min + timedelta(weeks=number),
    "month": lambda number: date(number // 12, number % 12 + 1, 1),
    "year": lambda number: date(number, 1, 1),
}
DAYS = """
SELECT {number} AS number, kind_no, {n} AS n FROM {rows} WHERE {where} GROUP BY ALL ORDER BY ALL
"""
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


def timeline(db: duckdb.DuckDBPyConnection, query: Query, shown: Query | None = None) -> Timeline:
    """Every incident of the query counted once; where what `shown` finds lies far off, up to there.

    What began before the query's first day counts from that day on.
    """
    asked = _dates(db, query, "asked")
    reach = axis(db, asked)
    if reach is None:
        return Timeline(undated=counts.count(db, query))
    if shown and _apart(shown, reach) and (there := axis(db, _dates(db, shown, "shown"))):
        first, last = min(reach.first, there.first), max(reach.last, there.last)
        reach = Axis(reach.needed, first, last)
    return _drawn(db, asked, query.since, reach)


def _dates(db: duckdb.DuckDBPyConnection, query: Query, name: str) -> Dates:
    """What the query finds, counted by date and kind: the fewer rows fit, the fewer are looked at.

    Where all fit, counting them by day and kind first would take longer than it spares.
    """
    asked = counting(query)
    if asked.rows == INCIDENTS and asked.sql != where(Query()).sql:
        asked = gathered(db, asked, DATES, name)
    rest = gathered(db, asked.only(f"NOT coalesce({PLAIN}, false)"), DATES, f"{name}_rest")
    return Dates(asked.only(PLAIN), rest)


def _apart(query: Query, reach: Axis) -> bool:
    """Whether the query's dates lie wholly before or after the axis."""
    before = query.until is not None and query.until < reach.first
    return before or (query.since is not None and query.since > reach.last)


def _days(db: duckdb.DuckDBPyConnection, plain: Where, step: str) -> dict[tuple[date, str], int]:
    """How many plain days there are in each stretch, by kind."""
    kinds, start = list(KINDS), START[step]
    sql = DAYS.format(number=NUMBERS[step], where=plain.sql, rows=plain.rows, n=plain.n)
    found = db.execute(sql, plain.values).fetchall()
    starts = {number: start(number) for number in {number for number, _, _ in found}}
    return {(starts[number], kinds[kind]): count for number, kind, count in found}


def _rest(
    db: duckdb.DuckDBPyConnection, rest: Where, since: date | None, step: str
) -> list[tuple[date | None, date | None, str, int]]:
    values: dict[str, Any] = {"step": step, "needed": STEPS.index(step)}
    begins = "date"
    if since:
        begins = "CASE WHEN date < $since THEN $since ELSE date END"
        values |= {"since": since}
    sql = REST.format(rows=rest.rows, since=begins)
    return db.execute(sql, values).fetchall()


def _drawn(
    db: duckdb.DuckDBPyConnection, asked: Dates, since: date | None, reach: Axis
) -> Timeline:
    """The counts as bars and fringe within the axis, and as numbers beyond it."""
    step, kinds = reach.step, list(KINDS)
    low, high = first_of(step, reach.first), first_of(step, reach.last)
    bars, fringe = _days(db, asked.plain, step), list[Span]()
    outside = undated = 0
    for first, last, told, count in _rest(db, asked.rest, since, step):
        if first is None:
            undated += count
        elif last is None:
            bar = first, kinds[int(told)]
            bars[bar] = bars.get(bar, 0) + count
        elif first > high or last < low:
            outside += count
        else:
            fringe.append(Span(first, last, told, count))
    within = [Bar(*one, n) for one, n in bars.items() if low <= one[0] <= high]
    within.sort(key=lambda bar: bar.start)
    outside += sum(bars.values()) - sum(bar.count for bar in within)
    return Timeline(step, low, high, tuple(within), tuple(fringe), outside, undated)
