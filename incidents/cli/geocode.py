"""Adds coordinates and their precision to a CSV with a place column, offline."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from incidents.cli import output
from incidents.errors import UsageError
from incidents.pipeline.places import geocoded


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="FILE.csv")
    command.add_argument("--column", required=True, help="the column that names the place")
    command.add_argument("--country-column", help="a column of ISO 3166-1 alpha-2 codes")
    command.add_argument("--output", metavar="FILE.csv", help="default: stdout")


def run(options: argparse.Namespace) -> int:
    try:
        frame = pd.read_csv(options.table, dtype=str, keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UsageError(f"{options.table} cannot be read as CSV: {error}") from error
    placed = geocoded(frame, options.column, options.country_column)
    data = placed.to_csv(index=False).encode()
    if options.output:
        Path(options.output).write_bytes(data)
    else:
        output.write_bytes(data)
    missing = placed[placed["lat"].isna()][options.column]
    output.tell(f"{len(placed) - len(missing)} of {len(placed)} rows placed")
    for name, reason in placed.attrs["failed"].items():
        output.tell(f"  not answered: {name!r} ({reason})")
    for name, rows in missing.value_counts().head(20).items():
        output.tell(f"  not found: {name!r} ({rows} rows)")
    return 0
