"""Writes the incidents that fit the filters to a file."""

from __future__ import annotations

import argparse
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from incidents import settings
from incidents.cli import output
from incidents.errors import StoreLocked, UsageError
from incidents.formats import DESCRIBED, FILE_KINDS
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
    if ending == ".csv":
        beside = _described(query)
        # of that version, also where somebody changes the data in between
        query = replace(query, version=int(beside["notes"][0]["data_version"]))
    _written(target, partial(_export, query, ending))
    output.tell(f"written to {target}")
    if ending == ".csv":
        about = target.with_suffix(DESCRIBED)
        words = json.dumps(
            {**beside, "url": quote(os.fsencode(target.name))}, ensure_ascii=False, indent=2
        )
        _written(about, lambda file: file.write(f"{words}\n".encode()))
        output.tell(f"its filters and data version are told in {about.name} beside it")
    return 0


def _described(query: Query) -> dict[str, Any]:
    """What the CSV of that query holds: filters, version of the data, types of its columns."""
    told = io.BytesIO()
    _export(query, DESCRIBED, told)
    return dict(json.loads(told.getvalue()))


def _written(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """The whole file or none: what was there before stays until all is written."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("wb") as file:
            write(file)
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
