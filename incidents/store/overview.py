"""The whole store counted in squares, so that the far views of a large one need no look at rows.

From far off every visitor sees the same: all incidents, or those of some kinds, in the cells of a
few tiles. The counts are made once for each version of the data, by one pass over it, and held in
memory: some megabytes, however many incidents there are. What they do not answer exactly (other
filters, nearer tiles, older versions, numbers killed) the rows answer.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import duckdb
import numpy as np

from incidents.geo import Tile
from incidents.geo.tile import WORLD_BITS
from incidents.model import KINDS
from incidents.query import Query
from incidents.store.cells import FINE_BITS, TOWN, Squares
from incidents.store.clauses import where
from incidents.store.spots import UNKNOWN, Numbers

FROM_ROWS = 300_000  # incidents; fewer are counted as quickly
LEVEL = 9  # of the squares: they are the fine squares of tiles down to LEVEL - FINE_BITS
DEEPEST = LEVEL - FINE_BITS

COUNTED = """
SELECT zkey >> $shift AS square, rank > $town AS coarse, kind_no AS kind, count(*) AS n,
       max(rank) AS rank
FROM incidents WHERE {where} AND zkey IS NOT NULL GROUP BY ALL ORDER BY square
"""


@dataclass(frozen=True, slots=True)
class Overview:
    """All incidents of a version, neither rejected nor without a place, by square and kind."""

    version: int
    counted: Squares

    def answers(self, query: Query, tile: Tile, version: int) -> bool:
        """Whether the tile under that query can be told from here, to the last incident."""
        plain = replace(query, kinds=(), version=None) == type(query)()
        asked = version if query.version is None else query.version
        return plain and tile.z <= DEEPEST and asked == version == self.version

    def squares(self, query: Query, tile: Tile) -> Squares:
        """The tile's fine squares, as a count of its rows would have them, without killed."""
        first, last = (key >> 2 * (WORLD_BITS - LEVEL) for key in tile.keys)
        start, end = np.searchsorted(self.counted.square, [first, last + 1])
        here = _part(self.counted, slice(int(start), int(end)))
        if query.kinds:
            numbers = [KINDS[kind].number for kind in query.kinds]
            here = _part(here, np.isin(here.kind, numbers))
        return _coarser(here, 2 * (DEEPEST - tile.z))


def overview(db: duckdb.DuckDBPyConnection, version: int) -> Overview:
    """The store of that version, the newest, counted in one pass."""
    asked = where(Query())
    found = db.execute(
        COUNTED.format(where=asked.sql),
        asked.values | {"shift": 2 * (WORLD_BITS - LEVEL), "town": TOWN},
    ).fetchnumpy()
    columns = {name: np.asarray(found[name], dtype=np.int64) for name in found}
    none = np.full(len(columns["n"]), UNKNOWN, dtype=np.int64)
    return Overview(version, Squares(**columns, killed=none))


def _part(counted: Squares, wanted: slice | Numbers | np.ndarray) -> Squares:
    return Squares(*(getattr(counted, one.name)[wanted] for one in fields(Squares)))


def _coarser(counted: Squares, shift: int) -> Squares:
    """The counts in squares of so many bits less, those of a square and kind added up."""
    if not len(counted.n):
        return counted
    kinds = len(KINDS)
    names = ((counted.square >> shift) * 2 + counted.coarse) * kinds + counted.kind
    names -= (least := names.min())
    n = np.bincount(names, counted.n).astype(np.int64)
    rank = np.zeros(len(n), dtype=np.int64)
    np.maximum.at(rank, names, counted.rank)
    used = np.flatnonzero(n)
    of = used + least
    return Squares(
        square=of // (2 * kinds),
        coarse=of // kinds % 2,
        kind=of % kinds,
        n=n[used],
        rank=rank[used],
        killed=np.full(len(used), UNKNOWN, dtype=np.int64),
    )
