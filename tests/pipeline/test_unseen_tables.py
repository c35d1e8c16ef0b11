"""Tables whose makers thought of no map: what happened stands in a title, names are nested."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import incidents
from incidents.errors import UsageError


@pytest.fixture
def written(tmp_path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


POINT = {"type": "Point", "coordinates": [76.9, 43.2]}


def test_a_title_tells_the_kind_where_no_column_does_and_stays_the_title(written) -> None:
    lines = ["Title,Start date,Number of deaths", '"Gas explosion, Almaty",2022-01-05,2']
    lines += ['"Gunmen attack a village",2022-01-06,1', "A wedding,2022-01-07,0"]
    frame, report = incidents.load(written("list.csv", "\n".join(lines)))
    assert frame["kind"].tolist() == ["explosion", "attack"]
    assert frame["title"].tolist() == ["Gas explosion, Almaty", "Gunmen attack a village"]
    assert frame["killed_min"].tolist() == [2, 1]
    assert report.dropped["no kind of ours for “A wedding”"].first == (3,)


def test_titles_that_seldom_tell_what_happened_are_not_taken_for_types(written) -> None:
    names = [f"Place number {number}" for number in range(9)] + ["A fire somewhere"]
    lines = ["title,date,lat,lon", *(f"{name},2022-01-05,43.2,76.9" for name in names)]
    with pytest.raises(UsageError, match="no column that says what happened"):
        incidents.load(written("list.csv", "\n".join(lines)))


def test_a_cause_in_another_language_is_what_happened(written) -> None:
    lines = ["lat,lon,year,causa,toll", "18.4,-68.0,2014,Ahogamiento,8"]
    lines += ["31.6,-110.3,2014,Violencia,1", "31.6,-110.3,2014,Desconocida,1"]
    frame, _ = incidents.load(written("deaths.csv", "\n".join(lines)))
    assert frame["kind"].tolist() == ["accident", "attack"]
    assert frame["killed_max"].tolist() == [8, 1]


def test_names_of_nested_records_are_known_without_what_stands_before_them(written) -> None:
    inner = {"incident:type": "violence", "incident:date:start": "2022-12-24T00:00:00.000Z"}
    properties = {"name": "Gumuruk", "place": "town", "id": "node/1", "properties": inner}
    feature = {"type": "Feature", "id": "node/1", "properties": properties, "geometry": POINT}
    told = json.dumps({"type": "FeatureCollection", "features": [feature]})
    row = incidents.load(written("map.geojson", told))[0].iloc[0]
    assert (row["kind"], row["place"], f"{row['date']:%Y-%m-%d}") == (
        "attack", "Gumuruk", "2022-12-24",
    )  # fmt: skip


def test_where_a_reporter_lives_is_not_where_it_happened(written) -> None:
    told = json.dumps([{"type": "fire", "user": {"location": "Paris"}, "date": "2022-01-05"}])
    frame, report = incidents.load(written("posts.json", told))
    assert frame["place"].isna().all()
    assert report.unplaced == 1


def test_a_geometry_alone_is_one_incident_once_its_kind_is_said(written) -> None:
    path = written("bare.geojson", json.dumps(POINT))
    frame, report = incidents.load(path, kind="fire")
    assert (frame["lat"].tolist(), report.rows) == ([43.2], 1)


@pytest.mark.parametrize(
    "script",
    [
        "var fires = {features};",
        "export default {features}",
        "window.data.fires = {features}",
        "callback({features});",
        "const fires = {literal};",
    ],
)
def test_data_that_a_script_names_is_read_and_nothing_is_run(written, script) -> None:
    feature = {"type": "Feature", "properties": {"kind": "fire"}, "geometry": POINT}
    collection = {"type": "FeatureCollection", "features": [feature]}
    literal = (
        "{type: 'FeatureCollection', // by hand\n features: [{type: 'Feature',"
        " properties: {kind: 'fire'}, geometry: {type: 'Point', coordinates: [76.9, 43.2]}},]}"
    ).replace(" // by hand", "")
    told = script.replace("{features}", json.dumps(collection)).replace("{literal}", literal)
    frame, _ = incidents.load(written("fires.js", told))
    assert (frame["kind"].tolist(), frame["lat"].tolist()) == (["fire"], [43.2])


@pytest.mark.parametrize(
    "script", ["x = {a: fetch('/b')", "x = {a: &b [1], c: [*b, *b]}", "x = [1, 2\x00]"]
)
def test_a_script_that_is_more_than_data_is_refused(written, script) -> None:
    with pytest.raises(UsageError, match="script, not data alone"):
        incidents.load(written("code.js", script))
