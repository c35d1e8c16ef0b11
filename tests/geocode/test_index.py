"""The index on disk: built once, built anew when it must be, and never half."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.geocode import Gazetteer
from incidents.geocode.index import KEPT, Index, is_whole, open_index, usable
from incidents.geocode.names import fold, fold_all

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def built(gazetteer: Gazetteer, tmp_path: Path) -> Path:
    """A copy of the index that a test may break."""
    return Path(shutil.copy(gazetteer.index.path, tmp_path))


def test_an_index_that_is_there_opens_at_once(gazetteer: Gazetteer) -> None:
    started = time.perf_counter()
    again = open_index(gazetteer.index.path.parent)
    assert time.perf_counter() - started < 0.5
    assert again.path == gazetteer.index.path
    again.close()


def test_an_index_cut_short_is_no_index(built: Path) -> None:
    with built.open("r+b") as file:
        file.truncate(built.stat().st_size - 4096)
    assert usable(built) is None


def test_a_file_that_is_something_else_is_no_index(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_text("not a database " * 100)
    assert not is_whole(other)
    assert usable(other) is None


def test_an_index_of_other_data_is_no_index(built: Path) -> None:
    with sqlite3.connect(built) as db:
        db.execute("UPDATE meta SET value = 'of another year' WHERE key = 'edition'")
    db.close()
    assert usable(built) is None


def test_an_empty_database_is_no_index(tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite"
    with sqlite3.connect(empty) as db:
        db.execute("CREATE TABLE other (id INTEGER)")
    db.close()
    assert usable(empty) is None


@pytest.mark.slow
def test_two_processes_that_build_at_once_both_end_well(tmp_path: Path) -> None:
    code = (
        "from incidents.geocode import Gazetteer;"
        "print(Gazetteer.open().resolve('Almaty').geonameid)"
    )
    environment = {**os.environ, "INCIDENTS_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [one.communicate()[0].strip() for one in both] == [b"1526384"] * 2
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]


@pytest.mark.slow
def test_a_broken_index_is_built_again_and_progress_is_told(tmp_path: Path, built: Path) -> None:
    built.write_bytes(b"SQLite format 3\0" + bytes(200))
    old = tmp_path / "gazetteer-0-old.sqlite"
    old.touch()
    os.utime(old, (0, 0))
    told: list[float] = []
    index = open_index(tmp_path, lambda fraction, _: told.append(fraction))
    assert [row.id for row in index.places("Zhanaozen")] == [607610]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert not old.exists()  # what nobody has built for a month is removed
    index.close()


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_gives_way_with_a_warning(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    with pytest.warns(RuntimeWarning, match="INCIDENTS_CACHE"):
        index = open_index(blocked)
    assert index.places("Almaty")
    index.close()
    shutil.rmtree(index.path.parent)


def test_every_kind_of_place_is_in_it(gazetteer: Gazetteer) -> None:
    db = sqlite3.connect(gazetteer.index.path)
    counts = dict(db.execute("SELECT feature, COUNT(*) FROM places GROUP BY feature"))
    db.close()
    assert counts["town"] > 200_000
    assert counts["airport"] > 25_000
    assert counts["admin1"] > 3_000
    assert counts["country"] > 240
    assert counts["capital"] > 200


def test_every_name_of_a_block_is_found_again(gazetteer: Gazetteer) -> None:
    index: Index = gazetteer.index
    names = [name for name in index.near_names("almaty") if name]
    assert len(names) > 100
    assert all(index.ids(name) for name in names)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(st.text(max_size=30), min_size=1, max_size=20))
def test_folding_many_is_folding_each(names: list[str]) -> None:
    assert fold_all(names) == [fold(name) for name in names]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Almaty", "ALMATY"), ("Łódź", "lodz"), ("İstanbul", "ISTANBUL"), ("Straße", "strasse"),
        ("Alma-Ata", "Alma Ata"), ("N'Djamena", "N’Djamena"), ("Орёл", "Орел"),
        ("أكتاو", "اكتاو"), ("Ærø", "aero"), ("  Den   Haag ", "den haag"), ("Côte", "Co\u0302te"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_read_ahead_and_names_read_one_by_one_mean_the_same(gazetteer: Gazetteer) -> None:
    names = gazetteer.index.near_names("kyiv", blocks=40)
    ahead, single = Index(gazetteer.index.path), Index(gazetteer.index.path)
    ahead.expect(names)
    assert len(names) > 500
    assert [ahead.places(name) for name in names] == [single.places(name) for name in names]
    ahead.close()
    single.close()


def test_what_is_no_name_is_nowhere(gazetteer: Gazetteer) -> None:
    odd = ["", "\0", "\t", "a\tb", "a\nb", "\ud800", "'; DROP TABLE names", "🏔" * 9_999]
    gazetteer.index.expect(odd)
    assert [gazetteer.index.places(name) for name in odd] == [[]] * len(odd)


def test_what_is_remembered_stays_bounded(gazetteer: Gazetteer) -> None:
    index = Index(gazetteer.index.path)
    for number in range(0, 3 * KEPT, KEPT // 2):
        index.expect(f"name {number + more}" for more in range(KEPT // 2))
    assert len(index._kept) == KEPT
    index.close()
