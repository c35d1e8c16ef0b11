"""How the page says things: dates, ranges, precision and status in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from incidents.model.names import country_name as country
from incidents.model.names import language_name as language
from incidents.model.wording import (
    PRECISION_FILTERS,
    PRECISIONS,
    STATUSES,
    counted,
    day,
    distance,
    figure,
    listed,
    precision_filter,
    somewhere,
    undrawn,
    unsure,
    victims,
    when,
)

__all__ = [
    "PRECISIONS",
    "PRECISION_FILTERS",
    "STATUSES",
    "counted",
    "country",
    "day",
    "distance",
    "figure",
    "language",
    "listed",
    "plain",
    "precision_filter",
    "somewhere",
    "undrawn",
    "unsure",
    "victims",
    "when",
]

MARKED = frozenset(r"\`*_{}[]()<>#+-.!|~$:&@/\"")

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


def fitting(name: str | None, counts: Mapping[str, int]) -> int:
    """How many that filter of precision finds, given how many there are of each precision."""
    if name in (None, "unknown"):
        return counts.get(name, 0) if name else sum(counts.values())
    finer = list(PRECISIONS)
    return sum(counts.get(one, 0) for one in finer[: finer.index(str(name)) + 1])


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


def plain(words: str) -> str:
    """Words as Markdown that shows them letter for letter: no link, no image, no emphasis."""
    return "".join(f"\\{letter}" if letter in MARKED else letter for letter in words)
