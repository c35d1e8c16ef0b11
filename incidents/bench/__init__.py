"""Speed and memory, measured: medians on this machine, printed and never asserted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from incidents.bench import dots, drop, geocode, load, page, reading, scale, served
from incidents.bench import store as kept
from incidents.bench.load import ROWS
from incidents.bench.scale import make
from incidents.bench.timing import Measure
from incidents.errors import UsageError

__all__ = ["OF_STORE", "PARTS", "ROWS", "make", "run"]

PARTS: dict[str, Callable[[], Iterator[Measure]]] = {
    "geocode": geocode.measures,
    "reading": reading.measures,
    "store": kept.measures,
    "page": page.measures,
    "map": dots.measures,
    "served": served.measures,
    "scale": scale.measures,
    "load": load.measures,
    "drop": drop.measures,
}


SCALE = "scale"
# By themselves alone: they may be asked of a store of any size.
OF_STORE = {"map": dots.measures, "served": served.measures, SCALE: scale.measures}
OF_ROWS = {"load": load.measures, "drop": drop.measures}  # a file of as many as are asked for


def run(
    parts: Sequence[str],
    tell: Callable[[str], None],
    store: Path | None = None,
    rows: int = load.ROWS,
) -> pd.DataFrame:
    """The measures of those parts (all but OF_STORE, if none is named); `tell` hears progress.

    OF_STORE measure the store in that file, or one they make; OF_ROWS a file of that many rows.
    """
    for name in parts:
        if name not in PARTS:
            raise UsageError(f"there is no part {name!r} to measure; there are {', '.join(PARTS)}")
    wanted = parts or [name for name in PARTS if name not in OF_STORE]
    return pd.DataFrame(list(_rows(wanted, tell, store, rows)))


def _rows(
    parts: Iterable[str], tell: Callable[[str], None], store: Path | None, rows: int
) -> Iterator[dict[str, object]]:
    for name in parts:
        tell(f"measuring {name}")
        for measure in _measures(name, store, rows):
            yield {"part": name, **measure.row()}


def _measures(name: str, store: Path | None, rows: int) -> Iterator[Measure]:
    if name in OF_STORE:
        return OF_STORE[name](store)
    return OF_ROWS[name](rows) if name in OF_ROWS else PARTS[name]()
