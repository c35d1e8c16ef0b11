"""The table as GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import orjson
import pandas as pd

from incidents.formats.about import About
from incidents.model.frame import records, typed


def to_geojson(frame: pd.DataFrame, **members: Any) -> bytes:
    """A FeatureCollection, one feature a row; a row without a place has a null geometry.

    Further members (such as the number matched) stand beside `features`.
    """
    collection = {"type": "FeatureCollection", **members, "features": features(frame)}
    return orjson.dumps(collection)


def write_geojson(batches: Iterable[pd.DataFrame], about: About, target: IO[bytes]) -> None:
    """A FeatureCollection with a feature on each line.

    Before them stand `about`, filters and version of the data, and `attribution`, whom to credit.
    """
    members = {"about": about.told(), "attribution": (*about.credit, *about.sources)}
    head = orjson.dumps({"type": "FeatureCollection", **members})
    target.write(head[:-1] + b',"features":[')
    between = b"\n"
    for batch in batches:
        for feature in features(batch):
            target.write(between + orjson.dumps(feature))
            between = b",\n"
    target.write(b"\n]}\n")


def read_geojson(data: bytes) -> pd.DataFrame:
    """The table that `write_geojson` wrote, from the features' properties."""
    rows = [feature["properties"] for feature in orjson.loads(data)["features"]]
    return typed(pd.DataFrame(rows))


def features(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as GeoJSON features whose properties are the table's columns."""
    return [_feature(row) for row in records(frame)]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    lat, lon = row["lat"], row["lon"]
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
