"""How often a name leads to its town: 700 names in 39 languages, positions noted by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from incidents.geo import Point, distance_m
from incidents.geocode import Gazetteer

TOWNS = Path(__file__).parent / "names" / "towns.csv"
NEAR_M = 25_000
HIGH = 0.9  # the score from which an answer is called high


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, float, bool]]:
    """Each name, the score of its answer, and whether that lies near the town."""
    gazetteer = Gazetteer.open()
    with TOWNS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [(row, gazetteer.resolve(row["name"])) for row in rows]
    return [
        (
            row["name"],
            place.score if place else 0.0,
            place is not None
            and distance_m(place.point, Point(float(row["lat"]), float(row["lon"]))) <= NEAR_M,
        )
        for row, place in found
    ]


def test_there_are_names_enough_to_judge_by(answers) -> None:
    assert len(answers) >= 500


def test_names_lead_to_their_town(answers) -> None:
    wrong = [name for name, _, near in answers if not near]
    assert len(wrong) <= 0.03 * len(answers), wrong


def test_an_answer_called_high_is_right(answers) -> None:
    high = [(name, near) for name, score, near in answers if score >= HIGH]
    wrong = [name for name, near in high if not near]
    assert len(high) > 400
    assert len(wrong) <= 0.02 * len(high), wrong
