"""The dashboard's map: a base that never changes, a state that may hold anything."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_js_hash, generate_leaflet_string

from incidents.geo import BoundingBox, Point
from incidents.maps import base_map, live_group, live_map, state_group
from incidents.maps.script import script_json
from incidents.model import KINDS, GeoPrecision, Place
from incidents.query import Spot, Viewport


def state_of(group):
    (state,) = group._children.values()
    return json.loads(state.state)


def test_the_base_map_is_the_same_every_time_so_that_the_page_keeps_it():
    hashes = {generate_js_hash(generate_leaflet_string(base_map())) for _ in range(2)}

    assert len(hashes) == 1


def test_the_base_map_asks_no_other_server():
    rendered = base_map().get_root().render()

    assert not re.search(r"(https?:)?//[a-z0-9.-]+\.[a-z]{2,}", rendered)
    assert re.findall(r'src="([^"?]+)', rendered) == [
        "../../map/leaflet.js",
        "../../map/incidents-map.js",
    ]


def test_the_base_map_tells_the_script_every_kind():
    rendered = base_map().get_root().render()

    for kind in KINDS.values():
        assert kind.shape in rendered
        assert kind.colour in rendered


def test_the_same_state_makes_the_same_script():
    scripts = {
        generate_leaflet_string(
            state_group("kind=fire", version=1, selected=None, focus=None, theme="light"),
            base_id="feature_group_0",
        )
        for _ in range(2)
    }

    assert len(scripts) == 1


def test_a_state_carries_query_version_selection_and_theme():
    at = [Spot(Point(43.25, 76.95), GeoPrecision.TOWN)]
    group = state_group("kind=fire", version=7, selected="ab12", at=at, focus=None, theme="dark")

    assert state_of(group) == {
        "query": "kind=fire",
        "version": 7,
        "selected": "ab12",
        "at": ["43.25,76.95,town"],
        "focus": None,
        "theme": "dark",
    }


def test_a_first_state_says_where_everything_lies():
    state = state_of(state_group("", version=1, bounds=BoundingBox(170, -5, -170, 0)))

    assert state["bounds"] == [170, -5, -170, 0]


def test_null_island_is_a_place_to_look_at():
    group = state_group("", version=1, focus=Point(0, 0))

    assert state_of(group)["focus"] == {"lat": 0, "lon": 0, "zoom": None}


def test_a_viewport_is_shown_as_it_is():
    group = state_group("", version=1, focus=Viewport(Point(43.2, 76.9), 9))

    assert state_of(group)["focus"] == {"lat": 43.2, "lon": 76.9, "zoom": 9}


def test_the_coarser_a_place_the_farther_off_it_is_shown():
    zooms = [
        state_of(state_group("", version=1, focus=Place("X", Point(1, 2), precision, 10)))["focus"]
        for precision in GeoPrecision
    ]

    assert [one["zoom"] for one in zooms] == sorted((one["zoom"] for one in zooms), reverse=True)


@given(st.text())
def test_any_text_comes_through_a_script_element_unharmed(text):
    written = script_json({"query": text})

    assert json.loads(written) == {"query": text}
    assert not set("<>&'\u2028\u2029") & set(written)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_hold_is_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        script_json(value)


def test_rows_change_the_state_of_a_live_map_and_never_its_base(make_frame):
    hashes = {generate_js_hash(generate_leaflet_string(live_map())) for _ in range(2)}
    frame = make_frame({"lat": 51.1, "quote": "</script>"}, {"lat": None})
    state = state_of(live_group(frame, selected="a1"))

    assert len(hashes) == 1
    assert [row["lat"] for row in state["rows"]] == [51.1]
    assert (state["unplaced"], state["selected"]) == (1, "a1")
