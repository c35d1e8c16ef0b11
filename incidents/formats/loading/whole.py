"""Tables that come whole, as text cells like a CSV's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from incidents.errors import UsageError
from incidents.formats.loading.crs import check_geoparquet
from incidents.formats.loading.heads import unique
from incidents.formats.tables import read_table

ROWS = 100_000  # a batch
SAMPLE_ROWS = 50
MOST_COLUMNS = 2_000


@dataclass(slots=True)
class Whole:
    """A table held in memory, given out like a Delimited."""

    path: Path
    rows: pd.DataFrame
    notes: tuple[str, ...] = ()
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def headers(self) -> list[str]:
        return list(self.rows.columns)

    @property
    def sample(self) -> pd.DataFrame:
        """The first rows, for guesses."""
        return self.rows.head(SAMPLE_ROWS)

    def batches(self, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows as text, an index of row numbers from 1; only those columns if given."""
        for start in range(0, len(self.rows), ROWS):
            batch = self.rows.iloc[start : start + ROWS]
            yield batch[columns] if columns else batch


def whole(path: Path, frame: pd.DataFrame, notes: Sequence[str] = ()) -> Whole:
    """The frame, whatever its cells are, as a table of text."""
    if len(frame.columns) > MOST_COLUMNS:
        raise UsageError(f"{path} has {len(frame.columns)} columns; {MOST_COLUMNS} are the most")
    text = frame.map(as_text).astype("str")
    text.columns = pd.Index(unique([str(name) for name in frame.columns]))
    return Whole(path, text.set_axis(pd.RangeIndex(1, len(text) + 1, name="row")), tuple(notes))


def parquet(path: Path) -> Whole:
    """The table of a Parquet or GeoParquet file."""
    frame = read_table(path)
    return whole(path, frame, check_geoparquet(path))


def as_text(cell: Any) -> str:
    """The cell as a CSV would have it: days without a time, whole numbers without a dot."""
    if cell is None or cell is pd.NaT or cell is pd.NA:
        return ""
    if isinstance(cell, bytes):
        return _geometry(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return _number(cell)
    return str(cell)


def _number(cell: float) -> str:
    if cell != cell:
        return ""
    return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)


def _geometry(cell: bytes) -> str:
    """A binary geometry in words; other binary cells say nothing."""
    try:
        return str(shapely.to_wkt(shapely.from_wkb(cell), rounding_precision=-1))
    except shapely.errors.GEOSException:
        return ""
