"""What a file would be loaded as, before anything of it is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from incidents.errors import UsageError
from incidents.formats.loading import SHAPES, TABLE
from incidents.formats.loading.files import opened
from incidents.formats.loading.own import is_own
from incidents.model import KINDS, empty_frame
from incidents.model.report import LoadReport
from incidents.pipeline.loading import batches, header_digest
from incidents.pipeline.recognised import NO_CHOICES, NO_DATES, Choices, planned
from incidents.store import Load, Store

SHOWN = 20  # rows of the file as they stand in it


@dataclass(frozen=True, slots=True)
class Preview:
    """A file under the choices: what it is taken for, its first rows, and what becomes of them.

    `report` accounts for the first batch, of a small file for all rows; it names the columns only
    where `problem` says why nothing can be read yet.
    """

    headers: tuple[str, ...]
    rows: int  # of the whole file
    sample: pd.DataFrame
    report: LoadReport
    frame: pd.DataFrame
    problem: str | None = None

    @property
    def is_any_table(self) -> bool:
        """Whether the columns were guessed: no shape that is known."""
        return self.report.shape == TABLE.label

    @property
    def shapes(self) -> dict[str, str]:
        """Label → name of all that the file may be taken for; none where it can be one alone."""
        if is_own(self.headers) or all(header.isdigit() for header in self.headers):
            return {}
        fit = [one for one in SHAPES if one.columns(self.headers) is not None]
        return {one.label: one.name for one in (*fit, TABLE)} if fit else {}

    @property
    def is_whole(self) -> bool:
        """Whether the account covers every row; a row of tags below the header is none."""
        return self.rows - self.report.rows <= 1


def preview(path: Path, choices: Choices = NO_CHOICES) -> Preview:
    """What the file would be loaded as; UsageError for what holds no table at all."""
    with opened(path) as raw:
        headers, sample = tuple(raw.headers), raw.sample.head(SHOWN)
        rows = sum(len(batch) for batch in raw.batches(list(headers[:1]))) + len(raw.refused)
    try:
        frame, report = next(batches(path, choices))
    except StopIteration:
        raise UsageError(f"{path.name} has a header and no rows") from None
    except UsageError as error:
        return Preview(headers, rows, sample, _columns(path, choices), empty_frame(), str(error))
    return Preview(headers, rows, sample, report, frame)


def _columns(path: Path, choices: Choices) -> LoadReport:
    """The columns alone, where no kind is known: any would do to find them.

    None where the choices name columns of another file.
    """
    with opened(path) as raw:
        try:
            return planned(raw, path, replace(choices, kind=next(iter(KINDS))))[1]
        except UsageError:  # the preview tells the same
            return LoadReport(file=path.name, shape=TABLE.label)


def before(store: Store, path: Path) -> tuple[Load, Choices] | None:
    """The last load of a file with the same header, and what was chosen for it.

    That its dates were left out is not chosen for another file.
    """
    made = store.loads(header_digest(path))
    if not made:
        return None
    told = json.loads(made[0].account.choices)
    if told["dates"] == NO_DATES:
        told["dates"] = None
    return made[0], Choices(**{**told, "columns": tuple(map(tuple, told["columns"]))})
