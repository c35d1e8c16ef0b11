"""A question to the gazetteer taken apart: the name, what narrows it, an airport or a position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from incidents.errors import UsageError
from incidents.geo import Point

MAX_QUERY = 400  # characters; an address with every part spelt out fits
MAX_PARTS = 6
WORDS = Path(__file__).with_name("airport_words.txt")
_COMMA = re.compile(r"[,،;\n]")
_ELISION = re.compile(r"\b[dl]['’](?=\w)", re.IGNORECASE)
_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_FRACTION = r"([-+]?\d{1,3}[.,]\d+)"  # "12, 34" may be anything: a position has decimals
_DECIMAL = re.compile(rf"^\s*{_FRACTION}°?\s*(?:[,;/ ]\s*){_FRACTION}°?\s*$")
_SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*[°d]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’m]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[\"″”s]\s*)?"
    r"([NSEW])",
    re.IGNORECASE,
)
_HEMISPHERES = re.compile(
    rf"^\s*{_NUMBER}\s*°?\s*([NS])[,;\s]*{_NUMBER}\s*°?\s*([EW])\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for: `Springfield, Illinois, US` has two narrowing parts."""

    name: str
    within: tuple[str, ...] = ()
    airport: bool = False


@lru_cache(maxsize=4096)
def asked(query: str) -> Asked | None:
    """The question in its parts; None where there is no name in it or it is too long to be one."""
    if len(query) > MAX_QUERY:
        return None
    parts = [part for part in (piece.strip() for piece in _COMMA.split(query)) if part]
    if not parts or len(parts) > MAX_PARTS or not any(letter.isalpha() for letter in parts[0]):
        return None
    bare = without_airport(parts[0])
    if bare == "" and len(parts) > 1:  # "airport, Almaty"
        return Asked(parts[1], tuple(parts[2:]), airport=True)
    return Asked(bare or parts[0], tuple(parts[1:]), airport=bool(bare))


def without_airport(name: str) -> str | None:
    """What is left when the words for an airport go; None where there are none."""
    airport, small = _words()
    tokens = _ELISION.sub("", name).split()
    lowered = [token.casefold().strip(".") for token in tokens]
    if airport.isdisjoint(lowered):
        return None
    kept = [
        token
        for token, low in zip(tokens, lowered, strict=True)
        if low not in airport and low not in small
    ]
    return " ".join(kept)


def is_airport_word(word: str) -> bool:
    """Whether the word means an airport in one of the languages."""
    return word.casefold() in _words()[0]


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The words for an airport, and the small words that go with them."""
    airport, _, small = WORDS.read_text(encoding="utf-8").partition("\n\n")
    return tuple(
        frozenset(
            word for line in block.splitlines() if not line.startswith("#") for word in line.split()
        )
        for block in (airport, small)
    )  # type: ignore[return-value]


def position(query: str) -> Point | None:
    """The point that the text states in degrees, latitude first; None where it states none."""
    if len(query) > MAX_QUERY:
        return None
    try:
        return _decimal(query) or _sexagesimal(query)
    except UsageError:
        return None  # degrees, but of no place on Earth


def _decimal(query: str) -> Point | None:
    plain = _DECIMAL.match(query)
    if plain:
        lat, lon = plain.groups()
        return Point(_number(lat), _number(lon))
    lettered = _HEMISPHERES.match(query)
    if lettered:
        lat, north, lon, east = lettered.groups()
        return Point(_number(lat) * _sign(north), _number(lon) * _sign(east))
    return None


def _sexagesimal(query: str) -> Point | None:
    angles = _SEXAGESIMAL.findall(query)
    if len(angles) != 2 or _SEXAGESIMAL.sub("", query).strip(" ,;"):
        return None
    (lat, north), (lon, east) = ((_angle(*angle[:3]), angle[3]) for angle in angles)
    if north.upper() not in "NS" or east.upper() not in "EW":
        return None
    return Point(lat * _sign(north), lon * _sign(east))


def _angle(degrees: str, minutes: str, seconds: str) -> float:
    return int(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _sign(hemisphere: str) -> int:
    return -1 if hemisphere.upper() in "SW" else 1
