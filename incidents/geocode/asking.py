"""A question to the gazetteer taken apart: the name, what narrows it, an airport or a position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from incidents.errors import UsageError
from incidents.geo import Point

MAX_QUERY = 400  # characters; an address with every part spelt out fits
MAX_PARTS = 6
MISSING = frozenset({"None", "none", "nan", "NaN", "NULL", "null", "n/a", "N/A", "NA", "-"})
# as programs write that there is no value, though None lies in Piedmont and Nan in Thailand
WORDS = Path(__file__).with_name("airport_words.txt")
_DIVISION = (  # what divisions are called, in the languages we read
    "province|state|region|governorate|department|prefecture|oblast|krai|county|district|"
    "provincia|estado|departamento|región|région|département|gouvernorat|préfecture|provincie|"
    "provinz|bundesland|gouvernement|wilayat?|muhafazat|landkreis|bezirk|arrondissement|"
    "область|край|район|провинция|мухафаза|вилаят|провінція|محافظة|ولاية|ولايه|إقليم"
)
_SECOND_ORDER = frozenset({"county", "district", "landkreis", "bezirk", "arrondissement", "район"})
_LED_DIVISION = re.compile(
    rf"^(?:the\s+)?(?P<word>{_DIVISION})\s+(?:(?:of|de|del|du|des|d['’]|van|von|di)\s*)?(?P<name>.+)$",
    re.I,
)
_FOLLOWED_DIVISION = re.compile(rf"^(?P<name>.+?)\s+(?P<word>{_DIVISION})$", re.IGNORECASE)
_TWO_TOWNS = re.compile(r"\s*[/–—-]\s*")
_DIGIT = re.compile(r"\d")
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
_ANGLE = (  # "43 15 00", "43:15", "43.25"
    r"(\d{1,3}(?:[.,]\d+)?)°?(?:[\s:°]+(\d{1,2}(?:\.\d+)?)['′’]?)?"
    r"(?:[\s:'′’]+(\d{1,2}(?:\.\d+)?)[\"″”]?)?"
)
_LETTERED = (  # a letter before both angles, or behind both; parts of an angle may be spaced
    re.compile(rf"^(?P<n>[NS])\s*{_ANGLE}[,;/\s]*(?P<e>[EW])\s*{_ANGLE}$", re.IGNORECASE),
    re.compile(rf"^{_ANGLE}\s*(?P<n>[NS])[,;/\s]*{_ANGLE}\s*(?P<e>[EW])$", re.IGNORECASE),
)
_LABELLED = re.compile(
    rf"^(lat|lon|lng)[a-z]*\s*[:=]?\s*{_FRACTION}°?[,;/\s]+(lat|lon|lng)[a-z]*\s*[:=]?\s*"
    rf"{_FRACTION}°?$",
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
    if query.strip() in MISSING:
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


def without_division(name: str) -> tuple[str, bool] | None:
    """ "Kursk" of "Kursk Oblast", and whether a division of the first order may be meant."""
    found = _LED_DIVISION.match(name) or _FOLLOWED_DIVISION.match(name)
    return (found["name"], found["word"].lower() not in _SECOND_ORDER) if found else None


def towns_in(name: str) -> list[str]:
    """The parts of a name that may be towns that share an airport: "Köln/Bonn"."""
    parts = _TWO_TOWNS.split(name)
    return parts if len(parts) == 2 and all(parts) else []


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
    if len(query) > MAX_QUERY or not _DIGIT.search(query):
        return None
    text = query.strip().strip("()[]").strip()
    try:
        return _decimal(text) or _sexagesimal(text) or _lettered(text) or _labelled(text)
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
    (lat, north), (lon, east) = ((_spaced(angle[:3]), angle[3]) for angle in angles)
    if lat is None or lon is None or north.upper() not in "NS" or east.upper() not in "EW":
        return None
    return Point(lat * _sign(north), lon * _sign(east))


def _lettered(query: str) -> Point | None:
    """The point of "N 43 15 00 E 76 57 00" or "43 15 00 N, 76 57 00 E"."""
    match = next((found for form in _LETTERED if (found := form.match(query))), None)
    if match is None:
        return None
    letters = {match.re.groupindex["n"], match.re.groupindex["e"]}
    angles = [match[group] for group in range(1, match.re.groups + 1) if group not in letters]
    lat, lon = _spaced(angles[:3]), _spaced(angles[3:])
    if lat is None or lon is None:
        return None
    return Point(lat * _sign(match["n"]), lon * _sign(match["e"]))


def _spaced(parts: Sequence[str | None]) -> float | None:
    """Degrees of an angle in one to three parts; None where it has sixty minutes or more."""
    degrees, minutes, seconds = (_number(part) if part else 0.0 for part in parts)
    if minutes >= 60 or seconds >= 60 or (parts[1] and degrees % 1):
        return None
    return degrees + minutes / 60 + seconds / 3600


def _labelled(query: str) -> Point | None:
    """The point of "lat 43.25, lon 76.95", in whichever order."""
    match = _LABELLED.match(query)
    if match is None:
        return None
    given = {match[1].lower()[:2]: _number(match[2]), match[3].lower()[:2]: _number(match[4])}
    given = {"la" if label == "la" else "lo": degrees for label, degrees in given.items()}
    return Point(given["la"], given["lo"]) if len(given) == 2 else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _sign(hemisphere: str) -> int:
    return -1 if hemisphere.upper() in "SW" else 1
