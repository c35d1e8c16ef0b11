"""The rows of the table as the brief tells them, and the sources that they cite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.model import KINDS, GeoPrecision, Kind
from incidents.model.names import country_name
from incidents.model.wording import PRECISIONS, STATUSES, day, distance, somewhere, victims, when

WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)  # the only addresses that become links


@dataclass(frozen=True, slots=True)
class Source:
    """One report that incidents are taken from, under its number."""

    number: int
    name: str
    published: str | None
    url: str | None
    link: str | None  # the address, where it is one of the web

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """One incident as a row: words only."""

    number: int
    kind: Kind
    when: str
    place: str
    precision: str
    look: str  # point, area or nowhere
    people: str | None
    title: str | None
    quote: str | None
    language: str | None
    said_by: str | None
    hedged: bool
    status: str
    source: Source | None


def lines_of(rows: Iterable[dict[str, Any]]) -> tuple[list[Line], list[Source]]:
    """The rows in their order, and the reports they cite in the order of citation."""
    sources: dict[tuple[str | None, ...], Source] = {}
    return [_line(row, at, sources) for at, row in enumerate(rows, 1)], list(sources.values())


def counted_kinds(lines: Iterable[Line]) -> list[tuple[Kind, int]]:
    """The kinds there are with their numbers, most first."""
    counts = Counter(line.kind.id for line in lines)
    return [(KINDS[name], n) for name, n in counts.most_common()]


def _line(row: dict[str, Any], number: int, sources: dict[tuple[str | None, ...], Source]) -> Line:
    return Line(
        number=number,
        kind=KINDS[row["kind"]],
        when=when(row),
        place=row["place"] or country_name(row["country"]) or "Place unknown",
        precision=_precision(row),
        look=_look(row),
        people=victims(row),
        title=row["title"],
        quote=row["quote"],
        language=row["language"],
        said_by=row["attributed_to"],
        hedged=bool(row["hedged"]),
        status=STATUSES[row["status"]],
        source=_cited(row, sources),
    )


def _look(row: dict[str, Any]) -> str:
    if row["lat"] is None or row["lon"] is None:
        return "nowhere"
    return "point" if GeoPrecision(row["geo_precision"]).is_point else "area"


def _precision(row: dict[str, Any]) -> str:
    """How near the dot is: "Town, within 15 km"; for an area that it is no exact place."""
    look = _look(row)
    if look == "nowhere":
        return "No place: not on the map"
    if look == "area":
        told = somewhere(row)
        return told[0].upper() + told[1:]
    within = f", within {distance(row['radius_m'])}" if row["radius_m"] else ""
    return PRECISIONS[row["geo_precision"]] + within


def _cited(row: dict[str, Any], sources: dict[tuple[str | None, ...], Source]) -> Source | None:
    """The report that the row comes from, numbered at its first citation."""
    name, url, published = row["source"], row["url"], row["published"]
    if not (name or url):
        return None
    key = (name, url, published)
    if key not in sources:
        told = day(date.fromisoformat(published)) if published else None
        link = url if url and WEB.fullmatch(url) else None
        sources[key] = Source(len(sources) + 1, name or url, told, url, link)
    return sources[key]
