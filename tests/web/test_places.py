"""Correcting places without a browser: on the desk, beside the evidence, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from incidents.news import from_text
from incidents.pipeline import rules_reader
from incidents.pipeline.choosing import places_called
from incidents.query import Query
from incidents.web.desk.work import WORK, Work

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
REPORT = (
    "Rioters set fire to shops in Portland on 4 January 2022. "
    "Police arrested twelve people in Portland on 5 January 2022."
)
HOSTILE = "![x](http://evil.example/x.png) <b>said so</b>"


@pytest.fixture
def desk(empty_service) -> AppTest:
    test = AppTest.from_file(DASHBOARD, default_timeout=30)
    test.run()
    return read(test, REPORT)


def read(test: AppTest, text: str) -> AppTest:
    test.button(key="open_desk").click().run()
    test.text_area(key="article_text").set_value(text).run()
    test.button(key="read_article").click().run()
    assert not test.exception
    return test


def work_of(desk: AppTest) -> Work:
    return desk.session_state[WORK]


def maine():
    return next(one for one in places_called("Portland") if one.admin1 == "Maine")


def find(widgets, start: str):
    return next(one for one in widgets if str(one.key).startswith(start))


def choose_maine(test: AppTest, name: str) -> None:
    box = find(test.selectbox, f"which_{name}")
    label = next(one for one in box.options if "Maine" in one)
    box.select(label).run()
    assert not test.exception


def shown(test: AppTest) -> str:
    parts = [one.value for one in (*test.caption, *test.markdown, *test.text)]
    parts += [str(one.proto.body) for one in test.get("html")]
    return " ".join(parts)


def test_another_candidate_asks_why_and_is_remembered_unless_switched_off(
    desk, empty_service
) -> None:
    name = next(iter(work_of(desk).drafts))
    choose_maine(desk, name)
    assert desk.checkbox(key=f"remember_{name}").value is True
    assert (
        desk.checkbox(key=f"remember_{name}").label
        == "Remember for these words in the United States"
    )
    desk.button(key="save_drafts").click().run()
    assert "say in a few words why" in desk.error[0].value
    assert empty_service.store.version == 0
    desk.text_input(key=f"because_{name}").set_value(HOSTILE).run()
    desk.button(key="save_drafts").click().run()
    assert not desk.exception
    (known,) = empty_service.store.remembered()
    assert (known.words, known.country, known.reason) == ("Portland", "US", HOSTILE)
    assert "Remembered: “Portland”" in desk.success[0].value.replace("\\", "")
    assert empty_service.store.get(name).row["lat"] == maine().point.lat


def test_what_is_switched_off_is_not_remembered(desk, empty_service) -> None:
    name = next(iter(work_of(desk).drafts))
    choose_maine(desk, name)
    desk.checkbox(key=f"remember_{name}").uncheck().run()
    desk.button(key="save_drafts").click().run()
    assert not desk.exception
    assert empty_service.store.remembered() == []
    assert empty_service.store.get(name).row["lat"] == maine().point.lat


def test_the_other_drafts_of_the_article_follow_when_told(desk, empty_service) -> None:
    first, second = work_of(desk).drafts
    choose_maine(desk, first)
    desk.text_input(key=f"because_{first}").set_value("the mayor").run()
    assert "place" not in work_of(desk).drafts[second].changed
    desk.button(key=f"others_{first}").click().run()
    assert work_of(desk).drafts[second].now.place.point == maine().point
    desk.button(key="save_drafts").click().run()
    assert not desk.exception
    assert len(empty_service.store.remembered()) == 1


def learn(empty_service) -> None:
    """Two drafts in Oregon are kept, and one of them is corrected."""
    reading = rules_reader().read(from_text(REPORT, published="2022-01-06", language="en"))
    empty_service.store.add(reading.incidents, [reading.article], reason="read")


@pytest.fixture
def page(empty_service) -> AppTest:
    learn(empty_service)
    name = empty_service.store.frame(Query()).loc[0, "id"]
    test = AppTest.from_file(DASHBOARD, default_timeout=30)
    test.query_params["incident"] = name
    test.run()
    assert not test.exception
    return test


def opened(page: AppTest) -> str:
    """The selected incident, with the form for its place beside its evidence."""
    named = page.query_params["incident"]
    name = named if isinstance(named, str) else named[0]
    page.button(key=f"move_{name}").click().run()
    return name


def corrected(page: AppTest) -> str:
    name = opened(page)
    choose_maine(page, name)
    return name


def test_a_stored_incident_is_moved_with_a_reason_in_one_version_that_undo_takes_back(
    page, empty_service
) -> None:
    store = empty_service.store
    name = corrected(page)
    before = store.get(name).row["lat"]
    find(page.button, "place_save").click().run()
    assert "Say in a few words why" in page.error[0].value
    find(page.text_input, "because_").set_value(HOSTILE).run()
    find(page.button, "place_save").click().run()
    assert not page.exception
    assert store.version == 2
    assert store.get(name).row["lat"] == maine().point.lat
    assert [one.words for one in store.remembered()] == ["Portland"]
    told = shown(page)
    assert "analyst, who corrected “Portland” on" in told
    assert "<b>said so" not in told
    assert "&lt;b&gt;said so" in told
    next(one for one in page.button if one.label == "Undo the last change").click().run()
    assert store.get(name).row["lat"] == before
    assert store.remembered() == []


def test_a_position_in_degrees_is_taken_as_precisely_as_said(page, empty_service) -> None:
    name = opened(page)
    find(page.text_input, "moved_").set_value("45.5231, -122.6765").run()
    find(page.selectbox, "precise_").select("street").run()
    find(page.text_input, "because_").set_value("the video shows the bridge").run()
    assert find(page.checkbox, "remember_").value is False  # one corner is not what Portland means
    find(page.button, "place_save").click().run()
    assert not page.exception
    row = empty_service.store.get(name).row
    assert (row["lat"], row["geo_precision"], row["radius_m"]) == (45.5231, "street", 500)
    assert row["country"] == "US"
    assert empty_service.store.remembered() == []


@pytest.mark.parametrize("words", ["91.5, 200.25", "Nowhereville Xyz"])
def test_what_is_no_place_is_said(page, words) -> None:
    opened(page)
    find(page.text_input, "moved_").set_value(words).run()
    assert "No place called" in page.error[0].value


def test_other_drafts_follow_on_demand_and_what_is_remembered_is_listed_and_forgotten(
    page, empty_service
) -> None:
    store = empty_service.store
    name = corrected(page)
    find(page.text_input, "because_").set_value(HOSTILE).run()
    find(page.button, "place_save").click().run()
    (known,) = store.remembered()
    other = next(one for one in store.frame(Query())["id"] if one != name)
    assert store.get(other).row["lat"] != maine().point.lat
    page.button(key=f"spread_{known.id}").click().run()
    assert not page.exception
    assert store.get(other).row["lat"] == maine().point.lat
    assert store.get(other).evidence["place_source"] == "remembered"

    page.button(key="open_places").click().run()
    assert not page.exception
    told = shown(page).replace("\\", "")
    assert "2 incidents placed so" in told
    assert HOSTILE in told
    assert all("![x]" not in one.value for one in page.caption)
    page.button(key=f"forget_{known.id}").click().run()
    assert store.remembered() == []
    assert store.get(other).row["lat"] == maine().point.lat
    next(one for one in page.button if one.label == "Undo the last change").click().run()
    assert [one.id for one in store.remembered()] == [known.id]
    page.button(key="close_places").click().run()
    assert not page.exception


def test_an_old_version_of_the_data_cannot_be_corrected(page, empty_service) -> None:
    empty_service.store.add([], remembered=[], reason="x")
    name = corrected(page)
    find(page.text_input, "because_").set_value("r").run()
    find(page.button, "place_save").click().run()
    old = AppTest.from_file(DASHBOARD, default_timeout=30)
    old.query_params["incident"] = name
    old.query_params["v"] = "1"
    old.run()
    assert not any(str(one.key).startswith("move_") for one in old.button)


def test_a_later_article_says_which_correction_placed_it(page, empty_service) -> None:
    corrected(page)
    find(page.text_input, "because_").set_value("the mayor").run()
    find(page.button, "place_save").click().run()
    read(page, "Looters smashed shops in Portland on 9 January 2022.")
    drafts = work_of(page).drafts.values()
    assert {draft.now.place.point for draft in drafts} == {maine().point}
    told = shown(page).replace("\\", "")
    assert "placed by analyst, who corrected “Portland” on" in told


def test_what_was_pressed_in_a_former_form_moves_no_other_incident(page) -> None:
    page.session_state["place_map"] = {"last_clicked": {"lat": 10.0, "lng": 20.0}}
    name = opened(page)
    moving = page.session_state["place_moving"]
    assert (moving.draft.read.id, moving.draft.changed) == (name, ())
    assert find(page.button, "place_save").disabled
    assert "No other place is chosen yet" in shown(page)


def test_the_place_that_saving_stores_stands_beside_the_button(page) -> None:
    opened(page)
    find(page.text_input, "moved_").set_value("45.5231, -122.6765").run()
    assert "Portland at 45.52310, -122.67650" in shown(page).replace("\\", "")
    assert not find(page.button, "place_save").disabled


def test_a_press_on_save_stores_no_place_that_was_not_shown_beside_it(page, empty_service) -> None:
    name = opened(page)
    find(page.text_input, "moved_").set_value("45.5231, -122.6765").run()
    find(page.text_input, "because_").set_value("the video shows the bridge").run()
    before = empty_service.store.version
    # Both come in one message where a place is typed and Save is pressed without a pause.
    find(page.text_input, "moved_").set_value("45.6, -122.7")
    find(page.button, "place_save").click().run()
    assert not page.exception
    assert empty_service.store.version == before
    assert "has just changed" in page.error[0].value
    find(page.button, "place_save").click().run()
    assert empty_service.store.get(name).row["lat"] == 45.6
