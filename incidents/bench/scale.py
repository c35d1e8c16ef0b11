"""How fast a store of any size answers what the page asks of it."""

from __future__ import annotations

import gzip
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from incidents.bench.making import tables
from incidents.bench.timing import Measure, once, resident_mb, timed
from incidents.geo import Area, Point, Tile, web_mercator
from incidents.geo.tile import WORLD_BITS
from incidents.query import Query
from incidents.store import Store

MADE = 100_000  # rows of the store that is made where none is named
CENTRE = Point(49.4, 31.2)  # of the views: a country with many towns
ZOOMS = (0, 3, 5, 7, 9, 12)
VIEW = (1_400, 900)  # pixels of the map
TILE = 512  # pixels of a tile as the map asks for them: a level above its own zoom
DRAWN = Area.parse("22.5,48,26,44.8,34,46,40,47.5,39.5,50.5,32,53,24,52,31,49.5")
FILTERS = {
    "no filter": Query(),
    "dates and kinds": Query(
        kinds=("fire", "looting", "clash"), since=date(2019, 3, 5), until=date(2022, 4, 17)
    ),
    "drawn area": Query(area=DRAWN),
}
SEARCHES = {"a rare word": "hcnsr4127", "a frequent word": "group", "two words": "In Kyiv"}
VISITORS = 20
TILES_A_VISITOR = 30


def make(path: Path, rows: int, *, text: bool = True) -> Measure:
    """Writes a store of that many rows; the seconds that it took."""
    with Store.open(path) as store:
        kept = tables(rows, text=text)
        return once("make", lambda: store.load(kept, author="bench", reason="made for measuring"))


def measures(path: Path | None = None) -> Iterator[Measure]:
    """Every figure of the store in that file, or of one of MADE rows made for it."""
    if path is None:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made.duckdb"
            make(made, MADE)
            yield from measures(made)
        return
    with Store.open(path) as store:
        yield Measure("incidents", (float(store.count(Query())),), "")
        yield once("overview", store.look_over)
        yield from _tiles(store)
        yield from _counts(store)
        yield once("index of words", store.index_words)
        yield from _searches(store)
        yield from _views(store)
        yield Measure("resident memory", (resident_mb(),), "MB")
        yield from _visits(store)
        yield Measure("resident memory with visitors", (resident_mb(),), "MB")


def _encoded(store: Store, query: Query, tile: Tile) -> bytes:
    return store.tile(query, tile).encode()


def _tiles(store: Store) -> Iterator[Measure]:
    for name, query in FILTERS.items():
        for zoom in ZOOMS:
            tile = Tile.holding(CENTRE, zoom)
            yield timed(f"tile of zoom {zoom}, {name}", partial(_encoded, store, query, tile))


def _counts(store: Store) -> Iterator[Measure]:
    for name, query in FILTERS.items():
        yield timed(f"timeline, {name}", partial(store.timeline, query))
        yield timed(f"facets, {name}", partial(store.facets, query))
        yield timed(f"summary, {name}", partial(store.summary, query))
        yield timed(f"table page, {name}", partial(store.frame, query, limit=100))


def _searches(store: Store) -> Iterator[Measure]:
    for name, words in SEARCHES.items():
        query = Query(text=words)
        yield timed(f"count of {name}", partial(store.count, query))
        yield timed(f"tile of {name}", partial(_encoded, store, query, Tile.holding(CENTRE, 5)))


def _views(store: Store) -> Iterator[Measure]:
    """Kilobytes, packed, of all the tiles that a view needs."""
    for name, query in FILTERS.items():
        sizes = tuple(_view_kb(store, query, zoom) for zoom in ZOOMS)
        yield Measure(f"a full view, packed, {name}", sizes, "KB")


def _view_kb(store: Store, query: Query, zoom: int) -> float:
    bodies = (_encoded(store, query, tile) for tile in view(zoom))
    return sum(len(gzip.compress(body, 1)) for body in bodies) / 1_000


def view(zoom: int, centre: Point = CENTRE) -> list[Tile]:
    """The tiles that the map asks for at that zoom, for a screen with that centre."""
    level = max(0, zoom - 1)
    x, y = (part * TILE / (1 << (WORLD_BITS - level)) for part in web_mercator(centre))
    across, down = (
        range(int(max(0, at - side / 2)) // TILE, int(at + side / 2) // TILE + 1)
        for at, side in zip((x, y), VIEW, strict=True)
    )
    last = (1 << level) - 1
    return [
        Tile(level, column, row) for column in across for row in down if max(column, row) <= last
    ]


@dataclass(slots=True)
class _Visit:
    """What one visitor waited for each tile, in milliseconds."""

    waited: list[float] = field(default_factory=list)


def _visits(store: Store) -> Iterator[Measure]:
    """Visitors who all look around at once, each at filters of their own."""
    together = threading.Barrier(VISITORS)

    def visit(number: int) -> list[float]:
        query = replace(
            list(FILTERS.values())[number % len(FILTERS)], until=date(2022, 1 + number % 12, 1)
        )
        seen = [tile for zoom in ZOOMS for tile in view(zoom)][number::VISITORS]
        together.wait()
        waited = []
        for tile in seen[:TILES_A_VISITOR]:
            start = time.perf_counter()
            _encoded(store, query, tile)
            waited.append((time.perf_counter() - start) * 1_000)
        return waited

    with ThreadPoolExecutor(VISITORS) as visitors:
        waited = [wait for one in visitors.map(visit, range(VISITORS)) for wait in one]
    yield Measure(f"tile with {VISITORS} visitors at once", tuple(waited), "ms")
