"""Tiles over HTTP: the same for our map and for others', made once for all who ask."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import mapbox_vector_tile
import pytest

from incidents.geo import Point, Tile
from incidents.model import Figure, Status
from incidents.query import Query
from incidents.web import tiles

WHERE = Tile.holding(Point(43.25, 76.91), 5)
ADDRESS = f"/tiles/{WHERE.z}/{WHERE.x}/{WHERE.y}"


@pytest.fixture
def filled(empty_service, make_incident, make_place):
    town, region = make_place(43.25, 76.91), make_place(43.3, 77.0, "admin1")
    empty_service.store.add(
        [
            make_incident("2022-01-05", id="a", place=town, killed=Figure(2, 3)),
            make_incident("2022-01-06", id="b", kind="looting", place=town),
            make_incident("2022-01-07", id="c", kind="clash", place=make_place(43.9, 77.5)),
            make_incident(id="d", kind="shutdown", place=region),
            make_incident(id="e", kind="protest", place=None),
        ],
        reason="test",
    )
    return empty_service


def layers(client, address: str) -> dict[str, list[dict[str, object]]]:
    """What the vector tile tells, by layer, decoded by the library."""
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    told = mapbox_vector_tile.decode(
        answer.content, default_options={"y_coord_down": True, "geojson": True}
    )
    return {name: layer["features"] for name, layer in told.items()}


def test_a_vector_tile_tells_what_the_json_tells(client, filled) -> None:
    told, json = layers(client, f"{ADDRESS}.mvt"), client.get(f"{ADDRESS}.json").json()
    for layer in ("points", "areas"):
        columns = json[layer]
        assert [tuple(one["geometry"]["coordinates"]) for one in told[layer]] == list(
            zip(columns["x"], columns["y"], strict=True)
        )
        assert [one["properties"]["count"] for one in told[layer]] == columns["n"]


def test_a_vector_tile_names_things_as_the_table_does(client, filled) -> None:
    told = layers(client, f"{ADDRESS}.mvt")
    several, one = sorted((f["properties"] for f in told["points"]), key=lambda f: -f["count"])
    assert (several["kind"], several["killed_max"], several["geo_precision"]) == ("fire", 3, "town")
    assert "id" not in several  # of several incidents none speaks for all
    assert (one["id"], one["kind"], one["date"]) == ("c", "clash", "2022-01-07")
    assert told["areas"][0]["properties"]["geo_precision"] == "admin1"
    assert set(one) <= set(tiles.mvt.FIELDS)


def test_a_vector_tile_obeys_the_filters_and_may_be_empty(client, filled) -> None:
    told = layers(client, f"{ADDRESS}.mvt?kind=looting")
    assert [one["properties"]["id"] for one in told["points"]] == ["b"]
    assert layers(client, f"{ADDRESS}.mvt?kind=arrest") == {}
    refused = client.get(f"{ADDRESS}.mvt?kind=brand")
    assert (refused.status_code, "the kinds are" in refused.json()["error"]) == (422, True)


def test_one_address_tells_others_where_the_tiles_are(client, filled) -> None:
    told = client.get("/tiles.json?kind=looting").json()
    assert {layer["id"] for layer in told["vector_layers"]} >= {"points", "areas", "cells"}
    assert told["bounds"] == pytest.approx([76.91, 43.25, 76.91, 43.25])
    address = told["tiles"][0].format(z=WHERE.z, x=WHERE.x, y=WHERE.y)
    assert [one["properties"]["id"] for one in layers(client, address)["points"]] == ["b"]


def test_a_tile_is_packed_for_those_who_can_unpack_it(client, filled) -> None:
    packed = client.get(f"{ADDRESS}.json", headers={"Accept-Encoding": "gzip"})
    plain = client.get(f"{ADDRESS}.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_a_tile_that_is_kept_is_never_older_than_the_data(client, filled) -> None:
    before = client.get(f"{ADDRESS}.json?kind=looting").json()
    filled.store.set_status(["b"], Status.REJECTED, author="t", reason="t")
    assert before["points"]["n"] == [1]
    assert client.get(f"{ADDRESS}.json?kind=looting").json()["points"]["n"] == []
    assert client.get(f"{ADDRESS}.json?kind=looting&v=1").json()["points"]["n"] == [1]


def test_a_tile_that_the_asker_has_is_not_sent_again_whoever_carried_its_tag(
    client, filled
) -> None:
    tag = client.get(f"{ADDRESS}.mvt").headers["etag"]
    for told in (tag, f"W/{tag}", f'"other", {tag}'):
        answer = client.get(f"{ADDRESS}.mvt", headers={"If-None-Match": told})
        assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(f"{ADDRESS}.mvt", headers={"If-None-Match": '"other"'}).status_code == 200
    filled.store.set_status(["b"], Status.REJECTED, author="t", reason="t")
    assert client.get(f"{ADDRESS}.mvt", headers={"If-None-Match": tag}).status_code == 200


def test_visitors_who_ask_for_the_same_at_once_cost_one(filled) -> None:
    together, made = threading.Barrier(8), []

    class Counting:
        """The store, counting how often it is asked."""

        id, version = "counted", 1

        def tile(self, *asked):
            made.append(asked)
            return filled.store.tile(*asked)

    def visit(_: int) -> bytes:
        together.wait()
        return tiles._packed(Counting(), Query(), WHERE, "", "json", 1)

    with ThreadPoolExecutor(8) as visitors:
        assert len(set(visitors.map(visit, range(8)))) == 1
    assert len(made) == 1
