"""An extractor at work, and mentions made by hand: the geoparser is another floor's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from incidents.extract import RuleExtractor
from incidents.geo import Point
from incidents.model import Article, Claim, GeoPrecision, Mention, Place, Rejected

EXAMPLES = Path(__file__).parent / "examples"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "examples(file, names): one test a line of a file")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Makes a test of each line of the example file that a test is marked with."""
    marker = metafunc.definition.get_closest_marker("examples")
    if marker:
        file, *names = marker.args
        metafunc.parametrize(names, examples(file))


def examples(file: str) -> list[list[str]]:
    """The lines of an example file, parted at bars; remarks and empty lines left out."""
    lines = (EXAMPLES / file).read_text("utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line.strip() and not line.startswith("#")
    ]


PLACES = {  # name in a text → precision, country, latitude, longitude
    "Almaty": ("town", "KZ", 43.26, 76.93),
    "Алма-Ате": ("town", "KZ", 43.26, 76.93),
    "Алматы": ("town", "KZ", 43.26, 76.93),
    "ألماتي": ("town", "KZ", 43.26, 76.93),
    "Aktobe": ("town", "KZ", 50.28, 57.17),
    "Актау": ("town", "KZ", 43.65, 51.17),
    "Kazakhstan": ("country", "KZ", 48.0, 68.0),
    "Kazachstan": ("country", "KZ", 48.0, 68.0),
    "Kasachstan": ("country", "KZ", 48.0, 68.0),
    "Kazajistán": ("country", "KZ", 48.0, 68.0),
    "Казахстане": ("country", "KZ", 48.0, 68.0),
    "Russia": ("country", "RU", 60.0, 100.0),
    "Rusland": ("country", "RU", 60.0, 100.0),
    "Armenia": ("country", "AM", 40.0, 45.0),
    "Armenië": ("country", "AM", 40.0, 45.0),
    "Moscow": ("town", "RU", 55.75, 37.62),
    "Lyon": ("town", "FR", 45.76, 4.84),
    "Madrid": ("town", "ES", 40.42, -3.7),
    "Leipzig": ("town", "DE", 51.34, 12.37),
    "Dresden": ("town", "DE", 51.05, 13.74),
    "Kyiv": ("town", "UA", 50.45, 30.52),
    "Києві": ("town", "UA", 50.45, 30.52),
    "Utrecht": ("town", "NL", 52.09, 5.12),
    "Boston": ("town", "US", 42.36, -71.06),
    "Quincy": ("town", "US", 42.25, -71.0),
}
PUBLISHED = date(2022, 1, 6)  # a Thursday


def mentions_in(text: str) -> list[Mention]:
    """The places of the table that the text names."""
    return [
        Mention(name, found.start(), found.end(), place_named(name))
        for name in PLACES
        for found in re.finditer(rf"{re.escape(name)}(?!\w)", text)
    ]


def place_named(name: str) -> Place:
    precision, country, lat, lon = PLACES[name]
    return Place(name, Point(lat, lon), GeoPrecision(precision), 10_000, country)


Read = Callable[..., list[Claim]]


def everything(
    text: str, language: str, published: date | None = PUBLISHED
) -> list[Claim | Rejected]:
    article = Article(text, published, language=language)
    return list(RuleExtractor().claims(article, mentions_in(text)))


@pytest.fixture
def read() -> Read:
    """Reads a text into its claims."""

    def claims(text: str, language: str = "en", published: date | None = PUBLISHED) -> list[Claim]:
        found = everything(text, language, published)
        return [claim for claim in found if isinstance(claim, Claim)]

    return claims


@pytest.fixture
def refused() -> Callable[[str, str], list[Rejected]]:
    """Reads a text into what was put aside."""

    def rejected(text: str, language: str = "en") -> list[Rejected]:
        return [found for found in everything(text, language) if isinstance(found, Rejected)]

    return rejected
