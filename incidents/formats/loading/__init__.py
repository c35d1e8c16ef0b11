"""Exports in: any file of incidents as our table, with an account of every row.

`files` unpacks a file and tells by its content what reads it: `delimited`, `workbooks`, `objects`,
`markup` or `whole`. `shapes`, `known` and `columns` say which column plays which part, `days` how
it writes dates, `kinds` what its types mean; `mapping` turns a batch of rows into ours.
"""

from incidents.formats.loading.columns import TABLE, by_values, guessed, plain
from incidents.formats.loading.days import Way, way_of
from incidents.formats.loading.delimited import Delimited
from incidents.formats.loading.kinds import named_kind
from incidents.formats.loading.known import SHAPES
from incidents.formats.loading.mapping import KEY, Batch, Plan, mapped
from incidents.formats.loading.shapes import ACLED, GDELTS, UCDP, Shape

__all__ = [
    "ACLED", "GDELTS", "KEY", "SHAPES", "TABLE", "UCDP", "Batch", "Delimited", "Plan", "Shape",
    "Way", "by_values", "guessed", "mapped", "named_kind", "plain", "way_of",
]  # fmt: skip
