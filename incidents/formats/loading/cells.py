"""Columns of text as numbers, points and words: what a whole column says, cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

MOST_PEOPLE = 100_000_000


def words(frame: pd.DataFrame, column: str | None) -> pd.Series:
    """The column's cells as stripped text, missing where empty or where there is no column."""
    if column is None or column not in frame:
        return pd.Series(pd.NA, index=frame.index, dtype="str")
    cells = frame[column].astype("str").str.strip()
    return cells.where(cells != "")


def looked_up(cells: pd.Series, answer: Callable[[str], str | None]) -> pd.Series:
    """The answer for each cell as text, each distinct cell asked once; missing for none."""
    distinct = cells.dropna().unique()
    answers = pd.Series([answer(cell) for cell in distinct], index=distinct, dtype="str")
    return cells.map(answers).astype("str")


def numbers(cells: pd.Series) -> pd.Series:
    """The cells as floats, NaN for what is none; a comma is decimal where no cell has a dot."""
    if not cells.notna().any():
        return pd.Series(float("nan"), index=cells.index)
    text = cells.astype("str").str.strip()
    if not text.str.contains(".", regex=False).any():
        text = text.str.replace(",", ".", regex=False)
    found = pd.to_numeric(text, errors="coerce").astype("float64")
    return found.where(found.abs() != float("inf"))


def people(cells: pd.Series) -> pd.Series:
    """The cells as whole numbers of people, missing for what is none."""
    found = numbers(cells).round()
    return found.where((found >= 0) & (found <= MOST_PEOPLE)).astype("Int64")


def points(lat: pd.Series, lon: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Latitudes and longitudes that are places on Earth, and why the others are none.

    The second frame has a column of booleans a reason.
    """
    north, east = numbers(lat), numbers(lon)
    absent = north.isna() | east.isna()
    zero = (north == 0) & (east == 0)
    off = ~absent & ((north.abs() > 90) | (east.abs() > 180))
    good = ~(absent | zero | off)
    why = pd.DataFrame(
        {
            "no coordinates": absent,
            "coordinates are 0, 0": zero & ~absent,
            "coordinates are off the Earth": off,
        }
    )
    return pd.DataFrame({"lat": north.where(good), "lon": east.where(good)}), why
