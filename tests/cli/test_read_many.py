"""Reading many: one bad article stops nothing, and a run that broke off goes on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from incidents.cli import main, many
from incidents.pipeline import batch, handover
from incidents.query import Query
from incidents.store import Store

TOWNS = ("Almaty", "Aktau", "Astana", "Shymkent")


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INCIDENTS_STORE", str(tmp_path / "store" / "s.duckdb"))
    return tmp_path / "store" / "s.duckdb"


@pytest.fixture
def table(tmp_path) -> Path:
    """Four articles, and in their midst one that is none."""
    path = tmp_path / "articles.jsonl"
    rows = [
        {
            "text": f"Betogers staken woensdag in {town} het stadhuis in brand.",
            "published": "2022-01-06", "language": "nl",
        }
        for town in TOWNS
    ]  # fmt: skip
    rows.insert(2, {"text": "  "})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def places(rows: list[dict[str, str]]) -> list[str]:
    return [row["place"] for row in rows]


def test_one_bad_article_stops_nothing_and_is_reported(capsys, table):
    assert main(["read", str(table), "--format", "json"]) == 1
    told = capsys.readouterr()
    assert places(json.loads(told.out)) == list(TOWNS)
    assert "4 articles read, 4 incidents; 0 there already; 1 refused" in told.err
    assert "refused: line 3: the article is empty" in told.err


@pytest.mark.parametrize("at_once", [1, 2, 50])
@pytest.mark.parametrize("shape", ["json", "csv", "geojson", "table"])
def test_every_shape_is_whole_however_it_is_cut(capsys, table, monkeypatch, shape, at_once):
    monkeypatch.setattr(batch, "AT_ONCE", at_once)
    main(["read", str(table), "--format", shape])
    out = capsys.readouterr().out
    if shape == "json":
        found = places(json.loads(out))
    elif shape == "csv":
        found = list(pd.read_csv(io.StringIO(out))["place"])
    elif shape == "geojson":
        found = [feature["properties"]["place"] for feature in json.loads(out)["features"]]
    else:
        found = [town for line in out.splitlines()[1:] for town in TOWNS if f"  {town}" in line]
    assert found == list(TOWNS)


def test_no_incident_at_all_is_an_empty_whole(capsys, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "calm.txt").write_text("The museum opens. Entry is free for children.")
    assert main(["read", str(tmp_path / "folder"), "--format", "json", "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["read", str(tmp_path / "folder"), "--format", "csv", "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("id,kind,date")


def test_what_is_in_the_store_is_not_read_again_unless_asked(capsys, table, own_store):
    assert main(["read", str(table), "--save"]) == 1
    capsys.readouterr()
    assert main(["read", str(table), "--save", "--format", "json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out) == []
    assert "0 articles read, 0 incidents; 4 there already; 1 refused" in told.err
    assert main(["read", str(table), "--save", "--again"]) == 1
    assert "4 articles read" in capsys.readouterr().err
    with Store.open(own_store) as store:
        assert store.count(Query()) == 4


def test_the_same_article_twice_in_one_run_is_read_once(capsys, table):
    table.write_text(table.read_text() * 2)
    main(["read", str(table), "--format", "json"])
    told = capsys.readouterr()
    assert places(json.loads(told.out)) == list(TOWNS)
    assert "4 there already" in told.err


@pytest.mark.parametrize("shape", ["json", "csv", "geojson"])
def test_a_run_that_broke_off_goes_on_where_it_was(capsys, table, tmp_path, monkeypatch, shape):
    monkeypatch.setattr(batch, "AT_ONCE", 2)
    whole, broken = tmp_path / "whole.out", tmp_path / "broken.out"
    assert main(["read", str(table), "--format", shape, "--output", str(whole)]) == 1

    read_many, left = many.read_many, [1]

    def breaking_off(*args, **more):
        for outcomes in read_many(*args, **more):
            if not left:
                raise KeyboardInterrupt
            left.pop()
            yield outcomes

    monkeypatch.setattr(many, "read_many", breaking_off)
    assert main(["read", str(table), "--format", shape, "--output", str(broken)]) == 130
    with broken.open("ab") as file:
        file.write(b"half a row that was not noted")
    monkeypatch.setattr(many, "read_many", read_many)
    capsys.readouterr()
    assert main(["read", str(table), "--format", shape, "--output", str(broken)]) == 1
    assert "2 articles read, 2 incidents; 2 there already; 1 refused" in capsys.readouterr().err
    assert broken.read_bytes() == whole.read_bytes()
    assert not broken.with_name("broken.out.progress").exists()


def test_the_progress_of_another_run_is_not_taken_over(capsys, table, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("")
    out.with_name("out.csv.progress").write_text('{"input": "other"}\n')
    assert main(["read", str(table), "--format", "csv", "--output", str(out)]) == 2
    assert "another run" in capsys.readouterr().err


def test_two_processes_give_what_one_gives(capsys, table):
    main(["read", str(table), "--format", "json", "--jobs", "1"])
    alone = capsys.readouterr().out
    main(["read", str(table), "--format", "json", "--jobs", "2"])
    assert capsys.readouterr().out == alone


def test_notices_are_told_with_the_place_they_belong_to(capsys, tmp_path):
    (tmp_path / "many").mkdir()
    text = "---\npublished: 2022-01-06\n---\nBetogers staken in Almaty het stadhuis in brand."
    (tmp_path / "many" / "a.md").write_text(text)
    assert main(["read", str(tmp_path / "many"), "--published", "2022-01-07"]) == 0
    err = capsys.readouterr().err
    assert "notice: a.md: the file says it was published on 2022-01-06" in err


def test_a_feed_file_is_read_entry_by_entry(capsys, tmp_path):
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss version='2.0'><channel><title>De Post</title><item><title>Vuur</title>"
        "<pubDate>Thu, 06 Jan 2022 10:00:00 GMT</pubDate><description>Betogers staken woensdag in"
        " Almaty het stadhuis in brand.</description></item></channel></rss>"
    )
    assert main(["read", str(feed), "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["date"], row["source"]) == ("fire", "2022-01-05", "De Post")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([""], "name a file"),
        (["TABLE", "--url", "https://example.org"], "--url"),
        (["TABLE", "--output", "/no/such/folder/x.csv"], "no folder"),
        (["ARTICLE", "--output", "x.csv"], "many articles"),
    ],
)
def test_what_does_not_go_together_says_what_would(capsys, table, tmp_path, words, says):
    (tmp_path / "a.txt").write_text("Tekst.")
    names = {"TABLE": str(table), "ARTICLE": str(tmp_path / "a.txt")}
    assert main(["read", *(names.get(word, word) for word in words)]) == 2
    assert says in capsys.readouterr().err


def test_a_terminal_is_not_taken_over_by_an_article(capsys, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Betogers staken in \x1b[2J\u202eAlmaty het stadhuis in brand.")
    assert main(["read", str(article), "--language", "nl"]) == 0
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "\u202e" not in told.out


def test_what_is_handed_over_comes_in_parcels_that_lose_nothing():
    from incidents.news import from_text

    articles = [from_text("Tekst. " * 100_000 + str(number)) for number in range(3)]
    parcels = list(handover._parcels(articles))
    assert [len(parcel) for parcel in parcels] == [1, 1, 1]
    handed = [
        handover.received(json.dumps({"articles": parcel}).encode()).articles for parcel in parcels
    ]
    assert [one for some in handed for one in some] == articles
