"""Geocoding a table, with an account of every row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import incidents
from incidents.pipeline.shared import shared_gazetteer


@pytest.fixture(scope="module")
def placed() -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "place": ["Almaty", "Жанаозен", "Tripoli", "Nowhereville Xyz", None, "Gori", "Almaty"],
            "land": ["Kazakhstan", "KZ", "Libanon", "FR", "NL", "Atlantis", "KAZ"],
            "lat": ["43.2", "", "abc", "1e999", "0", "", "76.9"],
            "lon": ["76.9", "", "34", "0", "0", "", "43.2"],
        }
    )
    return incidents.geocode(table, "place", "land")


def test_countries_may_be_codes_or_names_in_any_language(placed) -> None:
    assert list(placed["country"].fillna("")) == ["KZ", "KZ", "LB", "", "", "GE", "KZ"]


def test_every_row_is_accounted_for(placed) -> None:
    report = placed.attrs["report"]
    assert (report["rows"], report["placed"], report["empty"], report["missing"]) == (7, 5, 1, 1)
    assert report["not_found"] == {"Nowhereville Xyz": 1}
    assert report["unknown_countries"] == {"Atlantis": 1}


def test_swapped_positions_are_named_and_left_alone(placed) -> None:
    assert placed.attrs["report"]["swapped"] == (7,)
    assert placed.loc[6, "lat_given"] == "76.9"
    assert round(placed.loc[6, "lat"]) == 43


def test_a_table_that_was_geocoded_before_keeps_what_it_said(placed) -> None:
    again = incidents.geocode(placed, "place")
    assert {"lat_given", "lat_given_2", "lat"} <= set(again.columns)
    assert again.columns.is_unique


def test_a_doubtful_name_says_what_else_it_may_be() -> None:
    placed = incidents.geocode(pd.DataFrame({"place": ["Springfield", "Paris"]}))
    doubtful = placed.attrs["report"]["doubtful"]
    assert "may be Springfield, Massachusetts, US" in doubtful["Springfield"]
    assert "Paris" not in doubtful


def test_each_distinct_name_is_looked_up_once() -> None:
    placed = incidents.geocode(pd.DataFrame({"place": ["Osh"] * 50 + ["Gori"] * 50}))
    assert placed.attrs["report"]["distinct"] == 2
    assert placed["lat"].notna().all()


def test_an_empty_table_stays_empty() -> None:
    placed = incidents.geocode(pd.DataFrame({"place": []}))
    assert len(placed) == 0
    assert placed.attrs["report"]["rows"] == 0


def test_a_table_gives_the_answers_that_single_questions_give() -> None:
    files = (Path(__file__).parents[1] / "geocode" / "names").glob("*.csv")
    tables = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files]
    names = list(dict.fromkeys(name for table in tables for name in table["name"]))
    placed = incidents.geocode(pd.DataFrame({"place": names}))
    single = [shared_gazetteer().resolve(name.strip()) for name in names]
    assert len(names) > 300
    assert [
        None if pd.isna(lat) else (lat, lon) for lat, lon in placed[["lat", "lon"]].to_numpy()
    ] == [(one.point.lat, one.point.lon) if one else None for one in single]
    assert placed["score"].dropna().tolist() == [round(one.score, 3) for one in single if one]
    assert placed["geonameid"].dropna().tolist() == [
        one.geonameid for one in single if one and one.geonameid
    ]


def test_rows_of_one_name_in_several_spellings_of_its_country_keep_their_order() -> None:
    table = pd.DataFrame(
        {"place": ["Tripoli ", "Tripoli", None, "Tripoli"], "land": ["LB", "Libya", "LB", None]},
        index=[7, 7, 3, 1],
    )
    placed = incidents.geocode(table, "place", "land")
    assert list(placed["country"].fillna("")) == ["LB", "LY", "", "LY"]
    assert list(placed.index) == [7, 7, 3, 1]
    assert placed.attrs["report"]["distinct"] == 3


def test_every_answer_has_a_level_and_a_guess_is_doubtful() -> None:
    placed = incidents.geocode(
        pd.DataFrame({"place": ["Almaty", "Karagnda", "Springfield", "Qwrtpsdf", "43.25, 76.95"]})
    )
    assert list(placed["level"].fillna("")) == ["high", "medium", "low", "", "high"]
    assert list(placed.columns).index("level") == list(placed.columns).index("score") + 1
    assert "found Karagandy" in placed.attrs["report"]["doubtful"]["Karagnda"]
    assert "43.25, 76.95" not in placed.attrs["report"]["doubtful"]
