"""Loading exports from the command line."""

from __future__ import annotations

import json

import pytest

from incidents.cli.main import main
from incidents.query import Query
from incidents.store import Store

HEADER = "id,kind,date,place,country,lat,lon,killed"


@pytest.fixture
def export(tmp_path):
    def write(*rows: str):
        path = tmp_path / "desk.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return str(path)

    return write


def kept(store) -> list[tuple[str, int]]:
    with Store.open(store) as opened:
        frame = opened.frame(Query())
    return sorted(zip(frame["kind"], frame["killed_min"].fillna(-1), strict=True))


def test_the_same_file_again_adds_nothing_and_a_newer_one_changes_its_rows(store, export) -> None:
    rows = ["1,fire,2022-01-05,Almaty,KZ,43.25,76.95,2", "2,protest,2022-01-06,Oral,KZ,51.2,51.4,"]
    assert main(["load", export(*rows)]) == 0
    assert main(["load", export(*rows)]) == 0
    with Store.open(store) as opened:
        assert opened.version == 1
    assert main(["load", export(rows[0][:-1] + "3", rows[1])]) == 0
    assert kept(store) == [("fire", 3), ("protest", -1)]
    with Store.open(store) as opened:
        before = opened.frame(Query(version=1, kinds=("fire",)))
    assert before["killed_min"].tolist() == [2]


def test_the_account_of_every_row_is_json_on_stdout(store, export, capsysbinary) -> None:
    path = export("1,fire,2022-01-05,Almaty,KZ,43.25,76.95,2", "2,picnic,2022-01-06,Oral,KZ,1,2,")
    assert main(["load", path, "--format", "json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert (told[0]["rows"], told[0]["kept"]) == (2, 1)
    assert told[0]["dropped"]["no kind of ours for “picnic”"]["first"] == [2]


def test_a_file_that_breaks_off_leaves_the_store_as_it_was(store, export, tmp_path, capsys) -> None:
    assert main(["load", export("1,fire,2022-01-05,Almaty,KZ,43.25,76.95,2")]) == 0
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x00\x00")
    assert main(["load", str(bad)]) == 2
    assert "bad.csv" in capsys.readouterr().err
    assert kept(store) == [("fire", 2)]


def test_a_column_is_named_with_the_part_it_plays(store, export, capsys) -> None:
    assert main(["load", export("1,fire,2022-01-05,A,KZ,1,2,3"), "--column", "injured=killed"]) == 0
    assert main(["load", export("1,fire,2022-01-05,A,KZ,1,2,3"), "--column", "lat=Breite"]) == 2
    assert "no column 'Breite'" in capsys.readouterr().err
