"""The timeline as a drawing: stacked bars by kind, the same in every browser and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.model import KINDS, Kind
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
class Share:
    """All of one kind in the bars, as one path."""

    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shares of the kinds, and what stands at the axes."""

    shares: tuple[Share, ...]
    most: int
    first: str
    last: str


def drawing(chart: Chart) -> Drawing | None:
    """The chart as paths; None where nothing is dated so exactly."""
    if not chart.bars:
        return None
    sums: Counter[date] = Counter()
    for start, _, count in chart.bars:
        sums[start] += count
    first, last, most = min(sums), max(sums), max(sums.values())
    between = (last - first).days
    width = min(WIDEST, WIDTH * DAYS[chart.step] / (between + DAYS[chart.step]))
    tops = dict.fromkeys(sums, float(HEIGHT))
    paths: dict[str, list[str]] = {}
    for start, kind, count in chart.bars:
        x = (WIDTH - width) * (start - first).days / max(1, between)
        height = HEIGHT * count / most
        tops[start] -= height
        box = f"M{x:.1f} {tops[start]:.1f}h{max(1.5, width * 0.86):.1f}v{height:.1f}"
        paths.setdefault(kind, []).append(f"{box}h-{max(1.5, width * 0.86):.1f}z")
    shares = tuple(Share(KINDS[kind], "".join(boxes)) for kind, boxes in paths.items())
    return Drawing(shares, most, day(first), day(last))
