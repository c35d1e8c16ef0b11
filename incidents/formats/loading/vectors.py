"""Layers of map programs as tables: a GeoPackage, or a shapefile and the files beside it.

Read with SQLite and pyshp, so that no part of a file can name another file, a program or a host.
"""

from __future__ import annotations

import codecs
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
import shapefile  # type: ignore[import-untyped]
import shapely
from numpy.typing import NDArray

from incidents.errors import UsageError
from incidents.formats.loading.columns import guessed
from incidents.formats.loading.crs import UNSAID, System, system_of_code, system_of_words
from incidents.formats.loading.geometry import REACHES, spot_of
from incidents.formats.loading.whole import Whole, whole

MOST_BYTES = 1 << 30
MOST_STEPS = 2_000_000_000  # of SQLite's machine: some minutes
STEPS_AT_ONCE = 1_000_000
PARTS = ("shp", "dbf", "prj", "cpg")
ENVELOPES = (0, 32, 48, 48, 64)  # bytes before the geometry, by the kind of its envelope
SAVE_LAYER = "save the layer as GeoJSON or CSV with longitude and latitude"
_LAYERS = """
SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
FROM gpkg_geometry_columns g JOIN sqlite_master m ON m.name = g.table_name
LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 100
"""
UNREAD = (sqlite3.Error, pd.errors.DatabaseError, ValueError, TypeError, OverflowError)
BROKEN = (  # what pyshp lets through where the bytes are none of a shapefile
    shapefile.ShapefileException, shapefile.PossiblyCorruptFileHeader, struct.error, ValueError,
    IndexError, KeyError, TypeError, AttributeError, MemoryError,
)  # fmt: skip
Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class _Layer:
    table: str
    column: str
    headers: tuple[str, ...]
    rows: int
    system: System


def geopackage(path: Path) -> Whole:
    """The layer of a GeoPackage whose columns we know best, or else the longest."""
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{path} is over {MOST_BYTES >> 20} MB; {SAVE_LAYER}")
    place = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(place, uri=True)) as db:
            _bound(db)
            layers = [_layer(db, *told) for told in db.execute(_LAYERS).fetchall()]
            if not layers:
                raise UsageError(f"{path} is a GeoPackage without a layer of places")
            best = max(layers, key=lambda one: (len(guessed(one.headers)), one.rows))
            cells = pd.read_sql_query(f"SELECT * FROM {_quoted(best.table)}", db, dtype=object)
    except UNREAD as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            f"{path} is no GeoPackage, or one that cannot be read ({error}); {SAVE_LAYER}"
        ) from error
    others = [one.table for one in layers if one is not best]
    notes = (f"the layer “{best.table}” was read, not {', '.join(others)}",) if others else ()
    binary = [_wkb(cell) for cell in cells[best.column]] if best.column in cells else []
    if len(binary) != len(cells):
        raise UsageError(f"{path} names a column of places that is not there; {SAVE_LAYER}")
    drawn = shapely.from_wkb(binary, on_invalid="ignore")
    return _table(path, cells.drop(columns=best.column), drawn, best.system, notes)


def _bound(db: sqlite3.Connection) -> None:
    """Lets a hostile file name nothing and take no longer than a large layer would."""
    steps = [0]

    def watched() -> int:
        steps[0] += STEPS_AT_ONCE
        return int(steps[0] > MOST_STEPS)

    db.text_factory = lambda told: told.decode("utf-8", "replace")
    db.set_progress_handler(watched, STEPS_AT_ONCE)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA query_only = ON")


def _layer(
    db: sqlite3.Connection, table: str, column: str, office: str, code: int, words: str
) -> _Layer:
    columns = db.execute("SELECT name FROM pragma_table_info(?)", [table]).fetchall()
    rows = db.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0]
    known = str(office).upper() == "EPSG" and system_of_code(int(code))
    system = known or system_of_words(str(words or ""))
    return _Layer(table, column, tuple(name for (name,) in columns), rows, system)


def _quoted(name: str) -> str:
    """A table's name as SQL has it; it stands in the file's own list of tables."""
    return '"' + name.replace('"', '""') + '"'


def _wkb(cell: Any) -> bytes | None:
    """The geometry without what GeoPackage puts before it; None for what is none."""
    if not isinstance(cell, bytes) or len(cell) < 8 or cell[:2] != b"GP":
        return None
    kind = (cell[3] >> 1) & 7
    return cell[8 + ENVELOPES[kind] :] if kind < len(ENVELOPES) else None


def shapefiles(path: Path, parts: Mapping[str, Path]) -> Whole:
    """The table of a shapefile; `parts`: shp, dbf, prj and cpg → where each lies."""
    if "shp" not in parts or "dbf" not in parts:
        raise UsageError(
            f"{path} is a part of a shapefile: zip it with its .dbf and .prj, or {SAVE_LAYER}"
        )
    if sum(parts[one].stat().st_size for one in parts) > MOST_BYTES:
        raise UsageError(f"{path} is over {MOST_BYTES >> 20} MB; {SAVE_LAYER}")
    words = parts["prj"].read_text("utf-8", "replace")[:10_000] if "prj" in parts else ""
    try:
        with ExitStack() as files:
            shp, dbf = (files.enter_context(parts[one].open("rb")) for one in ("shp", "dbf"))
            with shapefile.Reader(
                shp=shp, dbf=dbf, encoding=_encoding(parts), encodingErrors="replace"
            ) as reader:
                headers = [field[0] for field in reader.fields if field[0] != "DeletionFlag"]
                records = [list(record) for record in reader.records()]
                drawn = [_drawn(shape) for shape in reader.shapes()]
    except BROKEN as error:
        raise UsageError(f"{path} holds a shapefile that cannot be read: {error}") from error
    if len(records) != len(drawn):
        raise UsageError(f"{path} holds {len(drawn)} shapes and {len(records)} rows for them")
    frame = pd.DataFrame(records, columns=pd.Index(headers), dtype=object)
    geometries = np.empty(len(drawn), dtype=object)
    geometries[:] = drawn
    return _table(path, frame, geometries, system_of_words(words), () if words else (UNSAID,))


def _encoding(parts: Mapping[str, Path]) -> str:
    """What the .cpg names, where Python knows it; else the encoding of most shapefiles."""
    named = parts["cpg"].read_bytes()[:20].decode("ascii", "replace") if "cpg" in parts else "utf-8"
    try:
        return codecs.lookup(named.strip()).name
    except LookupError:
        return "cp1252"


def _drawn(shape: Any) -> Any:
    return None if shape.shapeType == shapefile.NULL else shapely.geometry.shape(shape)


def _table(
    path: Path, cells: pd.DataFrame, drawn: Geometries, system: System, notes: Sequence[str]
) -> Whole:
    """The cells with lat, lon and reach of the geometries, in degrees of WGS 84."""
    in_degrees = system.degrees(path, drawn)
    spots = [spot_of(one) if one is not None else None for one in in_degrees]
    cells["lat"] = [one.lat if one else None for one in spots]
    cells["lon"] = [one.lon if one else None for one in spots]
    cells[REACHES] = [one.reach_m if one else None for one in spots]
    return whole(path, cells.astype(object), (*notes, *system.notes))
