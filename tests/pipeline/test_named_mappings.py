"""Mappings under a name, also where a dashboard loads what the command hands over."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from incidents.errors import NotFound
from incidents.pipeline.asked import Named, keep_handed
from incidents.pipeline.recognised import Choices


def test_a_load_that_is_handed_over_keeps_and_uses_mappings(store, tmp_path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text("Wann,Was,Breite,Länge\n03/04/2021,Brand,43.25,76.95\n", "utf-8")

    def handed(choices: Choices, named: Named) -> bytes:
        told = {"path": str(path), "recall": False, **asdict(choices), "named": asdict(named)}
        return json.dumps(told).encode()

    keep_handed(store, handed(Choices(dates="day"), Named(saved="desk")))
    assert store.mappings.names() == ["desk"]
    again = keep_handed(store, handed(Choices(), Named(used="desk")))
    assert (again.version, again.report.ambiguous) == (None, {})


def test_a_known_shape_keeps_its_choices_and_no_columns(store, tmp_path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(
        "event_id_cnty,event_date,event_type,country,location,latitude,longitude,fatalities\n"
        "KAZ1,2022-01-05,Riots,Kazakhstan,Almaty,43.25,76.95,0\n"
    )
    told = {"path": str(path), **asdict(Choices()), "named": {"saved": "weekly"}}
    keep_handed(store, json.dumps(told).encode())
    assert json.loads(store.mappings.get("weekly"))["columns"] == []


def test_where_no_mapping_is_kept_that_is_said(store) -> None:
    with pytest.raises(NotFound, match="there is none yet"):
        store.mappings.get("desk")
