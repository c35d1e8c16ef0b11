"""The page without a browser: what it asks and what it says."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from incidents.model import Article, Evidence, Status
from incidents.query import Query
from incidents.web import ROUTES, mapview
from incidents.web.service import service

HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$ </script> Betogers staken auto's in brand."


@pytest.fixture
def filled(empty_service, make_incident):
    article = Article(HOSTILE, language="nl")
    empty_service.store.add(
        [
            make_incident(id="a", quote=HOSTILE, quote_start=0, quote_end=len(HOSTILE),
                          evidence=Evidence(article_id=article.id, cue="in brand")),
            make_incident("2022-01-10", id="b", kind="looting"),
            make_incident(id="c", kind="protest", place=None),
        ],
        [article],
        reason="test",
    )  # fmt: skip
    return empty_service


def html_of(test: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in test.get("html"))


def test_the_page_counts_what_the_store_holds(filled, page) -> None:
    assert "<b>3 incidents</b>" in html_of(page())


def test_what_has_no_place_is_counted_and_can_be_opened(filled, page) -> None:
    test = page()
    test.button(key="show_unplaced").click().run()
    assert test.query_params["precision"] == "unknown"
    assert "<b>1 incident</b>" in html_of(test)


def test_a_link_sets_the_widgets(filled, page) -> None:
    test = page(kind=["fire", "looting"], since="2022-01-06", killed="3")
    assert test.session_state["filter_kinds"] == ["fire", "looting"]
    assert test.date_input(key="filter_since").value.isoformat() == "2022-01-06"
    assert test.number_input(key="filter_killed").value == 3


def test_a_widget_sets_the_link(filled, page) -> None:
    test = page()
    test.text_input(key="filter_text").set_value("auto's").run()
    assert test.query_params["q"] == "auto's"
    assert "<b>1 incident</b>" in html_of(test)


def test_clearing_the_filters_clears_the_link(filled, page) -> None:
    test = page(kind="fire", q="auto")
    next(one for one in test.button if one.label == "Clear all filters").click().run()
    assert dict(test.query_params) == {}
    assert "<b>3 incidents</b>" in html_of(test)


def test_a_broken_link_is_told_and_the_rest_works(filled, page) -> None:
    test = page(kind=["fire", "brand"], since="soon")
    told = " ".join(one.value for one in test.warning).replace("\\", "")
    assert len(test.warning) == 2
    assert "such as 2022-01-05" in told
    assert "<b>1 incident</b>" in html_of(test)


def test_a_view_that_is_none_is_told_and_leaves_the_link(filled, page) -> None:
    test = page(lat="abc", lon="1", zoom="5", kind="fire")
    assert "lat, lon and zoom as numbers" in test.warning[0].value
    assert set(test.query_params) == {"kind"}


def test_a_view_stays_in_the_link(filled, page) -> None:
    assert page(lat="43.2", lon="76.9", zoom="9").query_params["zoom"] == "9"


def test_no_incident_fits_is_said_and_has_a_way_out(filled, page) -> None:
    test = page(q="no such words anywhere")
    assert any("No incident fits these filters" in one.value for one in test.markdown)
    test.button(key="clear_empty").click().run()
    assert "<b>3 incidents</b>" in html_of(test)


def test_an_empty_store_says_how_to_begin(empty_service, page) -> None:
    assert any("Read an article" in one.value for one in page().markdown)


def test_an_articles_words_are_text_and_never_markup(filled, page) -> None:
    told = html_of(page(incident="a"))
    assert "&lt;img src=x" in told
    assert "<img" not in told


def test_a_judgement_is_kept_with_its_reason_and_can_be_undone(filled, page) -> None:
    test = page(incident="a")
    test.text_input(key="reason_a").set_value("seen the video").run()
    test.button(key="verified_a").click().run()
    assert filled.store.get("a").row["status"] == "verified"
    assert filled.store.get("a").versions[-1].reason == "seen the video"
    next(one for one in test.button if one.label == "Undo the last change").click().run()
    assert filled.store.get("a").row["status"] == "draft"


def test_a_link_to_what_is_gone_says_so(filled, page) -> None:
    assert "no incident 'gone'" in page(incident="gone").warning[0].value


def test_a_link_of_an_old_version_says_what_changed_since(filled, page, make_incident) -> None:
    filled.store.add([make_incident(id="new")], reason="more")
    test = page(v="1")
    assert "1 added and 0 changed" in test.info[0].value
    assert "<b>3 incidents</b>" in html_of(test)


def test_a_broken_store_is_named_and_kept(tmp_path, monkeypatch, page) -> None:
    from incidents.web.service import service

    path = tmp_path / "broken.duckdb"
    path.write_bytes(b"this is no store")
    monkeypatch.setenv("INCIDENTS_STORE", str(path))
    test = page()
    service().close()
    assert "is not a file this project can read" in test.error[0].value
    assert path.read_bytes() == b"this is no store"


@pytest.mark.parametrize("precision", ["site", "street", "district", "town", "admin2", "country"])
def test_every_precision_a_link_may_name_can_be_shown(filled, page, precision) -> None:
    assert page(precision=precision).session_state["filter_precision"] == precision


def test_a_box_in_a_link_is_said_and_can_be_lifted(filled, page) -> None:
    test = page(bbox="0,0,1,1")
    assert "<b>0 incidents</b>" in html_of(test)
    test.button(key="lift_bbox").click().run()
    assert "<b>3 incidents</b>" in html_of(test)


def test_a_links_words_make_no_image_and_no_link_on_the_page(filled, page) -> None:
    told = page(kind="![x](http://evil.example/x.png)").warning[0].value
    assert "![" not in told
    assert "](" not in told


def test_a_version_that_is_not_there_yet_is_said(filled, page) -> None:
    assert "no version 99" in page(v="99").warning[0].value


def test_a_link_with_much_wrong_says_so_in_one_line(filled, page) -> None:
    test = page(kind="brand", since="soon", country="ZZ")
    assert [one.label for one in test.expander][:1] == ["3 parts of this link were left out"]


def test_the_evidence_says_who_placed_an_incident(filled, page, make_incident) -> None:
    origin = "© OpenStreetMap contributors (ODbL)"
    one = make_incident(id="hall", evidence=Evidence(origin=origin))
    filled.store.add([one], reason="test")
    assert f"<dt>Placed by</dt><dd>{origin}</dd>" in html_of(page(incident="hall"))


def test_each_filter_stands_above_the_map_and_is_lifted_alone(filled, page) -> None:
    test = page(kind="fire", since="2022-01-02")
    told = [one.label for one in test.button if (one.key or "").startswith("lift_")]
    assert told == ["Kind\\: Fire", "From 2 January 2022"]
    test.button(key="lift_since").click().run()
    assert "since" not in test.query_params
    assert test.query_params["kind"] == "fire"
    test.button(key="lift_kinds").click().run()
    assert test.session_state["filters"].is_everything


def test_where_nothing_fits_each_filter_says_what_it_hides(filled, page) -> None:
    test = page(kind="protest", since="2022-01-06")
    ways = [one for one in test.button if (one.key or "").startswith("without_")]
    assert [one.label for one in ways] == [
        "Without “Kind\\: Protest”\\: 1", "Without “From 6 January 2022”\\: 1",
    ]  # fmt: skip
    ways[1].click().run()
    assert "<b>1 incident</b>" in html_of(test)


def table_of(test: AppTest) -> list[str]:
    return list(test.session_state["table_ids"])


def test_the_table_is_sorted_as_the_link_says_and_says_so_in_the_link(filled, page) -> None:
    test = page()
    assert table_of(test)[0] == "b"
    test.selectbox(key="table_order").select("oldest").run()
    assert table_of(test)[-1] == "b"
    assert test.query_params["order"] == "oldest"
    other = page(order="kind")
    assert other.selectbox(key="table_order").value == "kind"
    assert table_of(other) == ["c", "a", "b"]
    other.selectbox(key="table_order").select("date").run()
    assert "order" not in other.query_params


def test_the_row_of_an_incident_opened_elsewhere_is_marked(filled, page) -> None:
    test = page(incident="a")
    row = table_of(test).index("a")
    assert test.session_state["table"]["selection"]["rows"] == [row]
    test.selectbox(key="table_order").select("oldest").run()
    row = table_of(test).index("a")
    assert test.session_state["table"]["selection"]["rows"] == [row]
    assert test.query_params["incident"] == "a"


def test_other_rows_under_a_marked_one_open_no_other_incident(filled, page) -> None:
    test = page(incident="a", order="oldest")
    test.button_group(key="filter_kinds").select("protest").run()
    assert table_of(test) == ["c"]
    test.run()
    assert test.query_params["incident"] == "a"


def test_sources_are_counted_and_asked_for_alone(filled, page, make_incident) -> None:
    assert "filter_sources" not in [one.key for one in page().multiselect]
    filled.store.add(
        [make_incident(source="The Times, of X"), make_incident(source="Gazette")], reason="test"
    )
    test = page()
    assert test.multiselect(key="filter_sources").options == ["Gazette (1)", "The Times, of X (1)"]
    test.multiselect(key="filter_sources").select("The Times, of X").run()
    assert test.query_params["source"] == "The Times, of X"
    assert "<b>1 incident</b>" in html_of(test)


ENDLESS = "SELECT kept.rowid, kept.* FROM kept, range(1_000_000_000_000)"


def never_answers(store) -> None:
    store._db.execute("ALTER TABLE incidents RENAME TO kept")
    store._db.execute(f"CREATE VIEW incidents AS {ENDLESS}")


def answers_again(store) -> None:
    store._db.execute("DROP VIEW incidents; ALTER TABLE kept RENAME TO incidents")


@pytest.fixture
def endless(monkeypatch, tmp_path, make_incident):
    """A service whose store answers no question in time."""
    monkeypatch.setenv("INCIDENTS_STORE", str(tmp_path / "endless.duckdb"))
    monkeypatch.setenv("INCIDENTS_SAMPLES", "0")
    monkeypatch.setenv("INCIDENTS_PATIENCE", "0.1")
    shared = service()
    shared.start()
    assert shared.wait(30)
    shared.store.add([make_incident()], reason="test")
    never_answers(shared.store)
    yield shared
    shared.close()


def test_no_part_of_the_page_breaks_for_a_question_that_takes_too_long(endless, page) -> None:
    answers_again(endless.store)
    (row,) = endless.store.frame(Query()).to_dict("records")
    name, spot = row["id"], f"{row['lat']},{row['lon']},{row['geo_precision']}"
    endless.store.set_status([name], Status.VERIFIED, author="test", reason="a second version")
    never_answers(endless.store)
    test = page(incident=name, v="1", at=spot, rows="view")
    assert len(test.warning) >= 5
    assert mapview._bounds(endless.store, Query()) is None


def test_what_takes_too_long_is_said_in_its_place_and_the_filters_stay(endless, page) -> None:
    test = page(kind="fire", q="stadhuis")
    told = [one.value for one in test.warning]
    assert told
    assert all("This question takes more than" in one for one in told)
    assert test.session_state["filter_kinds"] == ["fire"]
    assert any(one.label == "Clear all filters" for one in test.button)


def test_tiles_that_take_long_do_not_hold_up_the_others(endless) -> None:
    """More of them than are made at a time: each is refused in its own time, none in a queue."""
    asked = TestClient(Starlette(routes=ROUTES))
    days = range(1, 2 * ((os.cpu_count() or 1) + 1))
    addresses = [f"/tiles/0/0/0.json?until=2023-01-{day:02}" for day in days]
    with ThreadPoolExecutor(len(addresses)) as visitors:
        answers = list(visitors.map(asked.get, addresses))
    assert {answer.status_code for answer in answers} == {503}
    answers_again(endless.store)
    assert asked.get(addresses[0]).status_code == 200


def test_a_tile_that_takes_too_long_is_refused_and_not_remembered(endless) -> None:
    asked = TestClient(Starlette(routes=ROUTES))
    answer = asked.get("/tiles/0/0/0.json")
    assert answer.status_code == 503
    assert "fewer days" in answer.json()["error"]
    answers_again(endless.store)
    assert asked.get("/tiles/0/0/0.json").status_code == 200


@pytest.mark.parametrize("written", ["0", "-3", "nan", "soon", "1e9"])
def test_a_patience_that_is_none_is_named(monkeypatch, tmp_path, page, written) -> None:
    monkeypatch.setenv("INCIDENTS_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.setenv("INCIDENTS_PATIENCE", written)
    try:
        (said,) = page().error
        assert "INCIDENTS\\_PATIENCE must be seconds above 0" in said.value
    finally:
        service().close()
