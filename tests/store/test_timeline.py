"""When: every incident counted once, and none forced onto a day it may not have been."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.model import DatePrecision, When
from incidents.query import Query
from incidents.store import Store, Timeline
from incidents.store.steps import STEPS, first_of, last_of, next_of

EVERYTHING = Query()
JANUARY = When(date(2022, 1, 1), date(2022, 1, 31), DatePrecision.MONTH)
WHOLE_YEAR = When(date(2022, 1, 1), date(2022, 12, 31), DatePrecision.YEAR)
days = st.dates(date(1801, 1, 1), date(2198, 12, 31))


@st.composite
def whens(draw) -> When:
    """Any date an incident may have: near others or far off, a stretch or none, any precision."""
    precision = draw(st.sampled_from(DatePrecision))
    if precision is DatePrecision.UNKNOWN:
        return When()
    near = st.dates(date(2021, 11, 1), date(2022, 3, 1))
    first = draw(near | days)
    length = draw(st.none() | st.integers(0, 40) | st.integers(0, 2_000))
    end = None if length is None else min(first + timedelta(length), date(2199, 12, 31))
    return When(first, end, precision)


@st.composite
def queries(draw) -> Query:
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and until < since:
        since, until = until, since
    return Query(since=since, until=until)


def counted(told: Timeline) -> dict[date, int]:
    sums: dict[date, int] = {}
    for bar in told.bars:
        sums[bar.start] = sums.get(bar.start, 0) + bar.count
    return sums


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dated=st.lists(whens(), max_size=30), query=queries())
def test_every_incident_is_counted_exactly_once(tmp_path_factory, make_incident, dated, query):
    folder = tmp_path_factory.mktemp("law")
    with Store.open(folder / "store.duckdb") as store:
        if dated:
            store.add([make_incident(when=when) for when in dated], reason="test")
        for asked in (EVERYTHING, query):
            told = store.timeline(asked)
            assert told.total == store.count(asked)
            inside = {told.first, *told.starts, told.last}
            assert {bar.start for bar in told.bars} <= inside
        around = store.timeline(EVERYTHING, query)
        assert around.total == store.count(EVERYTHING)


@given(step=st.sampled_from(STEPS), day=days)
def test_stretches_follow_each_other_without_a_gap(step, day) -> None:
    start = first_of(step, day)
    assert start <= day <= last_of(step, start)
    assert next_of(step, start) == last_of(step, start) + timedelta(days=1)
    assert first_of(step, next_of(step, start)) == next_of(step, start)


@pytest.mark.parametrize(("years", "step"), [(0, "day"), (3, "week"), (12, "month"), (60, "year")])
def test_the_last_day_of_the_calendar_has_its_bar(store, make_incident, years, step) -> None:
    spread = [date(9999 - years, 12, 30), date.max]
    store.add(
        [make_incident(when=When(day, None, DatePrecision.DAY)) for day in spread], reason="t"
    )
    told = store.timeline(EVERYTHING)
    assert told.step == step
    assert counted(told)[first_of(step, date.max)] >= 1
    assert last_of(step, first_of(step, date.max)) == date.max
    assert told.total == 2


def test_a_month_is_not_forced_onto_a_day(store, make_incident) -> None:
    store.add([make_incident(), make_incident(), make_incident(when=JANUARY)], reason="test")
    told = store.timeline(EVERYTHING)
    assert told.step == "day"
    assert counted(told) == {date(2022, 1, 5): 2}
    assert told.unsure == {"month": 1}


def test_a_year_is_not_forced_onto_january(store, make_incident) -> None:
    months = [
        replace(JANUARY, date=date(2022, month, 1), date_end=date(2022, month, 28))
        for month in range(1, 13)
    ]
    whens_ = [*months, WHOLE_YEAR]
    store.add([make_incident(when=when) for when in whens_], reason="test")
    told = store.timeline(EVERYTHING)
    assert told.step == "month"
    assert counted(told) == {date(2022, month, 1): 1 for month in range(1, 13)}
    assert told.unsure == {"year": 1}


def test_what_is_dated_by_month_is_drawn_by_month_however_few_they_are(store, make_incident):
    store.add([make_incident(when=JANUARY), make_incident(when=JANUARY)], reason="test")
    told = store.timeline(EVERYTHING)
    assert (told.step, counted(told)) == ("month", {date(2022, 1, 1): 2})


def test_what_lasted_for_days_is_not_counted_on_its_first_alone(store, make_incident) -> None:
    stretch = When(date(2021, 12, 28), date(2022, 1, 8), DatePrecision.DAY)
    store.add([make_incident(), make_incident(when=stretch)], reason="test")
    told = store.timeline(EVERYTHING)
    assert counted(told) == {date(2022, 1, 5): 1}
    assert told.unsure == {"lasting": 1}


def test_what_began_before_the_days_asked_for_lies_in_them_alone(store, make_incident) -> None:
    stretch = When(date(2021, 12, 28), date(2022, 1, 8), DatePrecision.DAY)
    store.add([make_incident(), make_incident(when=stretch)], reason="test")
    [span] = store.timeline(Query(since=date(2022, 1, 3))).fringe
    assert (span.first, span.last) == (date(2022, 1, 3), date(2022, 1, 8))


def test_a_night_counts_on_its_evening(store, make_incident) -> None:
    night = When(date(2022, 1, 5), date(2022, 1, 6), DatePrecision.NIGHT)
    store.add([make_incident(when=night)], reason="test")
    assert counted(store.timeline(EVERYTHING)) == {date(2022, 1, 5): 1}


def test_a_year_does_not_stretch_the_axis_over_months_nobody_spoke_of(store, make_incident):
    told_of = [make_incident("2022-01-05"), make_incident("2022-01-09")]
    store.add([*told_of, make_incident(when=WHOLE_YEAR)], reason="test")
    told = store.timeline(EVERYTHING)
    assert (told.first, told.last) == (date(2022, 1, 5), date(2022, 1, 9))
    assert (told.unsure, told.outside) == ({"year": 1}, 0)


def test_one_old_incident_does_not_flatten_the_rest(store, make_incident) -> None:
    recent = [make_incident(f"2022-01-{day:02}") for day in range(1, 31)]
    store.add([*recent, make_incident("1916-07-04")], reason="test")
    told = store.timeline(EVERYTHING)
    assert told.first == date(2022, 1, 1) or told.first == date(2022, 1, 2)
    assert told.outside >= 1


def test_an_axis_that_nothing_stretches_shows_everything(store, make_incident) -> None:
    days = [date(2020, 1, 1) + timedelta(days=7 * week) for week in range(60)]
    store.add([make_incident(str(day)) for day in days], reason="test")
    told = store.timeline(EVERYTHING)
    assert (told.first <= days[0], told.last >= first_of(told.step, days[-1])) == (True, True)
    assert told.outside == 0


def test_the_axis_reaches_what_is_asked_for_however_far_off(store, make_incident) -> None:
    recent = [make_incident(f"2022-01-{day:02}") for day in range(1, 31)]
    store.add([*recent, make_incident("1916-07-04")], reason="test")
    told = store.timeline(EVERYTHING, Query(until=date(1920, 1, 1)))
    assert (told.step, told.first) == ("year", date(1916, 1, 1))
    assert told.outside == 0


def test_the_axis_stays_while_other_dates_of_it_are_chosen(store, make_incident) -> None:
    recent = [make_incident(f"2022-01-{day:02}") for day in range(2, 9)]
    store.add([*recent, make_incident(when=JANUARY)], reason="test")
    one_day = Query(since=date(2022, 1, 4), until=date(2022, 1, 4))
    assert store.timeline(EVERYTHING, one_day) == store.timeline(EVERYTHING)


def test_what_has_no_date_is_counted_as_that(store, make_incident) -> None:
    store.add([make_incident(), make_incident(None)], reason="test")
    assert store.timeline(EVERYTHING).undated == 1


def test_nothing_dated_has_no_axis(store, make_incident) -> None:
    assert store.timeline(EVERYTHING) == Timeline()
    store.add([make_incident(None)], reason="test")
    assert store.timeline(EVERYTHING) == Timeline(undated=1)
    assert store.timeline(EVERYTHING).starts == []


@pytest.mark.parametrize(
    ("last", "step"),
    [("1960-01-20", "day"), ("1962-01-20", "week"), ("1975-01-20", "month"), ("1999-01-1", "year")],
)
def test_the_step_follows_the_span_also_before_1970(store, make_incident, last, step) -> None:
    year, month, day = map(int, last.split("-"))
    end = f"{year}-{month:02}-{day:02}"
    store.add([make_incident("1960-01-05"), make_incident(end)], reason="test")
    told = store.timeline(EVERYTHING)
    assert (told.step, sum(counted(told).values())) == (step, 2)
    assert all(before < after for before, after in pairwise(told.starts))
