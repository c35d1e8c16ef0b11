"""An organisation's own base map, from files as their tools write them."""

from __future__ import annotations

import sqlite3

import pytest

from incidents import maps
from incidents.errors import NotFound
from incidents.maps.tilefile import UnusableBasemap, credit, opened

PNG = b"\x89PNG\r\n\x1a\n and the picture"


@pytest.fixture
def mbtiles(tmp_path):
    """A file with one tile at zoom 2, column 1, two rows from the south."""

    def make(format="png", name="City plan", body=PNG):
        path = tmp_path / "plan.mbtiles"
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            db.execute(
                "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)"
            )
            told = [("format", format), ("name", name), ("attribution", "<b>Us</b>")]
            db.executemany("INSERT INTO metadata VALUES (?, ?)", told)
            db.execute("INSERT INTO tiles VALUES (2, 1, 2, ?)", (body,))
        db.close()
        return path

    return make


def pmtiles(path, tile_type):
    from pmtiles.tile import Compression, zxy_to_tileid
    from pmtiles.writer import Writer

    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(2, 1, 1), PNG)
        header = {
            "tile_type": tile_type, "tile_compression": Compression.NONE, "min_zoom": 2,
            "max_zoom": 2, "min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 0, "max_lat_e7": 0,
            "center_zoom": 2, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {"name": "Archive"})
    return path


def test_a_tile_of_an_mbtiles_file_is_found_from_the_north(mbtiles):
    tiles = opened(mbtiles())

    assert tiles.picture(2, 1, 1) == (PNG, "image/png")
    assert (tiles.name, tiles.least, tiles.most) == ("City plan", 2, 2)


def test_a_tile_of_a_pmtiles_file_is_found(tmp_path):
    from pmtiles.tile import TileType

    tiles = opened(pmtiles(tmp_path / "plan.pmtiles", TileType.PNG))

    assert tiles.picture(2, 1, 1) == (PNG, "image/png")
    assert (tiles.name, tiles.least, tiles.most) == ("Archive", 2, 2)


@pytest.mark.parametrize("numbers", [(2, 1, 2), (2, 4, 0), (30, 0, 0), (2, -1, 0)])
def test_a_tile_that_is_not_there_is_not_found(mbtiles, numbers):
    with pytest.raises(NotFound):
        opened(mbtiles()).picture(*numbers)


def test_vector_tiles_are_refused_with_what_would_be_right(mbtiles, tmp_path):
    from pmtiles.tile import TileType

    for path in (mbtiles("pbf"), pmtiles(tmp_path / "v.pmtiles", TileType.MVT)):
        with pytest.raises(UnusableBasemap, match="vector tiles; only pictures"):
            opened(path)


def test_what_is_no_picture_is_not_handed_out(mbtiles):
    with pytest.raises(NotFound, match="else than a picture"):
        opened(mbtiles(body=b"<script>")).picture(2, 1, 1)


@pytest.mark.parametrize("name", ["gone.mbtiles", "gone.pmtiles", "text.mbtiles", "text.pmtiles"])
def test_a_file_that_is_absent_or_something_else_is_told(tmp_path, name):
    if name.startswith("text"):
        (tmp_path / name).write_text("not tiles, but long enough to be looked at " * 30)
    with pytest.raises(UnusableBasemap, match=name):
        opened(tmp_path / name)


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(UnusableBasemap, match=r"must be a \.mbtiles or \.pmtiles file"):
        opened(tmp_path / "plan.zip")


def test_the_files_own_words_are_no_markup(mbtiles):
    assert credit(opened(mbtiles())) == "&lt;b&gt;Us&lt;/b&gt;"


def test_online_maps_come_with_credit_and_only_over_https(monkeypatch):
    monkeypatch.delenv("INCIDENTS_BASEMAP", raising=False)
    offered = maps.basemaps()

    assert {"osm", "humanitarian", "topo"} == {one["id"] for one in offered}
    assert all(one["url"].startswith("https://") and one["outside"] for one in offered)
    assert all("OpenStreetMap" in one["attribution"] for one in offered)


def test_an_own_base_map_comes_first_and_a_broken_one_says_why(monkeypatch, mbtiles, tmp_path):
    monkeypatch.setenv("INCIDENTS_BASEMAP", str(mbtiles()))
    assert maps.basemaps()[0]["name"] == "City plan"
    assert maps.own_problem() is None

    monkeypatch.setenv("INCIDENTS_BASEMAP", str(tmp_path / "gone.mbtiles"))
    assert maps.basemaps()[0]["id"] == "osm"
    assert "no such file" in (maps.own_problem() or "")
