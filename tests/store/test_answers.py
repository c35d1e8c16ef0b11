"""Pages and searches, held against the same question asked of plain Python."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.model import DatePrecision, Incident, When
from incidents.query import ORDERS, Query
from incidents.store import Store, counts, paging

ROWS = 120
TITLES = (
    "Brand in Zürich",
    "Пожар в Алма-Ате",
    "حريق في المدينة",
    "東京で火災",
    "Ångström 100%_'\"",
)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _day(number: int) -> date | None:
    """Many share a day, some have none."""
    return None if number % 9 == 0 else date(1969, 12, 28) + timedelta(number * 7 % 11)


def _made(number: int) -> Incident:
    day = _day(number)
    when = When(day, None, DatePrecision.DAY) if day else When()
    return Incident(f"i{number * 37 % 100:02}-{number}", "fire", TITLES[number % 5], when)


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Iterator[tuple[Store, list[Incident]]]:
    made = [_made(number) for number in range(ROWS)]
    with Store.open(tmp_path_factory.mktemp("answers") / "store.duckdb") as store:
        store.add(made, reason="test")
        yield store, made


def _in_order(made: list[Incident], order: str) -> list[str]:
    dated = sorted((one for one in made if one.when.date), key=lambda one: one.id)
    dated.sort(key=lambda one: one.when.date or date.max, reverse=order == "date")
    undated = sorted(one.id for one in made if not one.when.date)
    return [one.id for one in dated] + undated


@calm
@given(
    st.sampled_from(["date", "oldest"]),
    st.integers(0, ROWS + 5),
    st.integers(0, 40),
    st.none() | st.integers(0, 10),
)
def test_a_page_is_a_slice_of_the_whole_table(filled, order, offset, limit, since) -> None:
    store, made = filled
    first = None if since is None else date(1969, 12, 28) + timedelta(since)
    fitting = [one for one in made if not first or (one.when.date and one.when.date >= first)]
    page = store.frame(Query(since=first), order=order, limit=limit, offset=offset)
    assert page["id"].tolist() == _in_order(fitting, order)[offset : offset + limit]


def test_a_page_in_another_order_is_a_slice_too(filled) -> None:
    store, made = filled
    whole = store.frame(Query(), order="place", limit=10_000)["id"].tolist()
    assert len(whole) == len(made)
    assert store.frame(Query(), order="place", limit=7, offset=60)["id"].tolist() == whole[60:67]


def test_the_store_knows_every_order_that_a_link_may_name() -> None:
    assert tuple(paging.ORDERS) == ORDERS


def _folded(text: str) -> str:
    """The text in small letters without marks."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    "words",
    ["brand", "ZURICH", "zürich", "пожар", "ПОЖАР", "алма-ате", "المدينة", "東京", "angstrom",
     "100%", "%", "_", "'", '"', "brand in", "in brand", "nothing of the kind"],
)  # fmt: skip
def test_words_are_found_in_any_script_with_or_without_marks(filled, words) -> None:
    store, made = filled
    expected = {one.id for one in made if _folded(words) in _folded(one.title)}
    assert set(store.frame(Query(text=words))["id"]) == expected
    assert store.count(Query(text=words)) == len(expected)


def test_a_corrected_row_is_found_by_its_new_words_alone(store, make_incident) -> None:
    old = make_incident(title="Stadhuis in brand")
    store.add([old], reason="read")
    store.amend([make_incident(id=old.id, title="Rathaus brennt")], author="a", reason="wrong")
    assert store.count(Query(text="stadhuis")) == 0
    assert store.count(Query(text="rathaus")) == 1
    assert store.count(Query(text="stadhuis", version=1)) == 1
    store.undo(2, author="a")
    assert store.count(Query(text="stadhuis")) == 1


def test_many_places_are_told_as_about_so_many(
    store, make_incident, make_place, monkeypatch
) -> None:
    """Past some number, counting each coordinate would hold up the page."""
    made = [make_incident(place=make_place(n / 100, 0.0)) for n in range(1_300)]
    store.add(made, reason="test")
    assert (store.summary(Query()).places, store.summary(Query()).about) == (1_300, False)
    monkeypatch.setattr(counts, "COUNTED_TO", 1_000)
    told = store.summary(Query())
    assert (told.about, told.places % 100) == (True, 0)
    assert 1_200 <= told.places <= 1_400
