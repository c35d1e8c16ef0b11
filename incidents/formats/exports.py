"""The kinds of file that incidents leave in: what each is called, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO

import pandas as pd

from incidents.formats.about import About
from incidents.formats.csv import write_csv
from incidents.formats.geojson import write_geojson
from incidents.formats.kml import write_kml
from incidents.formats.parquet import write_parquet
from incidents.formats.xlsx import write_xlsx

Writer = Callable[[Iterable[pd.DataFrame], About, IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its media type, and its name, use and Material icon in a menu."""

    media_type: str
    label: str
    icon: str


FILE_KINDS: Mapping[str, FileKind] = MappingProxyType(  # by the ending of the file's name
    {
        ".html": FileKind("text/html; charset=utf-8", "Brief, to read, print and send", "article"),
        ".xlsx": FileKind(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel, for a spreadsheet",
            "table",
        ),
        ".csv": FileKind("text/csv; charset=utf-8", "CSV, for any program", "csv"),
        ".geojson": FileKind("application/geo+json", "GeoJSON, for a map program", "map"),
        ".kml": FileKind("application/vnd.google-earth.kml+xml", "KML, for Google Earth", "globe"),
        ".parquet": FileKind(
            "application/vnd.apache.parquet", "GeoParquet, for a notebook", "database"
        ),
    }
)
TABLES: Mapping[str, Writer] = MappingProxyType(  # all but the brief, which needs a map
    {
        ".csv": write_csv,
        ".geojson": write_geojson,
        ".kml": write_kml,
        ".parquet": write_parquet,
        ".xlsx": write_xlsx,
    }
)
