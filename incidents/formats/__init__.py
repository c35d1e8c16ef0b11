"""Files out: the table as others read it."""

from incidents.formats.csv import to_csv
from incidents.formats.geojson import to_geojson

__all__ = ["to_csv", "to_geojson"]
