"""How fast the gazetteer is built, opened and asked, and what it costs in memory."""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import pandas as pd

from incidents.bench.timing import Measure, most_resident_mb, resident_mb, timed
from incidents.geocode import Gazetteer
from incidents.geocode.index import index_path
from incidents.pipeline.geocoding import geocoded

BUILDS = 3
PROCESSES = 3  # of which each measures what a process can do only once
TABLES = 5
NAMES = 100_000  # distinct, each the first name of a town
SEED = 20220105
ROWS, OF_NAMES = 1_000_000, 50_000  # the long table
NOMINATIM = 1.0  # names a second: the most that its usage policy allows

Told = TypeVar("Told")


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield Measure("build the index", tuple(_build(folder) for _ in range(BUILDS)), "s")
        size = index_path(folder).stat().st_size / 1e6
        yield Measure("index on disk", (size,), "MB")
        yield timed("open the index", lambda: Gazetteer.open(folder=folder))
        names = _names(folder)
        opened, asked = zip(*_apart(_growth, folder, names[:OF_NAMES]), strict=True)
        yield Measure("memory of the opened index", opened, "MB")
        yield Measure(f"the same after {OF_NAMES:,} names", asked, "MB")
    yield from _rates(names)
    seconds, grown = zip(*_apart(_long_table, names[:OF_NAMES]), strict=True)
    yield Measure(f"a table of {ROWS:,} rows, {OF_NAMES:,} names", seconds, "s")
    yield Measure("memory that it takes at most", grown, "MB")


def _build(folder: Path) -> float:
    index_path(folder).unlink(missing_ok=True)
    start = time.perf_counter()
    Gazetteer.open(folder=folder)
    return time.perf_counter() - start


def _names(folder: Path) -> list[str]:
    """Distinct first names of towns anywhere, the same ones every time."""
    towns = Gazetteer.open(folder=folder).index.towns_around(-90, 90, -180, 180)
    return random.Random(SEED).sample(sorted({town.name for town in towns}), NAMES)


def _apart(act: Callable[..., Told], *given: object) -> Iterator[Told]:
    """What the act measures, each time in a fresh process."""
    for _ in range(PROCESSES):
        fresh = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=fresh) as process:
            yield process.submit(act, *given).result()


def _growth(folder: Path, names: list[str]) -> tuple[float, float]:
    """Megabytes that a process grows by with the index open and asked once, and asked often."""
    before = resident_mb()
    gazetteer = Gazetteer.open(folder=folder)
    gazetteer.resolve("Almaty")
    opened = resident_mb() - before
    for name in names:
        gazetteer.resolve(name)
    return opened, resident_mb() - before


def _rates(names: list[str]) -> Iterator[Measure]:
    """Cold: a process's first table, opening included. Warm: the table is asked once more.

    There are more names than are remembered, so a warm table too is read from the index.
    """
    yield Measure("distinct names a second, cold", tuple(_apart(_cold, names)), "/s")
    clock, core = _warm(names)
    yield Measure("distinct names a second, warm", clock, "/s")
    yield Measure("the same by the time that a core gave to them", core, "/s")
    yield Measure("geopy and Nominatim, as its usage policy allows", (NOMINATIM,), "/s")


def _cold(names: list[str]) -> float:
    start = time.perf_counter()
    geocoded(pd.DataFrame({"place": names}), "place", None)
    return len(names) / (time.perf_counter() - start)


def _warm(names: list[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Names a second by the clock, and by the time that a core gave to them."""
    table = pd.DataFrame({"place": names})
    geocoded(table, "place", None)
    clock, core = [], []
    for _ in range(TABLES):
        start, used = time.perf_counter(), time.process_time()
        geocoded(table, "place", None)
        clock.append(len(names) / (time.perf_counter() - start))
        core.append(len(names) / (time.process_time() - used))
    return tuple(clock), tuple(core)


def _long_table(names: list[str]) -> tuple[float, float]:
    """Seconds for a long table, and the megabytes that they take at most beside the table."""
    chosen = pd.Series(names).sample(ROWS, replace=True, random_state=SEED)
    table = pd.DataFrame({"place": chosen.to_numpy()})
    before = resident_mb()
    start = time.perf_counter()
    geocoded(table, "place", None)
    return time.perf_counter() - start, most_resident_mb() - before
