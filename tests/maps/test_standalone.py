"""The map that carries everything inside."""

import json
import re

import pandas as pd
import pytest

from incidents.errors import BadParameter, UsageError
from incidents.maps import standalone, to_map
from incidents.model import empty_frame


def options_of(made):
    """What the script is started with."""
    (start,) = [child for child in made._children.values() if child._name == "IncidentsStart"]
    return json.loads(start.options)


def test_a_map_links_to_nothing_outside(make_frame):
    rendered = to_map(make_frame({})).get_root().render()

    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", rendered)
    assert "url(" not in "".join(re.findall(r"<style>.*?</style>", rendered, flags=re.DOTALL))
    assert "sourceMappingURL" not in rendered


def test_hostile_text_stays_text(make_frame):
    hostile = "</script><script>alert(1)</script>\u2028<!-- & ' \" {{ 7*7 }}"
    made = to_map(make_frame({"title": hostile, "quote": hostile, "place": hostile}))

    assert "<script>alert(1)" not in made.get_root().render()
    assert options_of(made)["rows"][0]["quote"] == hostile


def test_the_inlined_scripts_do_not_end_their_element():
    rendered = to_map(empty_frame()).get_root().render()
    elements = re.findall(r"<script>(.*?)</script>", rendered, flags=re.DOTALL)

    assert any(len(script) > 100_000 for script in elements)


def test_no_incidents_make_a_map_too():
    carried = options_of(to_map(empty_frame()))

    assert (carried["rows"], carried["unplaced"]) == ([], 0)


def test_incidents_without_a_place_are_counted(make_frame):
    frame = make_frame({}, {"lat": None, "lon": None}, {"lat": 91.0}, {"lon": None})
    carried = options_of(to_map(frame))

    assert carried["unplaced"] == 3
    assert [row["id"] for row in carried["rows"]] == ["a1"]


def test_null_island_is_on_the_map(make_frame):
    carried = options_of(to_map(make_frame({"lat": 0.0, "lon": 0.0})))

    assert [(row["lat"], row["lon"]) for row in carried["rows"]] == [(0, 0)]


def test_a_frame_with_a_kind_and_a_point_is_enough():
    carried = options_of(to_map(pd.DataFrame([{"kind": "fire", "lat": 1.5, "lon": 2.5}])))
    (row,) = carried["rows"]

    assert row["geo_precision"] == "unknown"
    assert row["id"]


def test_days_come_out_as_iso_days(make_frame):
    carried = options_of(to_map(make_frame({"published": "2022-01-06"})))
    (row,) = carried["rows"]

    assert (row["date"], row["published"]) == ("2022-01-05", "2022-01-06")


def test_a_long_quote_is_cut(make_frame):
    carried = options_of(to_map(make_frame({"quote": "x" * 100_000})))

    assert len(carried["rows"][0]["quote"]) == standalone.MOST_LETTERS


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(make_frame):
    with pytest.raises(BadParameter, match="looting"):
        to_map(make_frame({"kind": "rumour"}))


def test_too_many_rows_are_refused():
    frame = pd.DataFrame({"kind": ["fire"] * (standalone.MOST_ROWS + 1)})

    with pytest.raises(UsageError, match="at most"):
        to_map(frame)


def test_small_towns_are_named_around_the_incidents_only(make_frame):
    names = options_of(to_map(make_frame({})))["basemap"]["small"]["name"]

    assert "Talghar" in names
    assert 0 < len(names) < 100


def test_a_notebook_shows_the_map(make_frame):
    shown = to_map(make_frame({}))._repr_html_()

    assert "srcdoc=" in shown
    assert "incidentsMap.start" in shown
