"""Frames on stdout in the shapes that commands offer."""

from __future__ import annotations

import sys
import unicodedata

import orjson
import pandas as pd

from incidents import formats
from incidents.model.frame import records
from incidents.pipeline.memory import Recollection

SHAPES = ("table", "json", "csv", "geojson")
WIDEST_CELL = 60
UNSHOWN = frozenset({"Cc", "Cf", "Cs"})  # controls, invisible formatting, halves of letters
JOINERS = "\u200c\u200d"  # which shape the letters of some scripts
IN_TABLE = (
    "kind", "date", "date_precision", "place", "geo_precision", "killed_min", "killed_max",
    "hedged", "attributed_to", "quote",
)  # fmt: skip


def write(frame: pd.DataFrame, shape: str) -> None:
    """The incidents on stdout as a table for people, or as json, csv or geojson."""
    if shape == "table":
        write_table(frame[[name for name in IN_TABLE if name in frame]])
    else:
        write_bytes(
            {"json": as_json, "csv": formats.to_csv, "geojson": formats.to_geojson}[shape](frame)
        )


def as_json(frame: pd.DataFrame) -> bytes:
    """One JSON array of objects with the frame's column names."""
    return orjson.dumps(records(frame), option=orjson.OPT_INDENT_2)


def write_bytes(data: bytes) -> None:
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def write_table(frame: pd.DataFrame) -> None:
    """The frame in aligned columns, long cells cut."""
    shown = pd.DataFrame(
        {name: [_cell(row[name]) for row in records(frame)] for name in frame.columns}
    )
    write_bytes((shown.to_string(index=False) if len(shown) else "nothing").encode())


def _cell(value: object) -> str:
    text = printable(value)
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"


def printable(value: object) -> str:
    """One line that a terminal shows as it is: no escapes, no letters that turn the line round."""
    text = "" if value is None else " ".join(str(value).split())
    return "".join(
        char for char in text if char in JOINERS or unicodedata.category(char) not in UNSHOWN
    )


def tell(*words: object) -> None:
    """Something for the person at the terminal, beside the data."""
    print(*map(_shown, words), file=sys.stderr)


def _shown(words: object) -> str:
    indent = len(str(words)) - len(str(words).lstrip(" "))
    return " " * indent + printable(words)


def told_memory(memory: Recollection) -> Recollection:
    """The memory, after telling why it could not be asked, where it could not."""
    if memory.notice:
        tell(f"notice: {memory.notice}")
    return memory
