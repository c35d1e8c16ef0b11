"""The filters of a query in words, one short phrase each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incidents.geo import Area, BoundingBox
from incidents.model import KINDS
from incidents.model.names import country_name
from incidents.model.wording import STATUSES, day, precision_filter
from incidents.query.query import Query

REJECTED_LEFT_OUT = "All but rejected"


def in_words(query: Query) -> tuple[str, ...]:
    """What the query asks for, as phrases; the last says what became of the rejected.

    The version is left out: it is a fact about the data, not a filter.
    """
    told = filters(query)
    return (*told.values(), *(() if query.statuses else (REJECTED_LEFT_OUT,)))


def filters(query: Query) -> dict[str, str]:
    """Field of the query → what it asks for, as a phrase, for each filter that is set."""
    return {name: tell(value) for name, tell in TOLD.items()
            if (value := getattr(query, name)) not in (None, ())}  # fmt: skip


def area_size(area: Area) -> str:
    """How large a drawn area is: 0.4 km², 12 km², 1,200,000 km²; no finer than it is drawn."""
    if area.km2 < 0.01:
        return "less than 0.01 km²"
    return f"{_two_digits(area.km2):,} km²"


def _two_digits(value: float) -> float | int:
    rounded = float(f"{value:.2g}")
    return rounded if rounded < 10 and rounded % 1 else int(rounded)


def _either(words: list[str]) -> str:
    """a, b or c."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _box(box: BoundingBox) -> str:
    west, south, east, north = box.edges
    high = f"{_degrees(south, 'NS')} to {_degrees(north, 'NS')}"
    return f"{high}, {_degrees(west, 'EW')} to {_degrees(east, 'EW')}"


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.7g}° {letters[value < 0]}"


TOLD: dict[str, Callable[[Any], str]] = {
    "kinds": lambda kinds: f"Kind: {_either([KINDS[kind].label for kind in kinds])}",
    "since": lambda since: f"From {day(since)}",
    "until": lambda until: f"Until {day(until)}",
    "text": lambda text: f"Words: “{text}”",
    "countries": lambda codes: f"Country: {_either([str(country_name(one)) for one in codes])}",
    "precision": lambda precision: f"Precision: {precision_filter(precision.value)}",
    "min_killed": lambda least: f"At least {least:,} killed",
    "datasets": lambda names: f"Dataset: {_either(list(names))}",
    "sources": lambda names: f"Source: {_either(list(names))}",
    "bbox": lambda box: f"Inside {_box(box)}",
    "area": lambda area: f"In a drawn area of {area_size(area)}",
    "statuses": lambda those: f"Status: {_either([STATUSES[one.value] for one in those])}",
}
