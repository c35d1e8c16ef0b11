"""Columns of text as numbers, figures of people and words: what a whole column says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
from pandas.api.extensions import ExtensionArray

MOST_PEOPLE = 100_000_000
# What spreadsheets, R and databases write where there is nothing; "0" is something.
NOTHING = frozenset(
    {
        "null", "none", "nil", "na", "n/a", "n.a.", "n.a", "nan", "nat", "#n/a", "#n/d", "#value!",
        "#ref!", "<na>", "-", "--", "---", "–", "—", ".", "..", "?", "\\n", "undefined", "missing",
        "(blank)", "(null)", "unknown", "unspecified", "unbekannt", "onbekend", "inconnu",
        "desconocido", "неизвестно", "нет",
    }
)  # fmt: skip

NOTHINGS = frozenset(
    {"", *NOTHING, *map(str.upper, NOTHING), *map(str.title, NOTHING), "NaN", "NaT"} - {"Nan"}
)  # Nan is a town

Range = tuple[int | None, int | None]
_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([,.])\d{3}(?:\1\d{3})*")
_COUNT = re.compile(r"\d+(?:\.0*)?")
_SPAN = re.compile(r"(\d+)\s*(?:-|–|—|to|/|до|bis|tot|à|a)\s*(\d+)")
_AT_LEAST = re.compile(
    r"(?:>=|≥|at least|min\.?|minimum|mindestens|minstens|ten minste|au moins|al menos|pelo menos"
    r"|almeno|не менее|як мінімум|co najmniej|en az)\s*(\d+)|(\d+)\s*\+"
)
_OVER = re.compile(r"(?:>|over|more than|mehr als|über|meer dan|plus de|más de|более)\s*(\d+)")
_AT_MOST = re.compile(r"(?:<=|≤|up to|at most|bis zu|tot|jusqu'à|hasta|до)\s*(\d+)")
_UNDER = re.compile(r"(?:<|under|less than|fewer than)\s*(\d+)")


def words(frame: pd.DataFrame, column: str | None) -> pd.Series:
    """The column's cells as stripped text, missing where nothing is said or there is no column."""
    if column is None or column not in frame:
        return pd.Series(pd.NA, index=frame.index, dtype="str")
    cells = frame[column].astype("str").str.strip()
    return cells.mask(cells.isin(NOTHINGS))


def looked_up(cells: pd.Series, answer: Callable[[str], object], kind: str = "str") -> pd.Series:
    """The answer for each cell, each distinct cell asked once; missing for none."""
    return answered(
        cells, lambda distinct: pd.array([answer(cell) for cell in distinct], dtype=kind)
    )


def answered(cells: pd.Series, answers: Callable[[pd.Index], ExtensionArray]) -> pd.Series:
    """Each cell's answer, of those for the distinct cells; missing for what is missing."""
    codes, distinct = pd.factorize(cells)
    return pd.Series(answers(distinct).take(codes, allow_fill=True), index=cells.index)


def people(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The cells as the least and the most people they tell of, each missing where it is open."""
    ranges = {cell: people_of(cell) for cell in cells.dropna().unique()}
    least = looked_up(cells, lambda cell: ranges[cell][0], "Int64")
    return least, looked_up(cells, lambda cell: ranges[cell][1], "Int64")


def people_of(cell: str) -> Range:
    """The least and the most people: `3`, `1,200`, `10+`, `at least 5`, `5-10`; None is open."""
    told = _SPACES.sub(" ", cell.casefold()).strip()
    joined = told.replace(" ", "")
    if _THOUSANDS.fullmatch(joined):
        told = re.sub(r"[,.]", "", joined)
    elif joined.isdigit():
        told = joined
    for form, least, most in (
        (_COUNT, 0, 0), (_AT_LEAST, 0, None), (_OVER, 1, None), (_AT_MOST, None, 0),
        (_UNDER, None, -1),
    ):  # fmt: skip
        if found := form.fullmatch(told):
            number = _whole(next(filter(None, found.groups()), found[0]))
            ends = [None if step is None else number + step for step in (least, most)]
            return _bounded(ends[0], ends[1])
    if found := _SPAN.fullmatch(told):
        return _bounded(int(found[1][:10]), int(found[2][:10]))
    return None, None


def _whole(digits: str) -> int:
    return int(digits.partition(".")[0][:10])


def _bounded(least: int | None, most: int | None) -> Range:
    """The range; open at both ends where it is none or more than there are people."""
    ends = [end for end in (least, most) if end is not None]
    if any(not 0 <= end <= MOST_PEOPLE for end in ends) or ends != sorted(ends):
        return None, None
    return least, most
