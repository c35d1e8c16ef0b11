"""A language's knowledge, read from its TOML file and made ready for one walk over a text.

The parts of a file, each a table of patterns (see `patterns`):

    classes       words by sort: people, crowd, force, sources …, usable as {people} in patterns
    facilities    airport, city_hall …: the places within a town that news names
    triggers      by kind: strong (the words alone say it), company (they need a word of the
                  classes named in `with`), weak (they need company and a place in the sentence)
    masks         phrases that only look like a trigger, by reason
    filters       by reason: before, after, clause, sentence: where the words must stand
    time.rules    by meaning: `day -1`, `weekday`, `night`, `date`, `month`, `days ago` …
    tolls         what befell people, no incident by itself: counted with a number beside it
    voice         who says so; hedges; places; numbers; layout; joints
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from incidents.errors import UsageError
from incidents.extract.numerals import Numerals
from incidents.extract.patterns import KEY, PatternIndex, Role, fold, union

FOLDER = Path(__file__).parent / "lexicon"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))

DIGITS = frozenset("0123456789")
BLANKS = {  # what digits may fill, beside the words of a language
    "day": r"(?:0?[1-9]|[12]\d|3[01])",
    "year": r"(?:1[89]|20)\d\d",
    "monthnumber": r"(?:0?[1-9]|1[0-2])",
    "hour": r"\d{1,2}",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The names of days and months: each folded regex with its number."""

    weekdays: tuple[str, ...]  # Monday first
    months: tuple[str, ...]  # January first
    ordinals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, ready to read with."""

    code: str
    name: str
    index: PatternIndex
    company: Mapping[str, tuple[str, ...]]  # kind → classes whose words keep it company
    calendar: Calendar
    numerals: Numerals
    abbreviations: frozenset[str]
    determiners: frozenset[str]
    links: frozenset[str]  # the words that tie a noun to the next: of, van, de …
    ands: frozenset[str] = frozenset()
    singular: frozenset[str] = frozenset()  # the articles of one person; empty: the bare noun
    futures: tuple[str, ...] = ()  # how verbs in the future tense end
    caseless: bool = False  # a script without capitals
    prefixed_article: str = ""  # "the" where it is written onto the noun
    capital_nouns: bool = False  # every noun has a capital, so a capital tells no name


@cache
def lexicon_of(code: str) -> Lexicon:
    """The lexicon of a language; UsageError names the languages there are."""
    if code not in LANGUAGES:
        raise UsageError(
            f"there is no lexicon for language {code[:20]!r}; we read {', '.join(LANGUAGES)}"
        )
    with (FOLDER / f"{code}.toml").open("rb") as file:
        return _built(code, tomllib.load(file))


def _built(code: str, table: Mapping[str, Any]) -> Lexicon:
    numerals = Numerals.of(table["numbers"])
    calendar = Calendar(
        tuple(union(forms) for forms in table["time"]["weekdays"]),
        tuple(union(forms) for forms in table["time"]["months"]),
        {fold(word): number for word, number in table["time"].get("ordinals", {}).items()},
    )
    words = _classes(table, numerals, calendar)
    index = PatternIndex(
        {name: regex for name, (regex, _) in words.items()},
        {name: openings for name, (_, openings) in words.items()},
        tuple(sorted(table.get("clitics", ()), key=len, reverse=True)),
    )
    for role, pattern in _patterns(table):
        _filed(index, code, role, pattern)
    return Lexicon(
        code=code,
        name=table["name"],
        index=index,
        company={kind: tuple(tiers.get("with", ())) for kind, tiers in table["triggers"].items()},
        calendar=calendar,
        numerals=numerals,
        abbreviations=frozenset(map(fold, table.get("abbreviations", ()))),
        determiners=frozenset(map(fold, table["voice"]["determiners"])),
        links=frozenset(map(fold, table["voice"]["links"])),
        ands=frozenset(map(fold, table["joints"].get("and", ()))),
        singular=frozenset(map(fold, table["numbers"].get("singular", ()))),
        futures=tuple(table.get("futures", ())),
        caseless=table.get("caseless", False),
        prefixed_article=table.get("prefixed_article", ""),
        capital_nouns=table.get("capital_nouns", False),
    )


def _filed(index: PatternIndex, code: str, role: Role, pattern: str) -> None:
    try:
        index.add(role, pattern)
    except ValueError as error:
        raise ValueError(f"lexicon {code}, {role.part} {role.name}: {error}") from error


def _classes(
    table: Mapping[str, Any], numerals: Numerals, calendar: Calendar
) -> dict[str, tuple[str, frozenset[str]]]:
    """Every class name → its regex and the letters its words open with."""
    words = {name: _listed(listed) for name, listed in table["classes"].items()}
    words["facility"] = _listed(
        [each for listed in table["facilities"].values() for each in listed]
    )
    for name, regex in BLANKS.items():
        words[name] = (regex, DIGITS)
    times = table["time"]
    words["weekday"] = _named("|".join(calendar.weekdays), times["weekdays"])
    words["month"] = _named("|".join(calendar.months), times["months"])
    words["ordinal"] = _listed(list(calendar.ordinals) or ["-"])
    plain = list(numerals.words)
    words["number"] = (rf"\d{{1,3}}|{union(plain)}", DIGITS | _opened(plain))
    return words


def _named(regex: str, forms: list[list[str]]) -> tuple[str, frozenset[str]]:
    return regex, _opened([word for listed in forms for word in listed])


def _listed(words: list[str]) -> tuple[str, frozenset[str]]:
    """A class of words; those known by their ends alone cannot be filed, so stay out."""
    whole = [word for word in words if not word.startswith("*")]
    return union(whole), _opened(whole)


def _opened(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word).split("*")[0].split(" ")[0].split("-")[0][:KEY] for word in words)


def _patterns(table: Mapping[str, Any]) -> Iterator[tuple[Role, str]]:
    """Every pattern of the file with what it stands for."""
    for kind, tiers in table["triggers"].items():
        for tier in ("strong", "company", "weak"):
            yield from _each(Role("trigger", kind, tier), tiers.get(tier, ()))
    for reason, scopes in table["filters"].items():
        for scope, written in scopes.items():
            yield from _each(Role("filter", reason, scope), written)
    for meaning, written in table["time"]["rules"].items():
        yield from _each(Role("time", meaning), written)
    for meaning, written in ANYWHERE.items():
        yield from _each(Role("time", meaning), written)
    yield from _each(Role("shift"), table["time"].get("day_after", ()))
    for part, key in _PARTS.items():
        for name, written in table[key].items():
            if isinstance(written, list) and name not in PLAIN_LISTS:
                yield from _each(Role(part, name), written)


PLAIN_LISTS = frozenset(  # no patterns
    {"determiners", "links", "groups", "solid", "joiners", "singular"}
)
ANYWHERE = {  # how machines write days, in every language
    "date": ["{year}-{monthnumber}-{day}"],
    "month": ["{year}-{monthnumber}"],
}
_PARTS = {
    "class": "classes",
    "facility": "facilities",
    "mask": "masks",
    "voice": "voice",
    "hedge": "hedges",
    "where": "places",
    "count": "numbers",
    "toll": "tolls",
    "layout": "layout",
    "joint": "joints",
}


def _each(role: Role, written: list[str]) -> Iterator[tuple[Role, str]]:
    return ((role, pattern) for pattern in written)
