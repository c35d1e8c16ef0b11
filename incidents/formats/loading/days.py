"""Which way a column writes its days: decided over the whole column, never row by row.

1. Every distinct value is tried in every way of WAYS.
2. The ways that read all values are left; where none does, the one that reads most, if nearly all.
3. Of those left, a way that leads into the future yields to one that does not.
4. Day-first and month-first that both fit are told apart by nothing in the file: that is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

NEARLY_ALL = 0.9  # of the distinct values; the rest are told as unreadable
WAYS: dict[str, str] = {  # strptime format → how a person says it, likeliest first
    "%Y-%m-%d": "2022-01-05",
    "%Y-%m-%d %H:%M:%S": "2022-01-05 14:30:00",
    "%Y-%m-%dT%H:%M:%S": "2022-01-05T14:30:00",
    "%Y/%m/%d": "2022/01/05",
    "%Y%m%d": "20220105",
    "%d %B %Y": "05 January 2022",
    "%d-%B-%Y": "05-January-2022",
    "%d %b %Y": "05 Jan 2022",
    "%d-%b-%Y": "05-Jan-2022",
    "%d-%b-%y": "5-Jan-22",
    "%B %d, %Y": "January 5, 2022",
    "%b %d, %Y": "Jan 5, 2022",
    "%d.%m.%Y": "day first: 05.01.2022",
    "%d/%m/%Y": "day first: 05/01/2022",
    "%m/%d/%Y": "month first: 01/05/2022",
    "%d-%m-%Y": "day first: 05-01-2022",
    "%m-%d-%Y": "month first: 01-05-2022",
    "%d/%m/%y": "day first: 05/01/22",
    "%m/%d/%y": "month first: 01/05/22",
    "%d-%m-%y": "day first: 05-01-22",
    "%m-%d-%y": "month first: 01-05-22",
    "%d.%m.%y": "day first: 05.01.22",
    "%y-%m-%d": "22-01-05",
    "%Y-%m": "2022-01",
    "%Y": "2022",
}
MONTHS, YEARS = frozenset({"%Y-%m"}), frozenset({"%Y"})
_TAIL = r"(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$"  # fractions of a second and the zone say no day


@dataclass(frozen=True, slots=True)
class Way:
    """How a column's days are written: one format, or several that nothing tells apart."""

    formats: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        return len(self.formats) == 1

    @property
    def told(self) -> tuple[str, ...]:
        """The ways in words."""
        return tuple(WAYS[one] for one in self.formats)

    @property
    def precision(self) -> str:
        """How long a stretch such a value stands for."""
        if not self.is_sure:
            return "unknown"
        return {"%Y-%m": "month", "%Y": "year"}.get(self.formats[0], "day")

    def read(self, cells: pd.Series) -> pd.Series:
        """The cells as days; NaT for what is empty or written otherwise."""
        if not self.is_sure:
            return pd.Series(pd.NaT, index=cells.index, dtype="datetime64[s]")
        distinct = pd.Series(cells.unique())
        days = dict(zip(distinct, _parsed(distinct, self.formats[0]), strict=True))
        return cells.map(days).astype("datetime64[s]")


def way_of(values: Iterable[str], today: date, prefer: str | None = None) -> Way:
    """How these values write days; no format at all where they are no days.

    `prefer`, "day" or "month", settles what the values leave open.
    """
    distinct = pd.Series(sorted({value for value in values if value}), dtype="str")
    if distinct.empty:
        return Way(())
    parsed = {one: _parsed(distinct, one) for one in WAYS}
    read = {one: int(days.notna().sum()) for one, days in parsed.items()}
    most = max(read.values())
    if most < NEARLY_ALL * len(distinct):
        return Way(())
    fits = [one for one in WAYS if read[one] == most]
    past = [one for one in fits if parsed[one].max().date() <= today]
    fits = past or fits
    if prefer:
        fits = [one for one in fits if WAYS[one].startswith(f"{prefer} first")] or fits
    return Way(tuple(fits)) if _differ(fits, parsed) else Way(tuple(fits[:1]))


def _parsed(distinct: pd.Series, form: str) -> pd.Series:
    cells = distinct.str.strip()
    if "%H" in form:
        cells = cells.str.replace(_TAIL, "", regex=True)
    elif form in MONTHS or form in YEARS or form == "%Y%m%d":
        digits = {"%Y-%m": r"\d{4}-\d{2}", "%Y": r"\d{4}", "%Y%m%d": r"\d{8}"}[form]
        cells = cells.where(cells.str.fullmatch(digits))
    return pd.to_datetime(cells, format=form, errors="coerce").astype("datetime64[s]").dt.floor("D")


def _differ(fits: list[str], parsed: dict[str, pd.Series]) -> bool:
    """Whether the ways read different days from the values."""
    return any(not parsed[one].equals(parsed[fits[0]]) for one in fits[1:])
