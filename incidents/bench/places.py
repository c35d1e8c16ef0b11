"""How fast the gazetteer is built, opened and asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from incidents.bench.timing import Measure, once, timed
from incidents.geocode import Gazetteer

NAMES = ("Almaty", "Алма-Ата", "Londen", "Springfield", "الخرطوم", "Zhanaozen", "Peking", "Kiew")


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        yield once("build the index", lambda: Gazetteer.open(folder=Path(folder)))
        yield timed("open the index", lambda: Gazetteer.open(folder=Path(folder)))
        gazetteer = Gazetteer.open(folder=Path(folder))
        asked = timed("resolve eight names", lambda: [gazetteer.resolve(name) for name in NAMES])
        yield asked
        rate = tuple(len(NAMES) / (value / 1_000) for value in asked.values)
        yield Measure("names a second", rate, "/s")
        size = sum(file.stat().st_size for file in Path(folder).rglob("*")) / 1e6
        yield Measure("index on disk", (size,), "MB")
