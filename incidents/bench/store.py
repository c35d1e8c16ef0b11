"""How fast the store answers, on incidents made for the purpose."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from incidents.bench.timing import Measure, once, timed
from incidents.geo import Point, Tile
from incidents.model import KINDS, DatePrecision, GeoPrecision, Incident, Place, When
from incidents.query import Query
from incidents.store import Store

MADE = 100_000
SEED = 20220105


def made(count: int) -> list[Incident]:
    """Incidents spread over 2,000 towns and three years, the same ones every time."""
    chance = random.Random(SEED)
    towns = [Point(chance.uniform(-50, 65), chance.uniform(-120, 150)) for _ in range(2_000)]
    kinds = list(KINDS)
    return [
        Incident(
            id=f"made{number}",
            kind=chance.choice(kinds),
            title="made for measuring",
            when=When(
                date(2021, 1, 1) + timedelta(chance.randrange(1_000)), None, DatePrecision.DAY
            ),
            place=Place("a town", chance.choice(towns), GeoPrecision.TOWN, 5_000, "KZ"),
            quote="words that somebody may search for",
        )
        for number in range(count)
    ]


def _encoded(store: Store, query: Query, tile: Tile) -> bytes:
    return store.tile(query, tile).encode()


def measures() -> Iterator[Measure]:
    incidents = made(MADE)
    filtered = Query(kinds=("fire", "looting"), since=date(2022, 1, 1))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.duckdb") as store:
        yield once(f"keep {MADE:,} incidents", lambda: store.add(incidents, reason="bench"))
        for name, query in (("all", Query()), ("kinds and dates", filtered)):
            for tile in (Tile(0, 0, 0), Tile(4, 11, 5)):
                where = f"tile of zoom {tile.z}, {name}"
                yield timed(where, partial(_encoded, store, query, tile))
            yield timed(f"facets, {name}", partial(store.facets, query))
            yield timed(f"timeline, {name}", partial(store.timeline, query))
            yield timed(f"a page of the table, {name}", partial(store.frame, query, limit=200))
        yield timed("text search", lambda: store.count(Query(text="somebody")))
