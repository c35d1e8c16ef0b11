"""Files in and out: the table as others write and read it."""

from incidents.formats.about import About
from incidents.formats.csv import to_csv
from incidents.formats.exports import FILE_KINDS, TABLES
from incidents.formats.geojson import to_geojson
from incidents.formats.tables import read_table, write_table, writer_for

__all__ = [
    "FILE_KINDS",
    "TABLES",
    "About",
    "read_table",
    "to_csv",
    "to_geojson",
    "write_table",
    "writer_for",
]
