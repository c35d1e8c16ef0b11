"""The gazetteer's index is begun before the store where samples will be read."""

from __future__ import annotations

import pytest

from incidents.pipeline.shared import shared_gazetteer
from incidents.web.early import Early


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A cache folder and the path of a store, neither there yet."""
    monkeypatch.setenv("INCIDENTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("INCIDENTS_STORE", str(tmp_path / "store.duckdb"))
    return tmp_path / "cache", tmp_path / "store.duckdb"


def heard(early: Early) -> list[str]:
    """What a start that waits for the index is told."""
    told: list[str] = []
    early.wait(lambda _, what: told.append(what))
    return told


def test_nothing_is_begun_where_a_store_is(folders):
    cache, store = folders
    store.touch()
    early = Early()
    early.start()
    assert heard(early) == []
    assert not cache.exists()


def test_nothing_is_begun_where_no_samples_are_wanted(folders, monkeypatch):
    monkeypatch.setenv("INCIDENTS_SAMPLES", "0")
    early = Early()
    early.start()
    assert heard(early) == []
    assert not folders[0].exists()


def test_an_index_that_is_there_is_not_built_again(folders, monkeypatch):
    monkeypatch.delenv("INCIDENTS_CACHE")
    built = shared_gazetteer().index.path
    cache = folders[0]
    cache.mkdir()
    (cache / built.name).symlink_to(built)
    monkeypatch.setenv("INCIDENTS_CACHE", str(cache))
    early = Early()
    early.start()
    heard(early)
    assert [one.name for one in cache.iterdir()] == [built.name]


def test_a_cache_that_cannot_be_written_is_left_to_who_opens_the_index(folders, capfd):
    folders[0].write_text("a file where a folder should be")
    early = Early()
    early.start()
    heard(early)
    assert folders[0].is_file()
    assert "Traceback" not in capfd.readouterr().err
