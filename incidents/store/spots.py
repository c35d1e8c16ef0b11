"""The spots of a tile: the coordinates where incidents lie, each once, with what lies there.

A spot is a coordinate at one precision: a town, and the region whose middle it is, are two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from incidents.geo import Tile
from incidents.geo.keys import unmortons
from incidents.geo.tile import WORLD_BITS
from incidents.store.clauses import Where

Numbers = NDArray[np.int64]
Columns = dict[str, list[Any]]

EXTENT_BITS = 12  # a tile has 4,096 units a side, as vector tiles have them
MOST_TOLD = 150  # spots of a tile that come with their words; of more, only how they are drawn
UNKNOWN = -1  # stands for a figure that nobody gave

SPOT_COLUMNS = ("x", "y", "n", "kind", "shares", "prec", "killed")
TOLD_COLUMNS = ("lat", "lon", "radius", "id", "date", "dprec", "place", "country")

_VALUES = f"""
zkey, rank, kind_no AS kind, {{n}} AS n,
coalesce(greatest({{most}}, {{least}}), {UNKNOWN})::BIGINT AS killed"""
ROWS = (
    f"SELECT {_VALUES.format(n=1, most='killed_max', least='killed_min')}"
    " FROM incidents WHERE {where} LIMIT $most"
)
GROUPS = (
    f"SELECT {_VALUES.format(n='count(*)', most='max(killed_max)', least='max(killed_min)')}"
    " FROM incidents WHERE {where} GROUP BY zkey, rank, kind_no"
)
# One incident speaks for each spot: the first of its days.
TOLD = """
SELECT rank, zkey, round(lat, 6), round(lon, 6), max(radius_m) OVER (PARTITION BY rank, zkey),
       id, date, date_precision, place, country
FROM incidents WHERE {where}
QUALIFY row_number() OVER (PARTITION BY rank, zkey ORDER BY date, id) = 1
ORDER BY rank DESC, zkey
"""


@dataclass(frozen=True, slots=True)
class Spots:
    """Spots in the order in which they are drawn, with the kinds at each.

    `starts` are the places in `kinds` and `counts` where each spot's own begin; its most frequent
    kind comes first.
    """

    keys: Numbers
    ranks: Numbers
    killed: Numbers
    starts: Numbers
    kinds: Numbers
    counts: Numbers

    def __len__(self) -> int:
        return len(self.keys)


NONE = Spots(*[np.empty(0, dtype=np.int64)] * 6)


def rows(db: duckdb.DuckDBPyConnection, within: Where, most: int) -> dict[str, Numbers]:
    """The incidents one by one, at most `most` of them, as columns of numbers."""
    asked = within.values | {"most": most}
    return dict(db.execute(ROWS.format(where=within.sql), asked).fetchnumpy())


def groups(db: duckdb.DuckDBPyConnection, within: Where) -> dict[str, Numbers]:
    """The incidents by spot and kind: few rows, however many lie at each."""
    return dict(db.execute(GROUPS.format(where=within.sql), within.values).fetchnumpy())


def spots(found: dict[str, Numbers]) -> Spots:
    """The spots that those rows or groups of them make, areas before points."""
    if not len(found["zkey"]):
        return NONE
    by_kind = _summed(found, np.lexsort((found["kind"], found["zkey"], -found["rank"])), "kind")
    order = np.lexsort((by_kind["kind"], -by_kind["n"], by_kind["zkey"], -by_kind["rank"]))
    sorted_ = {name: column[order] for name, column in by_kind.items()}
    starts = _starts(sorted_)
    return Spots(
        sorted_["zkey"][starts],
        sorted_["rank"][starts].astype(np.int64),
        np.maximum.reduceat(sorted_["killed"], starts),
        starts,
        sorted_["kind"],
        sorted_["n"],
    )


def _summed(found: dict[str, Numbers], order: NDArray[np.intp], by: str) -> dict[str, Numbers]:
    """One row for each spot and value of `by`."""
    ordered = {name: column[order] for name, column in found.items()}
    starts = _starts(ordered, by)
    return {name: column[starts] for name, column in ordered.items()} | {
        "n": np.add.reduceat(ordered["n"].astype(np.int64), starts),
        "killed": np.maximum.reduceat(ordered["killed"], starts),
    }


def _starts(ordered: dict[str, Numbers], *more: str) -> Numbers:
    """Where, in sorted rows, another spot begins."""
    differs = np.zeros(len(ordered["zkey"]), dtype=bool)
    differs[0] = True
    for name in ("zkey", "rank", *more):
        differs[1:] |= ordered[name][1:] != ordered[name][:-1]
    return np.flatnonzero(differs)


def drawn(found: Spots, tile: Tile) -> Columns:
    """How each spot is drawn: where on the tile, how many, of what kinds, how precise.

    `shares` are pairs of kind and count, most frequent first; None where all are of one kind.
    """
    x, y = tile_local(found.keys, tile)
    ends = [*found.starts[1:].tolist(), len(found.kinds)] if len(found) else []
    pairs = np.column_stack([found.kinds, found.counts]).tolist()
    shares = [pairs[one:end] for one, end in zip(found.starts.tolist(), ends, strict=True)]
    told = (
        x.tolist(),
        y.tolist(),
        [sum(count for _, count in one) for one in shares],
        [one[0][0] for one in shares],
        [one if len(one) > 1 else None for one in shares],
        found.ranks.tolist(),
        known(found.killed),
    )
    return dict(zip(SPOT_COLUMNS, told, strict=True))


def told(db: duckdb.DuckDBPyConnection, within: Where) -> Columns:
    """What the words of each spot are, in the order of `spots`."""
    found = db.execute(TOLD.format(where=within.sql), within.values).fetchall()
    turned = list(zip(*found, strict=True))[2:] or [()] * len(TOLD_COLUMNS)
    return {name: list(values) for name, values in zip(TOLD_COLUMNS, turned, strict=True)}


def known(figures: Numbers) -> list[int | None]:
    """The figures, with None for those that nobody gave."""
    return [None if one == UNKNOWN else one for one in figures.tolist()]


def tile_local(keys: Numbers, tile: Tile) -> tuple[Numbers, Numbers]:
    """Where in the tile Morton keys lie, in units of which a tile has 4,096 a side."""
    west, north = tile.origin
    finer = WORLD_BITS - tile.z - EXTENT_BITS
    x, y = (part.astype(np.int64) for part in unmortons(keys))
    x, y = x - west, y - north
    return (x >> finer, y >> finer) if finer >= 0 else (x << -finer, y << -finer)
