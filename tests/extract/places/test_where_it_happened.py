"""Short reports in eight languages: every incident stands where the report says, and nowhere else.

The tables name each place as the gazetteer does, with its country and precision.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from incidents.extract import RuleExtractor
from incidents.geocode import Gazetteer, Geoparser
from incidents.model import Article, Place
from incidents.pipeline.reader import Reader

HERE = Path(__file__).parent
PUBLISHED = date(2024, 5, 16)
REPORTS = [
    pytest.param(language, text, places, id=f"{file.stem}-{language}-{number}")
    for file in sorted(HERE.glob("*.toml"))
    for language, table in tomllib.loads(file.read_text("utf-8")).items()
    for number, (text, places) in enumerate(table.items(), start=1)
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    gazetteer = Gazetteer.open()
    return Reader(RuleExtractor(), Geoparser(gazetteer), gazetteer)


def told(place: Place | None) -> str:
    return f"{place.name} {place.country} {place.precision.value}" if place else "nowhere"


@pytest.mark.parametrize(("language", "text", "places"), REPORTS)
def test_an_incident_stands_where_the_report_says(
    reader: Reader, language: str, text: str, places: list[str]
) -> None:
    found = reader.read(Article(text, PUBLISHED, language=language)).incidents
    assert {told(each.place) for each in found} == set(places)
