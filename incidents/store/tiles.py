"""What lies on one tile of the map, as short columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import orjson
from numpy.typing import NDArray

from incidents.geo import Tile
from incidents.geo.keys import unmortons
from incidents.geo.tile import WORLD_BITS
from incidents.model import GeoPrecision
from incidents.query import Query
from incidents.store.clauses import Where, where

Numbers = NDArray[np.int64]

EXTENT = 4096  # tile-local units, as vector tiles have them
EXTENT_BITS = 12
MOST_ROWS = 2_000  # incidents a tile shows one by one, wherever they are
MOST_SPOTS = 400  # spots it shows one by one, however many incidents are at each; else cells
CELL_BITS = 6  # a crowded tile is cut into 64 × 64 cells
AREA_CELL_BITS = 4  # and its areas into 16 × 16: their badges are wide

SPOTS = """
SELECT zkey, rank, min(lat) AS lat, min(lon) AS lon, count(*) AS n,
       map_entries(histogram(kind_no)) AS shares, max(radius_m) AS radius,
       any_value(country) AS country, max(coalesce(killed_max, killed_min)) AS killed,
       arg_min({{'id': id, 'date': date, 'dprec': date_precision, 'place': place}}, (date, id))
FROM incidents WHERE {where} AND zkey BETWEEN $first AND $last AND {ranks}
GROUP BY zkey, rank ORDER BY rank DESC, zkey
"""
CELLS = """
SELECT zkey >> $shift AS cell, kind_no AS kind, count(*) AS n,
       coalesce(max(coalesce(killed_max, killed_min)), -1) AS killed
FROM incidents WHERE {where} AND zkey BETWEEN $first AND $last AND {ranks}
GROUP BY ALL ORDER BY cell, n DESC, kind
"""
AREA_CELLS = """
SELECT avg(lat), avg(lon), count(*), max(rank), count(DISTINCT zkey * 8 + rank),
       map_entries(histogram(kind_no)), max(coalesce(killed_max, killed_min)),
       min(lon), min(lat), max(lon), max(lat)
