"""How fast a large export loads, beside what DuckDB alone takes to read the same file."""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb

from incidents.bench.timing import Measure

ROWS = 240_000
SEED = 20220105
HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)
TYPES = (
    ("Battles", "Armed clash"), ("Riots", "Mob violence"), ("Protests", "Peaceful protest"),
    ("Explosions/Remote violence", "Air/drone strike"), ("Violence against civilians", "Attack"),
)  # fmt: skip
PROGRAM = (sys.executable, "-m", "incidents", "load")


def measures(rows: int = ROWS) -> Iterator[Measure]:
    """Seconds and memory of the command on a made export, and how often DuckDB's own read fits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.csv"
        write(path, rows)
        size = path.stat().st_size / 1e6
        bare = _seconds(lambda: _read_by_duckdb(path))
        loaded = _seconds(lambda: _load(path, Path(folder) / "store.duckdb"))
        what = f"{rows:,} rows of {size:,.0f} MB"
        yield Measure(f"load {what}", (loaded,), "s")
        yield Measure(f"DuckDB's bare read of {what}", (bare,), "s")
        yield Measure("load, times the bare read", (loaded / bare,), "×")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_024
        yield Measure("most memory while loading", (peak,), "MB")


def write(path: Path, rows: int) -> None:
    """An export in ACLED's shape, made up, the same every time."""
    chance = random.Random(SEED)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(HEADER.split(","))
        table.writerows(_row(chance, number) for number in range(rows))


def _row(chance: random.Random, number: int) -> list[object]:
    kind, part = chance.choice(TYPES)
    day = date(2018, 1, 1) + timedelta(chance.randrange(2_900))
    village = chance.randrange(2_000)
    lat = round(12 + village / 1_000 + chance.random() / 100, 4)
    return [
        f"MLI{number}", f"{day:%d %B %Y}", day.year, 1, "Political violence", kind, part,
        f"Group {village % 50}", "", "Rebel group", "Military", "", "State forces", "", "", 466,
        "Western Africa", "Mali", f"Region {village % 8}", f"Cercle {village % 40}", "",
        f"Village {village}", lat, round(-5 + village / 999, 4), chance.choice([1, 1, 1, 2, 3]),
        "Source A; Source B", "National",
        f"On {day:%d %B %Y}, armed men came to village {village}.",
        chance.randrange(5), "", 1_700_000_000,
    ]  # fmt: skip


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _read_by_duckdb(path: Path) -> None:
    with duckdb.connect() as db:
        db.execute("CREATE TABLE made AS SELECT * FROM read_csv(?)", [str(path)])


def _load(path: Path, store: Path) -> None:
    """The command by itself, so that its memory is its own."""
    subprocess.run(
        [*PROGRAM, str(path)], check=True, capture_output=True,
        env={**os.environ, "INCIDENTS_STORE": str(store)},
    )  # fmt: skip
