"""A table's names that a person has corrected."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import incidents
from incidents.geocode.names import fold
from incidents.model import Remembered
from incidents.pipeline.choosing import places_called
from incidents.pipeline.geocoding import geocoded
from incidents.pipeline.memory import Recollection
from incidents.store import Store


@pytest.fixture
def kept() -> Remembered:
    maine = next(one for one in places_called("Portland") if one.admin1 == "Maine")
    day = date(2026, 11, 20)
    return Remembered("Portland", fold("Portland"), "US", maine, "the dean said so", "analyst", day)


def test_a_name_is_placed_as_it_was_corrected_in_its_country_alone(kept) -> None:
    table = pd.DataFrame(
        {
            "place": ["PORTLAND", "Portland", "Portland", "Portland, Oregon", "Almaty"],
            "land": ["US", "Australia", None, "US", "KZ"],
        }
    )
    placed = geocoded(table, "place", "land", memory=Recollection([kept]))
    maine = kept.place.geonameid
    assert [one == maine for one in placed["geonameid"]] == [True, False, True, False, False]
    assert list(placed["origin"] == "person") == [True, False, True, False, False]
    report = placed.attrs["report"]
    assert list(report["remembered"]) == ["PORTLAND", "Portland"]
    assert "the dean said so" in report["remembered"]["Portland"]
    assert report["placed"] == 5


def test_a_country_behind_a_comma_is_heard_and_a_region_goes_before_the_memory(kept) -> None:
    names = ["Portland, US", "Portland, United States", "Portland, Australia", "Portland, Oregon"]
    placed = geocoded(pd.DataFrame({"place": names}), "place", None, memory=Recollection([kept]))
    assert list(placed["origin"] == "person") == [True, True, False, False]


def test_a_name_that_is_known_only_in_a_country_needs_that_country(kept) -> None:
    house = Remembered(
        "Dom Xyz", "dom xyz", "KG", kept.place, "seen there", "analyst", date(2026, 11, 20)
    )
    table = pd.DataFrame({"place": ["Dom Xyz", "Dom Xyz"], "land": ["KG", None]})
    placed = geocoded(table, "place", "land", memory=Recollection([house]))
    assert list(placed["lat"].notna()) == [True, False]


def test_the_door_asks_the_store_that_the_settings_name(kept, tmp_path, monkeypatch) -> None:
    path = tmp_path / "s.duckdb"
    monkeypatch.setenv("INCIDENTS_STORE", str(path))
    with Store.open(path) as store:
        store.add([], remembered=[kept], reason="by hand")
    placed = incidents.geocode(pd.DataFrame({"place": ["Portland"]}))
    assert placed.loc[0, "geonameid"] == kept.place.geonameid
    told = "Rioters set fire to shops in Portland on 4 January 2022."
    frame = incidents.read_article(told, published="2022-01-06", language="en")
    assert frame.loc[0, "lat"] == kept.place.point.lat
