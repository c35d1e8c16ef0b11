"""What lies on one tile of the map, as short columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb
import orjson

from incidents.geo import Tile
from incidents.model import GeoPrecision
from incidents.query import Query
from incidents.store import cells, spots
from incidents.store.cells import CELL_COLUMNS, HEAT_COLUMNS, Squares
from incidents.store.clauses import Where, where
from incidents.store.spots import (
    EXTENT_BITS,
    MOST_TOLD,
    SPOT_COLUMNS,
    TOLD_COLUMNS,
    Columns,
    Spots,
)

EXTENT = 1 << EXTENT_BITS  # tile-local units a side
MOST_ROWS = 2_000  # incidents a tile shows one by one, wherever they are
MOST_SPOTS = 400  # spots it shows one by one, however many incidents are at each; else cells
TOWN = GeoPrecision.TOWN.rank  # what is coarser is an area
POINTS_ONLY, AREAS_ONLY = f"rank <= {TOWN}", f"rank > {TOWN}"


def _empty(names: tuple[str, ...]) -> Columns:
    return {name: [] for name in names}


def _no_spots() -> Columns:
    return _empty((*SPOT_COLUMNS, *TOLD_COLUMNS))


@dataclass(frozen=True, slots=True)
class TileAnswer:
    """One tile: points or, where it is crowded, cells; and the areas whose centre lies in it.

    Points and areas are told in full where they are few; of many, TOLD_COLUMNS are missing, and
    the tile EXTENT_BITS levels deeper tells of each. `heat` is how a crowded tile's points lie.
    """

    version: int
    points: Columns = field(default_factory=_no_spots)
    areas: Columns = field(default_factory=_no_spots)
    cells: Columns = field(default_factory=lambda: _empty(CELL_COLUMNS))
    area_cells: Columns = field(default_factory=lambda: _empty(CELL_COLUMNS))
    heat: Columns = field(default_factory=lambda: _empty(HEAT_COLUMNS))

    def encode(self, *, heat: bool = False) -> bytes:
        """The answer as JSON; with how a crowded tile's points lie only where `heat` is asked."""
        told = {
            "v": self.version,
            "extent": EXTENT,
            "points": self.points,
            "areas": self.areas,
            "cells": self.cells,
            "area_cells": self.area_cells,
        }
        return orjson.dumps(told | {"heat": self.heat} if heat else told)


def tile_answer(
    db: duckdb.DuckDBPyConnection, query: Query, tile: Tile, version: int
) -> TileAnswer:
    """The tile's spots under the query one by one, or summed up in cells where it is crowded.

    A spot with thousands of incidents is one spot: only many spots crowd a tile. `killed` is the
    highest figure of one incident there, never a sum: reports of one event would count twice.
    """
    within = _within(query, tile)
    found = spots.rows(db, within, MOST_ROWS + 1)
    if len(found["zkey"]) <= MOST_ROWS:
        every = spots.spots(found)
        areas = every.ranks > TOWN
        return TileAnswer(
            version,
            points=_told(db, every.where(~areas), within, tile, POINTS_ONLY),
            areas=_told(db, every.where(areas), within, tile, AREAS_ONLY),
        )
    return _full(db, within, tile, version)


def _within(query: Query, tile: Tile) -> Where:
    asked = where(query)
    first, last = tile.keys
    return Where(
        f"{asked.sql} AND zkey BETWEEN $first AND $last",
        asked.values | {"first": first, "last": last},
    )


def _full(db: duckdb.DuckDBPyConnection, within: Where, tile: Tile, version: int) -> TileAnswer:
    """A tile with many incidents, counted once; what is not crowded is still told one by one."""
    counted = cells.squares(db, within, tile)
    points, areas = counted.of(False, TOWN), counted.of(True, TOWN)
    few_points, few_areas = (
        _few(db, points, within, POINTS_ONLY),
        _few(db, areas, within, AREAS_ONLY),
    )
    crowded = _empty(CELL_COLUMNS)
    return TileAnswer(
        version,
        points=_no_spots()
        if few_points is None
        else _told(db, few_points, within, tile, POINTS_ONLY),
        areas=_no_spots() if few_areas is None else _told(db, few_areas, within, tile, AREAS_ONLY),
        cells=cells.cells(points, tile) if few_points is None else crowded,
        area_cells=cells.cells(areas, tile) if few_areas is None else crowded,
        heat=cells.heat(points, tile) if few_points is None else _empty(HEAT_COLUMNS),
    )


def _few(
    db: duckdb.DuckDBPyConnection, counted: Squares, within: Where, ranks: str
) -> Spots | None:
    """The spots, unless they are too many to be shown one by one."""
    if counted.count > MOST_ROWS and counted.used > MOST_SPOTS:
        return None
    found = spots.spots(spots.groups(db, _only(within, ranks)))
    return None if counted.count > MOST_ROWS and len(found) > MOST_SPOTS else found


def _told(
    db: duckdb.DuckDBPyConnection, found: Spots, within: Where, tile: Tile, ranks: str
) -> Columns:
    """How the spots are drawn and, where they are few, their words."""
    shown = spots.drawn(found, tile)
    if not len(found):
        return _no_spots()
    if len(found) > MOST_TOLD:
        return shown
    return shown | spots.told(db, _only(within, ranks))


def _only(within: Where, ranks: str) -> Where:
    return Where(f"{within.sql} AND {ranks}", within.values)
