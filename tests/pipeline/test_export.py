"""A filtered view as a file: all of it, nothing else, of one version, the same every time."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from incidents.errors import BadParameter, UsageError
from incidents.formats import FILE_KINDS
from incidents.formats.csv import read_csv
from incidents.pipeline.export import export
from incidents.query import Query
from incidents.store import Store


def exported(store: Store, query: Query, ending: str) -> bytes:
    target = io.BytesIO()
    export(store, query, ending, target)
    return target.getvalue()


@pytest.fixture
def filled(store, make_incident, make_place) -> Store:
    store.add(
        [
            make_incident(id="a", quote="=1+1"),
            make_incident("2022-01-06", id="b", kind="looting"),
            make_incident(id="c", place=None),
            make_incident(id="d", place=make_place(48.0, 67.0, "country", radius_m=1_200_000)),
        ],
        reason="test",
    )
    return store


def test_every_batch_reaches_the_file(store, make_incident) -> None:
    store.add([make_incident() for _ in range(25)], reason="many")
    batches = list(store.batches(Query(), size=10))
    assert [len(batch) for batch in batches] == [10, 10, 5]
    assert pd.concat(batches, ignore_index=True).equals(store.frame(Query()))


@pytest.mark.parametrize("ending", FILE_KINDS)
def test_the_same_filters_of_the_same_version_make_the_same_bytes(
    filled, ending, make_incident
) -> None:
    first = exported(filled, Query(kinds=("fire",)), ending)
    filled.add([make_incident(id="later")], reason="later")
    assert exported(filled, Query(kinds=("fire",), version=1), ending) == first
    assert exported(filled, Query(kinds=("fire",)), ending) != first


def test_a_file_holds_what_fits_and_nothing_else(filled) -> None:
    found = read_csv(exported(filled, Query(kinds=("fire",)), ".csv"))
    assert list(found["id"]) == ["a", "c", "d"]
    assert found.loc[0, "quote"] == "=1+1"


def test_a_file_names_its_filters_and_the_version_of_the_data(filled) -> None:
    query = Query(kinds=("fire", "looting"))
    told = json.loads(exported(filled, query, ".geojson"))["about"]
    assert told["filters"] == "Kind: Fire or Looting; All but rejected"
    assert told["link"] == "?kind=fire&kind=looting&v=1"
    assert (told["data_version"], told["incidents"]) == ("1", "4")
    assert told["data_date"].endswith("Z")
    metadata = pq.read_schema(io.BytesIO(exported(filled, query, ".parquet"))).metadata
    assert metadata[b"incidents:filters"].decode() == told["filters"]
    about = pd.read_excel(
        io.BytesIO(exported(filled, query, ".xlsx")),
        "About",
        header=None,
        engine="calamine",
        keep_default_na=False,
    )
    assert {name: str(words) for name, words in zip(about[0], about[1], strict=True)} == told


def test_a_version_that_is_not_there_yet_is_refused(filled) -> None:
    with pytest.raises(BadParameter, match="there is no version 9 yet"):
        exported(filled, replace(Query(), version=9), ".csv")


def test_an_unknown_ending_is_refused(filled) -> None:
    with pytest.raises(UsageError, match=r"\.parquet"):
        exported(filled, Query(), ".doc")
