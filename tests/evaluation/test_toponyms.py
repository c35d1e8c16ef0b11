"""Place names annotated in texts: read, checked, compared with answers, and told by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incidents import settings
from incidents.cli import main
from incidents.errors import UsageError
from incidents.evaluation.geoparsing import ToponymScores, paired
from incidents.evaluation.toponyms import GoldText, GoldToponym, gold_texts, holds_toponyms
from incidents.geo import Point
from incidents.model import GeoPrecision, Mention, Place

TEXT = "From Almaty a bus left for Kazakhstan's Black Sea of steppe."
ALMATY = {"name": "Almaty", "start": 5, "end": 11, "lat": 43.25, "lon": 76.91, "country": "KZ"}
KAZAKHSTAN = {
    "name": "Kazakhstan", "start": 27, "end": 37, "lat": 48.0, "lon": 67.0, "country": "KZ",
    "precision": "country",
}  # fmt: skip
SEA = {"name": "Black Sea", "start": 40, "end": 49, "lat": None, "lon": None, "country": None}
SETS = settings.DATA.parent / "tests" / "toponyms"


@pytest.fixture
def folder(tmp_path) -> Path:
    told = {"language": "en", "text": TEXT, "toponyms": [SEA, ALMATY, KAZAKHSTAN]}
    (tmp_path / "bus.json").write_text(json.dumps(told))
    return tmp_path


def answer(name: str, lat: float, lon: float, precision: str = "town") -> Mention:
    place = Place(name, Point(lat, lon), GeoPrecision(precision), 1_000, country="KZ")
    return Mention(name, TEXT.index(name), TEXT.index(name) + len(name), place)


def test_toponyms_are_read_in_reading_order(folder) -> None:
    (gold,) = gold_texts(folder)
    assert [one.name for one in gold.toponyms] == ["Almaty", "Kazakhstan", "Black Sea"]
    assert gold.toponyms[1].is_country
    assert gold.toponyms[2].point is None


@pytest.mark.parametrize(
    ("toponyms", "message"),
    [
        ([ALMATY | {"start": 4}], "does not stand at 4"),
        ([ALMATY, ALMATY], "overlap"),
        ([{"name": "Almaty"}], "lacks 'start'"),
        ([ALMATY | {"lat": 143.0}], "no such place"),
    ],
)
def test_a_broken_annotation_is_told_with_its_file(tmp_path, toponyms, message) -> None:
    told = {"language": "en", "text": TEXT, "toponyms": toponyms}
    (tmp_path / "bus.json").write_text(json.dumps(told))
    with pytest.raises(UsageError, match=rf"bus\.json .*{message}"):
        gold_texts(tmp_path)


def test_a_folder_of_incidents_holds_no_toponyms(tmp_path, folder) -> None:
    assert holds_toponyms(folder)
    assert not holds_toponyms(SETS.parent / "articles" / "dev")
    assert not holds_toponyms(tmp_path / "nowhere")


def test_answers_count_by_what_they_stand_on_and_where_they_lead(folder) -> None:
    (gold,) = gold_texts(folder)
    answers = [
        answer("Almaty", 43.0, 77.5),
        answer("Kazakhstan", 40.0, 67.0),
        answer("Sea", 44.0, 34.0),
        answer("bus", 0.0, 0.0),
    ]
    assert paired(gold, answers).scores == ToponymScores(
        texts=1, toponyms=2, answers=4, found=2, right=1, unasked=1, spurious=1
    )


def test_a_country_is_right_wherever_its_middle_is_put(folder) -> None:
    (gold,) = gold_texts(folder)
    far = answer("Kazakhstan", 44.0, 79.0, "country")
    assert paired(gold, [far]).scores.right == 1


def test_of_two_answers_on_one_name_the_right_one_stands_for_it() -> None:
    name = GoldToponym("Almaty a bus", 5, 17, Point(43.25, 76.91), "KZ")
    outcome = paired(
        GoldText("bus", TEXT, "en", (name,)), [answer("bus", 0, 0), answer("Almaty", 43.2, 76.9)]
    )
    assert (outcome.scores.right, outcome.scores.spurious) == (1, 1)


def test_the_command_scores_place_names_by_language(folder, capsys) -> None:
    assert main(["evaluate", str(folder), "--format", "json", "--misses"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["toponyms"], found["right"], found["precision"]) == (2, 2, 1.0)
    assert found["by_language"]["en"]["f1"] == 1.0
    assert found["misses"] == []
    assert main(["evaluate", str(folder), "--misses"]) == 0
    assert "resolved_accuracy" in capsys.readouterr().out


@pytest.mark.parametrize("half", ["dev", "heldout"])
def test_the_annotated_texts_are_whole(half) -> None:
    texts = gold_texts(SETS / half)
    languages = {one.language for one in texts}
    assert languages == {"ar", "de", "en", "es", "fr", "nl", "ru", "uk"}
    assert all(one.toponyms for one in texts)
