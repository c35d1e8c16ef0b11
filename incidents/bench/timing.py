"""Repeated timings and what to say of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RUNS = 20


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what was measured, its values and their unit."""

    what: str
    values: tuple[float, ...]
    unit: str

    def row(self) -> dict[str, object]:
        ordered = sorted(self.values)
        return {
            "what": self.what,
            "median": f"{statistics.median(ordered):,.4g}",
            "p95": f"{ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:,.4g}",
            "unit": self.unit,
            "runs": len(ordered),
        }


def timed(what: str, act: Callable[[], object], runs: int = RUNS) -> Measure:
    """Milliseconds that the act takes, after one run that does not count."""
    act()
    values = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        values.append((time.perf_counter() - start) * 1_000)
    return Measure(what, tuple(values), "ms")


def once(what: str, act: Callable[[], object]) -> Measure:
    """Milliseconds that the act takes the first time."""
    start = time.perf_counter()
    act()
    return Measure(what, ((time.perf_counter() - start) * 1_000,), "ms")


def resident_mb(pid: int | str = "self") -> float:
    """Resident memory of a process in megabytes, as Linux counts it."""
    return _status_mb("VmRSS:", pid)


def most_resident_mb(pid: int | str = "self") -> float:
    """The most resident memory that a process has had, in megabytes."""
    return _status_mb("VmHWM:", pid)


def _status_mb(entry: str, pid: int | str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(entry):
            return int(line.split()[1]) / 1_024
    raise OSError(f"no resident size is known of process {pid}")
