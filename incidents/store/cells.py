"""The cells of a crowded tile: how many lie in each square of it, and of what kinds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import duckdb
import numpy as np

from incidents.geo import Tile
from incidents.geo.keys import unmortons
from incidents.geo.tile import WORLD_BITS
from incidents.model import KINDS, GeoPrecision
from incidents.store.clauses import Where
from incidents.store.spots import EXTENT_BITS, UNKNOWN, Columns, Numbers, known

TOWN = GeoPrecision.TOWN.rank  # what is coarser is an area
FINE_BITS = 6  # a tile is counted in 64 × 64 squares, as finely as heat is drawn
FINE = (1 << 2 * FINE_BITS) - 1
CELL_BITS = 3  # and told in 8 × 8: a number needs room

CELL_COLUMNS = ("x", "y", "n", "kind", "shares", "prec", "killed")
HEAT_COLUMNS = ("x", "y", "n")

KILLED = f"coalesce(greatest(max(killed_max), max(killed_min)), {UNKNOWN})::BIGINT"
COUNTED = """
SELECT zkey >> $shift AS square, rank > $town AS coarse, kind_no AS kind, count(*) AS n,
       max(rank) AS rank, {killed} AS killed
FROM incidents WHERE {where} GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Squares:
    """Counts of a tile by small square and kind, areas apart, as columns of the same length.

    `rank` is the coarsest precision among the counted, `killed` the highest figure of one of them.
    """

    square: Numbers
    coarse: Numbers
    rank: Numbers
    kind: Numbers
    n: Numbers
    killed: Numbers

    def of(self, areas: bool) -> Squares:
        """Those of areas alone, or of places."""
        wanted = self.coarse == areas
        return Squares(*(getattr(self, name)[wanted] for name in Squares.__slots__))

    @property
    def count(self) -> int:
        """How many incidents they hold."""
        return int(self.n.sum())

    @property
    def used(self) -> int:
        """In how many small squares something lies: at least so many spots there are."""
        return int(np.count_nonzero(np.bincount(self.square & FINE)))


def squares(db: duckdb.DuckDBPyConnection, within: Where, tile: Tile, *, killed: bool) -> Squares:
    """The tile counted in one pass, however many incidents lie on it; with figures if asked."""
    asked = within.values | {"shift": 2 * (WORLD_BITS - tile.z - _fine_bits(tile)), "town": TOWN}
    found = db.execute(
        COUNTED.format(where=within.sql, killed=KILLED if killed else UNKNOWN), asked
    ).fetchnumpy()
    return Squares(**{name: np.asarray(found[name], dtype=np.int64) for name in Squares.__slots__})


def cells(found: Squares, tile: Tile) -> Columns:
    """The tile in 8 × 8 cells, each at the middle of what lies in it.

    `prec` is the coarsest precision there, `killed` the highest figure of one incident.
    """
    fine = _fine_bits(tile)
    owner = (found.square & ((1 << 2 * fine) - 1)) >> 2 * (fine - min(CELL_BITS, fine))
    count = np.bincount(owner, found.n).astype(np.int64)
    used = np.flatnonzero(count)
    x, y = (
        (np.bincount(owner, part * found.n)[used] / count[used]).astype(np.int64)
        for part in _middles(found.square, tile)
    )
    shares = _shares(owner, found)
    told = (
        x.tolist(),
        y.tolist(),
        count[used].tolist(),
        [one[0][0] for one in shares],
        shares,
        _highest(owner, found.rank)[used].tolist(),
        known(_highest(owner, found.killed)[used]),
    )
    return dict(zip(CELL_COLUMNS, told, strict=True))


def heat(found: Squares, tile: Tile) -> Columns:
    """How many lie in each small square, for a map of where incidents crowd."""
    names, owner = np.unique(found.square, return_inverse=True)
    count = np.bincount(owner, found.n, len(names)).astype(np.int64)
    x, y = _middles(names, tile)
    return dict(zip(HEAT_COLUMNS, (x.tolist(), y.tolist(), count.tolist()), strict=True))


def _shares(owner: Numbers, found: Squares) -> list[list[list[int]]]:
    """For each cell pairs of kind and count, most frequent first."""
    table = np.zeros((1 << 2 * CELL_BITS, len(KINDS)), dtype=np.int64)
    np.add.at(table, (owner, found.kind), found.n)
    cell, kind = np.nonzero(table)
    count = table[cell, kind]
    order = np.lexsort((kind, -count, cell))
    told = np.column_stack([kind[order], count[order]]).tolist()
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1)).tolist()
    return [told[one:end] for one, end in pairwise([*starts, len(told)])]


def _highest(owner: Numbers, figures: Numbers) -> Numbers:
    found = np.full(1 << 2 * CELL_BITS, UNKNOWN, dtype=np.int64)
    np.maximum.at(found, owner, figures)
    return found


def _fine_bits(tile: Tile) -> int:
    return min(FINE_BITS, WORLD_BITS - tile.z)


def _middles(square: Numbers, tile: Tile) -> tuple[Numbers, Numbers]:
    """The middles of small squares, in units of which a tile has 4,096 a side."""
    bits = _fine_bits(tile)
    side = (1 << EXTENT_BITS) >> bits
    x, y = (part.astype(np.int64) & ((1 << bits) - 1) for part in unmortons(square))
    return x * side + side // 2, y * side + side // 2
