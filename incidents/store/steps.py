"""The stretches of a timeline: days, weeks, months, years."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta

STEPS = ("day", "week", "month", "year")
MOST_BARS = 250  # a timeline shows before it takes longer stretches


def step_for(first: date, last: date) -> str:
    """The shortest stretch (day, week, month, year) of which at most MOST_BARS fit."""
    days = (last - first).days + 1
    lengths = {"day": 1, "week": 7, "month": 30, "year": 365}
    return next((step for step in STEPS if days / lengths[step] <= MOST_BARS), "year")


def first_of(step: str, day: date) -> date:
    """The first day of the stretch that the day lies in; weeks begin on Monday."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == "year" else day


def next_of(step: str, start: date) -> date:
    """The first day of the stretch after the one that starts on that day."""
    return last_of(step, start) + timedelta(days=1)


def last_of(step: str, start: date) -> date:
    """The last day of the stretch that starts on that day; the calendar's last cuts it short."""
    in_month, in_year = monthrange(start.year, start.month)[1], 366 if isleap(start.year) else 365
    days = {"day": 1, "week": 7, "month": in_month, "year": in_year}[step]
    return date.fromordinal(min(start.toordinal() + days - 1, date.max.toordinal()))
