"""The map: one constant base, one layer that follows the query."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from incidents import maps
from incidents.errors import NotFound
from incidents.geo import Point
from incidents.query import Query
from incidents.store import Store

HEIGHT = 560  # pixels; the map's own style makes it lower on phones


def draw(store: Store, query: Query, selected: str | None) -> str | None:
    """The map under the query; says which incident is selected after the visitor's click."""
    # Imported as late as this because it registers itself with the running server.
    from streamlit_folium import st_folium

    selected = _newly_clicked(st.session_state.get("map")) or selected
    answer = st_folium(
        maps.base_map(),  # a new one each run: st_folium hangs the state on it
        key="map",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=maps.state_group(
            urlencode(query.to_params(), doseq=True, safe=","),
            version=store.version,
            selected=selected,
            focus=_focus(store),
            theme=st.context.theme.type or "light",
        ),
    )
    return _newly_clicked(answer) or selected


def _clicked(answer: Any) -> str | None:
    feature = (answer or {}).get("last_active_drawing") or {}
    name = (feature.get("properties") or {}).get("id")
    return str(name)[:64] if name else None


def _newly_clicked(answer: Any) -> str | None:
    """The incident clicked since the last run: an old click must not undo a later choice."""
    feature = (answer or {}).get("last_active_drawing") or {}
    click = (feature.get("properties") or {}).get("n")
    if click is None or click == st.session_state.get("map_click"):
        return None
    st.session_state.map_click = click
    return _clicked(answer)


def _focus(store: Store) -> Point | None:
    """Where the table's last choice lies: the map goes there once."""
    name = st.session_state.get("focus")
    if not name:
        return None
    try:
        row = store.get(name).row
    except NotFound:
        return None
    return None if row["lat"] is None else Point(row["lat"], row["lon"])
