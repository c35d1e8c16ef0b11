"""When: incidents counted by day, week, month or year, each exactly once.

A date counts in a bar only where all the days it may stand for lie in that one bar. What is less
exact, or lasted longer, lies in the fringe; what lies far off and what has no date are numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from incidents.model import KINDS
from incidents.query import Query
from incidents.store.clauses import where

STEPS = ("day", "week", "month", "year")
MOST_BARS = 250  # a timeline shows before it takes longer stretches
OUTLIERS = 0.05  # share of the earliest and of the latest days that must not stretch a timeline
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


def step_for(first: date, last: date) -> str:
    """The shortest stretch (day, week, month, year) of which at most MOST_BARS fit."""
    days = (last - first).days + 1
    lengths = {"day": 1, "week": 7, "month": 30, "year": 365}
    return next((step for step in STEPS if days / lengths[step] <= MOST_BARS), "year")


def first_of(step: str, day: date) -> date:
    """The first day of the stretch that the day lies in; weeks begin on Monday."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == "year" else day


def next_of(step: str, start: date) -> date:
    """The first day of the stretch after the one that starts on that day."""
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}
    return first_of(step, start + timedelta(days=longest[step]))


def last_of(step: str, start: date) -> date:
    """The last day of the stretch that starts on that day."""
    return next_of(step, start) - timedelta(days=1)


# The last day that a date may stand for. A night counts on its evening.
END = """CASE date_precision WHEN 'night' THEN date
  WHEN 'week' THEN coalesce(date_end, date + 6)
  WHEN 'month' THEN coalesce(date_end, last_day(date))
  WHEN 'year' THEN coalesce(date_end, make_date(year(date), 12, 31))
  ELSE coalesce(date_end, date) END"""
# Which step dates of a precision need: a week that is read seldom begins on a Monday.
NEEDED = "CASE date_precision WHEN 'week' THEN 2 WHEN 'month' THEN 2 WHEN 'year' THEN 3 ELSE 0 END"

# Counted by day first: there are far fewer days than incidents.
AXIS = f"""
WITH days AS (
  SELECT date, date_end, date_precision, count(*) AS n FROM incidents
  WHERE {{where}} AND date IS NOT NULL GROUP BY ALL
), found AS (
  SELECT date, {END} AS ends, {NEEDED} AS needed, sum(n) AS n FROM days GROUP BY ALL
), steps AS (
  SELECT needed, sum(sum(n)) OVER (ORDER BY needed) AS sofar, sum(sum(n)) OVER () AS every
  FROM found GROUP BY needed
), usual AS (SELECT min(needed) AS needed FROM steps WHERE 2 * sofar >= every
), exact AS (SELECT date, ends, n FROM found WHERE needed <= (SELECT needed FROM usual)
), starts AS (
  SELECT date AS day, sum(n) OVER (ORDER BY date) AS sofar, sum(n) OVER () AS every FROM exact
), ends AS (
  SELECT ends AS day, sum(n) OVER (ORDER BY ends) AS sofar, sum(n) OVER () AS every FROM exact
)
SELECT (SELECT needed FROM usual), (SELECT min(day) FROM starts WHERE sofar > $few * every),
  (SELECT min(day) FROM ends WHERE sofar >= (1 - $few) * every)
"""

COUNTED = f"""
WITH days AS (
  SELECT kind_no, date, date_end, date_precision, count(*) AS n
  FROM incidents WHERE {{where}} GROUP BY ALL
), found AS (
  SELECT kind_no, coalesce(date_precision, 'unknown') AS precision, {NEEDED} AS needed,
    {{since}} AS begins, date, {END} AS ends, n FROM days
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


def axis(db: duckdb.DuckDBPyConnection, query: Query) -> Axis | None:
    """From when to when all but a few incidents lie: one old event must not flatten the rest.

    With fewer than 1 / OUTLIERS incidents that is all of them; None where nothing is dated. Dates
    less exact than most do not stretch it: a year alone reaches into months nobody spoke of.
    """
    asked = where(query)
    row = db.execute(AXIS.format(where=asked.sql), asked.values | {"few": OUTLIERS}).fetchone()
    return Axis(row[0], row[1], max(row[1:])) if row and row[1] else None


def timeline(db: duckdb.DuckDBPyConnection, query: Query, shown: Query | None = None) -> Timeline:
    """Every incident of the query counted once; where what `shown` finds lies far off, up to there.

    What began before the query's first day counts from that day on.
    """
    reach = axis(db, query)
    if reach is None:
        return Timeline(undated=_count(db, query))
    if shown and _apart(shown, reach) and (there := axis(db, shown)):
        first, last = min(reach.first, there.first), max(reach.last, there.last)
        reach = Axis(reach.needed, first, last)
    return _sorted(_counted(db, query, reach.step), reach.step, reach)


def _apart(query: Query, reach: Axis) -> bool:
    """Whether the query's dates lie wholly before or after the axis."""
    before = query.until is not None and query.until < reach.first
    return before or (query.since is not None and query.since > reach.last)


def _counted(
    db: duckdb.DuckDBPyConnection, query: Query, step: str
) -> list[tuple[date | None, date | None, str, int]]:
    asked = where(query)
    later = "CASE WHEN date < $since THEN $since ELSE date END"
    begins = later if "since" in asked.values else "date"
    return db.execute(
        COUNTED.format(where=asked.sql, since=begins),
        asked.values | {"step": step, "needed": STEPS.index(step)},
    ).fetchall()


def _count(db: duckdb.DuckDBPyConnection, query: Query) -> int:
    asked = where(query)
    row = db.execute(f"SELECT count(*) FROM incidents WHERE {asked.sql}", asked.values).fetchone()
    return int(row[0]) if row else 0


def _sorted(
    counted: list[tuple[date | None, date | None, str, int]], step: str, reach: Axis
) -> Timeline:
    """The counts as bars and fringe within the axis, and as numbers beyond it."""
    low, high = first_of(step, reach.first), first_of(step, reach.last)
    kinds = list(KINDS)
    bars: list[Bar] = []
    fringe: list[Span] = []
    outside = undated = 0
    for first, last, told, count in counted:
        if first is None:
            undated += count
        elif first > high or (last or first) < low:
            outside += count
        elif last is None:
            bars.append(Bar(first, kinds[int(told)], count))
        else:
            fringe.append(Span(first, last, told, count))
    return Timeline(step, low, high, tuple(bars), tuple(fringe), outside, undated)
