"""The reading desk without a browser: read, correct, leave out, keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from incidents.model import Status
from incidents.pipeline.shared import shared_buildings, shared_gazetteer
from incidents.query import Query
from incidents.web.desk.text import segments
from incidents.web.desk.work import WORK, Work

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
REPORT = (
    "<b>Onrust</b> in het zuiden\n\n"
    "Betogers staken op 5 januari 2022 in Almaty het stadhuis in brand. "
    "In Karaganda werden op 4 januari 2022 twaalf mensen gearresteerd."
)


@pytest.fixture
def desk(empty_service) -> AppTest:
    shared_gazetteer()  # built before a run's time counts
    test = AppTest.from_file(DASHBOARD, default_timeout=30)
    test.run()
    test.button(key="open_desk").click().run()
    assert not test.exception
    return test


@pytest.fixture
def read(desk) -> AppTest:
    desk.text_area(key="article_text").set_value(REPORT).run()
    desk.button(key="read_article").click().run()
    assert not desk.exception
    return desk


def work_of(desk: AppTest) -> Work:
    return desk.session_state[WORK]


def names(desk: AppTest) -> list[str]:
    return list(work_of(desk).drafts)


def test_nothing_is_kept_before_it_is_saved(read, empty_service) -> None:
    assert [one.now.kind for one in work_of(read).drafts.values()] == ["fire", "arrest"]
    assert empty_service.store.version == 0


def test_saving_keeps_the_ticked_and_the_others_as_rejected(read, empty_service) -> None:
    read.checkbox(key=f"keep_{names(read)[1]}").uncheck().run()
    assert read.button(key="save_drafts").label == "Save 1 draft, keep 1 as rejected"
    read.button(key="save_drafts").click().run()
    assert not read.exception
    store = empty_service.store
    assert list(store.frame(Query())["kind"]) == ["fire"]
    assert list(store.frame(Query(statuses=(Status.REJECTED,)))["kind"]) == ["arrest"]
    assert store.version == 1
    assert read.session_state["chosen"].incident == store.frame(Query()).loc[0, "id"]
    assert "1 draft saved, 1 kept as rejected" in read.success[0].value.replace("\\", "")


def test_a_corrected_draft_is_saved_as_it_was_corrected(read, empty_service) -> None:
    name = names(read)[0]
    read.selectbox(key=f"kind_{name}").select("explosion").run()
    read.text_input(key=f"place_{name}").set_value("Shymkent").run()
    read.number_input(key=f"killed_min_{name}").set_value(2).run()
    assert not read.exception
    read.button(key="save_drafts").click().run()
    record = empty_service.store.get(name)
    assert (record.row["kind"], record.row["place"]) == ("explosion", "Shymkent")
    assert (record.row["killed_min"], record.row["killed_max"]) == (2, None)
    assert record.evidence["corrected"][0] == "kind: fire → explosion"
    assert "1 corrected" in record.versions[0].reason


def test_a_draft_is_rejected_where_it_is_open_and_its_reason_is_kept(read, empty_service) -> None:
    name = names(read)[0]
    read.button(key=f"judge_{name}").click().run()
    assert read.checkbox(key=f"keep_{name}").value is False
    read.text_input(key=f"why_{name}").set_value("told twice").run()
    read.button(key="save_drafts").click().run()
    assert not read.exception
    record = empty_service.store.get(name)
    assert record.row["status"] == "rejected"
    assert record.evidence["corrected"] == ["rejected: told twice"]


def read_again(desk: AppTest) -> None:
    desk.button(key="open_desk").click().run()
    desk.text_area(key="article_text").set_value(REPORT).run()
    desk.button(key="read_article").click().run()
    assert not desk.exception


def test_what_was_judged_before_is_shown_and_stays(read, empty_service) -> None:
    fire, arrest = names(read)
    read.checkbox(key=f"keep_{fire}").uncheck().run()
    read.button(key="save_drafts").click().run()
    read_again(read)
    assert read.checkbox(key=f"keep_{fire}").disabled
    assert read.checkbox(key=f"keep_{fire}").value is False
    assert read.button(key="save_drafts").label == "Save 1 draft"
    read.checkbox(key=f"keep_{arrest}").uncheck().run()
    assert read.button(key="save_drafts").label == "Keep 1 as rejected"
    read.button(key="save_drafts").click().run()
    assert empty_service.store.judged([fire, arrest]) == {fire: "rejected", arrest: "rejected"}
    read_again(read)
    assert read.button(key="save_drafts").disabled


def test_saving_says_how_many_were_there_already(read, empty_service) -> None:
    read.button(key="save_drafts").click().run()
    read_again(read)
    read.selectbox(key=f"kind_{names(read)[0]}").select("explosion").run()
    read.button(key="save_drafts").click().run()
    assert "2 drafts saved; 1 of them were there already" in read.success[0].value.replace("\\", "")
    assert empty_service.store.get(names_of_store(empty_service)[0]).row["kind"] == "explosion"


def names_of_store(service) -> list[str]:
    frame = service.store.frame(Query())
    return list(frame.sort_values("date", ascending=False)["id"])


def test_the_next_draft_is_one_press_away(read) -> None:
    read.button(key="desk_step_1").click().run()
    assert work_of(read).selected == names(read)[1]
    assert read.button(key="desk_step_1").disabled


def test_a_place_that_nobody_knows_is_said_and_kept_without_a_dot(read) -> None:
    name = names(read)[0]
    read.text_input(key=f"place_{name}").set_value("Nowhereville Xyz").run()
    assert "No place called" in read.error[0].value
    assert work_of(read).drafts[name].now.place is None
    assert work_of(read).drafts[name].now.place_name == "Nowhereville Xyz"


def test_figures_that_cannot_be_are_refused(read) -> None:
    name = names(read)[0]
    read.number_input(key=f"killed_min_{name}").set_value(9).run()
    read.number_input(key=f"killed_max_{name}").set_value(2).run()
    assert "range runs upward" in read.error[0].value
    assert work_of(read).drafts[name].now.killed.min == 9


def test_a_correction_can_be_taken_back(read) -> None:
    name = names(read)[0]
    read.selectbox(key=f"kind_{name}").select("explosion").run()
    read.button(key=f"reset_{name}").click().run()
    assert work_of(read).drafts[name].corrections == ()
    assert read.selectbox(key=f"kind_{name}").value == "fire"


def test_what_was_typed_and_read_outlives_a_look_at_the_map(read) -> None:
    read.button(key="close_desk").click().run()
    assert "unsaved" in read.button(key="open_desk").label
    read.button(key="open_desk").click().run()
    assert read.text_area(key="article_text").value == REPORT
    assert len(work_of(read).drafts) == 2


def test_an_article_that_cannot_be_read_says_why_and_keeps_the_words(desk) -> None:
    desk.text_area(key="article_text").set_value("12345 67890").run()
    desk.button(key="read_article").click().run()
    assert "no letters" in desk.error[0].value
    assert desk.text_area(key="article_text").value == "12345 67890"


@pytest.mark.parametrize(
    ("way", "asks"),
    [("Text", "Paste the article"), ("File", "Choose a file"), ("Web address", "Give the address")],
)
def test_reading_nothing_asks_for_what_is_missing(desk, way, asks) -> None:
    desk.session_state["article_way"] = way
    desk.button(key="read_article").click().run()
    assert not desk.exception
    assert asks in desk.warning[0].value


def test_an_article_without_incidents_says_so(desk) -> None:
    calm = "The museum opens a new exhibition of watercolours. Entry is free."
    desk.text_area(key="article_text").set_value(calm).run()
    desk.button(key="read_article").click().run()
    assert "No incident was found" in desk.info[0].value


def test_a_missing_day_of_publication_is_asked_for(desk) -> None:
    weekday = "Betogers staken woensdag in Almaty het stadhuis in brand."
    desk.text_area(key="article_text").set_value(weekday).run()
    desk.button(key="read_article").click().run()
    desk.date_input(key="asked_day").set_value("2022-01-06").run()
    next(one for one in desk.button if one.label == "Read again").click().run()
    assert not desk.exception
    (draft,) = work_of(desk).drafts.values()
    assert str(draft.now.when.date) == "2022-01-05"


def test_pieces_join_to_the_text_and_know_their_drafts(read) -> None:
    work = work_of(read)
    text = work.reading.article.text
    pieces = segments(text, list(work.drafts.values()))
    assert "".join(piece["text"] for piece in pieces) == text
    fire = work.drafts[names(read)[0]].read
    marked = "".join(piece["text"] for piece in pieces if fire.id in piece["ids"])
    assert marked == fire.quote
    assert any(piece["cue"] and fire.evidence.cue in piece["text"] for piece in pieces)


def test_discarded_drafts_come_back_as_they_were_corrected(read) -> None:
    first = names(read)[0]
    read.selectbox(key=f"kind_{first}").set_value("looting").run()
    read.button(key="discard_drafts").click().run()
    assert work_of(read) is None
    read.button(key="bring_back").click().run()
    assert not read.exception
    assert work_of(read).drafts[first].now.kind == "looting"
    assert not [one for one in read.button if one.key == "bring_back"]


def test_an_online_geocoder_that_is_set_up_wrongly_is_told_and_nothing_is_lost(
    desk, monkeypatch
) -> None:
    monkeypatch.setenv("INCIDENTS_GEOCODERS", "atlantis")
    shared_buildings.cache_clear()
    desk.run()
    assert any("is asked of atlantis" in one.value for one in desk.caption)
    desk.text_area(key="article_text").set_value(REPORT).run()
    desk.button(key="read_article").click().run()
    assert not desk.exception
    assert any("no geocoder 'atlantis'" in one.value for one in desk.error)
    monkeypatch.delenv("INCIDENTS_GEOCODERS")
    shared_buildings.cache_clear()
    desk.button(key="read_article").click().run()
    assert [one.now.kind for one in work_of(desk).drafts.values()] == ["fire", "arrest"]
