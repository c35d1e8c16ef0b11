import json
from datetime import date
from urllib.parse import unquote

import pytest

from incidents.formats import FILE_KINDS
from incidents.model import COLUMNS, Article, Evidence, Remembered, Status
from incidents.news import from_text
from incidents.pipeline import handover
from incidents.pipeline.recalling import received


@pytest.fixture
def filled(empty_service, make_incident, make_place):
    text = "Eerste zin. Betogers staken het stadhuis in brand. Laatste zin."
    article = Article(text, language="nl")
    quote = "Betogers staken het stadhuis in brand."
    start = text.index(quote)
    empty_service.store.add(
        [
            make_incident(id="a", quote=quote, quote_start=start, quote_end=start + len(quote),
                          evidence=Evidence(article_id=article.id, cue="in brand")),
            make_incident("2022-01-06", id="b", kind="looting"),
            make_incident(id="c", kind="protest", place=None),
            make_incident(id="d", kind="shutdown", place=make_place(48.0, 67.0, "country")),
        ],
        [article],
        reason="test",
    )  # fmt: skip
    return empty_service


def test_a_tile_shows_what_the_query_asks(client, filled) -> None:
    tile = client.get("/tiles/0/0/0.json?kind=looting").json()
    assert tile["points"]["id"] == ["b"]
    assert tile["areas"]["id"] == []


def test_a_tile_is_not_sent_twice(client, filled) -> None:
    first = client.get("/tiles/0/0/0.json")
    again = client.get("/tiles/0/0/0.json", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    filled.store.set_status(["a"], Status.REJECTED, author="t", reason="t")
    changed = client.get("/tiles/0/0/0.json", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


def test_incidents_come_as_pages_of_geojson(client, filled) -> None:
    page = client.get("/api/incidents?limit=2&offset=2").json()
    assert (page["numberMatched"], page["numberReturned"], page["type"]) == (
        4, 2, "FeatureCollection",
    )  # fmt: skip


def test_one_incident_comes_with_its_evidence_and_the_words_around(client, filled) -> None:
    told = client.get("/api/incidents/a").json()
    assert told["evidence"]["cue"] == "in brand"
    assert told["passage"]["before"] == "Eerste zin. "
    assert told["passage"]["quote"] == "Betogers staken het stadhuis in brand."
    assert told["history"][0]["reason"] == "test"


def test_downloads_obey_the_filters(client, filled) -> None:
    csv = client.get("/api/incidents.csv?kind=fire")
    assert "attachment" in csv.headers["content-disposition"]
    assert [line.split(",")[0] for line in csv.text.splitlines()] == ["id", "a"]
    features = json.loads(client.get("/api/incidents.geojson?country=KZ").content)["features"]
    assert {one["id"] for one in features} == {"a", "b", "d"}


def test_a_download_is_named_for_its_filters_and_the_version_of_the_data(client, filled) -> None:
    csv = client.get("/api/incidents.csv?kind=fire&q=тушение")
    name = unquote(csv.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    version = client.get("/healthz").json()["version"]
    assert name == f"incidents_kind=fire_q=тушение_v={version}.csv"
    link = csv.headers["link"].partition(">")[0].removeprefix("<")
    told = client.get(f"/api/{link}").json()
    assert told["notes"][0]["data_version"] == str(version)
    assert "тушение" in told["notes"][0]["filters"]
    assert [one["name"] for one in told["tableSchema"]["columns"]] == list(COLUMNS)


def test_an_area_holds_for_tiles_bounds_and_downloads(client, filled) -> None:
    area = "area=76,43,77,43,77,44"
    assert client.get(f"/tiles/0/0/0.json?{area}").json()["points"]["n"] == [2]
    assert client.get(f"/api/bounds?{area}").json() == {"bbox": [76.91, 43.25, 76.91, 43.25]}
    rows = client.get(f"/api/incidents.csv?{area}").text.splitlines()
    assert {row.split(",")[0] for row in rows[1:]} == {"a", "b"}


@pytest.mark.parametrize("ending", FILE_KINDS)
def test_every_kind_of_file_is_served_to_keep_and_not_to_show(client, filled, ending) -> None:
    answer = client.get(f"/api/incidents{ending}?kind=fire")
    assert answer.status_code == 200
    kept = answer.headers["content-disposition"]
    assert kept.startswith(f'attachment; filename="incidents{ending}"; filename*=')
    assert answer.headers["content-type"] == FILE_KINDS[ending].media_type
    assert int(answer.headers["content-length"]) == len(answer.content) > 100


def test_bounds_prefer_pins_to_areas(client, filled) -> None:
    assert client.get("/api/bounds").json() == {"bbox": [76.91, 43.25, 76.91, 43.25]}
    assert client.get("/api/bounds?kind=arrest").json() == {"bbox": None}


def test_health_says_how_much_there_is(client, filled) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "version": 1, "incidents": 4}


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/tiles/99/0/0.json", 422, "zoom runs from 0"),
        ("/tiles/2/9/0.json", 422, "run from 0 to 3"),
        ("/tiles/a/b/c.json", 422, "three whole numbers"),
        ("/tiles/0/0/0.json?kind=brand", 422, "the kinds are protest"),
        ("/tiles/0/0/0.json?colour=red", 422, "there is no parameter 'colour'"),
        ("/api/incidents?since=yesterday", 422, "such as 2022-01-05"),
        ("/api/incidents?limit=5000", 422, "from 0 to 1000"),
        ("/api/incidents?limit=-1", 422, "from 0 to 1000"),
        ("/api/incidents?order=random", 422, "order must be one of"),
        ("/api/incidents?q=" + "x" * 10_000, 422, "at most 8192 characters"),
        ("/tiles/0/0/0.json?area=1,2,2,3,2,2,1,3", 422, "must not cross or touch itself"),
        ("/tiles/0/0/0.json?area=179,0,-179,0,-179,9", 422, "write longitudes past 180"),
        ("/tiles/0/0/0.json?area=" + "1,2," * 1_000, 422, "at most 200 corners"),
        ("/api/incidents?area=1,2,3", 422, "must be lon,lat,lon,lat"),
        ("/api/incidents?since=2022-01-02&until=2022-01-01", 422, "must not be before"),
        ("/api/incidents/nobody", 404, "there is no incident 'nobody'"),
        ("/api/incidents?v=99", 422, "there is no version 99 yet"),
        ("/api/incidents?country=ZZ", 422, "ISO 3166-1"),
        ("/api", 404, "there is nothing at /api"),
        ("/api/nonsense", 404, "there is nothing at /api/nonsense"),
        ("/map/../../etc/passwd", 404, None),
    ],
)
def test_an_error_is_json_that_says_what_would_be_right(client, filled, address, status, says):
    answer = client.get(address)
    assert answer.status_code == status
    if says:
        assert says in answer.json()["error"]


