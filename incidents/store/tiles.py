"""What lies on one tile of the map, as short columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import duckdb
import numpy as np
import orjson

from incidents.geo import Tile
from incidents.query import Query
from incidents.store import cells, spots
from incidents.store.areas import clipped
from incidents.store.cells import CELL_COLUMNS, TOWN, Squares
from incidents.store.clauses import Where, where
from incidents.store.overview import Overview
from incidents.store.spots import (
    EXTENT_BITS,
    MOST_TOLD,
    SPOT_COLUMNS,
    TOLD_COLUMNS,
    Columns,
    Numbers,
    Spots,
)

EXTENT = 1 << EXTENT_BITS  # tile-local units a side
MOST_ROWS = 2_000  # incidents a tile shows one by one, wherever they are
MOST_SPOTS = 400  # spots it shows one by one, however many incidents are at each; else cells
POINTS_ONLY, AREAS_ONLY = f"rank <= {TOWN}", f"rank > {TOWN}"


def _empty(names: tuple[str, ...]) -> Columns:
    return {name: [] for name in names}


def _no_spots() -> Columns:
    return _empty((*SPOT_COLUMNS, *TOLD_COLUMNS))


@dataclass(frozen=True, slots=True)
class TileAnswer:
    """One tile: points or, where it is crowded, cells; and the areas whose centre lies in it.

    Points and areas are told in full where they are few; of many, TOLD_COLUMNS are missing, and
    the tile EXTENT_BITS levels deeper tells of each. `heat` is how a crowded tile's points lie,
    where that was asked.
    """

    version: int = 0
    points: Columns = field(default_factory=_no_spots)
    areas: Columns = field(default_factory=_no_spots)
    cells: Columns = field(default_factory=lambda: _empty(CELL_COLUMNS))
    area_cells: Columns = field(default_factory=lambda: _empty(CELL_COLUMNS))
    heat: Columns | None = None

    @property
    def extent(self) -> int:
        """How many tile-local units the tile has a side."""
        return EXTENT

    def encode(self) -> bytes:
        """The answer as JSON."""
        told = {
            "v": self.version,
            "extent": EXTENT,
            "points": self.points,
            "areas": self.areas,
            "cells": self.cells,
            "area_cells": self.area_cells,
        }
        return orjson.dumps(told if self.heat is None else told | {"heat": self.heat})


def tile_answer(
    db: duckdb.DuckDBPyConnection,
    query: Query,
    tile: Tile,
    version: int,
    show: str = "",
    overview: Overview | None = None,
) -> TileAnswer:
    """The tile's spots under the query one by one, or summed up in cells where it is crowded.

    A spot with thousands of incidents is one spot: only many spots crowd a tile. `killed` is the
    highest figure of one incident there, never a sum: reports of one event would count twice; of
    cells it is told where `show` is killed, and `heat` where that is heat.
    """
    within = _within(query, tile)
    found = spots.rows(db, within, MOST_ROWS + 1)
    if len(found["zkey"]) > MOST_ROWS:
        if overview and show != "killed" and overview.answers(query, tile, version):
            counted = overview.squares(query, tile)
        else:
            counted = cells.squares(db, within, tile, killed=show == "killed")
        told = _full(db, within, tile, counted, _seen(found))
        return replace(told, version=version, heat=told.heat if show == "heat" else None)
    every = spots.spots(found)
    shown, coarse = _told(db, every, within, tile), int((every.ranks > TOWN).sum())
    return TileAnswer(
        version,
        points={name: column[coarse:] for name, column in shown.items()},
        areas={name: column[:coarse] for name, column in shown.items()},
    )


def _within(query: Query, tile: Tile) -> Where:
    first, last = tile.keys
    asked = where(clipped(query, first, last))
    return Where(
        f"{asked.sql} AND zkey BETWEEN $first AND $last",
        asked.values | {"first": first, "last": last},
    )


def _full(
    db: duckdb.DuckDBPyConnection,
    within: Where,
    tile: Tile,
    counted: Squares,
    seen: tuple[int, int],
) -> TileAnswer:
    """A tile with many incidents, counted once; what is not crowded is still told one by one."""
    points, areas = counted.of(areas=False), counted.of(areas=True)
    dots = _few(db, points, within.only(POINTS_ONLY), tile, seen[0])
    badges = _few(db, areas, within.only(AREAS_ONLY), tile, seen[1])
    return TileAnswer(
        points=_no_spots() if dots is None else dots,
        areas=_no_spots() if badges is None else badges,
        cells=cells.cells(points, tile) if dots is None else _empty(CELL_COLUMNS),
        area_cells=cells.cells(areas, tile) if badges is None else _empty(CELL_COLUMNS),
        heat=cells.heat(points, tile) if dots is None else None,
    )


def _seen(found: dict[str, Numbers]) -> tuple[int, int]:
    """How many spots of points and of areas are among some of a tile's incidents."""
    coarse = found["rank"] > TOWN
    return len(np.unique(found["zkey"][~coarse])), len(np.unique(found["zkey"][coarse]))


def _few(
    db: duckdb.DuckDBPyConnection, counted: Squares, within: Where, tile: Tile, seen: int
) -> Columns | None:
    """The spots one by one, unless they are too many for that; `seen` is how many are sure."""
    if counted.count > MOST_ROWS and max(seen, counted.used) > MOST_SPOTS:
        return None
    found = spots.spots(spots.groups(db, within)) if counted.count else spots.NONE
    if counted.count > MOST_ROWS and len(found) > MOST_SPOTS:
        return None
    return _told(db, found, within, tile)


def _told(db: duckdb.DuckDBPyConnection, found: Spots, within: Where, tile: Tile) -> Columns:
    """How the spots are drawn and, where they are few, their words."""
    if not len(found):
        return _no_spots()
    shown = spots.drawn(found, tile)
    return shown if len(found) > MOST_TOLD else shown | spots.told(db, within)
