"""Speed and memory, measured: medians on this machine, printed and never asserted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pandas as pd

from incidents.bench import geocode, page, reading, store
from incidents.bench.timing import Measure
from incidents.errors import UsageError

PARTS: dict[str, Callable[[], Iterator[Measure]]] = {
    "geocode": geocode.measures,
    "reading": reading.measures,
    "store": store.measures,
    "page": page.measures,
}


def run(parts: Sequence[str], tell: Callable[[str], None]) -> pd.DataFrame:
    """The measures of those parts (all, if none is named), one row each; `tell` hears progress."""
    for name in parts:
        if name not in PARTS:
            raise UsageError(f"there is no part {name!r} to measure; there are {', '.join(PARTS)}")
    return pd.DataFrame(list(_rows(parts or list(PARTS), tell)))


def _rows(parts: Iterable[str], tell: Callable[[str], None]) -> Iterator[dict[str, object]]:
    for name in parts:
        tell(f"measuring {name}")
        for measure in PARTS[name]():
            yield {"part": name, **measure.row()}
