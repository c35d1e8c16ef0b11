"""The rules by which an answer stands for an annotated incident, each once."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.evaluation.matching import date_right, fits, is_vague, matched, stretch
from incidents.geo import Point
from incidents.model import DatePrecision, GeoPrecision, When


def when(first: str, last: str | None, precision: str) -> When:
    end = date.fromisoformat(last) if last else None
    return When(date.fromisoformat(first), end, DatePrecision(precision))


def test_an_acceptable_kind_at_the_place_fits(make_gold, make_incident) -> None:
    assert fits(make_gold(kinds=("attack", "fire")), make_incident(kind="fire"))


def test_another_kind_does_not_fit(make_gold, make_incident) -> None:
    assert not fits(make_gold(), make_incident(kind="looting"))


def test_a_place_beyond_the_tolerance_does_not_fit(make_gold, make_incident, make_place) -> None:
    near, far = make_place(lat=43.40), make_place(lat=43.60)  # 17 and 39 km to the north
    assert fits(make_gold(), make_incident(place=near))
    assert not fits(make_gold(), make_incident(place=far))


def test_the_middle_of_a_country_fits_no_town_in_it(make_gold, make_incident, make_place) -> None:
    assert not fits(make_gold(), make_incident(place=make_place(precision="country")))


def test_a_country_is_fitted_by_itself_alone(make_gold, make_incident, make_place) -> None:
    gold = make_gold(point=None, precision=GeoPrecision.COUNTRY)
    assert fits(gold, make_incident(place=make_place(precision="country")))
    assert not fits(gold, make_incident(place=make_place(precision="country", country="UZ")))
    assert not fits(gold, make_incident(place=make_place(precision="town")))
    assert not fits(gold, make_incident(place=None))


def test_no_place_is_fitted_by_none_or_by_a_country(make_gold, make_incident, make_place) -> None:
    gold = make_gold(point=None, precision=GeoPrecision.UNKNOWN, place=None, country=None)
    assert fits(gold, make_incident(place=None))
    assert fits(gold, make_incident(place=make_place(precision="country")))
    assert not fits(gold, make_incident())


def test_an_answer_stands_for_one_incident_only(make_gold, make_incident) -> None:
    found = matched([make_gold(), make_gold(day="2022-01-06")], [make_incident()])
    assert (len(found.pairs), len(found.missed), len(found.false)) == (1, 1, 0)


def test_an_incident_takes_one_answer_only(make_gold, make_incident) -> None:
    found = matched([make_gold()], [make_incident(), make_incident()])
    assert (len(found.pairs), len(found.missed), len(found.false)) == (1, 0, 1)


def test_of_two_incidents_alike_the_right_day_is_taken(make_gold, make_incident) -> None:
    gold = [make_gold(day="2022-01-05"), make_gold(day="2022-01-06")]
    found = matched(gold, [make_incident("2022-01-06")])
    assert [pair.gold for pair in found.pairs] == [gold[1]]


def test_of_two_incidents_alike_the_quoted_one_is_taken(make_gold, make_incident) -> None:
    gold = [make_gold(), make_gold(quote="Two people died")]
    found = matched(gold, [make_incident(quote_start=gold[1].start, quote_end=gold[1].end)])
    assert [pair.gold for pair in found.pairs] == [gold[1]]


def test_required_incidents_come_before_optional_ones(make_gold, make_incident) -> None:
    optional, required = make_gold(optional=True), make_gold(day="2022-01-06")
    found = matched([optional, required], [make_incident("2022-01-05")])
    assert [pair.gold for pair in found.pairs] == [required]
    assert not found.optional


def test_what_matches_an_optional_incident_counts_neither_way(make_gold, make_incident) -> None:
    found = matched([make_gold(optional=True)], [make_incident()])
    assert len(found.optional) == 1
    assert (found.pairs, found.false, found.missed) == ((), (), ())


def test_an_optional_incident_is_never_missed(make_gold) -> None:
    assert matched([make_gold(optional=True)], []).missed == ()


def test_another_acceptable_kind_of_the_same_quote_and_day_counts_neither_way(
    make_gold, make_incident
) -> None:
    gold = make_gold(kinds=("storming", "fire"))
    answers = [make_incident(kind=kind, quote="set fire") for kind in ("storming", "fire")]
    found = matched([gold], answers)
    assert [pair.answer.kind for pair in found.pairs] == ["storming"]
    assert [one.kind for one in found.repeats] == ["fire"]
    assert not found.false


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "fire", "quote": "quite another sentence"},
        {"kind": "fire", "day": "2022-01-09"},
        {"kind": "storming"},  # the very same kind again
    ],
)
def test_another_answer_of_another_quote_or_day_or_of_the_same_kind_is_false(
    make_gold, make_incident, other
) -> None:
    gold = make_gold(kinds=("storming", "fire"))
    first = make_incident(kind="storming", quote="set fire")
    second = make_incident(**{"quote": "set fire"} | other)
    assert matched([gold], [first, second]).false == (second,)


def test_a_day_is_right_on_that_day_alone(make_gold, make_incident) -> None:
    assert date_right(make_gold(), make_incident("2022-01-05")) is True
    assert date_right(make_gold(), make_incident("2022-01-04")) is False
    assert date_right(make_gold(), make_incident(None)) is False


def test_a_night_runs_into_the_next_morning(make_gold, make_incident) -> None:
    gold = make_gold(last=date(2022, 1, 6), date_precision=DatePrecision.NIGHT)
    assert date_right(gold, make_incident(when=when("2022-01-05", None, "night")))
    assert not date_right(gold, make_incident(when=when("2022-01-05", None, "day")))


def test_where_no_day_may_be_given_none_is_right(make_gold, make_incident) -> None:
    assert date_right(make_gold(day=None), make_incident(None)) is True
    assert date_right(make_gold(day=None), make_incident()) is False


def test_a_day_that_is_not_scored_is_neither_right_nor_wrong(make_gold, make_incident) -> None:
    assert date_right(make_gold(day=None, date_precision=None), make_incident()) is None


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        ("2022-01-05", None, "day", "2022-01-05"),
        ("2022-01-05", "2022-01-07", "day", "2022-01-07"),
        ("2022-01-31", None, "night", "2022-02-01"),
        ("2022-01-03", None, "week", "2022-01-09"),
        ("2024-02-01", None, "month", "2024-02-29"),
        ("2022-01-01", None, "year", "2022-12-31"),
    ],
)
def test_a_date_stands_for_a_stretch_of_days(first, last, precision, expected) -> None:
    assert stretch(when(first, last, precision))[1] == date.fromisoformat(expected)


def test_a_week_around_the_day_is_vague_and_another_day_is_wrong(make_gold, make_incident) -> None:
    assert is_vague(make_gold(), make_incident(when=when("2022-01-03", None, "week")))
    assert is_vague(make_gold(), make_incident(None))
    assert not is_vague(make_gold(), make_incident("2022-01-04"))
    assert not is_vague(make_gold(), make_incident("2022-01-05"))


def test_a_place_at_zero_zero_is_a_place(make_gold, make_incident, make_place) -> None:
    assert fits(make_gold(point=Point(0, 0)), make_incident(place=make_place(lat=0, lon=0)))
