"""Files in and out: the table as others write and read it."""

from incidents.formats.about import About, file_name
from incidents.formats.csv import DESCRIBED, described, to_csv
from incidents.formats.exports import FILE_KINDS, TABLES
from incidents.formats.geojson import to_geojson
from incidents.formats.mvt import to_mvt
from incidents.formats.tables import read_table, write_table, writer_for

__all__ = [
    "DESCRIBED",
    "FILE_KINDS",
    "TABLES",
    "About",
    "described",
    "file_name",
    "read_table",
    "to_csv",
    "to_geojson",
    "to_mvt",
    "write_table",
    "writer_for",
]
