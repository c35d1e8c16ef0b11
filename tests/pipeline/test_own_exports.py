"""What the program wrote, it reads back: nothing new at home, the same bytes elsewhere."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import incidents
from incidents.formats import TABLES, About, to_csv
from incidents.geo import Point
from incidents.model import (
    DatePrecision,
    Evidence,
    Figure,
    GeoPrecision,
    Incident,
    Place,
    Status,
    When,
    to_frame,
)
from incidents.pipeline.loading import keep
from incidents.query import Query
from incidents.store import Store

QUOTE = "=На площади, «Акимат» <b>загорелся</b>;\nтри человека"


def reported(id_: str, **told) -> Incident:
    known = {
        "kind": "fire",
        "title": "City hall on fire",
        "when": When(date(2022, 1, 5), None, DatePrecision.DAY),
        "place": Place("Almaty", Point(43.2567, 76.9286), GeoPrecision.SITE, 200, "KZ"),
        "quote": QUOTE,
        "quote_start": 3,
        "quote_end": 60,
        "source": "'+quoted",
    }
    return dataclasses.replace(Incident(id=id_, **known), **told)


INCIDENTS = [
    reported("a1"),
    reported("a2", place=None, when=When(None, None, DatePrecision.UNKNOWN), quote_start=None,
             quote_end=None),
    reported("a3", killed=Figure(3, None), place=Place("Kazakhstan", Point(48.0, 68.0),
             GeoPrecision.COUNTRY, 900_000, "KZ")),
]  # fmt: skip


@pytest.fixture
def about() -> About:
    return About(("Kind: Fire",), "kind=fire&v=3", 3, datetime(2022, 1, 6, 10, 11, 12), 3)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as opened:
        opened.add(INCIDENTS, reason="read")
        yield opened


def exported(store: Store, path: Path, about) -> bytes:
    with path.open("wb") as target:
        TABLES[path.suffix]([store.frame(Query(), limit=10)], about, target)
    return path.read_bytes()


@pytest.mark.parametrize("ending", TABLES)
def test_an_export_that_comes_back_changes_nothing(store, about, tmp_path, ending) -> None:
    path = tmp_path / f"export{ending}"
    exported(store, path, about)
    kept = keep(store, path)
    assert (kept.version, kept.report.kept, kept.report.shape) == (
        None, len(INCIDENTS), "an export of Incidents",
    )  # fmt: skip


@pytest.mark.parametrize("ending", TABLES)
def test_an_export_loaded_elsewhere_is_exported_as_the_same_bytes(
    store, about, tmp_path, ending
) -> None:
    path = tmp_path / f"export{ending}"
    first = exported(store, path, about)
    with Store.open(tmp_path / "other.duckdb") as other:
        keep(other, path)
        assert exported(other, tmp_path / f"again{ending}", about) == first


def test_a_draft_that_was_verified_elsewhere_keeps_its_evidence(store, tmp_path) -> None:
    evidence = Evidence(cue="on fire")
    store.add([reported("read", evidence=evidence)], reason="read")
    frame = store.frame(Query())
    frame["status"] = "verified"
    path = tmp_path / "judged.csv"
    path.write_bytes(to_csv(frame))
    assert keep(store, path).changed == len(INCIDENTS) + 1
    assert store.incident("read").status is Status.VERIFIED
    assert store.incident("read").evidence == evidence


def test_rows_of_an_export_that_somebody_spoilt_are_dropped_by_name(tmp_path) -> None:
    frame = to_frame(INCIDENTS).astype(dict.fromkeys(["kind", "killed_min", "lat"], object))
    spoilt = pd.concat([frame] * 2, ignore_index=True)
    spoilt.loc[0, "kind"] = "picnic"
    spoilt.loc[1, "killed_min"] = "many"
    spoilt.loc[2, "lat"] = "123"
    path = tmp_path / "export.csv"
    spoilt.to_csv(path, index=False)
    loaded, report = incidents.load(path)
    assert report.rows == len(spoilt)
    assert {reason: tally.first for reason, tally in report.dropped.items()} == {
        "its kind is none of ours": (1,),
        "a figure cannot be read": (2,),
        "its point is none": (3,),
    }
    assert loaded["id"].tolist() == ["a1", "a2", "a3"]