def test_only_who_can_read_the_note_may_hand_an_article_over(client, filled) -> None:
    text = "Nothing happened in this article, which is quite long enough to be read."
    body = {"articles": [{"text": text}]}
    assert client.post("/api/articles", json=body).status_code == 403
    wrong = {"Authorization": "Bearer guessed"}
    assert client.post("/api/articles", json=body, headers=wrong).status_code == 403
    note = json.loads(filled.store.path.with_name("store.duckdb.owner").read_text())
    right = {"Authorization": f"Bearer {note['token']}"}
    assert client.post("/api/articles", json=body, headers=right).json()["added"] == 0
    assert client.post("/api/articles", json=["x"], headers=right).status_code == 422


def test_a_file_is_loaded_by_who_can_read_the_note_alone(client, filled, tmp_path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text("id,kind,date,lat,lon\n1,fire,2022-01-05,43.25,76.95\n", encoding="utf-8")
    body = {"path": str(path), "shape": None, "kind": None, "dates": None, "columns": []}
    assert client.post("/api/loads", json=body).status_code == 403
    note = json.loads(filled.store.path.with_name("store.duckdb.owner").read_text())
    right = {"Authorization": f"Bearer {note['token']}"}
    told = client.post("/api/loads", json=body, headers=right).json()
    assert (told["added"], told["report"]["kept"]) == (1, 1)
    assert client.post("/api/loads", json={"no": "path"}, headers=right).status_code == 422
    gone = {**body, "path": str(tmp_path / "gone.csv")}
    answer = client.post("/api/loads", json=gone, headers=right)
    assert answer.status_code == 422
    assert "gone.csv" in answer.json()["error"]


def test_a_file_handed_over_is_asked_about_and_remembered_as_by_the_command(
    client, filled, tmp_path
) -> None:
    path = tmp_path / "open.csv"
    path.write_text("key,kind,date,lat,lon\n1,fire,03/04/2021,43.25,76.95\n", encoding="utf-8")
    body = {"path": str(path), "shape": None, "kind": None, "dates": None, "columns": []}
    note = json.loads(filled.store.path.with_name("store.duckdb.owner").read_text())
    right = {"Authorization": f"Bearer {note['token']}"}
    asked = client.post("/api/loads", json={**body, "recall": True}, headers=right)
    assert asked.status_code == 422
    assert "--dates day or --dates month" in asked.json()["error"]
    settled = {**body, "dates": "day", "recall": True}
    assert client.post("/api/loads", json=settled, headers=right).json()["added"] == 1
    again = client.post("/api/loads", json={**body, "recall": True}, headers=right).json()
    assert (again["added"], again["recalled"] is not None) == (0, True)
    afresh = client.post("/api/loads", json={**body, "recall": False}, headers=right)
    assert afresh.status_code == 422


def test_many_articles_are_handed_over_at_once_as_one_version(client, filled) -> None:
    note = json.loads(filled.store.path.with_name("store.duckdb.owner").read_text())
    right = {"Authorization": f"Bearer {note['token']}"}
    articles = [
        from_text(f"Betogers staken op 5 januari 2022 in {town} het stadhuis in brand.")
        for town in ("Karaganda", "Aktau")
    ]
    before = filled.store.version
    body = {"articles": [{"text": one.text, "language": "nl"} for one in articles], "reason": "two"}
    told = client.post("/api/articles", json=body, headers=right).json()
    assert told["added"] == told["found"] == 2
    assert filled.store.version == before + 1
    asked = {"known": [*(one.id for one in articles), "unknown"]}
    known = client.post("/api/articles", json=asked, headers=right).json()["known"]
    assert known == sorted(one.id for one in articles)


def test_the_note_can_be_read_by_its_owner_alone(tmp_path) -> None:
    handover.leave_note(tmp_path / "s.duckdb", 8501)
    assert (tmp_path / "s.duckdb.owner").stat().st_mode & 0o077 == 0


def test_a_copied_link_may_be_pasted_behind_an_address(client, filled) -> None:
    link = "kind=fire&lat=43.2&lon=76.9&zoom=9&incident=a&v=1"
    assert client.get(f"/api/incidents?{link}").json()["numberMatched"] == 1
    assert client.get(f"/api/incidents.csv?{link}").status_code == 200


def test_a_tile_of_one_store_is_none_of_another(client, filled, tmp_path) -> None:
    from incidents.store import Store

    with Store.open(tmp_path / "other.duckdb") as other:
        assert other.id != filled.store.id
    assert filled.store.id in client.get("/tiles/0/0/0.json").headers["etag"]


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("POST", "/api/incidents", "GET"),
        ("DELETE", "/healthz", "GET"),
        ("GET", "/api/articles", "POST"),
    ],
)
def test_a_method_that_is_not_taken_is_told_in_json(client, method, path, right) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert f"{right} would be right" in answer.json()["error"].replace("GET or HEAD", "GET")
    assert right in answer.headers["allow"]


