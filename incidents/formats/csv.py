"""The table as CSV that spreadsheets open without running anything in it."""

from __future__ import annotations

import pandas as pd

from incidents.model.frame import DAYS

# A cell that begins with one of these is a formula to a spreadsheet; a quote in front makes
# it text. Numbers are written by us and need none.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a header and ISO days; empty where unknown; text never read as a formula."""
    safe = frame.copy()
    for name in safe.columns:
        if name in DAYS:
            safe[name] = safe[name].dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_string_dtype(safe[name].dtype):
            safe[name] = safe[name].map(_as_text, na_action="ignore")
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
