"""Where a long run stands, so that one which broke off goes on where it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

import orjson

from incidents.errors import UsageError


@dataclass(slots=True)
class Progress:
    """The file beside an output: what has been dealt with, and how far the output was then."""

    path: Path
    done: set[str] = field(default_factory=set)
    size: int = 0  # bytes of the output that are sure
    rows: int = 0

    @classmethod
    def beside(cls, output: Path, run: dict[str, Any]) -> Self:
        """The progress of this run so far; UsageError where the file is that of another run."""
        progress = cls(output.with_name(output.name + ".progress"))
        lines = progress.path.read_bytes().splitlines() if progress.path.exists() else []
        if lines and output.exists():
            progress._resume(lines, run)
        else:
            progress.path.write_bytes(orjson.dumps(run) + b"\n")
        return progress

    def _resume(self, lines: list[bytes], run: dict[str, Any]) -> None:
        try:
            first, *steps = [orjson.loads(line) for line in lines[:-1]] + _whole(lines[-1])
        except ValueError as error:
            raise UsageError(f"{self.path} is damaged; remove it to begin anew") from error
        if first != run:
            raise UsageError(
                f"{self.path} is of another run (input, format or options differ);"
                " remove it to begin anew"
            )
        for step in steps:
            self.done.update(step["done"])
            self.size, self.rows = step["size"], step["rows"]

    def step(self, done: list[str], output: BinaryIO, rows: int) -> None:
        """Notes that these are dealt with and written."""
        output.flush()
        self.done.update(done)
        self.size, self.rows = output.tell(), rows
        with self.path.open("ab") as file:
            told = {"done": done, "size": self.size, "rows": rows}
            file.write(orjson.dumps(told) + b"\n")

    def finish(self) -> None:
        self.path.unlink(missing_ok=True)


def _whole(line: bytes) -> list[Any]:
    """The last line, unless the run broke off while it was written."""
    try:
        return [orjson.loads(line)]
    except orjson.JSONDecodeError:
        return []
