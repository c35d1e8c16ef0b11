"""Days that stand in three columns: year, month, day; what is missing makes the stretch longer."""

from __future__ import annotations

import pandas as pd

from incidents.formats.loading.months import NUMBERS


def composed(years: pd.Series, months: pd.Series, days: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The first day of each stretch, and how long it is: day, month, year or unknown.

    A month or day that is none, as the 0 of some sources, leaves the whole year or month.
    """
    year = _whole(years).where(lambda told: told.between(1, 9999))
    month = _whole(months).fillna(_named(months)).where(lambda told: told.between(1, 12))
    day = _whole(days).where(lambda told: told.between(1, 31)).where(month.notna())
    told = pd.DataFrame({"year": year, "month": month.fillna(1), "day": day.fillna(1)})
    first = pd.to_datetime(told, errors="coerce").astype("datetime64[s]")
    length = pd.Series("day", index=years.index, dtype="str")
    length = length.mask(day.isna(), "month").mask(month.isna(), "year")
    return first, length.mask(first.isna(), "unknown")


def _whole(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells, errors="coerce").astype("float64")


def _named(cells: pd.Series) -> pd.Series:
    return cells.str.casefold().map(NUMBERS).astype("float64")
