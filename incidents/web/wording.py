"""How the page says things: dates, ranges, precision and status in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from incidents.model.names import country_name as country
from incidents.model.names import language_name as language

__all__ = [
    "counted",
    "country",
    "day",
    "distance",
    "figure",
    "language",
    "plain",
    "victims",
    "when",
]

MARKED = frozenset(r"\`*_{}[]()<>#+-.!|~$:&@/\"")

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
KNOWN_TO = {
    "site": "site",
    "street": "street",
    "district": "part of town",
    "town": "town",
    "admin2": "county",
    "admin1": "region",
    "country": "country",
    "unknown": "surroundings",
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
CONFIDENCES = {"high": "High", "medium": "Medium", "low": "Low"}
PLACE_SOURCES = {
    "sentence": "named in the sentence",
    "between": "one end of the way it was on",
    "home": "where those named belong",
    "carried": "carried over from a sentence before",
    "article": "the article's main place",
    "country": "said of the whole country",
    "person": "set by a person",
    "remembered": "as corrected before",
}
WITH_ARTICLE = (  # how names of countries begin that are said with "the"
    "Bahamas", "Cayman", "Central African", "Comoros", "Congo", "Cook", "Dominican Republic",
    "Falkland", "Faroe", "Gambia", "Holy", "Maldives", "Marshall", "Netherlands", "Philippines",
    "Russian", "Seychelles", "Solomon", "Syrian", "United", "Virgin",
)  # fmt: skip
ORIGINS = {"person": "a person"}  # who said where it lies; services are named as they ask to be
DATE_SOURCES = {
    "sentence": "read in the sentence",
    "carried": "carried over from a sentence before",
    "article": "from the article's own dates",
    "published": "bounded by the publication day",
    "person": "set by a person",
}


def precision_filter(name: str | None) -> str:
    """What asking for that precision means."""
    if name is None:
        return "Any precision"
    return PRECISION_FILTERS.get(name) or f"{PRECISIONS[name]} or better"


def fitting(name: str | None, counts: Mapping[str, int]) -> int:
    """How many that filter of precision finds, given how many there are of each precision."""
    if name in (None, "unknown"):
        return counts.get(name, 0) if name else sum(counts.values())
    finer = list(PRECISIONS)
    return sum(counts.get(one, 0) for one in finer[: finer.index(str(name)) + 1])


def somewhere(row: Mapping[str, Any]) -> str:
    """Where it happened, as sure as that is: "somewhere in Almaty, the town"."""
    name = row["place"] or country(row["country"]) or "an unnamed place"
    return SOMEWHERE[row["geo_precision"]].format(name)


def hidden(places: Mapping[str, int], nowhere: str) -> str:
    """What a filter of precision leaves out: "23 more are only known to their region or country".

    `places` is counts by precision, finest first; what has no place stands under `nowhere`.
    """
    coarse = {name: n for name, n in places.items() if name != nowhere}
    count, lost = sum(coarse.values()), places.get(nowhere, 0)
    names = [KNOWN_TO[name] for name in coarse]
    known = listed(names, "or") if len(names) <= 3 else f"{names[0]} or less exactly"
    verb, whose = ("is", "its") if count == 1 else ("are", "their")
    told = [f"{count:,} more {verb} only known to {whose} {known}"] if count else []
    if lost:
        told.append(f"{counted(lost, 'has', 'have')} no place")
    return ", ".join(told)


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


def within(code: str) -> str:
    """In a country: "in Kazakhstan", "in the United States"."""
    name = country(code) or code
    return f"in the {name}" if name.startswith(WITH_ARTICLE) else f"in {name}"


def recalled(told: Mapping[str, Any] | None) -> str | None:
    """Which correction placed an incident, by whom, when and why."""
    if not told:
        return None
    when_said = day(date.fromisoformat(str(told["day"])))
    return f"{told['author']}, who corrected “{told['words']}” on {when_said}: {told['reason']}"


def reader(name: str | None) -> str | None:
    """What read it, where that is not the rules that read everything else."""
    return name if name and name != "rules" else None


def distance(metres: int) -> str:
    """A radius as people say it: 800 m, 12 km."""
    return f"{metres} m" if metres < 1_000 else f"{metres / 1_000:.0f} km"


def plain(words: str) -> str:
    """Words as Markdown that shows them letter for letter: no link, no image, no emphasis."""
    return "".join(f"\\{letter}" if letter in MARKED else letter for letter in words)
