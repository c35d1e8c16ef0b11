"""What a running dashboard sends for a screen of map, and how long visitors wait for it."""

from __future__ import annotations

import http.client
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from incidents.bench.browser import Dashboard, wait
from incidents.bench.scale import (
    FILTERS,
    MADE,
    TILES_A_VISITOR,
    VISITORS,
    ZOOMS,
    make,
    view,
)  # fmt: skip
from incidents.bench.timing import Measure, resident_mb
from incidents.errors import ServiceError
from incidents.geo import Tile
from incidents.query import Query
from incidents.store import Store

PATIENCE_S = 30.0
GZIP = {"Accept-Encoding": "gzip"}


def measures(path: Path | None = None) -> Iterator[Measure]:
    """Bytes and waits of the store in that file, or of one made for it, over HTTP."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(path, folder / "store.duckdb")
        with Dashboard(folder, INCIDENTS_SAMPLES="0") as dashboard:
            wait(lambda: _status(dashboard.port) == 200, PATIENCE_S, lambda: dashboard.log)
            yield from _bytes(dashboard.port)
            yield from _visits(dashboard.port)
            yield Measure("resident memory of the server", (resident_mb(dashboard.pid),), "MB")


def copied(path: Path | None, to: Path) -> None:
    """Puts a copy of that store there, for it may be open elsewhere; or one of MADE rows.

    Its words are indexed, as those of a store are that has been open for a minute.
    """
    if path is None:
        make(to, MADE)
    else:
        shutil.copy(path, to)
    with Store.open(to) as store:
        store.index_words()


def _status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/tiles/0/0/0.json")
        return connection.getresponse().status
    finally:
        connection.close()


def _bytes(port: int) -> Iterator[Measure]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    for zoom in range(2, 15):
        sent = sum(_asked(connection, Query(), tile) for tile in view(zoom))
        yield Measure(f"a screen at zoom {zoom}, gzipped", (sent / 1_000,), "kB")
    connection.close()


def _asked(connection: http.client.HTTPConnection, query: Query, tile: Tile) -> int:
    """The bytes that come for a tile."""
    asked = urlencode(query.to_params(), doseq=True, safe=",")
    connection.request("GET", f"/tiles/{tile.z}/{tile.x}/{tile.y}.json?{asked}", headers=GZIP)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise ServiceError(f"the server answered {response.status}: {body[:200]!r}")
    return len(body)


def _visits(port: int) -> Iterator[Measure]:
    """Visitors who all look around at once, each at filters of their own."""
    together = threading.Barrier(VISITORS)

    def visit(number: int) -> list[float]:
        filters = list(FILTERS.values())[number % len(FILTERS)]
        query = replace(filters, until=date(2022, 1 + number % 12, 1))
        seen = [tile for zoom in range(min(ZOOMS), max(ZOOMS)) for tile in view(zoom)]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        together.wait()
        waited = [_waited(connection, query, tile) for tile in seen[number:][:TILES_A_VISITOR]]
        connection.close()
        return waited

    with ThreadPoolExecutor(VISITORS) as visitors:
        waited = tuple(one for waits in visitors.map(visit, range(VISITORS)) for one in waits)
    yield Measure(f"a tile over HTTP, {VISITORS} visitors at once", waited, "ms")


def _waited(connection: http.client.HTTPConnection, query: Query, tile: Tile) -> float:
    start = time.perf_counter()
    _asked(connection, query, tile)
    return (time.perf_counter() - start) * 1_000
