"""The list of a spot without a browser: what it asks and what it says."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

ALMATY = "43.25,76.91,town"


@pytest.fixture
def page(page, empty_service, make_incident, make_place):
    """Opens the page on a town of three, its region of one, and a place elsewhere."""
    empty_service.store.add(
        [
            make_incident(id="a"),
            make_incident(id="b", kind="looting"),
            make_incident(id="c", kind="looting"),
            make_incident(id="d", place=make_place(43.25, 76.91, "admin1", name="Region")),
            make_incident(id="e", place=make_place(51.1, 71.4, name="Astana")),
        ],
        reason="test",
    )
    return page


def test_a_link_opens_the_list_and_filters_nothing_else(page) -> None:
    test = page(at=ALMATY)
    assert test.session_state["chosen"].spots
    assert "<b>5 incidents</b>" in " ".join(str(one.proto.body) for one in test.get("html"))
    assert test.query_params["at"] == ALMATY


def test_a_spot_that_is_none_is_told_and_the_rest_works(page) -> None:
    test = page(at="almaty", kind="looting")
    assert "lat,lon,precision" in test.warning[0].value.replace("\\", "")
    assert test.session_state["chosen"].spots == ()


def test_a_list_and_its_incident_come_from_one_link(page) -> None:
    test = page(at=ALMATY, incident="b")
    assert test.session_state["chosen"].incident == "b"
    assert set(test.query_params) == {"at", "incident"}


def listed(test: AppTest) -> dict:
    """What the list in the browser is given."""
    found = [one.proto for one in test.get("bidi_component")]
    return json.loads(next(one.json for one in found if one.component_name == "spot_list"))


def test_a_list_counts_its_kinds_and_says_how_sure_its_place_is(page) -> None:
    told = listed(page(at=ALMATY))
    assert told["heading"] == "3 incidents"
    assert {one["label"]: one["count"] for one in told["kinds"]} == {"Looting": 2, "Fire": 1}
    assert told["where"] == "somewhere in Almaty, the town"
    region = listed(page(at="43.25,76.91,admin1"))
    assert (region["count"], region["where"]) == (1, "somewhere in Region, a region")


def test_a_list_obeys_the_filters_and_keeps_its_version(page) -> None:
    told = listed(page(at=ALMATY, kind="fire"))
    assert told["count"] == 1
    assert told["query"] == "kind=fire&at=43.25,76.91,town&v=1"


def test_a_list_that_the_filters_emptied_says_so(page) -> None:
    told = listed(page(at=ALMATY, kind="arrest"))
    assert (told["count"], told["where"]) == (0, "None of them fits the filters.")


def test_a_list_brings_its_first_rows_and_no_more_of_a_quote_than_is_shown(
    page, empty_service, make_incident
) -> None:
    many = [make_incident("2022-02-01", quote="q" * 5_000) for _ in range(100)]
    empty_service.store.add(many, reason="more")
    first = listed(page(at=ALMATY))["first"]
    assert len(first) == 40
    assert {row["quote"] for row in first} == {"q" * 300}
    assert {row["date"] for row in first} == {"2022-02-01"}


def test_several_spots_make_one_list(page) -> None:
    told = listed(page(at=[ALMATY, "51.1,71.4,town"]))
    assert (told["count"], told["where"]) == (4, "in 2 places that touch on the map")


def hidden_line(test: AppTest) -> str | None:
    return next((one.label for one in test.button if one.key == "show_hidden"), None)


def test_what_a_filter_of_precision_hides_is_counted_and_can_be_shown(page) -> None:
    test = page(precision="town")
    assert hidden_line(test) == "1 more is only known to its region: show"
    test.button(key="show_hidden").click().run()
    assert dict(test.query_params) == {}
    assert hidden_line(test) is None


def test_what_hides_under_a_filter_for_no_place_is_counted_too(page) -> None:
    assert hidden_line(page(precision="unknown")) == "5 incidents have a place: show"


def test_each_step_of_precision_says_how_many_it_finds(page) -> None:
    steps = page(precision="street").selectbox(key="filter_precision").options
    assert steps[:4] == [
        "Any precision (5)", "Exact site only (0)", "Street or better (0)",
        "City district or better (0)",
    ]  # fmt: skip
    assert steps[4:] == [
        "Town or better (4)", "County or better (4)", "Region or better (5)",
        "Country or better (5)", "Only without a place (0)",
    ]  # fmt: skip
