"""Writes the incidents that fit the filters to a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from incidents import formats, settings
from incidents.cli import output
from incidents.errors import UsageError
from incidents.query import PARAMETERS, Query
from incidents.store import Store

WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    ".csv": formats.to_csv,
    ".geojson": formats.to_geojson,
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
    with Store.open(settings.store_path()) as store:
        frame = store.frame(Query.from_params(given))
    target.write_bytes(WRITERS[target.suffix](frame))
    output.tell(f"{len(frame)} incidents written to {target}")
    return 0
