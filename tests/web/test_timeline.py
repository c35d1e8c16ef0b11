"""The timeline without a browser: what it hands over, and what it takes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from incidents.errors import UsageError
from incidents.model import DatePrecision, When
from incidents.query import Query
from incidents.web.timeline import chosen_dates

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
JANUARY = When(date(2022, 1, 1), date(2022, 1, 31), DatePrecision.MONTH)


@pytest.fixture
def page(page, empty_service, make_incident):
    empty_service.store.add(
        [
            make_incident("2022-01-03"),
            make_incident("2022-01-05", kind="looting"),
            make_incident("2022-01-05"),
            make_incident(when=JANUARY),
            make_incident(None),
        ],
        reason="test",
    )
    return page


def drawn(test: AppTest) -> dict:
    """What the timeline was handed."""
    found = [one.proto for one in test.get("bidi_component")]
    return json.loads(next(one.json for one in found if one.component_name == "timeline"))


def test_the_timeline_has_a_place_for_every_day_and_a_bar_for_each_kind(page) -> None:
    told = drawn(page())
    assert told["starts"] == ["2022-01-03", "2022-01-04", "2022-01-05"]
    named = [(told["starts"][at], told["kinds"][kind]["label"], n) for at, kind, n in told["bars"]]
    assert sorted(named) == [
        ("2022-01-03", "Fire", 1),
        ("2022-01-05", "Fire", 1),
        ("2022-01-05", "Looting", 1),
    ]
    assert told["sentence"].startswith("3 incidents by day, 3 January 2022 to 5 January 2022")


def test_what_is_in_no_bar_is_told_in_words(page) -> None:
    told = drawn(page())
    assert told["cover"] == [1, 1, 1]
    assert told["unsure"] == "1 dated to a month"
    assert told["undrawn"] == "1 without a date"


def test_a_link_restores_the_brush_and_the_rest_stays_to_widen_to(page) -> None:
    told = drawn(page(since="2022-01-05", until="2022-01-05", kind="fire"))
    assert (told["since"], told["until"]) == ("2022-01-05", "2022-01-05")
    assert told["starts"][0] == "2022-01-03"
    assert told["query"] == "kind=fire&since=&until="


def test_a_store_without_dates_draws_no_timeline(empty_service, make_incident) -> None:
    empty_service.store.add([make_incident(None)], reason="test")
    test = AppTest.from_file(DASHBOARD, default_timeout=30).run()
    assert not test.exception
    assert "The timeline is empty: 1 without a date." in [one.value for one in test.caption]


def test_the_brush_says_two_days_or_open_ends() -> None:
    asked = chosen_dates(["2022-01-03", ""])
    assert asked == Query(since=date(2022, 1, 3))
    assert chosen_dates(["", ""]) == Query()


@pytest.mark.parametrize(
    "told", [None, "2022-01-03", [], ["2022-01-03"], ["soon", ""], [{}, []],
             ["2022-01-03", "2022-01-01"]],
)  # fmt: skip
def test_a_brush_that_says_nonsense_is_refused(told) -> None:
    with pytest.raises(UsageError):
        chosen_dates(told)
