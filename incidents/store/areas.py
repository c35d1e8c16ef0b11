"""Drawn areas looked up in the store: exact at the border, whatever its shape.

Squares that lie inside are found by number alone. Of the squares that the border cuts, the points
that the store knows are tested one by one, once for each area and version of the data.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from incidents.geo import Area, Cover, cover, within
from incidents.query import Query
from incidents.store.patience import Asks

Numbers = NDArray[np.int64]

T = TypeVar("T")

FEW = 200  # squares and points that are handed over with a condition
REMEMBERED = 64  # areas, each a few kilobytes and at most some hundred
BORDER = """
SELECT DISTINCT zkey FROM incidents
WHERE zkey BETWEEN $first AND $last AND zkey >> $shift IN (SELECT unnest($border))
"""


@dataclass(frozen=True, slots=True)
class Inside:
    """What of the store lies in an area: whole squares, and of others single points, by their keys.

    A key lies in the square whose number is key >> `shift`. `tables` hold `squares` and `keys` too,
    for a condition that names a few thousand of them is slow to hand over.
    """

    first: int
    last: int
    shift: int
    squares: Numbers
    keys: Numbers
    name: str
    tables: dict[str, pa.Table]

    @property
    def is_long(self) -> bool:
        """Whether a condition should name the tables."""
        return len(self.squares) + len(self.keys) > FEW


@dataclass(frozen=True, slots=True)
class Question(Query):
    """A query whose drawn area and text have been looked up.

    `inside` is what lies in the area, `sought` the text's clause and parameters; None where the
    rows are looked through. `large` says whether the store is too large to gather its rows one by
    one; `rollup` is the table that counts them by day, None where there is none for the version
    asked.
    """

    inside: Inside | None = field(default=None, compare=False)
    sought: tuple[str, dict[str, Any]] | None = field(default=None, compare=False)
    large: bool = field(default=False, compare=False)
    rollup: str | None = field(default=None, compare=False)

    def lay(self, db: duckdb.DuckDBPyConnection) -> None:
        """Lays the tables that the question names before the cursor that is to answer it."""
        for name, table in self.inside.tables.items() if self.inside else ():
            db.register(name, table)


def laying(ask: Asks) -> Asks:
    """The same, with the tables of each question laid before its cursor."""

    def asks(answer: Callable[..., T], *args: Any, **more: Any) -> T:
        def laid(db: duckdb.DuckDBPyConnection) -> T:
            for one in args:
                if isinstance(one, Question):
                    one.lay(db)
            return answer(db, *args, **more)

        return ask(laid)

    return asks


def clipped(query: Query, first: int, last: int) -> Query:
    """The question about one range of keys: the fewer squares, the quicker the answer."""
    if not isinstance(query, Question) or not query.inside:
        return query
    shift, squares, keys = query.inside.shift, query.inside.squares, query.inside.keys
    here = squares[(squares >= first >> shift) & (squares <= last >> shift)]
    if len(here) == (last >> shift) - (first >> shift) + 1:
        return replace(query, area=None)  # all of it is inside
    near = keys[(keys >= first) & (keys <= last)]
    return replace(query, inside=replace(query.inside, squares=here, keys=near))


class Areas:
    """Looks areas up, and remembers what it found; `ask` hands a cursor to what asks."""

    def __init__(self, ask: Asks) -> None:
        self._ask = ask
        self._names = itertools.count()
        self._inside = functools.lru_cache(REMEMBERED)(self._looked_up)

    def inside(self, area: Area, version: int) -> Inside:
        """What lies in the area; `version` is the newest of the data."""
        return self._inside(area, version)

    def _looked_up(self, area: Area, _: int) -> Inside:
        covering = cover(area)
        squares, keys = covering.inside, within(area, self._ask(_on_the_border, covering))
        name = f"area_{next(self._names)}"
        return Inside(
            *covering.keys,
            covering.shift,
            squares,
            keys,
            name,
            {
                f"{name}_squares": pa.table({"square": squares}),
                f"{name}_keys": pa.table({"zkey": keys}),
            },
        )


def _on_the_border(db: duckdb.DuckDBPyConnection, squares: Cover) -> Numbers:
    """The keys of the points in the squares that the border cuts."""
    first, last = squares.keys
    asked = {"first": first, "last": last, "shift": squares.shift, "border": squares.border}
    return np.asarray(db.execute(BORDER, asked).fetchnumpy()["zkey"], dtype=np.int64)
