"""The command that writes files: every kind, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incidents.cli import main
from incidents.formats import FILE_KINDS
from incidents.store import Store


@pytest.fixture
def kept(tmp_path, monkeypatch, make_incident) -> Path:
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("INCIDENTS_STORE", str(path))
    with Store.open(path) as store:
        store.add([make_incident(), make_incident(kind="looting")], reason="test")
    return path


@pytest.mark.parametrize("ending", FILE_KINDS)
def test_every_kind_of_file_is_written(kept, tmp_path, ending) -> None:
    out = tmp_path / f"out{ending.upper()}"
    assert main(["export", "--kind", "fire", "--output", str(out)]) == 0
    assert out.stat().st_size > 100


def test_a_file_that_was_there_stays_where_the_new_one_fails(kept, tmp_path, capsys) -> None:
    out = tmp_path / "out.csv"
    out.write_text("as it was")
    assert main(["export", "--v", "9", "--output", str(out)]) == 2
    assert "there is no version 9 yet" in capsys.readouterr().err
    assert out.read_text() == "as it was"
    assert list(tmp_path.glob(".*.part")) == []


def test_a_csv_says_in_a_file_beside_it_what_it_holds(kept, tmp_path) -> None:
    out = tmp_path / "fires.csv"
    assert main(["export", "--kind", "fire", "--output", str(out)]) == 0
    told = json.loads((tmp_path / "fires.csv-metadata.json").read_text())
    assert told["url"] == "fires.csv"
    about = told["notes"][0]
    assert (about["data_version"], about["incidents"]) == ("1", "1")
    assert about["link"] == "?kind=fire&v=1"
    assert about["filters"] == "Kind: Fire; All but rejected"


def test_a_file_of_any_name_is_named_as_a_link_in_the_file_beside_it(kept, tmp_path) -> None:
    for name, link in (("my fires.csv", "my%20fires.csv"), ("\udcff.csv", "%FF.csv")):
        assert main(["export", "--output", str(tmp_path / name)]) == 0
        told = json.loads((tmp_path / f"{name}-metadata.json").read_text())
        assert told["url"] == link


def test_a_filter_in_no_known_encoding_is_refused(kept, tmp_path, capsys) -> None:
    assert main(["export", "--q", "caf\udce9", "--output", str(tmp_path / "out.csv")]) == 2
    assert "q must be whole letters, written in UTF-8" in capsys.readouterr().err
