"""The commands as a shell runs them, in this process."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from incidents import settings
from incidents.cli import main
from incidents.cli.main import COMMANDS
from incidents.model import COLUMNS

ROOT = settings.DATA.parent
SAMPLE = next((settings.DATA / "articles").glob("*nl-almaty*.md"))


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("INCIDENTS_STORE", str(path))
    return path


def test_read_prints_one_json_array_with_the_tables_columns(capsys) -> None:
    assert main(["read", str(SAMPLE), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) > 3
    assert all(list(row) == list(COLUMNS) for row in rows)


@pytest.mark.parametrize("shape", ["table", "csv", "geojson"])
def test_read_prints_other_shapes(capsys, shape) -> None:
    assert main(["read", str(SAMPLE), "--format", shape]) == 0
    assert "fire" in capsys.readouterr().out


def test_read_takes_standard_input(capsys, monkeypatch) -> None:
    text = "Betogers staken woensdag in Almaty het stadhuis in brand. Er vielen twaalf doden."
    stdin = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["read", "-", "--published", "2022-01-06", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert ("fire", "2022-01-05") in {(row["kind"], row["date"]) for row in rows}


def test_what_is_saved_can_be_exported(capsys, tmp_path) -> None:
    assert main(["read", str(SAMPLE), "--save"]) == 0
    out = tmp_path / "out.csv"
    assert main(["export", "--kind", "fire", "--output", str(out)]) == 0
    assert set(pd.read_csv(out)["kind"]) == {"fire"}


def bad(tmp_path: Path) -> dict[str, tuple[list[str], str]]:
    """Name → the command's words and what it must say."""
    files = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 40,
        "huge.txt": b"word " * 2_000_000,
        "encoding.txt": b"\xff\xfe" + "tekst".encode("utf-16-le") + b"\x00",
        "calm.txt": b"The museum opens a new exhibition of watercolours. Entry is free.",
        "finnish.txt": b"Mielenosoittajat valtasivat kaupungintalon keskiviikkona illalla.",
        "good.txt": b"Betogers staken in Almaty het stadhuis in brand.",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    tomorrow = (date.today() + timedelta(days=3)).isoformat()
    file = {name: str(tmp_path / name) for name in files}
    return {
        "empty": (["read", file["empty.txt"]], "empty"),
        "binary": (["read", file["binary.txt"]], "UTF-8"),
        "huge": (["read", file["huge.txt"]], "over 2 MB"),
        "encoding": (["read", file["encoding.txt"]], "UTF"),
        "calm": (["read", file["calm.txt"]], "no incident was found"),
        "finnish": (["read", file["finnish.txt"]], "Dutch"),
        "language": (["read", file["good.txt"], "--language", "xx"], "nl"),
        "future": (["read", file["good.txt"], "--published", tomorrow], "in the future"),
        "day": (["read", file["good.txt"], "--published", "6 jan"], "such as 2022-01-06"),
        "missing": (["read", str(tmp_path / "nowhere.txt")], "nowhere.txt"),
        "web": (["read", "http://127.0.0.1:9/a"], "not on the public web"),
        "output": (["export", "--output", "x.doc"], ".csv"),
        "folder": (["export", "--output", str(tmp_path / "no" / "x.csv")], "there is no folder"),
        "link": (["read", file["good.txt"], "--url", "javascript:alert(1)"], "https://"),
        "kind": (["export", "--kind", "brand", "--output", str(tmp_path / "x.csv")], "protest"),
        "column": (["geocode", file["good.txt"], "--column", "place"], "no column 'place'"),
        "part": (["bench", "nonsense"], "reading"),
    }


CASES = (
    "binary calm column day empty encoding finnish folder future huge kind language link missing"
    " output part web"
).split()


@pytest.mark.parametrize("case", CASES)
def test_bad_input_gets_one_clear_sentence_and_exit_code_2(capsys, tmp_path, case) -> None:
    words, says = bad(tmp_path)[case]
    assert main(words) == 2
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert told.startswith("incidents: ")
    assert says in told


def test_a_broken_store_is_named_and_left_alone(capsys, own_store) -> None:
    own_store.write_bytes(b"this is no store")
    assert main(["read", str(SAMPLE), "--save"]) == 2
    assert "was left as it is" in capsys.readouterr().err
    assert own_store.read_bytes() == b"this is no store"


def test_geocode_adds_columns_and_says_what_it_did_not_find(capsys, tmp_path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("n,place\n1,Almaty\n2,Nowhereville Xyz\n3,Almaty\n")
    assert main(["geocode", str(table), "--column", "place"]) == 0
    told = capsys.readouterr()
    placed = pd.read_csv(io.StringIO(told.out))
    assert list(placed["country"].fillna("")) == ["KZ", "", "KZ"]
    assert "2 of 3 rows placed" in told.err
    assert "Nowhereville" in told.err


def test_a_tables_own_columns_and_encoding_are_kept(capsys, tmp_path) -> None:
    table = tmp_path / "places.csv"
    table.write_bytes("plaats;lat;opmerking\r\nAlmaty;9;café\r\n".encode("cp1252"))
    assert main(["geocode", str(table), "--column", "plaats"]) == 0
    placed = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert placed.loc[0, "lat_given"] == 9
    assert placed.loc[0, "opmerking"] == "café"
    assert round(placed.loc[0, "lat"]) == 43


def test_exporting_from_nowhere_makes_no_store(capsys, tmp_path, own_store) -> None:
    assert main(["export", "--output", str(tmp_path / "x.csv")]) == 2
    assert "there is no store at" in capsys.readouterr().err
    assert not own_store.exists()


def test_places_lists_what_a_text_names(capsys, tmp_path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Protesters marched in Almaty and Aktau, cities in Kazakhstan.")
    assert main(["places", str(text), "--format", "json"]) == 0
    found = {row["name"]: row["country"] for row in json.loads(capsys.readouterr().out)}
    assert found == {"Almaty": "KZ", "Aktau": "KZ", "Kazakhstan": "KZ"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(capsys, command) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert len(capsys.readouterr().out) > 100
    assert f"python -m incidents {command}" in (ROOT / "README.md").read_text()


@pytest.mark.slow
def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "incidents", "read", str(SAMPLE), "--format", "json"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)


def test_geocode_writes_workbooks_and_a_report(capsys, tmp_path) -> None:
    table, book, report = (tmp_path / name for name in ("t.csv", "t.xlsx", "r.json"))
    table.write_text("place\nAlmaty\nNowhereville Xyz\n")
    words = ["geocode", str(table), "--column", "place", "--output", str(book)]
    assert main([*words, "--report", str(report)]) == 0
    assert json.loads(report.read_bytes())["not_found"] == {"Nowhereville Xyz": 1}
    assert capsys.readouterr().out == ""
    assert main(["geocode", str(book), "--column", "place", "--output", "x.doc"]) == 2
    assert ".parquet" in capsys.readouterr().err


def test_geocode_reads_a_name_with_a_zero_byte_and_shows_a_long_one_cut(capsys, tmp_path) -> None:
    table = tmp_path / "names.csv"
    table.write_bytes(b"place\nAlm\0aty\n" + b"x" * 10_000 + b"\n")
    assert main(["geocode", str(table), "--column", "place"]) == 0
    told = capsys.readouterr()
    assert "1 of 2 rows placed" in told.err
    assert max(map(len, told.err.splitlines())) < 200
    assert "KZ" in told.out
