"""Loading data without a browser: dropped, settled, loaded, hidden, removed, brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from incidents.query import Query

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
ROWS = b"kind,date,place,lat,lon\nfire,2022-01-05,Almaty,43.25,76.91\nrain,2022-01-06,X,43.3,76.9\n"
UNSAID = b"datum,breedtegraad,lengtegraad\n01/02/2022,43.25,76.91\n03/02/2022,43.3,76.9\n"


@pytest.fixture
def panel(empty_service) -> AppTest:
    test = AppTest.from_file(DASHBOARD, default_timeout=60)
    test.run()
    test.button(key="open_datasets").click().run()
    assert not test.exception
    return test


def dropped(panel: AppTest, content: bytes, name: str = "city.csv") -> AppTest:
    panel.file_uploader(key="load_file").set_value((name, content, "text/csv")).run()
    assert not panel.exception
    return panel


def words(panel: AppTest) -> str:
    told = (*panel.markdown, *panel.caption, *panel.warning, *panel.error, *panel.success)
    return " ".join(one.value for one in told).replace("\\", "")


@pytest.fixture
def loaded(panel) -> AppTest:
    dropped(panel, ROWS).button(key="load_confirm").click().run()
    assert not panel.exception
    return panel


def test_a_dropped_file_is_told_and_not_kept(panel, empty_service) -> None:
    told = words(dropped(panel, ROWS))
    assert "**2 rows** read · **1** kept · **1** dropped" in told
    assert "rain" in told
    assert panel.selectbox(key="load_part_lat").value == "lat"
    assert empty_service.store.version == 0


def test_a_confirmed_file_stands_on_the_map_alone_and_can_be_undone(loaded, empty_service) -> None:
    store = empty_service.store
    assert store.count(Query()) == 1
    assert loaded.session_state["filters"].datasets == ("city",)
    assert "1 added" in words(loaded)
    next(one for one in loaded.button if one.label == "Undo the last change").click().run()
    assert store.count(Query()) == 0


def test_what_the_file_leaves_open_is_asked_and_not_guessed(panel, empty_service) -> None:
    dropped(panel, UNSAID)
    assert panel.button(key="load_confirm").disabled
    panel.selectbox(key="load_kind").select("fire").run()
    assert not panel.exception
    assert panel.radio(key="load_dates").value is None
    panel.radio(key="load_dates").set_value("day").run()
    assert not panel.exception
    panel.button(key="load_confirm").click().run()
    days = empty_service.store.frame(Query())["date"]
    assert sorted(f"{one:%Y-%m-%d}" for one in days) == ["2022-02-01", "2022-02-03"]


def test_the_next_file_of_that_header_is_read_the_same_way(panel, empty_service) -> None:
    test_what_the_file_leaves_open_is_asked_and_not_guessed(panel, empty_service)
    panel.button(key="open_datasets").click().run()
    dropped(panel, UNSAID.replace(b"43.25", b"43.26"), "next.csv")
    assert "was: “city”" in " ".join(one.value for one in panel.info).replace("\\", "")
    assert not panel.button(key="load_confirm").disabled


def test_a_wrong_guess_is_corrected(panel, empty_service) -> None:
    content = b"kind,lat,lon,place,elsewhere\nfire,43.25,76.91,Almaty,Shymkent\n"
    dropped(panel, content).selectbox(key="load_part_place").select("elsewhere").run()
    panel.button(key="load_confirm").click().run()
    assert list(empty_service.store.frame(Query())["place"]) == ["Shymkent"]


def test_a_file_that_holds_no_table_is_refused_in_words(panel, empty_service) -> None:
    dropped(panel, b"", "nothing.csv")
    assert "is empty" in words(panel)
    assert empty_service.store.version == 0


def test_a_dataset_is_hidden_removed_and_brought_back(loaded, empty_service, make_incident) -> None:
    store = empty_service.store
    store.add([make_incident()], reason="read")
    loaded.button(key="open_datasets").click().run()
    assert "1 incident" in words(loaded)
    shown = [one for one in loaded.toggle if one.label == "On the map"]
    assert sorted(one.value for one in shown) == [False, True]
    next(one for one in shown if not one.value).set_value(True).run()
    assert loaded.session_state["datasets"] == ()
    name = next(place for place, one in enumerate(store.datasets()) if one.name == "city")
    loaded.button(key=f"dataset_remove_{name}_{store.version}").click().run()
    assert not loaded.exception
    assert [one.name for one in store.datasets()] == ["articles"]
    next(one for one in loaded.button if one.label == "Undo the last change").click().run()
    assert store.count(Query(datasets=("city",))) == 1


def test_a_link_shows_one_dataset_alone(loaded, empty_service, make_incident) -> None:
    empty_service.store.add([make_incident()], reason="read")
    other = AppTest.from_file(DASHBOARD, default_timeout=60)
    other.query_params["dataset"] = "city"
    other.run()
    assert other.session_state["filters"] == Query(datasets=("city",))
    other.button(key="lift_datasets").click().run()
    assert other.session_state["filters"].is_everything


def test_choices_kept_under_a_name_read_a_file_with_other_headers(panel, empty_service) -> None:
    dropped(panel, UNSAID).selectbox(key="load_kind").select("fire").run()
    panel.radio(key="load_dates").set_value("day").run()
    panel.text_input(key="load_keep").set_value("Weekly list").run()
    panel.button(key="load_confirm").click().run()
    assert not panel.exception
    assert empty_service.store.mappings.names() == ["Weekly list"]
    panel.button(key="open_datasets").click().run()
    other = b"datum,breedtegraad,lengtegraad,opmerking\n03/04/2022,43.4,76.8,x\n"
    dropped(panel, other, "other.csv")
    assert panel.button(key="load_confirm").disabled
    panel.selectbox(key="load_named").select("Weekly list").run()
    assert not panel.exception
    assert panel.selectbox(key="load_kind").value == "fire"
    panel.button(key="load_confirm").click().run()
    days = empty_service.store.frame(Query(datasets=("other",)))["date"]
    assert [f"{one:%Y-%m-%d}" for one in days] == ["2022-04-03"]


def test_kept_choices_that_name_columns_of_another_file_leave_them_out(
    panel, empty_service
) -> None:
    empty_service.store.mappings.keep(
        "Old", '{"shape": "table", "kind": "fire", "dates": "day", "columns": [["lat", "Breite"]]}'
    )
    dropped(panel, UNSAID).selectbox(key="load_named").select("Old").run()
    assert not panel.exception
    assert panel.selectbox(key="load_kind").value == "fire"
    assert not panel.button(key="load_confirm").disabled


def test_what_a_file_was_taken_for_can_be_changed(panel) -> None:
    export = (Path(__file__).parents[1] / "exports" / "acled_2024.csv").read_bytes()
    dropped(panel, export, "acled.csv")
    assert panel.selectbox(key="load_shape").value == "ACLED"
    panel.selectbox(key="load_shape").select("a table").run()
    assert not panel.exception
    assert panel.selectbox(key="load_part_lat").value == "latitude"
    panel.selectbox(key="load_shape").select("ACLED").run()
    assert not panel.exception
    assert "load_part_lat" not in panel.session_state


def test_the_last_dataset_on_the_map_cannot_be_hidden(loaded, empty_service, make_incident) -> None:
    empty_service.store.add([make_incident()], reason="read")
    loaded.button(key="open_datasets").click().run()
    shown = [one for one in loaded.toggle if one.label == "On the map"]
    assert [one.disabled for one in shown if one.value] == [True]
    next(one for one in shown if not one.value).set_value(True).run()
    assert not any(one.disabled for one in loaded.toggle if one.label == "On the map")
