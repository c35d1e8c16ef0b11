"""GeoPackages and shapefiles as map programs write them, and as nobody should."""

from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import shapefile
import shapely
from pyproj import CRS, Transformer

import incidents
from incidents.errors import UsageError

ALMATY = (76.9, 43.25)
SQUARE = shapely.box(76.0, 43.0, 77.0, 44.0)
UTM = 32643


def moved(geometry: shapely.Geometry, epsg: int) -> shapely.Geometry:
    to = Transformer.from_crs(4326, epsg, always_xy=True)
    corners = shapely.get_coordinates(geometry)
    there = [to.transform(*one) for one in corners]
    return shapely.set_coordinates(shapely.from_wkb(geometry.wkb), there)


def blob(geometry: shapely.Geometry | None, epsg: int = 4326) -> bytes | None:
    return geometry and b"GP\x00\x01" + struct.pack("<i", epsg) + shapely.to_wkb(geometry)


@pytest.fixture
def package(tmp_path):
    def write(geometries, epsg: int = 4326, layer: str = "fires") -> Path:
        path = tmp_path / "map.gpkg"
        with closing(sqlite3.connect(path)) as db:
            db.executescript(
                "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization"
                " TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);"
                "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,"
                " geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);"
                f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY, geom BLOB, kind TEXT, day DATE);'
            )
            wkt = CRS.from_epsg(epsg).to_wkt("WKT1_GDAL")
            db.execute(
                "INSERT INTO gpkg_spatial_ref_sys VALUES ('x', 1, 'EPSG', ?, ?, '')", [epsg, wkt]
            )
            db.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 1, 0, 0)", [layer]
            )
            rows = [(blob(one, epsg), "fire", "2022-01-05") for one in geometries]
            db.executemany(f'INSERT INTO "{layer}" (geom, kind, day) VALUES (?, ?, ?)', rows)
            db.commit()
        return path

    return write


@pytest.fixture
def shapes(tmp_path):
    def write(
        geometries, prj: str | None, shape: int = shapefile.POINT, loose: bool = False
    ) -> Path:
        shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
        with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shape, encoding="utf-8") as out:
            out.field("kind", "C", 40)
            out.field("date", "D")
            out.field("place", "C", 80)
            for one in geometries:
                corners = shapely.get_coordinates(one).tolist()
                out.point(*corners[0]) if shape == shapefile.POINT else out.poly([corners])
                out.record("fire", "20220105", "Алматы")
        parts = {"shp": shp, "shx": shx, "dbf": dbf}
        data = {ending: part.getvalue() for ending, part in parts.items()} | {"cpg": b"UTF-8"}
        data |= {"prj": prj.encode()} if prj else {}
        if loose:
            for ending, content in data.items():
                (tmp_path / f"map.{ending}").write_bytes(content)
            return tmp_path / "map.shp"
        path = tmp_path / "map.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for ending, content in data.items():
                packed.writestr(f"folder/map.{ending.upper()}", content)
        return path

    return write


@pytest.mark.parametrize("epsg", [4326, 3857, UTM])
def test_points_and_areas_of_a_geopackage_lie_where_they_are_in_any_system(package, epsg) -> None:
    drawn = [shapely.Point(ALMATY), SQUARE]
    path = package([*(moved(one, epsg) for one in drawn), None], epsg)
    frame, report = incidents.load(path)
    assert (round(frame["lon"].iloc[0], 5), round(frame["lat"].iloc[0], 5)) == ALMATY
    assert frame["geo_precision"].tolist() == ["town", "admin1", "unknown"]
    assert f"{frame['date'].iloc[0]:%Y-%m-%d}" == "2022-01-05"
    assert (report.rows, report.unplaced) == (3, 1)
    assert any("converted to degrees" in note for note in report.notes) == (epsg != 4326)


def test_a_layer_that_says_metres_and_means_degrees_is_refused(package) -> None:
    with pytest.raises(UsageError, match="look like degrees"):
        incidents.load(package([shapely.Point(ALMATY)], 3857))


def test_a_layer_may_be_called_anything(package) -> None:
    path = package([shapely.Point(ALMATY)], layer="it's a layer; DROP TABLE")
    assert incidents.load(path)[0]["kind"].tolist() == ["fire"]


def test_a_database_that_holds_no_layer_is_refused(tmp_path) -> None:
    path = tmp_path / "other.gpkg"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE notes (words TEXT)")
    with pytest.raises(UsageError, match="is no GeoPackage"):
        incidents.load(path)


def test_a_view_that_runs_for_ever_is_not_a_layer(package) -> None:
    path = package([shapely.Point(ALMATY)])
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE fires")
        db.execute(
            "CREATE VIEW fires AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT x AS fid, x AS geom FROM n"
        )
        db.commit()
    with pytest.raises(UsageError, match="without a layer"):
        incidents.load(path)


@pytest.mark.parametrize("loose", [False, True])
def test_a_shapefile_is_read_zipped_or_with_its_parts_beside_it(shapes, loose) -> None:
    prj = CRS.from_epsg(4326).to_wkt("WKT1_ESRI")
    frame, report = incidents.load(shapes([shapely.Point(ALMATY)], prj, loose=loose))
    row = frame.iloc[0]
    assert (row["lon"], row["lat"], row["place"], f"{row['date']:%d}") == (*ALMATY, "Алматы", "05")
    assert report.notes == ()


def test_the_areas_of_a_shapefile_in_metres_are_areas_in_degrees(shapes) -> None:
    prj = CRS.from_epsg(UTM).to_wkt("WKT1_ESRI")
    path = shapes([moved(SQUARE, UTM)], prj, shapefile.POLYGON)
    row = incidents.load(path)[0].iloc[0]
    assert 43 < row["lat"] < 44
    assert row["geo_precision"] == "admin1"


def test_a_shapefile_that_says_no_system_is_taken_for_degrees_and_that_is_said(shapes) -> None:
    frame, report = incidents.load(shapes([shapely.Point(ALMATY)], None))
    assert frame["lat"].tolist() == [43.25]
    assert "taken as longitude and latitude" in report.notes[0]


def test_points_in_metres_of_a_system_that_nobody_says_are_no_points(shapes) -> None:
    frame, report = incidents.load(shapes([moved(shapely.Point(ALMATY), UTM)], None))
    assert report.doubted["coordinates are off the Earth"].count == 1
    assert frame["geo_precision"].tolist() != ["site"]


@pytest.mark.parametrize("data", [b"\x00\x00\x27\x0a", b"\x00\x00\x27\x0a" + bytes(200)])
def test_a_broken_shapefile_is_an_error_that_names_the_file(tmp_path, data) -> None:
    path = tmp_path / "map.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for ending in ("shp", "shx", "dbf", "prj"):
            packed.writestr(f"map.{ending}", data)
    with pytest.raises(UsageError, match=r"map\.zip"):
        incidents.load(path)


def test_a_part_alone_asks_for_the_others(tmp_path) -> None:
    path = tmp_path / "map.shp"
    path.write_bytes(b"\x00\x00\x27\x0a" + bytes(96))
    with pytest.raises(UsageError, match=r"zip it with its \.dbf"):
        incidents.load(path)
