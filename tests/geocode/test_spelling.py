"""Names that nobody bears: taken for a slip of the pen, or for nothing."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.geo import Point
from incidents.geocode import Gazetteer, Geoparser
from incidents.geocode.levels import Level, level_of
from incidents.geocode.names import fold
from incidents.geocode.spelling import near_spellings
from incidents.model import Place


@pytest.mark.parametrize(
    ("slip", "town"),
    [
        ("Karagnda", "Karagandy"), ("Karagandda", "Karagandy"), ("Pavlodra", "Pavlodar"),
        ("Yekaternburg", "Yekaterinburg"), ("Новосибрск", "Novosibirsk"), ("Bagdhad", "Baghdad"),
        ("Tegucigapla", "Tegucigalpa"), ("Frankfrut am Main", "Frankfurt am Main"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told_as_a_guess(gazetteer: Gazetteer, slip: str, town: str) -> None:
    place = gazetteer.resolve(slip)
    assert place is not None
    assert place.name == town
    assert place.note == f"spelt otherwise: asked {slip}, found {town}"
    assert place.score <= 0.85
    assert level_of(place) is not Level.HIGH


def test_a_known_name_is_never_a_slip(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Karaganda")
    assert place is not None
    assert place.note is None


@pytest.mark.parametrize(
    "name", ["Osx", "Oslx", "Wakanda", "Mordor", "unknown", "onbekend", "city centre", "Qwrtpsdf"]
)
def test_what_is_short_or_unlikely_is_no_slip(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.resolve(name)
    assert place is None or level_of(place) is Level.LOW


def test_a_slip_respects_what_narrows_the_question(gazetteer: Gazetteer) -> None:
    india = gazetteer.resolve("Hyderbad", country="IN")
    pakistan = gazetteer.resolve("Hyderbad, Pakistan")
    near = gazetteer.resolve("Valencai", near=Point(10.2, -68.0))
    assert [place.country if place else None for place in (india, pakistan, near)] == [
        "IN", "PK", "VE",
    ]  # fmt: skip
    assert gazetteer.resolve("Karagnda", country="FR") is None


def test_the_airport_of_a_misspelt_town_says_so(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("airport of Karagnda")
    assert place is not None
    assert (place.feature, bool(place.note)) == ("airport", True)


def test_running_text_is_not_searched_for_slips(gazetteer: Gazetteer) -> None:
    assert Geoparser(gazetteer).mentions("It burned in Karagnda and in Pavlodra.", "en") == []


def test_the_part_after_a_comma_answers_with_a_note(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Qwrtpsdf, Kazakhstan")
    assert place is not None
    assert place.note == "wider: asked Qwrtpsdf, found Kazakhstan"
    assert level_of(place) is Level.LOW


def sample(gazetteer: Gazetteer, condition: str, count: int) -> list[tuple[int, str, str]]:
    """Towns drawn by lot, always the same: GeoNames id, name, country."""
    db = sqlite3.connect(gazetteer.index.path)
    rows = db.execute(
        f"SELECT id, name, country FROM places WHERE feature IN ('town', 'capital') AND {condition}"
    ).fetchall()
    db.close()
    rows = [row for row in rows if len(fold(row[1])) >= 5]
    return random.Random(4).sample(rows, count)


def slips(name: str, chance: random.Random) -> dict[str, str]:
    """One slip of each sort: what fingers, ears and scanners make of a name."""
    at = chance.randrange(len(name) - 1)
    letter = chance.choice("aeiorstln")
    scanned = {"l": "1", "o": "0", "m": "rn", "n": "u", "e": "c", "h": "b", "t": "f", "s": "5"}
    found = [number for number, one in enumerate(name) if one in scanned]
    read = chance.choice(found) if found else 0
    return {
        "other letter": name[:at] + letter + name[at + 1 :],
        "letter missing": name[:at] + name[at + 1 :],
        "letter too many": name[:at] + letter + name[at:],
        "letters swapped": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "letter doubled": name[: at + 1] + name[at:],
        "scanned": name[:read] + scanned.get(name[read], name[read]) + name[read + 1 :],
    }


def test_most_slips_by_rule_are_found_and_few_are_taken_for_another(gazetteer: Gazetteer) -> None:
    chance = random.Random(11)
    counts = {"right": 0, "wrong": 0, "none": 0}
    for number, name, _ in sample(gazetteer, "population >= 15000", 150):
        for slip in slips(name, chance).values():
            if fold(slip) != fold(name) and not gazetteer.index.places(slip):
                place = gazetteer.resolve(slip)
                right = place is not None and place.geonameid == number
                counts["none" if place is None else "right" if right else "wrong"] += 1
    total = sum(counts.values())
    assert total > 600
    assert counts["right"] >= 0.6 * total, counts
    assert counts["wrong"] <= 0.05 * total, counts


def test_few_villages_that_nobody_listed_are_taken_for_a_town(gazetteer: Gazetteer) -> None:
    villages = sample(gazetteer, "population < 1500", 600)
    alone = [name for _, name, _ in villages if all(map(is_village, gazetteer.index.places(name)))]
    guessed = [guess for name in alone if (guess := guess_of(gazetteer, name))]
    assert len(alone) > 300
    assert len(guessed) <= 0.13 * len(alone), guessed
    sure = [name for name, level in guessed if level is not Level.LOW]
    assert len(sure) <= 0.08 * len(alone), sure


def is_village(row) -> bool:
    return row.feature == "town" and row.population < 5_000


def guess_of(gazetteer: Gazetteer, name: str) -> tuple[str, Level] | None:
    """What the name would be taken for if the gazetteer did not know it."""
    from incidents.geocode.asking import Asked
    from incidents.geocode.guessing import guesses

    found = guesses(name, gazetteer.index, lambda spelt: gazetteer.ranked(Asked(spelt)))
    place = gazetteer.place(found) if found else None
    return (place.name, level_of(place)) if place else None


@settings(deadline=None, max_examples=100)
@given(name=st.text(max_size=70))
def test_near_spellings_are_near_for_any_text(gazetteer: Gazetteer, name: str) -> None:
    assert all(slip.edits in (1, 2) for slip in near_spellings(name, gazetteer.index))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(score=st.floats(0.0, 1.0), note=st.sampled_from([None, "spelt otherwise"]))
def test_a_level_never_falls_as_the_score_rises(score: float, note: str | None) -> None:
    order = [Level.LOW, Level.MEDIUM, Level.HIGH]
    point = Point(0, 0)
    low, same = (
        level_of(Place("a", point, "town", 1, score=one, note=note)) for one in (score / 2, score)
    )
    assert order.index(low) <= order.index(same)
