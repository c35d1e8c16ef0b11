"""The table as GeoJSON (RFC 7946)."""

from __future__ import annotations

from typing import Any

import orjson
import pandas as pd

from incidents.model.frame import records


def to_geojson(frame: pd.DataFrame, **members: Any) -> bytes:
    """A FeatureCollection, one feature a row; a row without a place has a null geometry.

    Further members (such as the number matched) stand beside `features`.
    """
    collection = {"type": "FeatureCollection", **members, "features": features(frame)}
    return orjson.dumps(collection)


def features(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as GeoJSON features whose properties are the table's columns."""
    return [_feature(row) for row in records(frame)]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    lat, lon = row["lat"], row["lon"]
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