def test_what_is_remembered_is_told_and_read_back(client, empty_service, make_place) -> None:
    kept = Remembered(
        "Dom Pravitelstva", "dom pravitelstva", "KG", make_place(origin="person"),
        "<b>the editor</b>", "analyst", date(2026, 11, 20),
    )  # fmt: skip
    empty_service.store.add([], remembered=[kept], reason="by hand")
    answer = client.get("/api/places/remembered")
    assert received(answer.content) == [kept]
    assert client.get("/api/places/remembered?v=0").json() == {"remembered": []}


def test_an_article_that_is_handed_over_is_read_with_what_is_remembered(
    client, empty_service, make_place
) -> None:
    here = make_place(52.0, 5.0, name="Almaty", origin="person")
    kept = Remembered("Almaty", "almaty", "KZ", here, "r", "analyst", date(2026, 11, 20))
    empty_service.store.add([], remembered=[kept], reason="by hand")
    note = json.loads((empty_service.store.path.parent / "store.duckdb.owner").read_text())
    text = "Betogers staken op 5 januari 2022 in Almaty winkels in brand."
    answer = client.post(
        "/api/articles", json={"articles": [{"text": text}]},
        headers={"Authorization": f"Bearer {note['token']}"},
    )  # fmt: skip
    assert answer.json()["added"] == 1
    (row,) = client.get("/api/incidents").json()["features"]
    assert row["geometry"]["coordinates"] == [5.0, 52.0]
