"""Datasets: accounts kept with their loads, shown alone, taken out and brought back."""

from __future__ import annotations

from io import BytesIO

import duckdb
import pytest

from incidents.errors import NotFound, UsageError
from incidents.pipeline.export import export
from incidents.pipeline.loading import Choices, keep
from incidents.pipeline.previewing import before, preview
from incidents.query import Query, in_words
from incidents.store import Store

ROWS = "kind,date,place,lat,lon\nfire,2022-01-05,Almaty,43.25,76.91\nclash,2022-01-06,X,43.3,76.9\n"


@pytest.fixture
def loaded(store, tmp_path):
    path = tmp_path / "city, north.csv"
    path.write_text(ROWS + "unheard of,2022-01-07,Y,43,77\n")
    keep(store, path, credit="City archive, CC BY 4.0")
    return store, path


def test_a_load_keeps_its_account_with_the_dataset(loaded) -> None:
    store, _ = loaded
    (dataset,) = store.datasets()
    assert (dataset.name, dataset.rows, dataset.judged) == ("city, north", 2, 0)
    report = dataset.loads[0].account.report
    assert (report.rows, report.kept, sum(one.count for one in report.dropped.values())) == (
        3,
        2,
        1,
    )
    assert dataset.attribution == "City archive, CC BY 4.0"


def test_a_dataset_is_asked_for_by_name_commas_and_all(loaded, make_incident) -> None:
    store, _ = loaded
    store.add([make_incident()], reason="read")
    query = Query.from_params({"dataset": ["city, north"]})
    assert (store.count(query), store.count(Query())) == (2, 3)
    assert Query.from_params(query.to_params()) == query
    assert in_words(query)[0] == "Dataset: city, north"


def test_only_datasets_that_are_shown_are_credited(loaded, make_incident) -> None:
    store, _ = loaded
    assert store.credits(Query()) == ["City archive, CC BY 4.0"]
    assert store.credits(Query(kinds=("protest",))) == []


@pytest.mark.parametrize("ending", [".geojson", ".kml", ".html"])
def test_a_file_that_leaves_names_the_source_of_what_was_loaded(loaded, ending) -> None:
    store, _ = loaded
    told, silent = BytesIO(), BytesIO()
    assert export(store, Query(), ending, told).sources == ("City archive, CC BY 4.0",)
    export(store, Query(kinds=("protest",)), ending, silent)
    assert b"City archive, CC BY 4.0" in told.getvalue()
    assert b"City archive" not in silent.getvalue()


def test_a_removed_dataset_is_gone_from_now_on_and_undo_brings_it_back(loaded) -> None:
    store, _ = loaded
    removed = store.remove_dataset("city, north", author="test")
    assert (removed.changed, store.count(Query()), store.datasets()) == (2, 0, [])
    assert store.count(Query(version=1)) == 2
    store.undo(removed.version, author="test")
    assert store.count(Query()) == 2
    assert store.datasets()[0].loads[0].account.report.rows == 3


def test_a_removal_is_not_undone_once_the_rows_are_loaded_again(loaded) -> None:
    store, path = loaded
    removed = store.remove_dataset("city, north", author="test")
    keep(store, path)
    with pytest.raises(UsageError, match="loaded again"):
        store.undo(removed.version, author="test")
    assert store.count(Query()) == 2


def test_a_dataset_that_is_not_there_cannot_be_removed(loaded) -> None:
    store, _ = loaded
    with pytest.raises(NotFound):
        store.remove_dataset("nothing", author="test")
    assert (store.count(Query()), store.version) == (2, 1)


def test_a_store_that_kept_no_accounts_is_opened_and_keeps_them(tmp_path) -> None:
    place, file = tmp_path / "old.duckdb", tmp_path / "rows.csv"
    file.write_text(ROWS)
    with Store.open(place):
        pass
    with duckdb.connect(str(place)) as db:
        db.execute("DROP TABLE loads")
        db.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")
    with Store.open(place) as store:
        keep(store, file)
        assert store.datasets()[0].loads[0].account.report.kept == 2


def test_a_preview_keeps_nothing_and_accounts_for_the_rows(tmp_path, store) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS)
    seen = preview(path)
    assert (seen.is_any_table, seen.is_whole, seen.problem) == (True, True, None)
    assert (seen.rows, seen.report.kept, seen.report.mapping["lat"]) == (2, 2, "lat")
    assert store.version == 0


def test_the_first_rows_have_the_numbers_that_the_account_names(tmp_path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(
        "kind,date,lat,lon\nfire,2022-01-05,1,2\nfire,2022-01-05\nfire,2022-01-06,0,0\n"
    )
    seen = preview(path)
    assert seen.sample.index.tolist() == [1, 3]
    assert [one.first for one in seen.report.dropped.values()] == [(2,)]
    assert seen.report.doubted["coordinates are 0, 0"].first == (3,)


def test_a_preview_without_a_kind_says_what_is_missing_and_names_the_columns(tmp_path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("wat,datum,breedtegraad,lengtegraad\nRegen,2022-01-05,43.25,76.91\n")
    seen = preview(path)
    assert "no column that says what happened" in (seen.problem or "")
    assert seen.report.mapping["lat"] == "breedtegraad"
    settled = preview(path, Choices(kind="fire", columns=(("date", ""),)))
    assert (settled.problem, settled.report.kept) == (None, 1)
    assert "date" not in settled.report.mapping


def test_the_next_file_of_the_same_header_is_offered_the_same_choices(store, tmp_path) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    for path in (first, second):
        path.write_text("what,d,lat,lon\nfire,2022-01-05,43.25,76.91\n")
    assert before(store, first) is None
    chosen = Choices(columns=(("type", "what"), ("date", "d")))
    keep(store, first, chosen)
    offered = before(store, second)
    assert offered is not None
    assert offered[1] == chosen
    assert offered[0].account.dataset == "one"
