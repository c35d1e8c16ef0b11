"""A delimited text file in batches of text cells, every row of it accounted for."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow

from incidents.errors import UsageError
from incidents.formats.loading.heads import fitted, header_at, unique
from incidents.formats.tables import SAMPLE, encoding_of

SEPARATORS = ",;\t|"
BLOCK = 4 << 20  # bytes read at once, some twenty times ahead; no row may be longer
BATCH = 16 << 20  # bytes of cells handed on at once: each batch asks its distinct cells anew
PIECE = 4 << 20
MOST_COLUMNS = 2_000
SAMPLE_ROWS = 50


@dataclass(slots=True)
class Delimited:
    """An opened CSV of whatever separator and encoding; `headers` are unique.

    `refused` fills while batches are read: the row's number → what is wrong with it. `sample` has
    the first rows under their numbers.
    """

    path: Path
    encoding: str
    separator: str
    headers: list[str]
    has_header: bool = True
    above: int = 0  # lines before the header
    notes: tuple[str, ...] = ()
    refused: dict[int, str] = field(default_factory=dict)
    sample: pd.DataFrame = field(default_factory=pd.DataFrame)

    @classmethod
    def open(cls, path: Path) -> Delimited:
        """The file, its separator and its header found; UsageError for what is no such table."""
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        encoding = encoding_of(path, sample)
        if encoding.startswith("utf-8"):
            encoding = _throughout(path)
        text = _decoded(sample, encoding).lstrip("\ufeff")
        separator = _separator(text)
        rows = _numbered_rows(text, separator)
        if not rows:
            raise UsageError(f"{path} has no rows, or one that is longer than any table's")
        if len(rows[0][0]) > MOST_COLUMNS:
            raise UsageError(f"{path} has {len(rows[0][0])} columns; {MOST_COLUMNS} are the most")
        table = cls(path, encoding, separator, [])
        table._head(rows)
        return table

    def _head(self, rows: list[tuple[list[str], int]]) -> None:
        """Finds the header among the first rows, and keeps a sample of those below it."""
        texts = [row for row, _ in rows]
        self.has_header = not _is_gdelt(texts[0], self.separator)
        if not self.has_header:
            self.headers = [str(number) for number in range(len(texts[0]))]
            below = texts
        else:
            at = header_at(texts)
            below = texts[at + 1 :]
            self.headers = unique(fitted(texts[at], below))
            self.above = rows[at][1]
        width = len(self.headers)
        fit = {number: row for number, row in enumerate(below, 1) if len(row) == width}
        self.sample = pd.DataFrame(
            list(fit.values()), pd.Index(fit, name="row"), self.headers, dtype="str"
        )

    def batches(self, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows as text, an index of row numbers from 1.

        With columns, only those, and faster: the numbers then leave refused rows out of account.
        """
        self.refused = {}
        number = 1
        for table in _joined(self._read(columns)):
            frame = table.to_pandas(types_mapper=_as_text)
            size = len(frame)
            index, number = self._numbered(number, size)
            frame.index = pd.Index(index, name="row")
            yield frame

    def _numbered(self, number: int, size: int) -> tuple[list[int], int]:
        """The numbers of the next rows, leaving out those that were refused."""
        if not self.refused:
            return list(range(number, number + size)), number + size
        numbers: list[int] = []
        while len(numbers) < size:
            if number not in self.refused:
                numbers.append(number)
            number += 1
        return numbers, number

    def _read(self, columns: list[str] | None) -> Iterator[pa.RecordBatch]:
        try:
            yield from arrow.open_csv(
                self.path,
                read_options=arrow.ReadOptions(
                    encoding=self.encoding, block_size=BLOCK, column_names=self.headers,
                    skip_rows=self.above, skip_rows_after_names=int(self.has_header),
                    use_threads=columns is not None,
                ),
                parse_options=arrow.ParseOptions(
                    delimiter=self.separator, newlines_in_values=True,
                    quote_char=False if not self.has_header else '"',
                    invalid_row_handler=self._refuse,
                ),
                convert_options=arrow.ConvertOptions(
                    column_types=dict.fromkeys(self.headers, pa.string()),
                    include_columns=columns or self.headers, strings_can_be_null=False,
                    check_utf8=False,
                ),
            )  # fmt: skip
        except (pa.ArrowInvalid, UnicodeError) as error:
            raise UsageError(f"{self.path} cannot be read as a table: {_told(error)}") from error

    def _refuse(self, row: arrow.InvalidRow) -> str:
        if row.number is None:  # read by several threads, for a look at some columns
            return "skip"
        number = row.number - self.above - int(self.has_header)
        wrong = "more" if row.actual_columns > row.expected_columns else "fewer"
        self.refused[number] = f"{wrong} cells than the header has columns"
        return "skip"


def _joined(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The same rows in tables of BATCH bytes or little more."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.nbytes for one in waiting) >= BATCH:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _told(error: Exception) -> str:
    """What is wrong, in words for whoever has the file."""
    if "straddling" in str(error):
        return f"a row is longer than {BLOCK >> 20} MB, or a quotation mark is never closed"
    return str(error)[:300]


def _throughout(path: Path) -> str:
    """UTF-8 where the whole file is; else the encoding of what is not.

    UsageError names the line of a zero byte: no text has one, a damaged file does.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if (zero := piece.find(0)) >= 0:
                line = lines + piece.count(b"\n", 0, zero)
                raise UsageError(f"{path} is damaged: line {line} has a zero byte")
            lines += piece.count(b"\n")
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                return encoding_of(path, error.object[max(0, error.start - SAMPLE // 2) :][:SAMPLE])
    return "utf-8"


def _decoded(sample: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample)


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the most columns, as many in each."""

    def columns(separator: str) -> tuple[int, int]:
        rows = _rows(text, separator)
        first = len(rows[0]) if rows else 0
        same = sum(len(row) == first for row in rows)
        return (same if first > 1 else 0, first)

    return max(SEPARATORS, key=columns)


def _rows(text: str, separator: str) -> list[list[str]]:
    return [row for row, _ in _numbered_rows(text, separator)]


def _numbered_rows(text: str, separator: str) -> list[tuple[list[str], int]]:
    """The first rows of the sample, each with the number of lines before it.

    The last may be cut short and is left out if others stand; lines without a cell are no rows.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, before = [], 0
    try:
        for row in islice(reader, SAMPLE_ROWS):
            if row:
                rows.append((row, before))
            before = reader.line_num
    except csv.Error:
        return rows
    cut = len(text) >= SAMPLE // 2 and len(rows) > 1 and len(rows) < SAMPLE_ROWS
    return rows[:-1] if cut else rows


def _is_gdelt(row: list[str], separator: str) -> bool:
    """Whether the first row is data of GDELT's events, which come without a header."""
    return (
        separator == "\t"
        and len(row) in (57, 58, 61)
        and row[0].isdigit()
        and len(row[1]) == 8
        and row[1].isdigit()
    )


def _as_text(kind: pa.DataType) -> pd.StringDtype | None:
    return pd.StringDtype("pyarrow", na_value=float("nan")) if kind == pa.string() else None
