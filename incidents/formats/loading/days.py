"""Which way a column writes its days: decided over the whole column, never row by row.

1. Every distinct value, without time of day, zone and weekday, is tried in every way of WAYS.
2. The ways that read most values are left, if they read nearly all of them; a way that nothing
   could be confused with is content with half.
3. Of those left, a way that leads into the future yields to one that does not.
4. Day-first and month-first that both fit are told apart by nothing in the file: that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from incidents.formats.loading.cells import answered
from incidents.formats.loading.months import in_english

NEARLY_ALL = 0.9  # of the distinct values; the rest are told as unreadable
HALF = 0.5
SERIAL, SECONDS, MILLISECONDS = "serial", "seconds", "milliseconds"
WAYS: dict[str, str] = {  # strptime format → how a person says it, likeliest first
    "%Y-%m-%d": "2022-01-05",
    "%Y/%m/%d": "2022/01/05",
    "%Y.%m.%d": "2022.01.05",
    "%Y%m%d": "20220105",
    "%d %b %Y": "05 January 2022",
    "%d-%b-%Y": "05-January-2022",
    "%d/%b/%Y": "05/Jan/2022",
    "%d%b%Y": "05JAN2022",
    "%d-%b-%y": "5-Jan-22",
    "%d %b %y": "5 Jan 22",
    "%b %d %Y": "January 5, 2022",
    "%Y-%b-%d": "2022-Jan-05",
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
    "%y-%m-%d": "year first: 22-01-05",
    "%Y-%m": "2022-01",
    "%b %Y": "January 2022",
    "%b-%Y": "Jan-2022",
    "%Y": "2022",
    SERIAL: "44566, Excel's count of days",
    SECONDS: "1641340800, seconds since 1970",
    MILLISECONDS: "1641340800000, milliseconds since 1970",
}
TWINS = frozenset(one for one in WAYS if {"%d", "%m"} <= {one[:2], one[3:5]} or "%y-" in one)
LENGTHS = {"%Y-%m": "month", "%b %Y": "month", "%b-%Y": "month", "%Y": "year"}
DIGITS = {  # what strptime alone would read too freely
    "%Y-%m": r"\d{4}-\d{1,2}", "%Y": r"[12]\d{3}(?:\.0)?", "%Y%m%d": r"[12]\d{7}(?:\.0)?",
    SERIAL: r"[1-6]\d{4}(?:\.\d+)?", SECONDS: r"\d{9,10}(?:\.\d+)?", MILLISECONDS: r"\d{12,13}",
    "%b %Y": r"\D+ \d{4}", "%b-%Y": r"\D+-\d{4}", "%d%b%Y": r"\d{1,2}\D{3}\d{4}",
}  # fmt: skip
COUNTS = {SERIAL: ("D", "1899-12-30"), SECONDS: ("s", "1970-01-01"),
          MILLISECONDS: ("ms", "1970-01-01")}  # fmt: skip
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
_ZONE = r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?"
_TAIL = re.compile(
    rf"(?<=\d)(?:[T,]\s*|\s+(?:at\s+)?|:){_CLOCK}{_ZONE}$|(?<=\d)[Z.]$", re.IGNORECASE
)
_HEAD = re.compile(rf"^(?:{_CLOCK}\s+|[^\W\d_]+,\s+|(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)",
                   re.IGNORECASE)  # fmt: skip
_CJK = re.compile(r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|\.)(?=\s)", re.IGNORECASE)
_OF = re.compile(r"\s+(?:de|del|of|г\.?)(?=\s|$)", re.IGNORECASE)


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
        return LENGTHS.get(self.formats[0], "day") if self.is_sure else "unknown"

    def read(self, cells: pd.Series) -> pd.Series:
        """The cells as days; NaT for what is empty or written otherwise."""
        if not self.is_sure:
            return pd.Series(pd.NaT, index=cells.index, dtype="datetime64[s]")
        return answered(cells, lambda distinct: self._days(distinct).array)

    def _days(self, distinct: pd.Index) -> pd.Series:
        return _parsed(_bare(pd.Series(distinct, dtype="str")), self.formats[0])


def way_of(values: Iterable[str], today: date, prefer: str | None = None) -> Way:
    """How these values write days; no format at all where they are no days.

    `prefer`, "day" or "month", settles what the values leave open.
    """
    distinct = pd.Series(sorted({value for value in values if value}), dtype="str")
    if distinct.empty:
        return Way(())
    bare = _bare(distinct)
    parsed = {one: _parsed(bare, one) for one in WAYS}
    read = {one: int(days.notna().sum()) for one, days in parsed.items()}
    most = max(read.values())
    fits = [one for one in WAYS if read[one] == most]
    enough = NEARLY_ALL if TWINS & {*fits} else HALF
    if most == 0 or most < enough * len(distinct):
        return Way(())
    past = [one for one in fits if parsed[one].max().date() <= today]
    fits = past or fits
    if prefer:
        fits = [one for one in fits if WAYS[one].startswith(f"{prefer} first")] or fits
    return Way(tuple(fits)) if _differ(fits, parsed) else Way(tuple(fits[:1]))


def _bare(distinct: pd.Series) -> pd.Series:
    """The cells as days alone, with months in English; a day stays the day that is written."""
    return distinct.map(_without_time, na_action="ignore").astype("str")


def _without_time(cell: str) -> str:
    text = _TAIL.sub("", _HEAD.sub("", cell.strip()[:60]))
    if not text.isascii():
        text = _CJK.sub(r"\1-\2-\3", text)
    if any(one.isalpha() for one in text):
        text = " ".join(_ORDINAL.sub("", in_english(_OF.sub("", text))).replace(",", " ").split())
    return text


def _parsed(bare: pd.Series, form: str) -> pd.Series:
    cells = bare.where(bare.str.fullmatch(DIGITS[form])) if form in DIGITS else bare
    if form in COUNTS:
        unit, origin = COUNTS[form]
        days = pd.to_datetime(
            pd.to_numeric(cells, errors="coerce"), unit=unit, origin=origin, errors="coerce"
        )
    else:
        if form in DIGITS:
            cells = cells.str.removesuffix(".0")
        days = pd.to_datetime(cells, format=form, errors="coerce")
    return days.astype("datetime64[s]").dt.floor("D")


def _differ(fits: list[str], parsed: dict[str, pd.Series]) -> bool:
    """Whether the ways read different days from the values."""
    return any(not parsed[one].equals(parsed[fits[0]]) for one in fits[1:])
