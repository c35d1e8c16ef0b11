"""Whom the places of an export are credited to."""

from __future__ import annotations

import json

from incidents.cli import main
from incidents.model import Evidence
from incidents.query import Query
from incidents.store import Store

OSM, GEONAMES = "© OpenStreetMap contributors (ODbL)", "GeoNames (CC BY 4.0)"


def fill(store: Store, make_incident) -> None:
    origins = [GEONAMES, OSM, GEONAMES, "person", None]
    rows = [
        make_incident(kind="fire" if origin == OSM else "protest", evidence=Evidence(origin=origin))
        for origin in origins
    ]
    store.add(rows, author="test", reason="test")


def test_each_source_of_places_is_named_once_most_rows_first(store, make_incident) -> None:
    fill(store, make_incident)
    assert store.attribution(Query()) == [GEONAMES, OSM]


def test_credit_obeys_the_filters(store, make_incident) -> None:
    fill(store, make_incident)
    assert store.attribution(Query.from_params({"kind": ["fire"]})) == [OSM]


def test_an_exported_map_file_names_them(tmp_path, monkeypatch, make_incident) -> None:
    monkeypatch.setenv("INCIDENTS_STORE", str(tmp_path / "own.duckdb"))
    with Store.open(tmp_path / "own.duckdb") as store:
        fill(store, make_incident)
    out = tmp_path / "out.geojson"
    assert main(["export", "--output", str(out)]) == 0
    assert json.loads(out.read_bytes())["attribution"] == [GEONAMES, OSM]
