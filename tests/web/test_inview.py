"""The table kept to the part of the map in view, without a browser."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

PACIFIC = "170,-30,-170,0"  # across the antimeridian


@pytest.fixture
def page(page, empty_service, make_incident, make_place):
    empty_service.store.add(
        [
            make_incident(id="almaty"),
            make_incident("2022-01-06", id="fiji", place=make_place(-17.0, 178.0)),
            make_incident("2022-01-07", id="samoa", place=make_place(-13.8, -171.8)),
            make_incident(id="nowhere", place=None),
        ],
        reason="test",
    )
    return page


def seen(test: AppTest, box: str | None) -> AppTest:
    """The page after the map has said what it shows."""
    test.session_state["map_view"] = {"box": box}
    test.run()
    assert not test.exception
    return test


def told(test: AppTest) -> str:
    found = [one.proto for one in test.get("bidi_component")]
    return json.loads(next(one.json for one in found if one.component_name == "map_view"))["told"]


def rows(test: AppTest) -> list[str]:
    (table,) = test.dataframe
    assert len(table.value) == len(test.session_state["table_ids"])
    return list(test.session_state["table_ids"])


def test_a_link_keeps_the_table_to_the_view_across_the_antimeridian(page) -> None:
    test = seen(page(rows="view"), PACIFIC)
    assert test.toggle(key="table_in_view").value
    assert rows(test) == ["samoa", "fiji"]
    assert told(test) == "2 of 4 incidents in this part of the map. Downloads hold all 4."


def test_the_view_is_no_filter_and_stands_in_no_other_part_of_the_link(page) -> None:
    test = seen(page(rows="view", kind="fire"), PACIFIC)
    assert dict(test.query_params) == {"rows": "view", "kind": "fire"}
    assert any("<b>4 incidents</b>" in str(one.proto.body) for one in test.get("html"))


def test_the_view_holds_within_a_box_that_is_a_filter(page) -> None:
    test = seen(page(rows="view", bbox="-175,-40,100,60"), PACIFIC)
    assert rows(test) == ["samoa"]
    assert told(test).startswith("1 of 2 incidents")


def test_the_switch_sets_the_link_and_lifts_itself_from_it(page) -> None:
    test = page()
    assert len(rows(test)) == 4
    test.toggle(key="table_in_view").set_value(True).run()
    assert test.query_params["rows"] == "view"
    test.toggle(key="table_in_view").set_value(False).run()
    assert "rows" not in test.query_params
    assert len(rows(test)) == 4


def test_nothing_in_view_is_said_with_the_way_back_to_all(page) -> None:
    test = seen(page(rows="view"), "0,0,1,1")
    assert not test.dataframe
    assert told(test) == "Nothing of the current filter lies in this part of the map."
    test.button(key="leave_view").click().run()
    assert len(rows(test)) == 4
    assert "rows" not in test.query_params


@pytest.mark.parametrize("box", [None, "", "soon", "nan,0,1,1", "1,2,3", "0,5,1,1", "9" * 500])
def test_a_view_that_is_none_is_waited_for(page, box) -> None:
    test = seen(page(rows="view"), box)
    assert not test.dataframe
    assert told(test) == "Waiting for the map to say what it shows."


def test_a_row_that_the_map_shows_already_does_not_move_it(page) -> None:
    test = seen(page(rows="view"), PACIFIC)
    test.session_state["table"] = {"selection": {"rows": [0], "columns": []}}
    test.run()
    assert test.query_params["incident"] == "samoa"
    assert test.session_state["focus"] is None


def test_what_is_no_choice_of_rows_is_told_and_left_out(page) -> None:
    test = page(rows="all")
    assert "rows must be view" in test.warning[0].value
    assert len(rows(test)) == 4
