"""The day something happened, as precisely as the words say."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from incidents.errors import UsageError


class DatePrecision(StrEnum):
    """How long the stretch is that a date stands for."""

    DAY = "day"
    NIGHT = "night"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """Calendar days without a time zone: first, last, precision, and the words read."""

    date: datetime.date | None = None
    date_end: datetime.date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    words: str | None = None
    source: str = "article"  # sentence, carried, article, published: where the words stood

    def __post_init__(self) -> None:
        if (self.date is None) != (self.precision is DatePrecision.UNKNOWN):
            raise UsageError("a date needs a precision, and a precision needs a date")
        if self.date and self.date_end and self.date_end < self.date:
            raise UsageError(f"{self.date_end} is before {self.date}; the end comes last")
