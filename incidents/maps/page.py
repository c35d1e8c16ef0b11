"""The map of the dashboard: a base that never changes, and the state put on top of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import folium

from incidents.geo import BoundingBox, Point
from incidents.maps.script import Start, State, options
from incidents.maps.served import BASEMAP_FILES, address
from incidents.model import GeoPrecision, Place
from incidents.query import Spot, Viewport

WORLD_VIEW = (20, 15)  # shows most land when there is nothing to show
CLOSEST_ZOOM = 18
# How near to look at a place, so that about its whole extent is in view.
ZOOM = {
    GeoPrecision.SITE: 15,
    GeoPrecision.STREET: 14,
    GeoPrecision.DISTRICT: 13,
    GeoPrecision.TOWN: 11,
    GeoPrecision.ADMIN2: 9,
    GeoPrecision.ADMIN1: 7,
    GeoPrecision.COUNTRY: 5,
    GeoPrecision.UNKNOWN: 5,
}

Focus = Place | Point | Spot | Viewport


def bare_map(**given: Any) -> folium.Map:
    """A folium map without tiles and without the scripts that folium loads from elsewhere."""
    made = folium.Map(
        location=WORLD_VIEW, zoom_start=2, tiles=None, min_zoom=1, max_zoom=CLOSEST_ZOOM, **given
    )
    made.default_js, made.default_css = [], []
    return made


def base_map() -> folium.Map:
    """The map that `st_folium` mounts once; all that changes goes through `state_group`."""
    return served_map(link=True)


def served_map(**more: Any) -> folium.Map:
    """A map whose scripts and base map our own server hands out; `more` goes to the script."""
    made = bare_map()
    made.default_js = [(name, address(name)) for name in ("leaflet.js", "incidents-map.js")]
    made.default_css = [(name, address(name)) for name in ("leaflet.css", "incidents-map.css")]
    basemap = {name: address(file) for name, file in BASEMAP_FILES.items()}
    Start(options(basemap=basemap, **more)).add_to(made)
    return made


def state_group(
    query: str,
    *,
    version: int,
    selected: str | None = None,
    at: Sequence[Spot] = (),
    focus: Focus | None = None,
    bounds: BoundingBox | None = None,
    theme: str = "light",
) -> folium.FeatureGroup:
    """What the map shows now, for `feature_group_to_add`.

    `query` is a query string as `urlencode` writes it; `selected` an incident's id; `at` the spots
    whose list is open; a new `focus` moves the view; `bounds` are those of the query, which a
    map that begins asks for where they are not told; `theme` is light or dark.
    """
    group = folium.FeatureGroup(name="incidents", control=False)
    State(
        {
            "query": query,
            "version": version,
            "selected": selected,
            "at": [str(spot) for spot in at],
            "focus": _focus(focus),
            "theme": theme,
            **({"bounds": bounds.edges} if bounds else {}),
        }
    ).add_to(group)
    return group


def zoom_to(place: Place) -> int:
    """How near to look at a place, so that about its whole extent is in view."""
    return ZOOM[place.precision]


def _focus(focus: Focus | None) -> dict[str, float | None] | None:
    if focus is None:
        return None
    if isinstance(focus, Viewport):
        return {"lat": focus.centre.lat, "lon": focus.centre.lon, "zoom": focus.zoom}
    if isinstance(focus, Point):
        return {"lat": focus.lat, "lon": focus.lon, "zoom": None}
    zoom = ZOOM[focus.precision] if focus.precision else None
    return {"lat": focus.point.lat, "lon": focus.point.lon, "zoom": zoom}
