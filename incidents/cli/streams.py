"""Incidents of many articles on their way out, a few at a time: memory does not grow with them."""

from __future__ import annotations

from typing import BinaryIO

import orjson
import pandas as pd

from incidents import formats
from incidents.cli.output import IN_TABLE, printable
from incidents.formats.geojson import features
from incidents.model.frame import empty_frame, records

WIDTHS = (11, 10, 9, 20, 9, 6, 6, 6, 20, 60)  # of the columns IN_TABLE
BRACKETS = {
    "json": (b"[\n", b"\n]\n"),
    "geojson": (b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"),
}


class Stream:
    """Writes frames of incidents one behind the other as one table, json, csv or geojson."""

    def __init__(self, target: BinaryIO, shape: str, rows: int = 0, *, begun: bool = False) -> None:
        self._target = target
        self._shape = shape
        self.rows = rows
        if not begun:
            self._begin()

    def write(self, frame: pd.DataFrame) -> None:
        """The frame's rows, behind those written before."""
        if len(frame):
            self._target.write(self._encoded(frame))
            self.rows += len(frame)
        self._target.flush()

    def end(self) -> None:
        """Closes the last bracket; a table of no incidents still has its header."""
        if self._shape == "csv" and not self.rows:
            self._target.write(formats.to_csv(empty_frame()))
        self._target.write(BRACKETS.get(self._shape, (b"", b""))[1])
        self._target.flush()

    def _begin(self) -> None:
        if self._shape == "table":
            self._target.write(_line(dict(zip(IN_TABLE, IN_TABLE, strict=True))))
        self._target.write(BRACKETS.get(self._shape, (b"", b""))[0])

    def _encoded(self, frame: pd.DataFrame) -> bytes:
        if self._shape == "table":
            return b"".join(map(_line, records(frame)))
        if self._shape == "csv":
            data = formats.to_csv(frame)
            return data if not self.rows else data.partition(b"\r\n")[2]
        objects = features(frame) if self._shape == "geojson" else records(frame)
        joined = b",\n".join(map(orjson.dumps, objects))
        return joined if not self.rows else b",\n" + joined


def _line(row: dict[str, object]) -> bytes:
    """One incident in columns of fixed width, for long cells cut."""
    cells = [_cell(row[name], width) for name, width in zip(IN_TABLE, WIDTHS, strict=True)]
    return ("  ".join(cells).rstrip() + "\n").encode()


def _cell(value: object, width: int) -> str:
    text = printable(value)
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)
