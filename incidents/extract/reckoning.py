"""The stretch of days that time words mean, reckoned from the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.extract.lexicon import Lexicon
from incidents.extract.patterns import Hit
from incidents.model import DatePrecision

DAY = timedelta(days=1)
WEEK = timedelta(days=6)  # a stretch of seven days, both ends counted
HALF_YEAR = timedelta(days=183)
MONTHS = 12
LONGEST = 31  # days that "for … days" may mean

Stretch = tuple[date, date, DatePrecision]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a rule may reckon from."""

    published: date | None
    lexicon: Lexicon
    told: date | None = None  # the day the article last spoke of

    def weekday(self, word: str) -> int:
        return _number(self.lexicon.calendar.weekdays, word)

    def day(self, blanks: Mapping[str, str]) -> int:
        if blanks.get("day"):
            return int(blanks["day"])
        if blanks.get("ordinal"):
            return self.lexicon.calendar.ordinals[blanks["ordinal"]]
        return 1  # words that name no other day: "1er mai", "primero de mayo"

    def month(self, blanks: Mapping[str, str]) -> int:
        if blanks.get("monthnumber"):
            return int(blanks["monthnumber"])
        return _number(self.lexicon.calendar.months, blanks["month"]) + 1

    def last(self, weekday: int) -> date | None:
        """The last such day of the week, publication day included."""
        if self.published is None:
            return None
        return self.published - timedelta(days=(self.published.weekday() - weekday) % 7)


def _number(forms: tuple[str, ...], word: str) -> int:
    return next(number for number, form in enumerate(forms) if re.fullmatch(form, word))


def reckon(hit: Hit, anchor: Anchor) -> Stretch | None:
    """The stretch of days that time words mean, None where they fix none."""
    meaning, _, amount = hit.role.name.partition(" ")
    rule = RULES.get(hit.role.name) or RULES.get(meaning)
    if rule is None:
        raise ValueError(f"no rule for the time words {hit.role.name!r}")
    try:
        return rule(anchor, hit.blanks, amount)
    except (ValueError, OverflowError):  # 31 February, the year 0: words that name no day
        return None


def _day(anchor: Anchor, _: Mapping[str, str], amount: str) -> Stretch | None:
    if anchor.published is None:
        return None
    day = anchor.published + int(amount) * DAY
    return day, day, DatePrecision.DAY


def _day_told(anchor: Anchor, _: Mapping[str, str], amount: str) -> Stretch | None:
    """`told -1`, "the day before": reckoned from the day last spoken of."""
    day = anchor.told or (anchor.published if int(amount) <= 0 else None)
    if day is None:
        return None
    day += int(amount) * DAY
    return day, day, DatePrecision.DAY


