"""How often a name leads to its place, and what the levels are worth.

towns.csv holds 700 names of towns in 39 languages; hard.csv 500 that are hard: slips, namesakes,
structured, historic, seas, regions, positions, and names of nothing, whose answer must be none or
low. Positions were noted by hand, before the gazetteer was asked.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from incidents.geo import Point, distance_m
from incidents.geocode import GazetteerGeocoder

NAMES = Path(__file__).parent / "names"
NEAR_KM = 25.0


@dataclass(frozen=True)
class Judged:
    """A name, what it was answered with, and whether that is right."""

    name: str
    sort: str
    level: str | None  # of the answer, if there is one
    right: bool


def judged(geocoder: GazetteerGeocoder, row: dict[str, str]) -> Judged:
    sort = row.get("sort", "town")
    hint = row["country"] if sort != "town" else None  # there it is the answer's country
    found = geocoder.geocode(row["name"], country_codes=hint or None)
    level = found.raw["level"] if found else None
    if not row["lat"]:  # nothing is right
        return Judged(row["name"], sort, level, level in (None, "low"))
    there = Point(float(row["lat"]), float(row["lon"]))
    reach = float(row.get("within_km", NEAR_KM)) * 1000
    near = found is not None and distance_m(Point(found.latitude, found.longitude), there) <= reach
    return Judged(row["name"], sort, level, near)


@pytest.fixture(scope="module")
def towns(geocoder: GazetteerGeocoder) -> list[Judged]:
    return [judged(geocoder, row) for row in rows_of("towns.csv")]


@pytest.fixture(scope="module")
def hard(geocoder: GazetteerGeocoder) -> list[Judged]:
    return [judged(geocoder, row) for row in rows_of("hard.csv")]


def rows_of(file: str) -> list[dict[str, str]]:
    with (NAMES / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def table(answers: list[Judged]) -> dict[str, tuple[int, int]]:
    """Level → how many answers are so called, and how many of them are right."""
    found = {}
    for level in ("high", "medium", "low"):
        called = [one for one in answers if one.level == level]
        found[level] = len(called), sum(one.right and not is_nothing(one) for one in called)
    return found


def is_nothing(one: Judged) -> bool:
    return one.sort == "nothing"


def test_there_are_names_enough_to_judge_by(towns, hard) -> None:
    assert len(towns) >= 700
    assert len(hard) >= 500


def test_names_lead_to_their_town(towns) -> None:
    wrong = [one.name for one in towns if not one.right]
    assert len(wrong) <= 0.03 * len(towns), wrong


def test_hard_names_lead_to_their_place_or_to_none(hard) -> None:
    wrong = [(one.sort, one.name) for one in hard if not one.right]
    assert len(wrong) <= 0.03 * len(hard), wrong


def test_an_answer_called_high_is_right(towns, hard, capsys) -> None:
    found = table([*towns, *hard])
    with capsys.disabled():
        print(
            "\n".join(
                f"{level:8} {right:5} of {called}" for level, (called, right) in found.items()
            )
        )
    called, right = found["high"]
    assert called > 900
    assert right >= 0.98 * called


def test_an_answer_called_medium_is_mostly_right_and_better_than_low(towns, hard) -> None:
    found = table([*towns, *hard])
    medium, low = (right / called for called, right in (found["medium"], found["low"]))
    assert medium >= 0.8
    assert low < medium


def test_no_name_of_nothing_is_believed(hard) -> None:
    assert [one.name for one in hard if is_nothing(one) and one.level not in (None, "low")] == []


def test_case_and_accents_do_not_change_an_answer(geocoder: GazetteerGeocoder) -> None:
    names = random.Random(3).sample([row["name"] for row in rows_of("towns.csv")], 60)
    plain = [name for name in names if len(name) > 3 and name.upper().lower() == name.lower()]
    assert len(plain) > 40
    for name in plain:
        as_is, shouted = geocoder.geocode(name), geocoder.geocode(name.upper())
        assert as_is is not None
        assert shouted is not None
        assert as_is.point == shouted.point
