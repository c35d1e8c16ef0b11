"""Adds coordinates and their precision to a CSV with a place column, offline."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pandas as pd

from incidents.cli import output
from incidents.errors import UsageError
from incidents.news import decoded
from incidents.pipeline.places import geocoded


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="FILE.csv")
    command.add_argument("--column", required=True, help="the column that names the place")
    command.add_argument("--country-column", help="a column of ISO 3166-1 alpha-2 codes")
    command.add_argument("--output", metavar="FILE.csv", help="default: stdout")


def _table(path: Path) -> pd.DataFrame:
    """The file's table, whatever its encoding; commas, semicolons or tabs part its columns."""
    try:
        text = decoded(path.read_bytes())
        return pd.read_csv(
            io.StringIO(text), sep=_separator(text), dtype=str, keep_default_na=False
        )
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UsageError(f"{path} is no CSV with a header and rows of one length") from error


def _separator(text: str) -> str:
    header = text.lstrip("\n").partition("\n")[0]
    return max(",;\t", key=header.count)


def run(options: argparse.Namespace) -> int:
    frame = _table(Path(options.table))
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
