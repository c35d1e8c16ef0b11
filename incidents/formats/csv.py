"""The table as CSV that spreadsheets open without running anything in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import IO

import orjson
import pandas as pd

from incidents.formats.about import About
from incidents.formats.cells import from_text
from incidents.model import empty_frame
from incidents.model.frame import COLUMNS, DAYS

DESCRIBED = ".csv-metadata.json"  # how the file beside a CSV ends
DATATYPES = {
    "str": "string",
    "float64": "double",
    "Int64": "integer",
    "boolean": "boolean",
    "datetime64[s]": "date",
}
# A cell that begins like this is a formula to a spreadsheet, in full-width signs too; a quote in
# front makes it text. One that begins with quotes gets one more, so that `read_csv` can tell them
# apart. Numbers are written by us and need none.
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a header and ISO days; empty where unknown; text never read as a formula."""
    safe = frame.copy()
    for name in safe.columns:
        if name in DAYS:
            safe[name] = safe[name].dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_string_dtype(safe[name].dtype):
            safe[name] = safe[name].map(_as_text, na_action="ignore")
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode()


def write_csv(batches: Iterable[pd.DataFrame], _: About, target: IO[bytes]) -> None:
    """All rows under one header. CSV stays a pure table: `described` says what it is about."""
    for number, batch in enumerate(_at_least_one(batches)):
        lines = to_csv(batch)
        target.write(lines if number == 0 else lines.partition(b"\r\n")[2])


def described(about: About) -> bytes:
    """What a CSV of ours holds, as the W3C's metadata for tabular data: a file beside it.

    https://www.w3.org/TR/tabular-metadata/: found by programs as `NAME.csv-metadata.json`. Its
    `notes` hold the filters and the version of the data, its `tableSchema` the types.
    """
    columns = [
        {"name": name, "titles": name, "datatype": DATATYPES[kind]}
        for name, kind in COLUMNS.items()
    ]
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "incidents.csv",
        "dc:title": "Incidents",
        "notes": [about.told()],
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n"


def read_csv(data: bytes) -> pd.DataFrame:
    """The table that `write_csv` wrote, cell for cell."""
    frame = pd.read_csv(io.BytesIO(data), dtype="str", keep_default_na=False, na_values=[""])
    for name in frame.columns:
        if COLUMNS.get(name) == "str":
            frame[name] = frame[name].map(as_written, na_action="ignore")
    return from_text(frame)


def _at_least_one(batches: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The batches; a table of no rows where there are none, for its header."""
    none = True
    for batch in batches:
        none = False
        yield batch
    if none:
        yield empty_frame()


def _as_text(cell: str) -> str:
    text = cell.replace("\x00", "\ufffd")  # no reader of CSV takes a file that holds it
    return f"'{text}" if FORMULA.match(text) else text


def as_written(cell: str) -> str:
    """The text that `to_csv` made safe, as it was."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
