"""A tile as a Mapbox Vector Tile, for QGIS, MapLibre and whatever else reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import mapbox_vector_tile
import shapely

from incidents.model import KINDS, GeoPrecision

Columns = Mapping[str, Sequence[Any]]

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
# What each thing of a layer tells, and what that is; what is not known is left out.
FIELDS = {
    "count": "Number of incidents",
    "kind": "Their most frequent kind",
    "geo_precision": "Precision of the place; of several, the coarsest",
    "killed_max": "Highest number killed that is told of one of them",
    "place": "Name of the place",
    "country": "ISO 3166-1 alpha-2 code",
    "radius_m": "How far off they may be, in metres",
    "id": "Of a single incident",
    "date": "Of a single incident",
    "date_precision": "Of a single incident",
}
_TOLD = {"place": "place", "country": "country", "radius_m": "radius"}
_OF_ONE = {"id": "id", "date": "date", "date_precision": "dprec"}
_KINDS = tuple(KINDS)
_PRECISIONS = tuple(one.value for one in GeoPrecision)


def to_mvt(layers: Mapping[str, Columns], extent: int) -> bytes:
    """The tile with a layer for each of the tables, whose columns are those of a JSON tile.

    `x` and `y` are tile-local, from 0 to `extent`, southward. Empty layers are left out.
    """
    told = [
        {"name": name, "features": list(_features(columns))}
        for name, columns in layers.items()
        if columns["n"]
    ]
    options = {"y_coord_down": True, "extents": extent}
    packed: bytes = mapbox_vector_tile.encode(told, default_options=options)
    return packed


def _features(columns: Columns) -> Iterator[dict[str, Any]]:
    for row, point in enumerate(shapely.points(columns["x"], columns["y"])):
        told = {name: _plain(value) for name, value in _told(columns, row).items()}
        yield {
            "geometry": point,
            "properties": {name: value for name, value in told.items() if value is not None},
        }


def _told(columns: Columns, row: int) -> dict[str, Any]:
    """What is known of one row, by the names of FIELDS."""
    count = columns["n"][row]
    wanted = _TOLD | (_OF_ONE if count == 1 else {})
    return {
        "count": count,
        "kind": _KINDS[columns["kind"][row]],
        "geo_precision": _PRECISIONS[columns["prec"][row]],
        "killed_max": columns["killed"][row],
        **{name: columns[column][row] for name, column in wanted.items() if column in columns},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
