"""Adds coordinates and their precision to a table with a place column, offline."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from incidents.cli import output
from incidents.formats import read_table, write_table
from incidents.pipeline.geocoding import Asked, geocoded

SHOWN = 20  # names of each sort on the terminal; --report has more


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="FILE", help="a CSV, XLSX or Parquet file")
    command.add_argument("--column", required=True, help="the column that names the place")
    command.add_argument("--country-column", help="a column of countries: names or ISO codes")
    command.add_argument("--output", metavar="FILE", help="*.csv, *.xlsx or *.parquet; else stdout")
    command.add_argument("--report", metavar="FILE.json", help="the account of every row, as JSON")


def run(options: argparse.Namespace) -> int:
    table = read_table(Path(options.table))
    placed = geocoded(table, options.column, options.country_column, _progress)
    report = placed.attrs.pop("report")
    if options.output:
        write_table(placed, Path(options.output))
    else:
        output.write_bytes(placed.to_csv(index=False).encode())
    if options.report:
        Path(options.report).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2))
    _tell(report)
    return 0


def _progress(asked: Iterable[Asked]) -> Iterable[Asked]:
    """The names, with a bar on a terminal while they are looked up."""
    from tqdm import tqdm

    bar: Iterable[Asked] = tqdm(asked, "Looking up", unit=" names", file=sys.stderr, disable=None)
    return bar


def _tell(report: dict[str, Any]) -> None:
    output.tell(f"{report['placed']} of {report['rows']} rows placed")
    _list("not answered", report["failed"])
    _list("not found", report["not_found"], " rows")
    _list("doubtful", report["doubtful"])
    _list("no country of that name", report["unknown_countries"], " rows")
    if report["swapped"]:
        rows = ", ".join(map(str, report["swapped"][:SHOWN]))
        output.tell(f"  latitude and longitude look swapped in row {rows}; they were left as given")


def _list(what: str, found: dict[str, Any], unit: str = "") -> None:
    for name, told in list(found.items())[:SHOWN]:
        output.tell(f"  {what}: {name!r} ({told}{unit})")
