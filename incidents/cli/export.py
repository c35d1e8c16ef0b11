"""Writes the incidents that fit the filters to a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from incidents import settings
from incidents.cli import output
from incidents.errors import StoreLocked, UsageError
from incidents.formats import FILE_KINDS
from incidents.pipeline import handover
from incidents.pipeline.export import export
from incidents.query import PARAMETERS, Query
from incidents.store import Store


def add_arguments(command: argparse.ArgumentParser) -> None:
    for name, parameter in PARAMETERS.items():
        command.add_argument(
            f"--{name}", action="append", metavar="VALUE",
            help="as in a link" + ("; may be repeated" if parameter.several else ""),
        )  # fmt: skip
    endings = ", ".join(f"*{ending}" for ending in FILE_KINDS)
    command.add_argument("--output", required=True, metavar="FILE", help=endings)


def run(options: argparse.Namespace) -> int:
    target = Path(options.output)
    ending = target.suffix.lower()
    if ending not in FILE_KINDS:
        raise UsageError(f"--output must end in {', '.join(FILE_KINDS)}; got {target.name!r}")
    given = {name: getattr(options, name) for name in PARAMETERS if getattr(options, name)}
    query = Query.from_params(given)
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {str(target.parent)!r} to write {target.name!r} in")
    _written(query, ending, target)
    output.tell(f"written to {target}")
    return 0


def _written(query: Query, ending: str, target: Path) -> None:
    """The whole file or none: what was there before stays until all is written."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("wb") as file:
            _export(query, ending, file)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _export(query: Query, ending: str, file: IO[bytes]) -> None:
    """The file's content, by way of the dashboard where that has the store open."""
    path = settings.store_path()
    if not path.exists():
        raise UsageError(f"there is no store at {path}; INCIDENTS_STORE may name another")
    try:
        with Store.open(path) as store:
            export(store, query, ending, file)
    except StoreLocked as locked:
        handover.download(f"/api/incidents{ending}", query.to_params(), path, locked, file)
