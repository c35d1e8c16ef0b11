"""A whole state of the page as a link: the query, the viewport, the selected incident."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from incidents.errors import BadParameter, UsageError
from incidents.geo import Point
from incidents.query.query import PARAMETERS, Params, Query

VIEW_PARAMETERS = ("lat", "lon", "zoom", "layer", "show", "order", "rows", "incident", "embed")
MAX_MAP_ZOOM = 18
ORDERS = ("date", "oldest", "kind", "place", "killed", "said", "precision")  # the first is usual
ROWS = ("view",)  # which rows the table has: those of the part that the map shows
SHOWS = ("killed", "heat")  # what the map's symbols may tell instead of kinds


@dataclass(frozen=True, slots=True)
class Viewport:
    """What the map shows: its centre and zoom."""

    centre: Point
    zoom: float


@dataclass(frozen=True, slots=True)
class Link:
    """Everything that a shared link restores.

    `layer` is the base map, `show` what the symbols tell, `order` how the table is sorted and
    `rows` which it has, where they are not the usual ones.
    """

    query: Query = field(default_factory=Query)
    viewport: Viewport | None = None
    layer: str | None = None
    show: str | None = None
    order: str | None = None
    rows: str | None = None
    incident: str | None = None
    embed: bool = False

    @classmethod
    def from_params(cls, params: Params) -> tuple[Link, list[str]]:
        """The link that the parameters spell, and a sentence for each that was left out."""
        problems: list[str] = []
        known = [*PARAMETERS, *VIEW_PARAMETERS]
        problems += [
            f"The link has a parameter {name[:40]!r} that is not known here; it was left out."
            for name in params
            if name not in known
        ]
        query = _lenient_query(params, problems)
        return cls(
            query,
            _kept(_viewport, params, problems),
            _kept(_layer, params, problems),
            _kept(_show, params, problems),
            _kept(_order, params, problems),
            _kept(_rows, params, problems),
            _kept(_incident, params, problems),
            _kept(_embed, params, problems) or False,
        ), problems

    def to_params(self) -> dict[str, list[str]]:
        """The URL parameters that spell this link."""
        params = self.query.to_params()
        if self.viewport:
            centre = self.viewport.centre
            params["lat"], params["lon"] = [f"{centre.lat:.5f}"], [f"{centre.lon:.5f}"]
            params["zoom"] = [f"{self.viewport.zoom:g}"]
        if self.layer:
            params["layer"] = [self.layer]
        if self.show:
            params["show"] = [self.show]
        if self.order:
            params["order"] = [self.order]
        if self.rows:
            params["rows"] = [self.rows]
        if self.incident:
            params["incident"] = [self.incident]
        if self.embed:
            params["embed"] = ["true"]
        return params

    def __str__(self) -> str:
        return urlencode(self.to_params(), doseq=True, safe=",")


def _lenient_query(params: Params, problems: list[str]) -> Query:
    """The query without the values that are wrong, each told in `problems`."""
    good = {name: _good_values(name, params[name], problems)
            for name in PARAMETERS if name in params}  # fmt: skip
    try:
        return Query.from_params(good)
    except BadParameter as error:  # two good values that contradict each other
        problems.append(f"In the link, {error}; it was left out.")
        return Query.from_params({name: kept for name, kept in good.items() if name != error.name})


def _good_values(name: str, values: Sequence[str], problems: list[str]) -> list[str]:
    good = []
    for value in (word for text in values for word in _split(name, text)):
        try:
            PARAMETERS[name].read([value])
        except BadParameter as error:
            problems.append(f"In the link, {error}; it was left out.")
        else:
            good.append(value)
    return good


def _split(name: str, text: str) -> list[str]:
    """The words of a parameter that takes several; others hold one value, commas and all."""
    words = text.split(",") if PARAMETERS[name].several else [text]
    return [word for word in words if word.strip()]


def _kept(read: Callable[[Params], Any], params: Params, problems: list[str]) -> Any:
    try:
        return read(params)
    except UsageError as error:
        problems.append(f"In the link, {error}; it was left out.")
        return None


def _last(params: Params, name: str) -> str | None:
    values = params.get(name) or [""]
    return values[-1].strip() or None


def _viewport(params: Params) -> Viewport | None:
    written = [_last(params, name) for name in ("lat", "lon", "zoom")]
    if written == [None, None, None]:
        return None
    try:
        lat, lon, zoom = (float(word or "") for word in written)
    except ValueError:
        raise BadParameter("lat", "map view must give lat, lon and zoom as numbers") from None
    if not 0 <= zoom <= MAX_MAP_ZOOM:
        raise BadParameter("zoom", f"zoom must run from 0 to {MAX_MAP_ZOOM}; got {zoom:g}")
    return Viewport(Point(lat, lon), zoom)


def _layer(params: Params) -> str | None:
    named = _last(params, "layer")
    if named and not re.fullmatch(r"[a-z0-9-]{1,32}", named):
        raise BadParameter("layer", f"layer is no base map of ours: {named[:40]!r}")
    return named


def _show(params: Params) -> str | None:
    named = _last(params, "show")
    if named and named not in SHOWS:
        raise BadParameter("show", f"show must be one of {', '.join(SHOWS)}; got {named[:40]!r}")
    return named


def _order(params: Params) -> str | None:
    named = _last(params, "order")
    if named and named not in ORDERS:
        raise BadParameter("order", f"order must be one of {', '.join(ORDERS)}; got {named[:40]!r}")
    return None if named == ORDERS[0] else named


def _rows(params: Params) -> str | None:
    named = _last(params, "rows")
    if named and named not in ROWS:
        raise BadParameter("rows", f"rows must be {' or '.join(ROWS)}; got {named[:40]!r}")
    return named


def _incident(params: Params) -> str | None:
    named = _last(params, "incident")
    if named and not re.fullmatch(r"[\w.:-]{1,64}", named):
        raise BadParameter("incident", f"incident id is not one of ours: {named[:64]!r}")
    return named


def _embed(params: Params) -> bool:
    return (_last(params, "embed") or "false").lower() in {"true", "1"}
