"""The doors for notebooks."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import folium
import pandas as pd
import pytest

import incidents
from incidents.errors import BadArticle, UsageError
from incidents.model import COLUMNS

TEXT = (
    "Betogers staken woensdag in Almaty het stadhuis in brand. In het hele land ging internet uit."
)


def test_an_article_becomes_the_table() -> None:
    frame = incidents.read_article(TEXT, published="2022-01-06", language="nl")
    assert list(frame) == list(COLUMNS)
    assert frame.loc[frame["kind"] == "fire", "date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2022-01-05"
    ]


def test_the_table_becomes_a_map() -> None:
    frame = incidents.read_article(TEXT, published="2022-01-06", language="nl")
    drawn = incidents.to_map(frame)
    assert isinstance(drawn, folium.Map)
    assert "Almaty" in drawn.get_root().render()


def test_places_are_found_with_their_spans() -> None:
    found = incidents.places(TEXT, language="nl")
    assert [TEXT[row.start : row.end] for row in found.itertuples()] == list(found["name"])
    assert found.loc[0, "country"] == "KZ"


def test_a_column_of_names_is_geocoded_offline() -> None:
    frame = pd.DataFrame(
        {"place": ["Almaty", None, "Алма-Ата", "no such place xyz"]}, index=[5, 6, 7, 8]
    )
    placed = incidents.geocode(frame)
    assert list(placed.index) == [5, 6, 7, 8]
    assert list(placed["lat"].notna()) == [True, False, True, False]
    assert placed.loc[5, "geonameid"] == placed.loc[7, "geonameid"]


def test_a_country_column_settles_what_a_name_leaves_open() -> None:
    frame = pd.DataFrame({"place": ["Tripoli", "Tripoli"], "land": ["LY", "LB"]})
    assert list(incidents.geocode(frame, country_column="land")["country"]) == ["LY", "LB"]


def test_geocode_is_a_door_and_a_package() -> None:
    package = importlib.import_module("incidents.geocode")
    assert incidents.geocode is package
    assert list(inspect.signature(incidents.geocode).parameters) == [
        "frame", "column", "country_column",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="no column 'place'"):
        incidents.geocode(pd.DataFrame({"town": []}))


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(BadArticle):
        incidents.read_article("   ")


def test_importing_the_project_is_quick_and_loads_nothing_heavy() -> None:
    heavy = "pandas", "folium", "streamlit", "duckdb", "babel"
    code = f"import sys, incidents; print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
