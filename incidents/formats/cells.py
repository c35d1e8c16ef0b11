"""Cells written as text, read back with the types of the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from incidents.model.frame import COLUMNS, typed

READ: dict[str, Callable[[str], Any]] = {
    "Int64": int,
    "float64": float,  # pandas' own reading may be off in the last digit
    "boolean": lambda cell: cell.lower() == "true",
}


def from_text(frame: pd.DataFrame) -> pd.DataFrame:
    """The table whose cells are text, or missing, with the columns and types of COLUMNS."""
    read = {
        name: frame[name].astype(object).map(READ[kind], na_action="ignore")
        for name, kind in COLUMNS.items()
        if kind in READ and name in frame
    }
    return typed(frame.assign(**read))
