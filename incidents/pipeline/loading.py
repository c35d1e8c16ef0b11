"""Any export as our table: recognised, mapped, folded, geocoded where it says only words.

1. The file's table, unpacked and told apart by content.
2. Its shape by its headers, and the way each of its date columns is written, over the whole file.
3. Batch by batch: rows into ours, repeats folded, points looked up, every row accounted for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from incidents.errors import UsageError
from incidents.formats.loading import Batch, Delimited, mapped
from incidents.formats.loading.files import Raw, opened
from incidents.formats.loading.own import LABEL, is_own, own_rows
from incidents.model import COLUMNS, empty_frame
from incidents.model.report import LoadReport, Tally, merged
from incidents.pipeline.ahead import ahead
from incidents.pipeline.borders import outside
from incidents.pipeline.folding import Folded
from incidents.pipeline.placing import placed
from incidents.pipeline.recognised import NO_CHOICES, Choices, country_code, planned, untagged
from incidents.store import Account, Store

__all__ = ["Choices", "Kept", "Loading", "batches", "country_code", "header_digest", "keep", "load"]
SWAPPED = "latitude and longitude look swapped: not drawn there"
OUTSIDE = "the point lies outside the country named"
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


def batches(path: Path, choices: Choices = NO_CHOICES) -> Loading:
    """The file's incidents in batches, each with the account of all rows so far."""
    with opened(path) as raw:
        if is_own(raw.headers):
            yield from _own(raw, path)
            return
        plan, report = planned(raw, path, choices)
        folded = Folded(plan)
        refused = 0
        for rows in ahead(raw.batches()):
            rows, _ = untagged(rows)
            frame, batch = _batch(mapped(rows, plan), len(rows), folded)
            report = report.plus(batch)
            report = _refusing(report, dict(list(raw.refused.items())[refused:]))
            refused = len(raw.refused)
            yield frame, report
        if len(raw.refused) > refused:
            yield empty_frame(), _refusing(report, dict(list(raw.refused.items())[refused:]))


def _own(raw: Raw, path: Path) -> Loading:
    """The batches of an export of ours: every row as it was, once an id."""
    report = LoadReport(file=path.name, shape=LABEL, mapping={name: name for name in COLUMNS})
    seen: set[str] = set()
    refused = 0
    for rows in raw.batches():
        frame, dropped = own_rows(rows, escaped=isinstance(raw, Delimited))
        repeats = frame["id"].duplicated() | frame["id"].isin(seen)
        seen.update(frame["id"])
        frame = frame[~repeats]
        batch = LoadReport(
            file="", shape="", rows=len(rows), kept=len(frame), folded=int(repeats.sum()),
            dropped=dropped, unplaced=int(frame["lat"].isna().sum()),
        )  # fmt: skip
        report = report.plus(batch)
        report = _refusing(report, dict(list(raw.refused.items())[refused:]))
        refused = len(raw.refused)
        yield frame, report


@dataclass(frozen=True, slots=True)
class Kept:
    """The account of a file whose incidents are in the store, and what that changed there."""

    report: LoadReport
    added: int = 0
    changed: int = 0
    version: int | None = None  # None where nothing was new
    recalled: int | None = None  # version of the earlier load whose choices were used


def keep(
    store: Store,
    path: Path,
    choices: Choices = NO_CHOICES,
    watch: Watch = iter,
    author: str = "load",
    credit: str | None = None,
) -> Kept:
    """Loads the file into the store as one change, with its account; all or nothing.

    `watch` passes the batches on, and may show how far it is. `credit` is what the file's source
    asks to be said, where the file's shape does not know.
    """
    last: list[LoadReport] = []
    names: list[str] = []

    def tables() -> Iterator[pd.DataFrame]:
        for frame, report in watch(ahead(batches(path, choices))):
            last[:] = [replace(report, attribution=report.attribution or credit)]
            names.extend(frame["dataset"].head(1))
            yield frame

    def account() -> Account:
        made = json.dumps(asdict(choices), ensure_ascii=False)
        return Account(names[0], header_digest(path), made, last[0])

    reason = f"loaded {path.name[:120]}"
    commit = store.load(tables(), author=author, reason=reason, account=account)
    if not last:
        raise UsageError(f"{path} has no rows below its header")
    if commit is None:
        return Kept(last[0])
    return Kept(last[0], commit.added, commit.changed, commit.version)


def header_digest(path: Path) -> str:
    """A short name of the file's header: files of one shape have the same."""
    with opened(path) as raw:
        return hashlib.blake2b("\n".join(raw.headers).encode(), digest_size=8).hexdigest()


def _batch(batch: Batch, rows: int, folded: Folded) -> tuple[pd.DataFrame, LoadReport]:
    """The batch's incidents once each, placed; and its account."""
    frame, repeats, doubts = folded.once(batch.frame)
    frame, more = _in_their_country(frame)
    frame, geocoded = placed(frame)
    return frame[list(COLUMNS)], LoadReport(
        file="", shape="", rows=rows, kept=len(frame), folded=repeats,
        dropped=batch.dropped, doubted=merged(merged(batch.doubted, doubts), more),
        geocoded=geocoded, unplaced=int(frame["lat"].isna().sum()),
    )  # fmt: skip


def _in_their_country(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Tally]]:
    """The rows, without points that turned round lie in the country named; and the doubts."""
    off = outside(frame["country"], frame["lat"], frame["lon"])
    if not off.any():
        return frame, {}
    stray = frame[off]
    turned = stray["lon"].abs() <= 90
    turned &= ~outside(stray["country"], stray["lon"], stray["lat"])
    swapped = stray.index[turned]
    if len(swapped):
        frame = frame.copy()
        frame.loc[swapped, ["lat", "lon"]] = float("nan")
        frame.loc[swapped, "geo_precision"] = "unknown"
        frame.loc[swapped, "radius_m"] = pd.NA
    tallies = {SWAPPED: Tally.of(swapped), OUTSIDE: Tally.of(stray.index[~turned])}
    return frame, {reason: tally for reason, tally in tallies.items() if tally.count}


def _refusing(report: LoadReport, refused: dict[int, str]) -> LoadReport:
    """The account with rows that the reader of the text could not take."""
    if not refused:
        return report
    reasons = {
        reason: Tally.of(row for row, why in refused.items() if why == reason)
        for reason in dict.fromkeys(refused.values())
    }
    return replace(report, rows=report.rows + len(refused), dropped=merged(report.dropped, reasons))
