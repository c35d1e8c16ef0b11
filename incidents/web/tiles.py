"""Tiles of the map: as JSON for ours, as vector tiles for others', packed once for all."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import Response

from incidents import formats
from incidents.errors import BadParameter
from incidents.formats import mvt
from incidents.geo import Tile
from incidents.query import Query
from incidents.store import Store
from incidents.web.answers import answered, as_json, held, open_store, parameters, query_of
from incidents.web.opening import opening

REMEMBERED = 32_000_000  # bytes of packed tiles that are kept
PACKING = 1  # gzip's quickest: more gains little on columns of small numbers
LONGEST_WAIT_S = 0.5  # for the tiles that others look at
FORMAT = 2  # raised when the same data is told otherwise: browsers keep tiles by their tag
DEEPEST = 18  # level of tiles that others are told of
MEDIA_TYPES = {"json": "application/json", "mvt": mvt.MEDIA_TYPE}


@answered
def tile(request: Request) -> Response:
    """What the map draws on one tile, as JSON or as a vector tile."""
    params = parameters(request)
    store, query, show = open_store(), query_of(params), params.get("show", [""])[-1]
    square, ending = _named(request), request.scope["path"].rpartition(".")[2]
    tag = f'"{store.id}-{store.version}-{FORMAT}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if held(request, tag):
        opening.tile_sent()
        return Response(status_code=304, headers=headers)
    body = _packed(store, query, square, show, ending, store.version)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    opening.tile_sent()
    return Response(body, headers=headers, media_type=MEDIA_TYPES[ending])


def _named(request: Request) -> Tile:
    numbers = [request.path_params[name] for name in ("z", "x", "y")]
    if not all(text.isascii() and text.isdigit() and len(text) < 11 for text in numbers):
        raise BadParameter("z,x,y", "a tile is /tiles/zoom/x/y.json with three whole numbers")
    return Tile(*map(int, numbers))


def _key(store: Store, *asked: Any) -> tuple[Any, ...]:
    return store.id, *asked


_turns = threading.BoundedSemaphore((os.cpu_count() or 1) + 1)


@contextmanager
def _turn() -> Iterator[None]:
    """Lets few tiles be made at a time: more would share the same cores, and all come late.

    Who has waited long goes on all the same: a tile that takes long must not hold up the others.
    """
    had = _turns.acquire(timeout=LONGEST_WAIT_S)
    try:
        yield
    finally:
        if had:
            _turns.release()


# Visitors who look at the same cost one: those who ask for what is being made wait for it.
@cached(LRUCache(REMEMBERED, getsizeof=len), key=_key, condition=threading.Condition())
def _packed(store: Store, query: Query, square: Tile, show: str, ending: str, _: int) -> bytes:
    """The tile's bytes, packed; the last argument is the version of the data."""
    if ending == "json":
        with _turn():
            return gzip.compress(store.tile(query, square, show).encode(), PACKING)
    with _turn():
        told = store.tile(query, square, "killed")
    layers = {
        "points": told.points,
        "areas": told.areas,
        "cells": told.cells,
        "area_cells": told.area_cells,
    }
    return gzip.compress(formats.to_mvt(layers, told.extent), PACKING)


@answered
def tilejson(request: Request) -> Response:
    """What QGIS or MapLibre need to know of the vector tiles under these filters: TileJSON 3."""
    store, query = open_store(), query_of(parameters(request))
    asked = f"?{request.url.query}" if request.url.query else ""
    base = str(request.url.replace(query="")).rstrip("?").removesuffix("tiles.json")
    box = store.bounds(query)
    return as_json(
        {
            "tilejson": "3.0.0",
            "name": "Incidents",
            "attribution": "; ".join([*store.attribution(query), *store.credits(query)]),
            "tiles": [f"{base}tiles/{{z}}/{{x}}/{{y}}.mvt{asked}"],
            "minzoom": 0,
            "maxzoom": DEEPEST,
            "bounds": [float(edge) for edge in box.edges] if box else [-180, -85, 180, 85],
            "vector_layers": [
                {"id": name, "fields": mvt.FIELDS}
                for name in ("points", "areas", "cells", "area_cells")
            ],
        }
    )
