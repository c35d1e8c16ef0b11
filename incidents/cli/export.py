"""Writes the incidents that fit the filters to a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from incidents import formats, settings
from incidents.cli import output
from incidents.errors import StoreLocked, UsageError
from incidents.pipeline import handover
from incidents.query import PARAMETERS, Query
from incidents.store import Store

Writer = Callable[[pd.DataFrame, list[str]], bytes]  # the incidents, and whom to credit
WRITERS: dict[str, Writer] = {
    ".csv": lambda frame, _: formats.to_csv(frame),
    ".geojson": lambda frame, credit: formats.to_geojson(frame, attribution=credit),
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    for name, parameter in PARAMETERS.items():
        command.add_argument(
            f"--{name}", action="append", metavar="VALUE",
            help="as in a link" + ("; may be repeated" if parameter.several else ""),
        )  # fmt: skip
    command.add_argument("--output", required=True, metavar="FILE", help="*.csv or *.geojson")


def run(options: argparse.Namespace) -> int:
    target = Path(options.output)
    if target.suffix not in WRITERS:
        raise UsageError(f"--output must end in {' or '.join(WRITERS)}; got {target.name!r}")
    given = {name: getattr(options, name) for name in PARAMETERS if getattr(options, name)}
    query = Query.from_params(given)
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {str(target.parent)!r} to write {target.name!r} in")
    target.write_bytes(_exported(query, target.suffix))
    output.tell(f"written to {target}")
    return 0


def _exported(query: Query, suffix: str) -> bytes:
    """The file's content, by way of the dashboard where that has the store open."""
    path = settings.store_path()
    if not path.exists():
        raise UsageError(f"there is no store at {path}; INCIDENTS_STORE may name another")
    try:
        with Store.open(path) as store:
            return WRITERS[suffix](store.frame(query), store.attribution(query))
    except StoreLocked as locked:
        return handover.fetch(f"/api/incidents{suffix}", query.to_params(), path, locked)
