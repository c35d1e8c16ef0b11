"""Any table: which column plays which part, by its HXL tag, its header, or else its values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from incidents.formats.loading.cells import words
from incidents.formats.loading.days import way_of
from incidents.formats.loading.headers import NAMES, TAGS, TELLING
from incidents.formats.loading.kinds import any_kind
from incidents.formats.loading.points import both
from incidents.formats.loading.shapes import ADMIN1, ADMIN2, COUNTRY, TOWN, Shape
from incidents.model import GeoPrecision

OWN = {precision.value: precision for precision in GeoPrecision}
# Codes as HDX, UCDP and ACLED number them; where they differ, the coarser. A table's "district"
# is an administrative one.
PRECISIONS = OWN | {
    "1": TOWN, "2": ADMIN2, "3": ADMIN1, "4": ADMIN1, "5": ADMIN1, "6": COUNTRY, "7": COUNTRY,
    "exact": TOWN, "city": TOWN, "village": TOWN, "adm3": TOWN, "district": ADMIN2,
    "county": ADMIN2, "adm2": ADMIN2, "adm1": ADMIN1, "province": ADMIN1, "region": ADMIN1,
    "state": ADMIN1, "adm0": COUNTRY, "25": ADMIN2,
}  # fmt: skip
TABLE = Shape(
    name="table",
    label="a table",
    needs=(),
    parts={part: tuple(names.split()) for part, names in NAMES.items()},
    kind_parts=("subtype", "type"),
    kind=any_kind,
    precisions=PRECISIONS,
    spans={one: one for one in ("day", "night", "week", "month", "year")},
)
MOST_OF = 0.6  # of a column's values that must fit, where its header says nothing
WHERE = frozenset({"place", "admin1", "admin2"})
MANY = 1 / 3  # of the rows, where a column by its name may tell what happened
# What OpenStreetMap and gazetteers call sorts of places: none is a place's own name.
SORTS = frozenset(
    {
        "city", "town", "village", "hamlet", "suburb", "neighbourhood", "quarter", "locality",
        "isolated_dwelling", "farm",
    }
)  # fmt: skip
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae"})
_JOINTS = re.compile(r"[.:/]|__")  # between the names of a nested record
_OF_PERSONS = re.compile(r"(?:.*[.:/_])?(?:user|author|owner|creator|contact)\W", re.IGNORECASE)
_TAG = re.compile(r"#[a-z][a-z0-9_+]*", re.IGNORECASE)


def guessed(headers: Sequence[str], tags: Mapping[str, str] | None = None) -> dict[str, str]:
    """Part → header of this file, for every part that a header or its tag names.

    No header plays two parts. `tags`: header → HXL tag.
    """
    known = _known(headers)
    found = tagged(tags or {header: header for header in headers})
    taken = set(found.values())
    for part, names in TABLE.parts.items():
        if part in found:
            continue
        fits = [known[name] for name in map(plain, names) if name in known]
        free = [header for header in fits if header not in taken]
        if free:
            found[part] = free[0]
            taken.add(free[0])
    if "precision" in found:
        found.pop("area", None)  # a radius beside it says the same or less
    return _with_parts_of_days(found)


def _known(headers: Sequence[str]) -> dict[str, str]:
    """Plain name → header; of a nested one also what follows its prefixes, the whole first."""
    known: dict[str, str] = {}
    for header in headers:
        known.setdefault(plain(header), header)
    for header in headers:
        pieces = [] if _OF_PERSONS.match(header) else _JOINTS.split(header)
        for start in range(1, len(pieces)):
            known.setdefault(plain(".".join(pieces[start:])), header)
    return known


def tagged(tags: Mapping[str, str]) -> dict[str, str]:
    """Part → header, for the headers whose HXL tag says what they hold."""
    found: dict[str, str] = {}
    for header, tag in tags.items():
        if not _TAG.fullmatch(tag.replace(" ", "")):
            continue
        name, *attributes = tag.replace(" ", "").casefold().split("+")
        for part, (tag_name, wanted, unwanted) in TAGS.items():
            fits = name == tag_name and wanted <= {*attributes} and not unwanted & {*attributes}
            if fits and part not in found:
                found[part] = header
                break
    return found


def by_values(rows: pd.DataFrame, found: Mapping[str, str], today: date) -> dict[str, str]:
    """The same, with columns whose values alone say that they are days, kinds or points."""
    more = dict(found)
    if "type" in more and "subtype" not in more and not _any_kind(rows, more["type"]):
        more.pop("type")  # a `type` that is none of an event, as OpenStreetMap's
    if "place" in more and set(words(rows, more["place"]).dropna().str.casefold()) <= SORTS:
        more.pop("place")  # a `place` that says what sort of place it is
        if "title" in more:
            more["place"] = more.pop("title")
    for part in WHERE & more.keys():
        if _are_numbers_or_points(words(rows, more[part]).dropna()):
            more.pop(part)  # codes of places, or coordinates: no names
    free = [header for header in rows.columns if header not in set(more.values())]
    for part, fits in (("point", _are_points), ("type", _are_kinds), ("date", _are_days(today))):
        if part in more or (part == "point" and {"lat", "lon"} <= more.keys()):
            continue
        if part == "date" and "year" in more:
            continue
        taken = set(more.values()) - ({more["place"]} if "place" in more else set())
        candidates = [one for one in rows.columns if one not in taken] if part == "point" else free
        if header := next((one for one in candidates if fits(words(rows, one).dropna())), None):
            more = {name: one for name, one in more.items() if one != header} | {part: header}
            free = [one for one in free if one != header]
    if not more.keys() & {"type", "subtype"} and (header := _telling(rows, more)):
        more["type"] = header
    return more


def _telling(rows: pd.DataFrame, found: Mapping[str, str]) -> str | None:
    """The column whose words tell what happened in many rows, though it is not one of types.

    It may be the title too.
    """
    known = _known(list(rows.columns))
    named = [known[name] for name in map(plain, TELLING.split()) if name in known]
    taken = {header for part, header in found.items() if part not in ("title", "notes")}
    for header in named:
        cells = words(rows, header).dropna()
        told = [any_kind(cell) for cell in cells] if header not in taken else []
        if sum(one is not None for one in told) >= max(2, MANY * len(told)):
            return header
    return None


def plain(header: str) -> str:
    """The header without case, accents, brackets and punctuation."""
    letters = _BRACKETS.sub("", header).casefold().translate(_STROKES)
    bare = unicodedata.normalize("NFKD", letters)
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "_", letters).strip("_")


def _with_parts_of_days(found: dict[str, str]) -> dict[str, str]:
    """A `day` beside a year and a month is the day of the month, and no date."""
    if found.keys() >= {"year", "month"} and plain(found.get("date", "")) in _DAYS_OF_MONTH:
        found["day"] = found.pop("date")
    if "date" in found:
        found = {part: one for part, one in found.items() if part not in ("year", "month", "day")}
    return found


_DAYS_OF_MONTH = {plain(one) for one in NAMES["day"].split()}


def _any_kind(rows: pd.DataFrame, header: str) -> bool:
    return rows.empty or any(map(any_kind, words(rows, header).dropna().unique()))


def _are_points(cells: pd.Series) -> bool:
    return _most(cells, lambda cell: both(cell) is not None)


def _are_numbers_or_points(cells: pd.Series) -> bool:
    return len(cells) > 0 and _most(cells, lambda cell: cell.isdigit() or both(cell) is not None)


def _are_kinds(cells: pd.Series) -> bool:
    return _most(cells, lambda cell: any_kind(cell) is not None)


def _are_days(today: date) -> Callable[[pd.Series], bool]:
    def fits(cells: pd.Series) -> bool:
        texts = cells[~cells.str.fullmatch(r"[\d.]+")]  # digits alone may count anything
        return len(texts) > 0 and bool(way_of(texts, today).formats)

    return fits


def _most(cells: pd.Series, fits: Callable[[str], bool]) -> bool:
    distinct = cells.unique()
    return len(distinct) > 0 and sum(map(fits, distinct)) >= MOST_OF * len(distinct)
