"""Our own exports, read back cell for cell."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from incidents.formats.cells import from_text
from incidents.formats.csv import as_written
from incidents.formats.loading.points import points
from incidents.model import COLUMNS, KINDS, GeoPrecision
from incidents.model.frame import DAYS
from incidents.model.report import Tally

LABEL = "an export of Incidents"
LONGEST_ID = 200
INTEGERS = tuple(name for name, kind in COLUMNS.items() if kind == "Int64")
WHOLE = r"-?\d{1,15}"
STATUSES = ("draft", "verified", "rejected")
PRECISIONS = tuple(one.value for one in GeoPrecision)


def is_own(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is an export of ours."""
    return set(COLUMNS) <= set(headers)


def own_rows(rows: pd.DataFrame, escaped: bool) -> tuple[pd.DataFrame, dict[str, Tally]]:
    """The rows as they were when they were written, and why others are dropped.

    `escaped`: whether text that looks like a formula has a quotation mark before it, as our CSV's.
    """
    cells = rows[list(COLUMNS)].astype("str")
    cells = cells.mask(cells == "")
    if escaped:
        for name, kind in COLUMNS.items():
            if kind == "str":
                cells[name] = cells[name].map(as_written, na_action="ignore")
    why = _faults(cells)
    dropped = {
        str(reason): Tally.of(group) for reason, group in why.dropna().groupby(why).groups.items()
    }
    good = cells[why.isna()]
    return from_text(good).set_axis(good.index), dropped


def _faults(cells: pd.DataFrame) -> pd.Series:
    """What is wrong with each row that cannot be ours; missing for the others."""
    _, off = points(cells["lat"], cells["lon"])
    said = cells["lat"].notna() | cells["lon"].notna()
    wrong = {
        "its kind is none of ours": ~cells["kind"].isin(list(KINDS)),
        "it has no id": cells["id"].isna() | (cells["id"].str.len() > LONGEST_ID),
        "its status is none of ours": ~cells["status"].isin(STATUSES),
        "its precision is none of ours": ~cells["geo_precision"].isin(PRECISIONS),
        "its point is none": said & off.drop(columns="coordinates are 0, 0").any(axis=1),
        "a day cannot be read": _unread_days(cells),
        "a figure cannot be read": _unread_figures(cells),
    }
    why = pd.Series(pd.NA, index=cells.index, dtype="str")
    for reason, rows in wrong.items():
        why = why.mask(why.isna() & rows, reason)
    return why


def _unread_figures(cells: pd.DataFrame) -> pd.Series:
    unread = pd.Series(False, index=cells.index)
    for name in INTEGERS:
        unread |= cells[name].notna() & ~cells[name].str.fullmatch(WHOLE, na=False)
    return unread


def _unread_days(cells: pd.DataFrame) -> pd.Series:
    unread = pd.Series(False, index=cells.index)
    for name in DAYS:
        read = pd.to_datetime(cells[name], format="%Y-%m-%d", errors="coerce")
        unread |= read.isna() & cells[name].notna()
    return unread