def _night_told(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    """`toldnight -1`, "the night before"; `toldnight 0`, "that night"."""
    day = _day_told(anchor, blanks, amount)
    return (day[0], day[0] + DAY, DatePrecision.NIGHT) if day else None


def _night(anchor: Anchor, _: Mapping[str, str], amount: str) -> Stretch | None:
    """`night -1` is the night that ended on the publication day."""
    if anchor.published is None:
        return None
    evening = anchor.published + int(amount) * DAY
    return evening, evening + DAY, DatePrecision.NIGHT


def _weekday(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    day = anchor.last(anchor.weekday(blanks["weekday"]))
    if day is None:
        return None
    day -= 7 * int(amount or 0) * DAY
    return day, day, DatePrecision.DAY


def _weekday_night(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    """`weekdaynight 0`: the evening's day is named; `weekdaynight -1`: the morning's."""
    told = _weekday(anchor, blanks, "")
    if told is None:
        return None
    evening = told[0] + int(amount or 0) * DAY
    return evening, evening + DAY, DatePrecision.NIGHT


def _since(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    first = anchor.last(anchor.weekday(blanks["weekday"]))
    if first is None or anchor.published is None:
        return None
    return first, anchor.published, DatePrecision.WEEK


def _until(_: Anchor, __: Mapping[str, str], ___: str) -> Stretch | None:
    """ "Until Wednesday" tells an end, and no day on which anything happened."""
    return None


def _weekday_span(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    """ "From Monday to Wednesday", the last such days."""
    first, last = anchor.weekday(blanks["weekday"]), anchor.weekday(blanks["weekday2"])
    end = anchor.last(last)
    if end is None:
        return None
    return end - ((last - first) % 7) * DAY, end, DatePrecision.WEEK


def _lasting(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    """ "For three days": from three days before publication until then."""
    count = _count(anchor, blanks, "")
    if anchor.published is None or count is None or count > LONGEST:
        return None
    return anchor.published - count * DAY, anchor.published, DatePrecision.WEEK


def _slashed(_: Anchor, blanks: Mapping[str, str], __: str) -> Stretch | None:
    """3/4/2023 where some write the day and others the month first: only if one reading stands."""
    one, other, year = (int(blanks[name]) for name in ("day", "day2", "year"))
    read = {
        date(year, month, day) for day, month in ((one, other), (other, one)) if month <= MONTHS
    }
    if len(read) != 1:
        return None
    day = read.pop()
    return day, day, DatePrecision.DAY


def _day_of_month(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    """ "On the 5th": of the month that was spoken of last, if that has been."""
    month = anchor.told or anchor.published
    if month is None:
        return None
    day = month.replace(day=int(blanks["day"]))
    if anchor.published and day > anchor.published:
        return None
    return day, day, DatePrecision.DAY


def _date(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    day = _calendar_day(anchor, blanks)
    return (day, day, DatePrecision.DAY) if day else None


def _calendar_day(anchor: Anchor, blanks: Mapping[str, str]) -> date | None:
    """The day and month told, in the year told or the one that brings it nearest publication."""
    number, month = anchor.day(blanks), anchor.month(blanks)
    if blanks.get("year"):
        return date(int(blanks["year"]), month, number)
    if anchor.published is None:
        return None
    day = date(anchor.published.year, month, number)
    if day - anchor.published > HALF_YEAR:
        return date(day.year - 1, month, number)
    if anchor.published - day > HALF_YEAR and month < anchor.published.month - 6:
        return day
    return day


def _date_night(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    day = _calendar_day(anchor, blanks)
    if day is None:
        return None
    evening = day + int(amount or 0) * DAY
    return evening, evening + DAY, DatePrecision.NIGHT


def _span(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    """From one day of a month to another: "3 and 4 January"."""
    first = _calendar_day(anchor, blanks)
    later = {"day": blanks["day2"], "month": blanks.get("month2") or blanks["month"]}
    last = _calendar_day(anchor, {**blanks, **later})
    if first is None or last is None or last < first:
        return None
    return first, last, DatePrecision.WEEK


def _month_of(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    month = anchor.month(blanks)
    if blanks.get("year"):
        return month_stretch(int(blanks["year"]), month)
    if anchor.published is None:
        return None
    return month_stretch(anchor.published.year - (month > anchor.published.month), month)


def month_stretch(year: int, month: int) -> Stretch:
    return (
        date(year, month, 1),
        date(year, month, monthrange(year, month)[1]),
        DatePrecision.MONTH,
    )


def _year(_: Anchor, blanks: Mapping[str, str], __: str) -> Stretch | None:
    year = int(blanks["year"])
    return date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR


def _week(anchor: Anchor, _: Mapping[str, str], amount: str) -> Stretch | None:
    """`week 0`: the days up to publication; `week -1`: the calendar week before."""
    if anchor.published is None:
        return None
    if int(amount) == 0:
        return anchor.published - WEEK, anchor.published, DatePrecision.WEEK
    monday = anchor.published - (anchor.published.weekday() - 7 * int(amount)) * DAY
    return monday, monday + WEEK, DatePrecision.WEEK


def _months_ago(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    count = _count(anchor, blanks, amount)
    if anchor.published is None or count is None:
        return None
    months = anchor.published.year * 12 + anchor.published.month - 1 - count
    return month_stretch(months // 12, months % 12 + 1)


def _years_ago(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    count = _count(anchor, blanks, amount)
    if anchor.published is None or count is None:
        return None
    year = anchor.published.year - count
    return date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR


def _days_ago(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    count = _count(anchor, blanks, "")
    if anchor.published is None or count is None:
        return None
    day = anchor.published - count * DAY
    return day, day, DatePrecision.DAY


def _weeks_ago(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> Stretch | None:
    count = _count(anchor, blanks, amount)
    if anchor.published is None or count is None:
        return None
    middle = anchor.published - 7 * count * DAY
    return middle - 3 * DAY, middle + 3 * DAY, DatePrecision.WEEK


def _nth_day(anchor: Anchor, blanks: Mapping[str, str], _: str) -> Stretch | None:
    """ "The third day of protests": from two days ago until today."""
    count = anchor.lexicon.calendar.ordinals.get(blanks["ordinal"])
    if anchor.published is None or count is None:
        return None
    return anchor.published - (count - 1) * DAY, anchor.published, DatePrecision.WEEK


def _count(anchor: Anchor, blanks: Mapping[str, str], amount: str) -> int | None:
    return int(amount) if amount else anchor.lexicon.numerals.value(blanks["number"])


Rule = Callable[[Anchor, Mapping[str, str], str], Stretch | None]

RULES: dict[str, Rule] = {
    "day": _day,
    "told": _day_told,
    "toldnight": _night_told,
    "night": _night,
    "weekday": _weekday,
    "weekdaynight": _weekday_night,
    "since": _since,
    "until": _until,
    "weekdayspan": _weekday_span,
    "lasting": _lasting,
    "slashed": _slashed,
    "dayofmonth": _day_of_month,
    "date": _date,
    "datenight": _date_night,
    "span": _span,
    "month": _month_of,
    "year": _year,
    "week": _week,
    "days": _days_ago,
    "weeks": _weeks_ago,
    "months": _months_ago,
    "years": _years_ago,
    "nthday": _nth_day,
}
