"""The sheet of a workbook that holds the table: below titles, among other sheets, cells merged."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from incidents.errors import UsageError
from incidents.formats.loading.heads import header_at, unique
from incidents.formats.loading.whole import Whole, as_text, whole
from incidents.formats.tables import MOST_XLSX

MOST_COLUMNS = 2_000
MOST_SHEETS = 50
SAMPLE_ROWS = 50


def workbook(path: Path) -> Whole:
    """The sheet whose header names most columns that we know, or else the longest."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > MOST_XLSX:
            raise UsageError(f"{path} unpacks to over {MOST_XLSX // 1_000_000} MB; save it as CSV")
        with CalamineWorkbook.from_path(str(path)) as book:
            return _best(book, path)
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{path} is a workbook that cannot be read: {error}") from error


def _best(book: CalamineWorkbook, path: Path) -> Whole:
    found = []
    for name in book.sheet_names[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        if sheet.height > 1 and sheet.width > 1:
            found.append((_worth(sheet), name, sheet))
    if not found:
        raise UsageError(f"{path} has no sheet with a table")
    _, name, sheet = max(found, key=lambda one: one[0])
    others = [one for _, one, _ in found if one != name]
    notes = (f"the sheet “{name}” was read, not {', '.join(others)}",) if others else ()
    return _table(sheet, path, notes)


def _worth(sheet: CalamineSheet) -> tuple[int, int]:
    """How many columns of its header we know, and how many rows it has."""
    from incidents.formats.loading.columns import guessed  # knows shapes, which need no sheets

    rows = [[as_text(cell) for cell in row] for row in sheet.to_python(nrows=SAMPLE_ROWS)]
    header = rows[header_at(rows)] if rows else []
    return len(guessed(unique(header))), sheet.height


def _table(sheet: CalamineSheet, path: Path, notes: tuple[str, ...]) -> Whole:
    if sheet.width > MOST_COLUMNS:
        raise UsageError(f"{path} has {sheet.width} columns; {MOST_COLUMNS} are the most")
    rows = sheet.to_python(skip_empty_area=False)
    head = [[as_text(cell) for cell in row] for row in rows[:SAMPLE_ROWS]]
    at = header_at(head)
    _fill_merged(rows, sheet, at + 1)
    if at:
        notes = (*notes, f"the {at} rows above the header hold no data" if at > 1
                 else "the row above the header holds no data")  # fmt: skip
    frame = pd.DataFrame(rows[at + 1 :], columns=unique(head[at]), dtype=object)
    return whole(path, frame, notes)


def _fill_merged(rows: list[list[Any]], sheet: CalamineSheet, start: int) -> None:
    """What a merged cell says holds for every row it spans."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top < start or left != right or bottom >= len(rows):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
