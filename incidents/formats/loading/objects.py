"""JSON as a table: GeoJSON, lists of objects or of rows, wherever in the answer they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from incidents.errors import UsageError
from incidents.formats.loading.crs import check_geojson
from incidents.formats.loading.geometry import REACHES, of_geojson
from incidents.formats.loading.heads import header_at, unique
from incidents.formats.loading.scripts import is_literal, is_script, literal
from incidents.formats.loading.whole import Whole, whole

DEEPEST = 3  # objects in objects that become columns of their own
MOST_BYTES = 1 << 30
LISTS = ("features", "data", "results", "result", "rows", "items", "records", "incidents", "events",
         "elements")  # fmt: skip
RIGHT = "GeoJSON features, or a list of objects or of rows, would be right"


def objects(path: Path) -> Whole:
    """The file's records, a row each; a geometry as lat and lon, and how far it reaches."""
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{path} is over {MOST_BYTES >> 20} MB of JSON; save it as CSV")
    told = _parsed(path)
    check_geojson(path, told)
    if isinstance(told, dict) and told.get("type") == "Topology":
        raise UsageError(f"{path} is TopoJSON; {RIGHT}")
    records = _records(told)
    if not records or not all(isinstance(one, dict | list) for one in records):
        raise UsageError(f"{path} holds no records; {RIGHT}")
    if isinstance(records[0], list):
        return whole(path, _of_rows([one for one in records if isinstance(one, list)]))
    return whole(path, pd.DataFrame([_row(one) for one in records], dtype=object))


def _parsed(path: Path) -> Any:
    """The JSON, or the list of JSON lines, or what a script gives a name."""
    text = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if is_script(text[:256]):
        return _scripted(path, text)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if is_literal(text[:256]):
            return _scripted(path, text)
        if len(lines) < 2 or not lines[0].rstrip().endswith((b"}", b"]")):
            raise UsageError(f"{path} is not whole JSON: {error}") from error
    try:
        return [orjson.loads(line) for line in lines]
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path} is not whole JSON: {error}") from error


def _scripted(path: Path, text: bytes) -> Any:
    try:
        return literal(text.decode())
    except ValueError as error:  # also what is no UTF-8
        raise UsageError(f"{path} is a script, not data alone: {error}; {RIGHT}") from error


def _records(told: Any) -> list[Any]:
    """The list of records: the whole, or what stands under one of the usual names."""
    if isinstance(told, list):
        return told
    if not isinstance(told, dict):
        return []
    known = {str(name).casefold(): inner for name, inner in told.items()}
    for name in LISTS:
        inner = known.get(name)
        if isinstance(inner, list) and inner:
            return inner
        if isinstance(inner, dict) and (deeper := _records(inner)):
            return deeper
    if told.get("type") == "Feature":
        return [told]
    if told.get("type") == "GeometryCollection" and isinstance(told.get("geometries"), list):
        return [_bare(one) for one in told["geometries"]]
    return [_bare(told)] if "coordinates" in told else []


def _bare(geometry: Any) -> dict[str, Any]:
    """A geometry that stands alone, as a feature without properties."""
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _of_rows(rows: list[list[Any]]) -> pd.DataFrame:
    """A list of rows as HXL has it: the header among the first of them."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    at = header_at(texts)
    width = len(texts[at])
    padded = [(row + [""] * width)[:width] for row in texts[at + 1 :]]
    return pd.DataFrame(padded, columns=unique(texts[at]), dtype=object)


def _row(record: Any) -> dict[str, Any]:
    if not isinstance(record, dict):
        return {}
    if "geometry" in record and record.get("type", "Feature") == "Feature":
        return _feature(record)
    fields = record.get("fields") or record.get("tags")
    if isinstance(fields, dict):  # as ReliefWeb and OpenStreetMap answer
        record = {**record, **fields}
        record.pop("fields", None)
        record.pop("tags", None)
    return dict(_flat(record))


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    geometry = feature.get("geometry")
    properties = feature.get("properties")
    row = dict(_flat(properties if isinstance(properties, dict) else {}))
    if "id" in feature:
        row.setdefault("id", feature["id"])
    return row | _spot(geometry)


def _spot(geometry: Any) -> dict[str, Any]:
    """The point of a geometry as columns; a point's as they are written, right or wrong."""
    if not isinstance(geometry, dict):
        return {}
    at = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(at, list) and len(at) >= 2:
        return {"lat": at[1], "lon": at[0]}
    spot = of_geojson(geometry)
    if spot is None:
        return {}
    return {"lat": spot.lat, "lon": spot.lon, REACHES: spot.reach_m}


def _flat(told: dict[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    for name, value in told.items():
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, f"{before}{name}.", depth + 1)
        else:
            yield f"{before}{name}", _joined(value)


def _joined(value: Any) -> Any:
    """A list of words as one text."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return value
