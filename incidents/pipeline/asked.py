"""Loads that nobody watches: what a file leaves open comes from an earlier load, or is refused."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from incidents.errors import StoreLocked, UsageError
from incidents.formats.loading import TABLE
from incidents.formats.loading.files import opened
from incidents.formats.loading.geometry import REACHES
from incidents.model.report import LoadReport
from incidents.pipeline import handover
from incidents.pipeline.loading import Kept, Loading, Watch, keep
from incidents.pipeline.previewing import before
from incidents.pipeline.recognised import NO_DATES, Choices, untagged
from incidents.store import Store
from incidents.store.mappings import check

ADDRESS = "/api/loads"  # where a dashboard takes files of its own machine
EXAMPLES = 2  # cells of a column that are shown with the question about it
LONGEST = 40  # characters of such a cell
LONGEST_PATH = 4_096  # bytes: what systems take


@dataclass(frozen=True, slots=True)
class Named:
    """The named mapping that a file is read by, and the name that its own is kept under."""

    used: str | None = None
    saved: str | None = None

    def __post_init__(self) -> None:
        for name in filter(None, (self.used, self.saved)):
            check(name)


UNNAMED = Named()


def keep_in(
    place: Path,
    path: Path,
    choices: Choices,
    watch: Watch = iter,
    *,
    recall: bool = True,
    named: Named = UNNAMED,
) -> Kept:
    """The file loaded into the store at that place, by the dashboard where that has it open.

    `recall` fills what the choices leave open, but for a kind, with those of the last file with
    the same header; a named mapping fills it instead, kind and all.
    UsageError, and nothing stored, where a date column stays ambiguous.
    """
    try:
        with Store.open(place) as store:
            return keep_asked(store, path, choices, watch, recall=recall, named=named)
    except StoreLocked as locked:
        body = {"path": str(path.resolve()), **asdict(choices), "recall": recall,
                "named": asdict(named)}  # fmt: skip
        told = handover.post(ADDRESS, body, place, locked)
        return replace(Kept(**told), report=LoadReport.of_values(told["report"]))


def keep_handed(store: Store, body: bytes) -> Kept:
    """The file that `keep_in` of another process handed over, loaded into the store."""
    path, choices, recall, named = handed(body)
    return keep_asked(store, path, choices, recall=recall, named=named)


def handed(body: bytes) -> tuple[Path, Choices, bool, Named]:
    """The file, the choices, whether to recall others, and the names of mappings.

    UsageError for what is no such thing.
    """
    try:
        told = json.loads(body)
        path, recall = _path(told.pop("path")), bool(told.pop("recall", False))
        named = Named(**told.pop("named", {}))
        return path, _choices(told), recall, named
    except handover.UNLIKE as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError("what is handed over is a JSON object with the path of a file") from error


def _path(told: str) -> Path:
    """The path as this system spells it; UsageError for what no system could."""
    try:
        spelt = os.fsencode(told)  # also a name in no known encoding, as the command read it
    except UnicodeEncodeError:
        spelt = b"\x00"
    if b"\x00" in spelt or len(spelt) > LONGEST_PATH:
        raise UsageError(
            f"a file's path has at most {LONGEST_PATH:,} bytes, none of them NUL;"
            f" got {told[:LONGEST]!r}"
        )
    return Path(told)


def keep_asked(
    store: Store,
    path: Path,
    choices: Choices,
    watch: Watch = iter,
    *,
    recall: bool = True,
    named: Named = UNNAMED,
) -> Kept:
    """The file loaded into the store under the choices, and those that they are filled with."""
    full, version = choices, None
    if named.used:
        full = _filled(choices, named_choices(store, named.used))
    elif recall:
        full, version = recalled(store, path, choices)

    def settled(found: Loading) -> Loading:
        for frame, report in watch(found):
            if full.dates != NO_DATES:
                refuse_ambiguous(path, report)
            yield frame, report

    kept = replace(keep(store, path, full, settled), recalled=version)
    if named.saved:
        keep_named(store, named.saved, full, kept.report)
    return kept


def named_choices(store: Store, name: str) -> Choices:
    """What was kept under that name; NotFound tells the names there are."""
    return _choices(json.loads(store.mappings.get(name)))


def keep_named(store: Store, name: str, choices: Choices, report: LoadReport) -> None:
    """Keeps under the name how the file of that account was read, its guessed columns too."""
    store.mappings.keep(name, json.dumps(asdict(_whole(choices, report))))


def _whole(choices: Choices, report: LoadReport) -> Choices:
    """The choices with the columns that were guessed, where another guess could differ."""
    if report.shape != TABLE.label:
        return choices
    guessed = {part: header for part, header in report.mapping.items() if header != REACHES}
    columns = guessed | dict(choices.columns)
    return replace(choices, shape=TABLE.name, columns=tuple(columns.items()))


def _choices(told: dict[str, Any]) -> Choices:
    columns = tuple(map(tuple, told.pop("columns", ())))
    if any(len(one) != 2 or not all(isinstance(word, str) for word in one) for one in columns):
        raise UsageError("columns are pairs of a part and a header, as lat and Breite")
    return Choices(**told, columns=columns)


def _filled(choices: Choices, made: Choices) -> Choices:
    """The choices, and where they leave something open those made before."""
    said = dict(choices.columns)
    return Choices(
        choices.shape or made.shape,
        choices.kind or made.kind,
        choices.dates or made.dates,
        choices.columns + tuple(one for one in made.columns if one[0] not in said),
    )


def recalled(store: Store, path: Path, choices: Choices) -> tuple[Choices, int | None]:
    """The choices, filled with those of the last load of such a file, and that load's version.

    No kind: that all rows of one file were fires says nothing about the next.
    """
    earlier = before(store, path)
    if earlier is None:
        return choices, None
    load, made = earlier
    full = _filled(choices, replace(made, kind=None))
    return full, load.version if full != choices else None


def refuse_ambiguous(path: Path, report: LoadReport) -> None:
    """Raises UsageError where a column's days may be read in several ways: it says what settles."""
    for column, ways in report.ambiguous.items():
        cells = " and ".join(map(repr, _examples(path, column)))
        raise UsageError(
            f"{path.name}: column {column!r}, as {cells}, may be {' or '.join(ways)}."
            " Say --dates day or --dates month, whichever comes first; --dates none loads the rows"
            " without those dates"
        )


def _examples(path: Path, column: str) -> list[str]:
    with opened(path) as raw:
        cells: pd.Series = untagged(raw.sample)[0][column].dropna()
    texts = [text for cell in cells.unique() if (text := str(cell).strip()[:LONGEST])]
    return texts[:EXAMPLES]
