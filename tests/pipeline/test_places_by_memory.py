"""The places that a text names, those that a person has corrected among them."""

from __future__ import annotations

import json
from datetime import date

import pytest

import incidents
from incidents.cli.main import main
from incidents.geocode.names import fold
from incidents.model import Remembered
from incidents.pipeline.choosing import places_called
from incidents.pipeline.memory import Recollection
from incidents.pipeline.places import place_frame
from incidents.store import Store

TEXT = "Police arrested twelve people in Portland on Tuesday, the mayor of Portland said."
ELSEWHERE = "Police arrested twelve people in Portland, Oregon, on Tuesday."


@pytest.fixture
def kept() -> Remembered:
    maine = next(one for one in places_called("Portland") if one.admin1 == "Maine")
    day = date(2026, 11, 20)
    return Remembered("Portland", fold("Portland"), "US", maine, "the dean said so", "analyst", day)


@pytest.fixture
def own_store(kept, tmp_path, monkeypatch) -> None:
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        store.add([], remembered=[kept], reason="by hand")
    monkeypatch.setenv("INCIDENTS_STORE", str(path))


def test_every_mention_is_placed_as_its_words_were_corrected(kept) -> None:
    found = place_frame(TEXT, "en", Recollection([kept]))
    assert list(found["geonameid"]) == [kept.place.geonameid] * 2
    assert [TEXT[row.start : row.end] for row in found.itertuples()] == ["Portland"] * 2


def test_a_text_that_names_another_region_is_taken_at_its_word(kept) -> None:
    found = place_frame(ELSEWHERE, "en", Recollection([kept]))
    assert kept.place.geonameid not in set(found["geonameid"])


def test_nothing_is_corrected_where_nothing_is_remembered(kept) -> None:
    assert kept.place.geonameid not in set(place_frame(TEXT, "en")["geonameid"])


def test_the_door_asks_the_store_that_the_settings_name(kept, own_store) -> None:
    assert set(incidents.places(TEXT, "en")["geonameid"]) == {kept.place.geonameid}


def test_the_command_asks_it_too(kept, own_store, tmp_path, capsys) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert main(["places", str(article), "--language", "en", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["geonameid"] for one in told} == {kept.place.geonameid}
