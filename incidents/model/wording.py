"""How people say what the table says: dates, ranges, precision and status in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from incidents.model.names import country_name as country

PRECISIONS = {
    "site": "Exact site",
    "street": "Street",
    "district": "City district",
    "town": "Town",
    "admin2": "County or district",
    "admin1": "Region",
    "country": "Country only",
    "unknown": "No place",
}
PRECISION_FILTERS = {
    "site": "Exact site only",
    "district": "City district or better",
    "town": "Town or better",
    "admin2": "County or better",
    "admin1": "Region or better",
    "country": "Country or better",
    "unknown": "Only without a place",
}
SOMEWHERE = {
    "site": "at {}, the exact site",
    "street": "in {}, no exact spot",
    "district": "somewhere in {}, a part of town",
    "town": "somewhere in {}, the town",
    "admin2": "somewhere in {}, a county or district",
    "admin1": "somewhere in {}, a region",
    "country": "somewhere in {}, the whole country",
    "unknown": "near {}, how near is not known",
}
STATUSES = {"draft": "Draft", "verified": "Verified", "rejected": "Rejected"}
UNSURE = {  # why an incident is in no bar of a timeline
    "lasting": "across several {}s",
    "week": "dated to about a week",
    "month": "dated to a month",
    "year": "dated to a year",
    "unknown": "of dates that nobody says how exact they are",
}


def unsure(counts: Mapping[str, int], step: str) -> list[str]:
    """What is in no bar because of its dates: "3 dated to a month"; `counts` is by precision."""
    return [
        f"{counts[name]:,} {words.format(step)}" for name, words in UNSURE.items() if name in counts
    ]


def undrawn(outside: int, undated: int) -> list[str]:
    """What has no room on a timeline: "2 earlier or later"."""
    told = {"earlier or later": outside, "without a date": undated}
    return [f"{count:,} {words}" for words, count in told.items() if count]


def precision_filter(name: str | None) -> str:
    """What asking for that precision means."""
    if name is None:
        return "Any precision"
    return PRECISION_FILTERS.get(name) or f"{PRECISIONS[name]} or better"


def somewhere(row: Mapping[str, Any]) -> str:
    """Where it happened, as sure as that is: "somewhere in Almaty, the town"."""
    name = row["place"] or country(row["country"]) or "an unnamed place"
    return SOMEWHERE[row["geo_precision"]].format(name)


def listed(words: Sequence[str], last: str) -> str:
    """county, region or country."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def when(row: Mapping[str, Any]) -> str:
    """The date as its precision allows: "5 January 2022", "night of 5 to 6 January 2022"."""
    if not row["date"]:
        return "Date unknown"
    first = date.fromisoformat(row["date"])
    last = date.fromisoformat(row["date_end"]) if row["date_end"] else first
    precision = row["date_precision"]
    if precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if precision == "year":
        return f"{first:%Y}"
    span = _span(first, last)
    return {"night": f"Night of {span}", "week": f"Around {span}"}.get(precision, span)


def day(one: date) -> str:
    """5 January 2022."""
    return f"{one.day} {one:%B %Y}"


def _span(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    return f"{day(first)} to {day(last)}"


def figure(least: int | None, most: int | None) -> str | None:
    """A range of people: "12", "12 to 17", "at least 12", "up to 17"; None where unknown."""
    if least is None and most is None:
        return None
    if most is None:
        return f"at least {least:,}"
    if least is None:
        return f"up to {most:,}"
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def victims(row: Mapping[str, Any]) -> str | None:
    """Who came to harm, in one line: "12 killed, at least 353 injured"."""
    told = [
        f"{count} {what}"
        for what in ("killed", "injured", "arrested")
        if (count := figure(row[f"{what}_min"], row[f"{what}_max"]))
    ]
    return ", ".join(told) or None


def counted(n: int, one: str, many: str | None = None) -> str:
    """1 incident, 2 incidents."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def distance(metres: int) -> str:
    """A radius as people say it: 800 m, 12 km."""
    return f"{metres} m" if metres < 1_000 else f"{metres / 1_000:.0f} km"
