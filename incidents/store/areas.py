"""Drawn areas looked up in the store: exact at the border, whatever its shape.

Squares that lie inside are found by number alone. Of the squares that the border cuts, the points
that the store knows are tested one by one, once for each area and version of the data.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from incidents.geo import Area, Cover, cover, within
from incidents.query import Query
from incidents.store.patience import Asks

Numbers = NDArray[np.int64]

REMEMBERED = 64  # areas, each a few kilobytes and at most some hundred
BORDER = """
SELECT DISTINCT zkey FROM incidents
WHERE zkey BETWEEN $first AND $last AND zkey >> $shift IN (SELECT unnest($border))
"""


@dataclass(frozen=True, slots=True)
class Question(Query):
    """A query whose drawn area and text have been looked up.

    `inside` are the parameters of the area's clause, `sought` the text's clause and parameters;
    None where the rows are looked through. `large` says whether the store is too large to gather
    its rows one by one; `rollup` is the table that counts them by day, None where there is none for
    the version asked.
    """

    inside: dict[str, Any] = field(default_factory=dict, compare=False)
    sought: tuple[str, dict[str, Any]] | None = field(default=None, compare=False)
    large: bool = field(default=False, compare=False)
    rollup: str | None = field(default=None, compare=False)


def clipped(query: Query, first: int, last: int) -> Query:
    """The question about one range of keys: the fewer squares, the quicker the answer."""
    if not isinstance(query, Question) or not query.area:
        return query
    asked = query.inside
    shift, squares, keys = asked["area_shift"], asked["area_squares"], asked["area_keys"]
    here = squares[(squares >= first >> shift) & (squares <= last >> shift)]
    if len(here) == (last >> shift) - (first >> shift) + 1:
        return replace(query, area=None)  # all of it is inside
    near = keys[(keys >= first) & (keys <= last)]
    return replace(query, inside=asked | {"area_squares": here, "area_keys": near})


class Areas:
    """Looks areas up, and remembers what it found; `ask` hands a cursor to what asks."""

    def __init__(self, ask: Asks) -> None:
        self._ask = ask
        self._inside = functools.lru_cache(REMEMBERED)(self._looked_up)

    def inside(self, area: Area, version: int) -> dict[str, Any]:
        """The parameters of the area's clause; `version` is the newest of the data."""
        return self._inside(area, version)

    def _looked_up(self, area: Area, _: int) -> dict[str, Any]:
        squares = cover(area)
        first, last = squares.keys
        known = self._ask(_on_the_border, squares)
        return {
            "area_first": first,
            "area_last": last,
            "area_shift": squares.shift,
            "area_squares": squares.inside,
            "area_keys": within(area, known),
        }


def _on_the_border(db: duckdb.DuckDBPyConnection, squares: Cover) -> Numbers:
    """The keys of the points in the squares that the border cuts."""
    first, last = squares.keys
    asked = {"first": first, "last": last, "shift": squares.shift, "border": squares.border}
    return np.asarray(db.execute(BORDER, asked).fetchnumpy()["zkey"], dtype=np.int64)
