"""How far a timeline reaches, and in what steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from incidents.store.dates import END, NEEDED, ORDINAL, Dates, Numbers
from incidents.store.steps import STEPS, step_for

OUTLIERS = 0.05  # share of the earliest and of the latest days that may be left off the axis
FLATTENED = 2  # times as long is an axis that is worth cutting

SPANS = f"""
SELECT {ORDINAL.format("date")} AS starts, {ORDINAL.format(END)} AS ends, {NEEDED} AS needed,
  {{n}} AS n
FROM {{rows}} WHERE date IS NOT NULL GROUP BY ALL
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


def axis(db: duckdb.DuckDBPyConnection, asked: Dates) -> Axis | None:
    """From when to when the incidents lie; a few far off are left out: one must not flatten all.

    With fewer than 1 / OUTLIERS incidents that is all of them; None where nothing is dated. Dates
    less exact than most do not stretch it: a year alone reaches into months nobody spoke of.
    """
    days, counts = _by_day(asked)
    spans = db.execute(SPANS.format(rows=asked.rest.rows, n=asked.rest.n)).fetchnumpy()
    starts, ends = (np.concatenate([days, spans[name]]) for name in ("starts", "ends"))
    needed = np.concatenate([np.zeros_like(days), spans["needed"]])
    counts = np.concatenate([counts, spans["n"]])
    if not len(counts):
        return None
    usual = _usual(needed, counts)
    exact = needed <= usual
    starts, ends, counts = starts[exact], ends[exact], counts[exact]
    first, last = _reached(starts, counts), _reached(ends, counts, backward=True)
    lowest, highest = int(starts.min()), int(ends.max())
    if (last - first) * FLATTENED > highest - lowest:
        first, last = lowest, highest
    return Axis(usual, date.fromordinal(first), date.fromordinal(max(first, last)))


def _by_day(asked: Dates) -> tuple[Numbers, Numbers]:
    """The days that are plain and how many there are of each: far fewer than incidents."""
    if not len(asked.day):
        return asked.day, asked.n
    least = asked.day.min()
    counts = np.bincount(asked.day - least, asked.n).astype(np.int64)
    used = np.flatnonzero(counts)
    return used + least, counts[used]


def _usual(needed: Numbers, counts: Numbers) -> int:
    """The least step, by number, that suits at least half of the dates."""
    sofar = np.cumsum(np.bincount(needed, counts, len(STEPS)))
    return int(np.argmax(2 * sofar >= sofar[-1]))


def _reached(days: Numbers, counts: Numbers, *, backward: bool = False) -> int:
    """The first of the days that more than OUTLIERS of all have reached; or the last."""
    order = np.argsort(days)[::-1] if backward else np.argsort(days)
    sofar = np.cumsum(counts[order])
    return int(days[order][np.argmax(sofar > OUTLIERS * sofar[-1])])
