"""How a language speaks of places and people: word lists, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from incidents.geocode.names import fold

HERE = Path(__file__).with_name("stoplists")
LANGUAGES = ("en", "nl", "de", "fr", "es", "ru", "uk", "ar")


@dataclass(frozen=True, slots=True)
class Manners:
    """The folded words of one language that tell a place from what only looks like one."""

    never: frozenset[str]  # weekdays, months, offices: no place whatever stands before them
    doubtful: frozenset[str]  # common words that are towns too: places only after "in"
    prepositions: frozenset[str]
    titles: frozenset[str]  # and lakes and storms, which are called after places as people are
    organisations_before: frozenset[str]
    organisations_after: frozenset[str]
    regions: frozenset[str]
    joints: frozenset[str]  # and, or
    districts: frozenset[str]  # county, commune: the second order below a country
    institutes: frozenset[str]  # university: what goes with them is called after a place
    buildings: frozenset[str]  # city hall, court: what they go with is the place itself
    articles: frozenset[str]  # before a place and a capital: "the Boston Globe"
    abbreviations: dict[str, str]  # "ill." → Illinois
    vocalised: dict[str, str]  # a spelling with vowel signs → the country that it tells
    streets: frozenset[str]  # Moscow Street is not in Moscow
    capitals: re.Pattern[str]  # "the capital", as group `capital`
    ties: frozenset[str]  # of, and what else may stand between a word and the name it goes with
    quarters: frozenset[str]  # parts of a town: what follows is called after anything
    quarters_after: frozenset[str]
    capital_nouns: bool  # every noun has a capital, so a capital shows no name
    given: frozenset[str]  # given names that the general list lacks
    longer: frozenset[str]  # names of two words whose second is a country's: "South America"


@lru_cache(maxsize=16)
def manners_of(language: str | None) -> Manners:
    """The word lists of a language; those of all languages together for an unknown one."""
    known = [language] if language in LANGUAGES else list(LANGUAGES)
    tables = [tomllib.loads((HERE / f"{name}.toml").read_text("utf-8")) for name in known if name]

    def words(field: str) -> frozenset[str]:
        return frozenset(fold(word) for table in tables for word in table.get(field, "").split())

    return Manners(
        never=words("common") | words("prepositions") | words("titles") | words("regions"),
        doubtful=frozenset().union(*(_listed(f"{name}.txt") for name in known)),
        prepositions=words("prepositions"),
        titles=words("titles"),
        organisations_before=words("organisations_before"),
        organisations_after=words("organisations_after"),
        regions=words("regions"),
        joints=words("joints"),
        districts=words("districts"),
        institutes=words("institutes"),
        buildings=words("buildings"),
        articles=words("articles"),
        abbreviations=_pairs(tables, "abbreviations"),
        vocalised=_pairs(tables, "vocalised"),
        streets=words("streets"),
        capitals=_capitals(tables),
        ties=words("ties"),
        quarters=words("quarters"),
        quarters_after=words("quarters_after"),
        capital_nouns=language == "de",
        given=words("given"),
        longer=frozenset(name.replace("_", " ") for name in words("longer")),
    )


def _pairs(tables: list[dict[str, str]], field: str) -> dict[str, str]:
    """What "ill.=Illinois n.y.=New_York" says, in all tables."""
    pairs = (pair.partition("=") for table in tables for pair in table.get(field, "").split())
    return {short: full.replace("_", " ") for short, _, full in pairs}


def _capitals(tables: list[dict[str, str]]) -> re.Pattern[str]:
    """One pattern for the phrases of `capitals`, each behind a word of `capitals_led` if any."""
    either = "|".join(table["capitals"] for table in tables)
    led = "|".join(table.get("capitals_led", "") for table in tables)
    return re.compile(rf"(?<!\w)(?:{led})(?P<capital>{either})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Folded given names of many countries."""
    return _listed("given_names.txt")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Folded surnames that are also names of places."""
    return _listed("surnames.txt")


def _listed(name: str) -> frozenset[str]:
    return frozenset((HERE / name).read_text("utf-8").split("\n")) - {""}
