"""Tables that come whole: workbooks, Parquet and GeoJSON, as text cells like a CSV's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from incidents.errors import UsageError
from incidents.formats.loading.delimited import unique
from incidents.formats.tables import read_table

ROWS = 100_000  # a batch
DEEPEST = 2  # objects in properties that become columns of their own


@dataclass(slots=True)
class Whole:
    """A table held in memory, given out like a Delimited."""

    path: Path
    rows: pd.DataFrame
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def headers(self) -> list[str]:
        return list(self.rows.columns)

    def batches(self, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows as text, an index of row numbers from 1; only those columns if given."""
        for start in range(0, len(self.rows), ROWS):
            batch = self.rows.iloc[start : start + ROWS]
            yield batch[columns] if columns else batch


def table(path: Path) -> Whole:
    """The first table of a workbook or Parquet file."""
    frame = read_table(path)
    frame.columns = pd.Index(unique([str(name) for name in frame.columns]))
    return Whole(path, _numbered(frame.map(_text).astype("str")))


def geojson(path: Path) -> Whole:
    """The features of a GeoJSON file, a row each: properties, and the point as lat and lon.

    A feature that is no point has none: an outline's middle would be a place nobody reported.
    """
    try:
        told = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path} is not whole JSON: {error}") from error
    features = told.get("features") if isinstance(told, dict) else told
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise UsageError(f"{path} holds neither features nor a list of objects")
    rows = [_feature(one) if "geometry" in one else dict(_flat(one)) for one in features]
    frame = pd.DataFrame(rows, dtype=object)
    frame.columns = pd.Index(unique([str(name) for name in frame.columns]))
    return Whole(path, _numbered(frame.map(_text).astype("str")))


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    geometry = feature.get("geometry") or {}
    spot = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    row = dict(_flat(feature.get("properties") or {}))
    if "id" in feature:
        row.setdefault("id", feature["id"])
    if isinstance(spot, list) and len(spot) >= 2:
        row |= {"lat": spot[1], "lon": spot[0]}
    return row


def _flat(told: dict[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    for name, value in told.items():
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, f"{before}{name}.", depth + 1)
        else:
            yield f"{before}{name}", value


def _text(cell: object) -> str:
    """The cell as a CSV would have it: days without a time, whole numbers without a dot."""
    if cell is None or cell is pd.NaT or cell != cell:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="row"))
