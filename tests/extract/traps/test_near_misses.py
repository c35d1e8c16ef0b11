"""Short reports in eight languages: what happened is told, what only looks so is not."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from incidents.extract import RuleExtractor
from incidents.geocode import Gazetteer, Geoparser
from incidents.model import Article
from incidents.pipeline.reader import Reader

PUBLISHED = date(2024, 5, 16)  # a Thursday
PAIRS = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text("utf-8"))
REPORTS = [
    pytest.param(language, text, kinds, id=f"{language}-{number}")
    for language, table in PAIRS.items()
    for number, (text, kinds) in enumerate(table.items(), start=1)
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    gazetteer = Gazetteer.open()
    return Reader(RuleExtractor(), Geoparser(gazetteer), gazetteer)


@pytest.mark.parametrize(("language", "text", "kinds"), REPORTS)
def test_a_report_tells_what_happened_and_nothing_else(
    reader: Reader, language: str, text: str, kinds: list[str]
) -> None:
    reading = reader.read(Article(text, PUBLISHED, language=language))
    found = {each.kind for each in reading.incidents}
    assert found >= set(kinds)
    assert bool(found) == bool(kinds)
