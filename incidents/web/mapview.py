"""The map: one constant base, one layer that follows the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from incidents import maps
from incidents.errors import NotFound, TooCostly, UsageError
from incidents.geo import BoundingBox, Point
from incidents.model import GeoPrecision
from incidents.query import Link, Query, Spot
from incidents.store import Store
from incidents.web import opening, recalled

HEIGHT = 560  # pixels; the map's own style makes it lower on phones


@dataclass(frozen=True, slots=True)
class Choice:
    """What the panel beside the map shows: one incident, the list of some spots, or both."""

    incident: str | None = None
    spots: tuple[Spot, ...] = ()


def draw(store: Store, query: Query, chosen: Choice) -> Choice:
    """The map under the query; says what is chosen after the visitor's click."""
    # Imported as late as this because it registers itself with the running server.
    from streamlit_folium import st_folium

    told = _newly_told(st.session_state.get("map"))
    _keep_to(told)
    chosen = _clicked(told) or chosen
    answer = st_folium(
        maps.base_map(),  # a new one each run: st_folium hangs the state on it
        key="map",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=maps.state_group(
            urlencode(query.to_params(), doseq=True, safe=","),
            version=store.version,
            selected=chosen.incident,
            at=chosen.spots,
            focus=_focus(store),
            bounds=_bounds(store, query) if opening.is_first() else None,
            theme=st.context.theme.type or "light",
        ),
    )
    told = _newly_told(answer)
    _keep_to(told)
    return _clicked(told) or chosen


def _newly_told(answer: Any) -> dict[str, Any]:
    """What the map tells since the last run: an old click must not undo a later choice."""
    told = ((answer or {}).get("last_active_drawing") or {}).get("properties") or {}
    click = told.get("n")
    if click is None or click == st.session_state.get("map_click"):
        return {}
    st.session_state.map_click = click
    return dict(told)


def _clicked(told: dict[str, Any]) -> Choice | None:
    if isinstance(told.get("at"), list):
        return Choice(spots=_spots(told["at"]))
    return Choice(str(told["id"])[:64]) if told.get("id") else None


def _keep_to(told: dict[str, Any]) -> None:
    """Filters by the part of the map that was drawn, or lifts that; reruns the whole page."""
    kept = told.get("keep")
    if not isinstance(kept, dict):
        return
    written = {name: [str(kept[name])] for name in ("area", "bbox") if name in kept}
    try:
        query = Query.from_params(written)
    except UsageError as error:  # the browser may say anything
        st.toast(f"That area cannot be used: {error}", icon=":material/warning:")
        return
    st.session_state.area, st.session_state.bbox = query.area, query.bbox
    st.rerun()


def _spots(written: Sequence[Any]) -> tuple[Spot, ...]:
    """The spots that the browser names; it may say anything, so they are read as a link's."""
    return Link.from_params({"at": [str(one) for one in written]})[0].query.spots


def _bounds(store: Store, query: Query) -> BoundingBox | None:
    """Where what fits lies; None where that takes too long: the map then asks, and says so."""
    try:
        return recalled.bounds(store, query)
    except TooCostly:
        return None


def _focus(store: Store) -> Spot | None:
    """Where the table's last choice or the link's list lies: the map goes there once."""
    wanted = st.session_state.get("focus")
    if wanted is None or isinstance(wanted, Spot):
        return wanted
    try:
        row = store.get(wanted).row
    except (NotFound, TooCostly):  # the evidence beside the map says which
        return None
    if row["lat"] is None:
        return None
    return Spot(Point(row["lat"], row["lon"]), GeoPrecision(row["geo_precision"]))