FROM incidents WHERE {where} AND zkey BETWEEN $first AND $last AND {ranks}
GROUP BY zkey >> $shift ORDER BY min(zkey)
"""
COUNTS = """
SELECT rank > $town AS coarse, count(*), approx_count_distinct(zkey * 8 + rank)
FROM incidents WHERE {where} AND zkey BETWEEN $first AND $last GROUP BY coarse
"""
SPOT_COLUMNS = (
    "x", "y", "lat", "lon", "n", "kind", "shares", "id", "prec", "radius", "date", "dprec", "place",
    "country", "killed",
)  # fmt: skip
CELL_COLUMNS = ("x", "y", "n", "kind", "shares", "killed")
AREA_CELL_COLUMNS = ("lat", "lon", "n", "kind", "shares", "prec", "spots", "killed", "box")
POINTS_ONLY = f"rank <= {GeoPrecision.TOWN.rank}"
AREAS_ONLY = f"rank > {GeoPrecision.TOWN.rank}"


@dataclass(frozen=True, slots=True)
class TileAnswer:
    """One tile: points or, where it is crowded, cells; and the areas whose centre lies in it."""

    version: int
    points: dict[str, list[Any]]
    areas: dict[str, list[Any]]
    cells: dict[str, list[Any]]
    area_cells: dict[str, list[Any]]

    def encode(self) -> bytes:
        """The answer as JSON."""
        return orjson.dumps(
            {
                "v": self.version,
                "extent": EXTENT,
                "points": self.points,
                "areas": self.areas,
                "cells": self.cells,
                "area_cells": self.area_cells,
            }
        )


def tile_answer(
    db: duckdb.DuckDBPyConnection, query: Query, tile: Tile, version: int
) -> TileAnswer:
    """The tile's spots under the query one by one, or summed up in cells where it is crowded.

    A spot with thousands of incidents is one spot: only many spots crowd a tile. `killed` is the
    highest figure of one incident there, never a sum: reports of one event would count twice.
    """
    asked = where(query)
    first, last = tile.keys
    within = Where(asked.sql, asked.values | {"first": first, "last": last})
    full, areas_full = _crowded(db, within)
    no_spots = _columns(SPOT_COLUMNS, [])
    return TileAnswer(
        version=version,
        points=no_spots if full else _spots(db, within, tile, POINTS_ONLY),
        areas=no_spots if areas_full else _spots(db, within, tile, AREAS_ONLY),
        cells=_cells(db, within, tile) if full else _columns(CELL_COLUMNS, []),
        area_cells=_area_cells(db, within, tile) if areas_full else _columns(AREA_CELL_COLUMNS, []),
    )


def _crowded(db: duckdb.DuckDBPyConnection, within: Where) -> tuple[bool, bool]:
    """Whether the tile has too many points, and too many areas, to show them one by one."""
    rows = db.execute(
        COUNTS.format(where=within.sql), within.values | {"town": GeoPrecision.TOWN.rank}
    ).fetchall()
    # A few spots in a hundred off, which only moves the limit.
    crowded = {bool(coarse): n > MOST_ROWS and spots > MOST_SPOTS for coarse, n, spots in rows}
    return crowded.get(False, False), crowded.get(True, False)


def _spots(
    db: duckdb.DuckDBPyConnection, within: Where, tile: Tile, ranks: str
) -> dict[str, list[Any]]:
    rows = db.execute(SPOTS.format(where=within.sql, ranks=ranks), within.values).fetchall()
    return _columns(SPOT_COLUMNS, [_spot(row, tile) for row in rows])


def _spot(row: tuple[Any, ...], tile: Tile) -> tuple[Any, ...]:
    zkey, rank, lat, lon, n, shares, radius, country, killed, one = row
    kinds = _by_count(shares)
    x, y = _tile_local(zkey, tile)
    told = one["id"], rank, radius, one["date"], one["dprec"], one["place"], country, killed
    return x, y, round(lat, 6), round(lon, 6), n, kinds[0][0], kinds, *told


def _cells(db: duckdb.DuckDBPyConnection, within: Where, tile: Tile) -> dict[str, list[Any]]:
    bits = min(CELL_BITS, WORLD_BITS - tile.z)
    shift = 2 * (WORLD_BITS - tile.z - bits)
    found = db.execute(
        CELLS.format(where=within.sql, ranks=POINTS_ONLY), within.values | {"shift": shift}
    ).fetchnumpy()
    cells, counts, killed = found["cell"], found["n"], found["killed"]
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    shares = np.column_stack([found["kind"], counts]).tolist()
    x, y = _middles(cells[starts] << shift, tile, bits)
    most = np.maximum.reduceat(killed, starts).tolist()
    told = (
        x.tolist(),
        y.tolist(),
        np.add.reduceat(counts, starts).tolist(),
        found["kind"][starts].tolist(),
        [shares[one:end] for one, end in pairwise([*starts.tolist(), len(cells)])],
        [None if one < 0 else one for one in most],
    )
    return dict(zip(CELL_COLUMNS, told, strict=True))


def _middles(keys: Numbers, tile: Tile, bits: int) -> tuple[Numbers, Numbers]:
    """The middles of cells in the tile, by the keys of their corners."""
    west, north = tile.origin
    finer, half = WORLD_BITS - tile.z - EXTENT_BITS, EXTENT >> (bits + 1)
    x, y = (part.astype(np.int64) for part in unmortons(keys))
    x, y = x - west, y - north
    return ((x >> finer) + half, (y >> finer) + half) if finer >= 0 else (
        (x << -finer) + half, (y << -finer) + half
    )  # fmt: skip


def _area_cells(db: duckdb.DuckDBPyConnection, within: Where, tile: Tile) -> dict[str, list[Any]]:
    shift = 2 * (WORLD_BITS - tile.z - min(AREA_CELL_BITS, WORLD_BITS - tile.z))
    rows = db.execute(
        AREA_CELLS.format(where=within.sql, ranks=AREAS_ONLY), within.values | {"shift": shift}
    ).fetchall()
    return _columns(AREA_CELL_COLUMNS, [_area_cell(row) for row in rows])


def _area_cell(row: tuple[Any, ...]) -> tuple[Any, ...]:
    lat, lon, n, rank, spots, shares, killed, *box = row
    kinds = _by_count(shares)
    return lat, lon, n, kinds[0][0], kinds, rank, spots, killed, [round(edge, 6) for edge in box]


def _columns(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Rows turned into columns, so that a name is sent once a tile and not once a row."""
    turned = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: list(values) for name, values in zip(names, turned, strict=True)}


def _by_count(shares: list[dict[str, int]]) -> list[list[int]]:
    """[kind number, count] pairs, most frequent first."""
    return sorted(([one["key"], one["value"]] for one in shares), key=lambda s: (-s[1], s[0]))


def _tile_local(zkey: int, tile: Tile) -> tuple[int, int]:
    """Where in the tile a Morton key lies, in units of which a tile has EXTENT a side."""
    west, north = tile.origin
    finer = WORLD_BITS - tile.z - EXTENT_BITS
    x, y = _gather(zkey) - west, _gather(zkey >> 1) - north
    return (x >> finer, y >> finer) if finer >= 0 else (x << -finer, y << -finer)


def _gather(bits: int) -> int:
    """Every second bit, the reverse of what spreads them."""
    bits &= 0x5555555555555555
    bits = (bits | bits >> 1) & 0x3333333333333333
    bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF
    bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF
    return (bits | bits >> 16) & 0x00000000FFFFFFFF
