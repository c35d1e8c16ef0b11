"""The table as GeoParquet 1.1: Parquet with a point a row, for notebooks and map programs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import IO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from incidents.formats.about import About
from incidents.model.frame import COLUMNS, typed

TYPES = {
    "str": pa.string(),
    "float64": pa.float64(),
    "Int64": pa.int64(),
    "boolean": pa.bool_(),
    "datetime64[s]": pa.date32(),  # a day has no hour, so no time zone can shift it
}
GEOMETRY = "geometry"
# https://geoparquet.org/releases/v1.1.0: no `crs` means longitude and latitude of WGS 84.
GEO = {
    "version": "1.1.0",
    "primary_column": GEOMETRY,
    "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}
# A point in well-known binary: little-endian, type 1, longitude, latitude.
POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("lon", "<f8"), ("lat", "<f8")])


def write_parquet(batches: Iterable[pd.DataFrame], about: About, target: IO[bytes]) -> None:
    """The columns with their types and a `geometry`; what it is about as key-value metadata."""
    columns = [pa.field(name, TYPES[kind]) for name, kind in COLUMNS.items()]
    told = {f"incidents:{name}": words for name, words in about.told().items()}
    schema = pa.schema(
        [*columns, pa.field(GEOMETRY, pa.binary())], metadata=told | {"geo": json.dumps(GEO)}
    )
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(_table(batch, schema))


def read_parquet(data: bytes) -> pd.DataFrame:
    """The table that `write_parquet` wrote."""
    return typed(pq.read_table(io.BytesIO(data), columns=list(COLUMNS)).to_pandas())


def _table(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    arrays = [
        pa.array(frame[name], type=schema.field(name).type, from_pandas=True) for name in COLUMNS
    ]
    return pa.Table.from_arrays([*arrays, _points(frame)], schema=schema)


def _points(frame: pd.DataFrame) -> pa.Array:
    """The rows' points in well-known binary; null where there is no place."""
    points = np.zeros(len(frame), POINT)
    points["order"], points["type"] = 1, 1
    points["lon"], points["lat"] = frame["lon"], frame["lat"]
    packed = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(POINT.itemsize), len(frame), [None, pa.py_buffer(points.tobytes())]
    )
    placed = pa.array(frame["lat"].notna() & frame["lon"].notna())
    return pa.compute.if_else(placed, packed.cast(pa.binary()), pa.scalar(None, pa.binary()))
