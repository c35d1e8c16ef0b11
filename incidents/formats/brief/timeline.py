"""The timeline as a drawing: stacked bars by kind, the same in every browser and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.model import KINDS
from incidents.model.wording import day

WIDTH, HEIGHT = 1_000, 130  # of the drawing, in units of its own
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}  # that a stretch is wide
WIDEST = 60  # a bar; a single day must not fill the page


@dataclass(frozen=True, slots=True)
class Chart:
    """How many began when: (first day, kind, count), by day, week, month or year."""

    step: str
    bars: Sequence[tuple[date, str, int]] = ()
    undrawn: str = ""  # what is not in the bars, in words


@dataclass(frozen=True, slots=True)
class Box:
    """One kind's share of one bar, as it is drawn."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    told: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes, and what stands at the axes."""

    boxes: tuple[Box, ...]
    most: int
    first: str
    last: str


def drawing(chart: Chart) -> Drawing | None:
    """The chart as boxes; None where nothing is dated so exactly."""
    if not chart.bars:
        return None
    starts = sorted({start for start, _, _ in chart.bars})
    sums = {start: sum(n for at, _, n in chart.bars if at == start) for start in starts}
    first, most = starts[0], max(sums.values())
    days = (starts[-1] - first).days + DAYS[chart.step]
    width = min(WIDEST, WIDTH * DAYS[chart.step] / days)
    tops = dict.fromkeys(starts, float(HEIGHT))
    boxes = []
    for start, kind, count in chart.bars:
        height = HEIGHT * count / most
        tops[start] -= height
        x = (WIDTH - width) * (start - first).days / max(1, days - DAYS[chart.step])
        told = f"{day(start)}: {count:,} {KINDS[kind].label}"
        boxes.append(
            Box(round(x, 1), round(tops[start], 1), round(max(1.5, width * 0.86), 1),
                round(height, 1), KINDS[kind].colour, told)
        )  # fmt: skip
    return Drawing(tuple(boxes), most, day(first), day(starts[-1]))
