"""Points that are no longitude and latitude are refused, never drawn somewhere else."""

from __future__ import annotations

import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import incidents
from incidents.errors import UsageError

MERCATOR = {"type": "ProjectedCRS", "name": "WGS 84 / Pseudo-Mercator",
            "id": {"authority": "EPSG", "code": 3857}}  # fmt: skip
DEGREES = {"type": "GeographicCRS", "name": "WGS 84", "id": {"authority": "EPSG", "code": 4326}}


@pytest.fixture
def collection(tmp_path):
    def write(crs: str | None):
        features = [
            {
                "type": "Feature",
                "properties": {"kind": "fire", "date": "2022-01-05"},
                "geometry": {"type": "Point", "coordinates": [76.9, 43.25]},
            }
        ]
        told = {"type": "FeatureCollection", "features": features}
        if crs:
            told["crs"] = {"type": "name", "properties": {"name": crs}}
        path = tmp_path / "fires.geojson"
        path.write_text(json.dumps(told))
        return path

    return write


@pytest.fixture
def geoparquet(tmp_path):
    def write(column: dict[str, object] | str):
        geo = column if isinstance(column, str) else json.dumps({"columns": {"geometry": column}})
        points = [shapely.to_wkb(shapely.Point(76.9, 43.25))]
        table = pa.table({"kind": ["fire"], "date": ["2022-01-05"], "geometry": points})
        path = tmp_path / "fires.parquet"
        pq.write_table(table.replace_schema_metadata({"geo": geo}), path)
        return path

    return write


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::3857", "EPSG:27700", "nobody's", "4326x"])
def test_a_collection_in_metres_or_in_the_unknown_is_refused(collection, crs) -> None:
    path = collection(crs)
    with pytest.raises(UsageError, match=r"fires\.geojson is in the coordinates .* EPSG:4326"):
        incidents.load(path)


@pytest.mark.parametrize(
    "crs", [None, "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4269"]
)
def test_a_collection_in_degrees_is_placed(collection, crs) -> None:
    frame, _ = incidents.load(collection(crs))
    assert (frame["lat"].iloc[0], frame["lon"].iloc[0]) == (43.25, 76.9)


def test_a_collection_that_tells_a_code_alone_is_read_by_it(collection) -> None:
    path = collection("EPSG:4326")
    told = path.read_text()
    path.write_text(told.replace('{"name": "EPSG:4326"}', '{"code": 4326}'))
    assert incidents.load(path)[0]["lat"].iloc[0] == 43.25
    path.write_text(told.replace('{"name": "EPSG:4326"}', '{"code": 3857}'))
    with pytest.raises(UsageError, match="3857"):
        incidents.load(path)


def test_a_parquet_file_in_metres_is_refused(geoparquet) -> None:
    with pytest.raises(UsageError, match="Pseudo-Mercator"):
        incidents.load(geoparquet({"encoding": "WKB", "crs": MERCATOR}))


@pytest.mark.parametrize("geo", ["{", "[]", '{"columns": 3}'])
def test_damaged_metadata_of_a_geometry_is_an_error_that_names_the_file(geoparquet, geo) -> None:
    with pytest.raises(UsageError, match=r"fires\.parquet has damaged metadata"):
        incidents.load(geoparquet(geo))


def test_a_parquet_file_in_degrees_is_placed_and_silence_is_told(geoparquet) -> None:
    for column, notes in (({}, 0), ({"crs": DEGREES}, 0), ({"crs": None}, 1)):
        frame, report = incidents.load(geoparquet({"encoding": "WKB", **column}))
        assert (frame["lat"].iloc[0], frame["lon"].iloc[0]) == (43.25, 76.9)
        assert sum("does not say how its points" in note for note in report.notes) == notes


def test_a_geojson_point_in_a_cell_is_a_point_and_an_area_is_an_area(tmp_path) -> None:
    path = tmp_path / "cells.csv"
    point = '"{""type"": ""Point"", ""coordinates"": [76.9, 43.25]}"'
    area = '"{""type"": ""Polygon"", ""coordinates"": [[[76, 43], [77, 43], [77, 44], [76, 43]]]}"'
    path.write_text(f"kind,date,geometry\nfire,2022-01-05,{point}\nfire,2022-01-06,{area}\n")
    frame, _ = incidents.load(path, columns={"point": "geometry"})
    assert frame["lat"].tolist()[0] == 43.25
    assert frame["geo_precision"].tolist() == ["town", "admin1"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("map.gpkg", b"SQLite format 3\0" + bytes(84), "GeoPackage"),
        ("map.shp", b"\x00\x00\x27\x0a" + bytes(96), "shapefile"),
        ("map.fgb", b"fgb\x03fgb\x00" + bytes(40), "FlatGeobuf"),
        ("map.json", b'{"type": "Topology", "objects": {}, "arcs": []}', "TopoJSON"),
        ("big.csv", b"version https://git-lfs.github.com/spec/v1\nsize 9\n", "Git LFS"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(tmp_path, name, data, told) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError, match=told):
        incidents.load(path)


def test_a_table_beside_a_shapefile_is_read(tmp_path) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("map.shp", b"\x00\x00\x27\x0a")
        packed.writestr("map.csv", "kind,date,lat,lon\nfire,2022-01-05,43.25,76.9\n")
    assert incidents.load(path)[0]["lat"].tolist() == [43.25]
