"""Searches by the index of words find what a look through all rows finds, at once or later."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.errors import StoreError
from incidents.geo import Tile
from incidents.model import Status
from incidents.query import Query
from incidents.store import Store, words
from incidents.store.patience import Patience

calm = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
QUOTES = (
    "Betogers staken het stadhuis in brand.",
    "De stad is rustig; het stadhuis (1902) staat nog.",
    "Пожар в Алма-Ате, йод и ёлка",
    "東京で火災が発生",
    "حريقٌ في المدينة",
    "100%_sure 'quoted' \"twice\"",
    "in Kyiv in-kyiv kyivin",
    "Ångström straße STRASSE",
    "…",
)


@pytest.fixture(autouse=True)
def small_stores_too(monkeypatch) -> None:
    """As if a few rows were many, indexed a few at a time."""
    monkeypatch.setattr(words, "INDEXED_FROM", 1)
    monkeypatch.setattr(words, "CHUNK", 4)
    monkeypatch.setattr(words, "COMMON", 0)  # also what is in every row is looked up


@pytest.fixture
def filled(store, make_incident) -> Store:
    store.add(
        [make_incident(id=f"i{n}", title=None, quote=quote) for n, quote in enumerate(QUOTES)],
        reason="test",
    )
    return store


def by_scan(store: Store, text: str, version: int | None = None) -> set[str]:
    """What a search without the index finds."""
    without = store._words
    store._words = words.Words(
        store._db, store.path.with_name("none"), lambda: store.id, Patience(store._db, None).ask
    )
    try:
        return set(store.frame(Query(text=text, version=version))["id"])
    finally:
        store._words = without


def parts() -> st.SearchStrategy[str]:
    """Pieces of the quotes, cut anywhere, and texts that nobody wrote."""
    cut = st.tuples(st.sampled_from(QUOTES), st.integers(0, 40), st.integers(1, 20)).map(
        lambda one: one[0][one[1] : one[1] + one[2]]
    )
    return (cut | st.text(min_size=1, max_size=8)).filter(lambda text: bool(text.strip()))


@calm
@given(parts())
def test_the_index_finds_what_a_look_through_all_rows_finds(filled, text) -> None:
    filled.index_words()
    text = unicodedata.normalize("NFC", text)
    assert set(filled.frame(Query(text=text))["id"]) == by_scan(filled, text)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("stad", "text_terms"),
        ("huis", "text_terms"),
        ("het stadhuis", "text_rows"),
        ("火災", "text_terms"),
        ("алма-", "text_rows"),
        ("…", None),
    ],
)
def test_words_and_phrases_are_looked_up_and_mere_signs_are_not(filled, text, clause) -> None:
    filled.index_words()
    found = filled._words.clause(text)
    assert (found and found[0]) == clause
    assert filled.count(Query(text=text)) == len(by_scan(filled, text)) > 0


def test_a_word_of_every_row_filters_nothing(store, make_incident) -> None:
    made = [make_incident(id=f"i{n}", quote=f"overal {n}") for n in range(5)]
    store.add(made, reason="test")
    store.index_words()
    assert store._words.clause("overal")[0] == "text_everywhere"
    assert store.count(Query(text="overal")) == len(made)


def test_what_was_added_since_is_found_before_and_after_it_is_indexed(
    filled, make_incident
) -> None:
    assert filled.index_words()
    filled.add([make_incident(id="new", quote="Het stadhuis brandt weer")], reason="test")
    assert filled._words.clause("stadhuis") is None  # the index is behind: rows are looked through
    for _ in range(2):
        assert set(filled.frame(Query(text="stadhuis"))["id"]) == {"i0", "i1", "new"}
        filled.index_words()
    assert filled._words.clause("stadhuis") is not None
    assert not filled.index_words()


def test_older_versions_rejections_and_undo_are_searched_as_they_were(filled) -> None:
    filled.index_words()
    filled.set_status(["i0"], Status.REJECTED, author="t", reason="t")
    filled.index_words()
    assert set(filled.frame(Query(text="stadhuis"))["id"]) == {"i1"}
    assert set(filled.frame(Query(text="stadhuis", version=1))["id"]) == {"i0", "i1"}
    filled.undo(2, author="t")
    filled.index_words()
    assert set(filled.frame(Query(text="stadhuis"))["id"]) == {"i0", "i1"}
    assert filled.tile(Query(text="stadhuis"), Tile(0, 0, 0)).points["n"] == [2]


def test_an_index_that_was_stopped_goes_on_where_it_was(filled) -> None:
    times = iter([True, False])
    assert filled.index_words(lambda: next(times))
    assert filled._words.clause("stadhuis") is None
    assert filled.index_words()
    assert filled._words.clause("stadhuis") is not None


def test_a_store_that_opens_again_knows_its_words(filled) -> None:
    filled.index_words()
    filled.close()
    with Store.open(filled.path) as again:
        assert again._words.clause("stadhuis") is not None
        assert again.count(Query(text="stadhuis")) == 2


@pytest.mark.parametrize("broken", [b"", b"no database at all" * 500])
def test_a_broken_index_is_made_anew_and_nothing_is_lost(filled, broken) -> None:
    filled.index_words()
    filled.close()
    filled._words.path.write_bytes(broken)
    with Store.open(filled.path) as again:
        again.index_words()
        assert again._words.clause("stadhuis") is not None
        assert again.count(Query(text="stadhuis")) == 2


def test_an_index_of_another_store_is_not_believed(filled, tmp_path, make_incident) -> None:
    filled.index_words()
    filled.close()
    other = tmp_path / "other.duckdb"
    filled._words.path.rename(other.with_name("other.duckdb.words"))
    with Store.open(other) as another:
        another.add(
            [make_incident(id=f"o{n}", quote=f"niets {n}") for n in range(9)], reason="test"
        )
        another.index_words()
        assert another.count(Query(text="stadhuis")) == 0
        assert another.count(Query(text="niets")) == 9


def test_an_index_that_cannot_be_written_says_so_and_searches_go_on(filled) -> None:
    filled._words.path.mkdir()
    with pytest.raises(StoreError, match="look through all rows"):
        filled.index_words()
    assert filled.count(Query(text="stadhuis")) == 2
