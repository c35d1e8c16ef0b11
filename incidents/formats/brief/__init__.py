"""The brief: one HTML file with map, timeline, table and sources, that asks nobody for anything."""

from incidents.formats.brief.brief import check_size, write_brief
from incidents.formats.brief.timeline import Chart

__all__ = ["Chart", "check_size", "write_brief"]
