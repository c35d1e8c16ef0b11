"""Exports in: any file of incidents as our table, with an account of every row.

`delimited` reads the text, `shapes` and `columns` say which column plays which part, `days` how
it writes dates, `mapping` turns a batch of rows into ours.
"""

from incidents.formats.loading.columns import TABLE, guessed
from incidents.formats.loading.days import Way, way_of
from incidents.formats.loading.delimited import Delimited
from incidents.formats.loading.mapping import KEY, Batch, Plan, mapped
from incidents.formats.loading.shapes import ACLED, GDELTS, SHAPES, UCDP, Shape

__all__ = [
    "ACLED", "GDELTS", "KEY", "SHAPES", "TABLE", "UCDP", "Batch", "Delimited", "Plan", "Shape",
    "Way", "guessed", "mapped", "way_of",
]  # fmt: skip
