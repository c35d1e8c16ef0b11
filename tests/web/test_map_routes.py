"""What the map asks for besides tiles: places by name, base maps and their pictures."""

from __future__ import annotations

import sqlite3

import pytest

PNG = b"\x89PNG\r\n\x1a\n and the picture"


def test_a_place_is_found_while_its_name_is_typed(client) -> None:
    first = client.get("/api/places/search?q=almat").json()["places"][0]
    assert (first["name"], first["precision"], first["zoom"]) == ("Almaty", "town", 11)
    assert first["where"] == "Town, Kazakhstan"
    assert (first["lat"], first["lon"]) == pytest.approx((43.25, 76.91), abs=0.01)


@pytest.mark.parametrize("asked", ["", "?q=", "?q=%20", "?q=qqqqzzzz"])
def test_no_name_finds_no_place(client, asked) -> None:
    assert client.get(f"/api/places/search{asked}").json() == {"places": []}


def test_a_name_too_long_is_refused(client) -> None:
    answer = client.get("/api/places/search?q=" + 500 * "a")
    assert (answer.status_code, "at most 400" in answer.json()["error"]) == (422, True)


def test_the_base_maps_are_listed_with_whom_to_thank(client, monkeypatch) -> None:
    monkeypatch.delenv("INCIDENTS_BASEMAP", raising=False)
    told = client.get("/basemaps").json()
    assert told["problem"] is None
    assert all("OpenStreetMap" in one["attribution"] for one in told["basemaps"])


def test_a_broken_base_map_is_told_and_has_no_tiles(client, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("INCIDENTS_BASEMAP", str(tmp_path / "gone.mbtiles"))
    assert "gone.mbtiles" in client.get("/basemaps").json()["problem"]
    assert client.get("/basemaps/own/0/0/0").status_code == 503


def test_tiles_of_an_own_base_map_are_served(client, monkeypatch, tmp_path) -> None:
    path = tmp_path / "plan.mbtiles"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        db.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        db.execute("INSERT INTO tiles VALUES (0, 0, 0, ?)", (PNG,))
    db.close()
    monkeypatch.setenv("INCIDENTS_BASEMAP", str(path))
    tile = client.get("/basemaps/own/0/0/0")
    assert (tile.content, tile.headers["content-type"]) == (PNG, "image/png")
    assert client.get("/basemaps/own/1/0/0").status_code == 404
    assert client.get("/basemaps/own/1/x/0").status_code == 422
    monkeypatch.delenv("INCIDENTS_BASEMAP")
    assert client.get("/basemaps/own/0/0/0").status_code == 404
