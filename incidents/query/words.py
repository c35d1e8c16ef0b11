"""The filters of a query in words, one short phrase each."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.geo import Area, BoundingBox
from incidents.model import KINDS
from incidents.model.names import country_name
from incidents.model.wording import STATUSES, day, precision_filter
from incidents.query.query import Query


def in_words(query: Query) -> tuple[str, ...]:
    """What the query asks for, as phrases; the last says what became of the rejected.

    The version is left out: it is a fact about the data, not a filter.
    """
    return (*_asked(query), _statuses(query))


def _asked(query: Query) -> Iterator[str]:
    if query.kinds:
        yield f"Kind: {_either([KINDS[kind].label for kind in query.kinds])}"
    if query.since:
        yield f"From {day(query.since)}"
    if query.until:
        yield f"Until {day(query.until)}"
    if query.text:
        yield f"Words: “{query.text}”"
    if query.countries:
        yield f"Country: {_either([str(country_name(code)) for code in query.countries])}"
    if query.precision:
        yield f"Precision: {precision_filter(query.precision.value)}"
    if query.min_killed is not None:
        yield f"At least {query.min_killed:,} killed"
    if query.datasets:
        yield f"Dataset: {_either(list(query.datasets))}"
    if query.bbox:
        yield f"Inside {_box(query.bbox)}"
    if query.area:
        yield f"In a drawn area of {area_size(query.area)}"


def area_size(area: Area) -> str:
    """How large a drawn area is: 0.4 km², 12 km², 1,200,000 km²; no finer than it is drawn."""
    if area.km2 < 0.01:
        return "less than 0.01 km²"
    return f"{_two_digits(area.km2):,} km²"


def _two_digits(value: float) -> float | int:
    rounded = float(f"{value:.2g}")
    return rounded if rounded < 10 and rounded % 1 else int(rounded)


def _statuses(query: Query) -> str:
    if not query.statuses:
        return "All but rejected"
    return f"Status: {_either([STATUSES[status.value] for status in query.statuses])}"


def _either(words: list[str]) -> str:
    """a, b or c."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _box(box: BoundingBox) -> str:
    west, south, east, north = box.edges
    high = f"{_degrees(south, 'NS')} to {_degrees(north, 'NS')}"
    return f"{high}, {_degrees(west, 'EW')} to {_degrees(east, 'EW')}"


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.7g}° {letters[value < 0]}"
