"""A map of rows that no store holds yet: they come with its state, so that the map itself stays."""

from __future__ import annotations

import folium
import pandas as pd

from incidents.maps.page import served_map
from incidents.maps.script import State
from incidents.maps.standalone import shown_rows


def live_map() -> folium.Map:
    """The base that `st_folium` mounts once; the rows go through `live_group`."""
    return served_map(rows=[], live=True)


def live_group(
    frame: pd.DataFrame, *, selected: str | None = None, theme: str = "light"
) -> folium.FeatureGroup:
    """The frame's incidents on the map now, for `feature_group_to_add`; one may be selected."""
    placed, unplaced = shown_rows(frame)
    group = folium.FeatureGroup(name="incidents", control=False)
    state = {"query": "", "version": None, "selected": selected, "theme": theme}
    State({**state, "rows": placed, "unplaced": unplaced}).add_to(group)
    return group
