"""Whether a file's coordinates are longitude and latitude: others would be dots elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from incidents.errors import UsageError

if TYPE_CHECKING:
    from pyproj import CRS

# EPSG codes of systems in degrees that lie within metres of WGS 84: NAD83, ETRS89 and itself.
DEGREES = frozenset({"CRS84", "CRS84H", "4326", "4979", "4269", "4258"})
NAMES = ("wgs 84", "wgs84", "nad83", "etrs89")
RIGHT = "save it with longitude and latitude (WGS 84, EPSG:4326)"
UNSAID = "the file does not say how its points are measured: taken as longitude and latitude"
WGS84 = 4326
_CODE = re.compile(r"(?:^|[:/#])([A-Za-z0-9]+)$")


@dataclass(frozen=True, slots=True)
class System:
    """How the coordinates of a layer are measured; None: nobody says, taken for degrees."""

    crs: CRS | None

    @property
    def is_degrees(self) -> bool:
        """Whether longitude and latitude stand there, ours to within metres."""
        if self.crs is None:
            return True
        name = self.crs.name.casefold().replace("_", " ").removeprefix("gcs ")
        return bool(self.crs.is_geographic) and name.replace(" 19", "").startswith(NAMES)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say about points that were moved."""
        name = self.crs.name[:60] if self.crs and not self.is_degrees else ""
        return (f"its points were in {name}, and are converted to degrees",) if name else ()

    def degrees(self, path: Path, drawn: NDArray[np.object_]) -> NDArray[np.object_]:
        """The geometries in degrees of WGS 84; UsageError where they cannot be in their system."""
        if self.crs is None or self.is_degrees:
            return drawn
        west, south, east, north = shapely.total_bounds(drawn)
        if self.crs.is_projected and max(abs(west), abs(east)) <= 180 and max(-south, north) <= 90:
            raise UsageError(
                f"{path.name} says its points are in {self.crs.name[:60]}, but they look like"
                f" degrees; {RIGHT}"
            )
        from pyproj import Transformer  # takes half a second, and few files need it

        moved = Transformer.from_crs(self.crs, WGS84, always_xy=True)

        def move(corners: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(moved.transform(corners[:, 0], corners[:, 1]))

        found: NDArray[np.object_] = shapely.transform(shapely.force_2d(drawn), move)
        return found


def system_of_code(code: int) -> System | None:
    """The system with that EPSG code; None where there is none."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return System(CRS.from_epsg(code))
    except CRSError:
        return None


def system_of_words(words: str) -> System:
    """The system that well-known text describes, or one that nobody knows."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return System(CRS.from_wkt(words) if words.strip() else None)
    except CRSError:
        return System(None)


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
