"""The command, run on a tiny folder with the real reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incidents.cli import main

TEXT = (
    "Protesters set fire to the city hall of Almaty on Wednesday."
    " The museum of the city opens a new exhibition of watercolours."
)


@pytest.fixture
def folder(tmp_path) -> Path:
    fire = {
        "kinds": ["fire"], "place": "Almaty", "country": "KZ", "point": [43.25, 76.91],
        "tolerance_km": 25, "precision": "town", "date": "2022-01-05", "date_end": None,
        "date_precision": "day", "killed": None, "injured": None, "arrested": None,
        "hedged": False, "attributed_to": None, "optional": False,
        "quote": "Protesters set fire to the city hall of Almaty",
    }  # fmt: skip
    missing = fire | {"kinds": ["accident"], "quote": "The museum of the city"}
    article = {
        "text": TEXT, "title": None, "language": "en", "published": "2022-01-06",
        "incidents": [fire, missing], "not": [],
    }  # fmt: skip
    (tmp_path / "almaty.json").write_text(json.dumps(article))
    foreign = article | {"text": "Mielenosoittajat valtasivat kaupungintalon keskiviikkona."}
    (tmp_path / "finnish.json").write_text(json.dumps(foreign | {"incidents": []}))
    return tmp_path


def test_evaluate_prints_one_json_object(folder, capsys) -> None:
    assert main(["evaluate", str(folder), "--format", "json", "--misses"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["refused"], found["required"], found["right"]) == (2, 1, 2, 1)
    assert (found["recall"], found["verbatim_share"]) == (0.5, 1.0)
    assert found["by_language"]["en"]["days_right"] == 1
    assert found["by_kind"]["fire"]["right"] == 1
    assert sum(level["right"] for level in found["by_confidence"].values()) == 1
    assert found["articles_per_second"] > 0
    assert {"missed", "refused"} <= {miss["error"] for miss in found["misses"]}


def test_evaluate_tells_people_in_tables(folder, capsys) -> None:
    assert main(["evaluate", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "dated_f1" in out
    assert "museum" not in out


def test_misses_are_told_with_their_quotes(folder, capsys) -> None:
    assert main(["evaluate", str(folder), "--misses"]) == 0
    assert "“The museum of the city”" in capsys.readouterr().out


def test_a_folder_that_cannot_be_scored_is_refused_in_one_sentence(tmp_path, capsys) -> None:
    assert main(["evaluate", str(tmp_path / "nowhere")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
