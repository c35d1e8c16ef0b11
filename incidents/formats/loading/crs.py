"""Whether a file's coordinates are longitude and latitude: others would be dots elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq

from incidents.errors import UsageError

# EPSG codes of systems in degrees that lie within metres of WGS 84: NAD83, ETRS89 and itself.
DEGREES = frozenset({"CRS84", "CRS84H", "4326", "4979", "4269", "4258"})
NAMES = ("wgs 84", "wgs84", "nad83", "etrs89")
RIGHT = "save it with longitude and latitude (WGS 84, EPSG:4326)"
UNSAID = "the file does not say how its points are measured: taken as longitude and latitude"
_CODE = re.compile(r"(?:^|[:/#])([A-Za-z0-9]+)$")


def check_geojson(path: Path, told: Any) -> None:
    """UsageError where a collection names coordinates that are no longitude and latitude."""
    named = told.get("crs") if isinstance(told, Mapping) else None
    if not isinstance(named, Mapping):
        return
    properties = named.get("properties")
    told_by = properties if isinstance(properties, Mapping) else {}
    name = str(told_by.get("name") or told_by.get("code") or "")  # older writers tell a code
    code = _CODE.search(name)
    if not (code and code[1].upper() in DEGREES):
        raise UsageError(f"{path.name} is in the coordinates {name[:60] or 'of a link'!r}; {RIGHT}")


def check_geoparquet(path: Path) -> tuple[str, ...]:
    """Notes about the coordinates of a Parquet file; UsageError where they are no degrees."""
    told = (pq.read_schema(path).metadata or {}).get(b"geo")
    if told is None:
        return ()
    try:
        columns = orjson.loads(told)["columns"].values()
        systems = [one["crs"] for one in columns if "crs" in one]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path.name} has damaged metadata of its geometry: {error}") from error
    for system in systems:
        if system is not None and not _in_degrees(system):
            raise UsageError(f"{path.name} is in the coordinates {_name(system)!r}; {RIGHT}")
    return (UNSAID,) if None in systems else ()


def _in_degrees(system: Any) -> bool:
    """Whether PROJJSON describes longitude and latitude that are ours to within metres."""
    if not isinstance(system, Mapping):
        return False
    known = system.get("id")
    if isinstance(known, Mapping):
        return str(known.get("code")).upper() in DEGREES
    return system.get("type") == "GeographicCRS" and _name(system).casefold().startswith(NAMES)


def _name(system: Any) -> str:
    return str(system.get("name", "") if isinstance(system, Mapping) else system)[:60]
