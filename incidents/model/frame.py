"""The table that every door speaks: one pandas row an incident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from incidents.model.incident import Incident

COLUMNS: dict[str, str] = {
    "id": "str",
    "kind": "str",
    "date": "datetime64[s]",
    "date_end": "datetime64[s]",
    "date_precision": "str",
    "place": "str",
    "country": "str",
    "admin1": "str",
    "lat": "float64",
    "lon": "float64",
    "geo_precision": "str",
    "radius_m": "Int64",
    "killed_min": "Int64",
    "killed_max": "Int64",
    "injured_min": "Int64",
    "injured_max": "Int64",
    "arrested_min": "Int64",
    "arrested_max": "Int64",
    "actors": "str",
    "hedged": "boolean",
    "attributed_to": "str",
    "title": "str",
    "quote": "str",
    "quote_start": "Int64",
    "quote_end": "Int64",
    "source": "str",
    "url": "str",
    "language": "str",
    "published": "datetime64[s]",
    "status": "str",
    "confidence": "str",
    "dataset": "str",
}
DAYS = tuple(name for name, kind in COLUMNS.items() if kind.startswith("datetime"))


def row_of(incident: Incident) -> dict[str, Any]:
    """The incident as one flat row: column name → plain value, None where unknown."""
    place, when = incident.place, incident.when
    return {
        "id": incident.id,
        "kind": incident.kind,
        "date": when.date,
        "date_end": when.date_end,
        "date_precision": when.precision.value,
        "place": incident.place_name or (place.name if place else None),
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.point.lat if place else None,
        "lon": place.point.lon if place else None,
        "geo_precision": place.precision.value if place else "unknown",
        "radius_m": place.radius_m if place else None,
        "killed_min": incident.killed.min,
        "killed_max": incident.killed.max,
        "injured_min": incident.injured.min,
        "injured_max": incident.injured.max,
        "arrested_min": incident.arrested.min,
        "arrested_max": incident.arrested.max,
        "actors": "; ".join(incident.actors) or None,
        "hedged": incident.hedged,
        "attributed_to": incident.attributed_to,
        "title": incident.title,
        "quote": incident.quote,
        "quote_start": incident.quote_start,
        "quote_end": incident.quote_end,
        "source": incident.source,
        "url": incident.url,
        "language": incident.language,
        "published": incident.published,
        "status": incident.status.value,
        "confidence": incident.confidence,
        "dataset": incident.dataset,
    }


def to_frame(incidents: Iterable[Incident]) -> pd.DataFrame:
    """The incidents as the table of `COLUMNS`, dates as days without a zone."""
    return typed(pd.DataFrame([row_of(incident) for incident in incidents], columns=list(COLUMNS)))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the columns and types of `COLUMNS`; a missing column comes out empty."""
    return pd.DataFrame(
        {name: _column(frame.get(name), len(frame), kind) for name, kind in COLUMNS.items()}
    )


def of_tuples(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as tuples in the order of `COLUMNS` as the table; quick for a page of it."""
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    return pd.DataFrame(
        {
            name: _typed_list(list(values), kind)
            for (name, kind), values in zip(COLUMNS.items(), columns, strict=True)
        }
    )


def _typed_list(values: list[Any], kind: str) -> Any:
    if kind.startswith("datetime"):  # through days, which hold any year
        return np.array(values, dtype="datetime64[D]").astype(kind)
    if kind == "float64":
        return np.array(values, dtype=kind) + 0.0
    return pd.array(values, dtype=kind)


def _column(values: pd.Series | None, length: int, kind: str) -> pd.Series:
    if values is None:
        return pd.Series(index=range(length), dtype=kind)
    if not isinstance(values.index, pd.RangeIndex) or values.index.start:
        values = values.reset_index(drop=True)
    if kind.startswith("datetime"):
        return pd.to_datetime(values).astype(kind)
    if kind == "float64":
        return pd.to_numeric(values).astype(kind) + 0.0  # a coordinate of -0.0 is 0.0
    return values if values.dtype == kind else values.astype(kind)


def empty_frame() -> pd.DataFrame:
    """The table with no rows."""
    return to_frame(())


def plain(value: Any) -> Any:
    """A cell as JSON can hold it: ISO days, None for what is missing."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp | date):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries that JSON can hold."""
    return [
        {name: plain(value) for name, value in zip(frame.columns, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]
