"""Adds coordinates and their precision to a table with a place column; offline unless told.

Answers of online services are kept as they come: a run that was stopped, started again, goes on
where it was. Exit code 1 means that a service failed on some names; the rest is written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from incidents import settings
from incidents.cli import output
from incidents.errors import UsageError
from incidents.formats import read_table, write_table, writer_for
from incidents.pipeline.geocoding import geocoded
from incidents.pipeline.questions import Asked
from incidents.pipeline.recalling import recollection_at

FAILED = 1  # exit code
SHOWN = 20  # names of each sort on the terminal; --report has more
LONGEST = 80  # characters of a name that a report shows


DID = {
    "answered": "answered", "nothing": "not known there", "kept": "kept from before",
    "refused": "refused", "failed": "failed", "not_asked": "not asked while it rested",
}  # fmt: skip


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="FILE", help="a CSV, XLSX or Parquet file")
    command.add_argument("--column", required=True, help="the column that names the place")
    command.add_argument("--country-column", help="a column of countries: names or ISO codes")
    command.add_argument("--output", metavar="FILE", help="*.csv, *.xlsx or *.parquet; else stdout")
    command.add_argument(
        "--online", metavar="SERVICES", action="append",
        help="online geocoders to ask for what the gazetteer does not know, such as nominatim;"
        " in place of those INCIDENTS_GEOCODERS names; '' asks nobody",
    )  # fmt: skip
    command.add_argument("--report", metavar="FILE.json", help="the account of every row, as JSON")


def run(options: argparse.Namespace) -> int:
    table = read_table(Path(options.table))
    _check(options)
    services = _services(options.online)
    memory = output.told_memory(recollection_at())
    try:
        placed = geocoded(
            table, options.column, options.country_column, _progress, services, memory
        )
    except KeyboardInterrupt:
        if services or settings.online_geocoders():
            output.tell("what services answered is kept; the same command goes on from there")
        raise
    report = placed.attrs.pop("report")
    if options.output:
        write_table(placed, Path(options.output))
    else:
        output.write_bytes(placed.to_csv(index=False).encode())
    if options.report:
        Path(options.report).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2))
    _tell(report)
    return FAILED if report["failed"] else 0


def _check(options: argparse.Namespace) -> None:
    """UsageError for what cannot be written, before hours of asking and not after."""
    if options.output:
        writer_for(Path(options.output))
    for name in (options.output, options.report):
        if name and not Path(name).absolute().parent.is_dir():
            raise UsageError(f"there is no folder to write {name!r} in")


def _services(online: list[str] | None) -> tuple[str, ...] | None:
    """The services that the command names, None where it names none."""
    return settings.listed_geocoders(" ".join(online)) if online else None


def _progress(asked: Iterable[Asked]) -> Iterable[Asked]:
    """The names, with a bar on a terminal while they are looked up."""
    from tqdm import tqdm

    bar: Iterable[Asked] = tqdm(asked, "Looking up", unit=" names", file=sys.stderr, disable=None)
    return bar


def _tell(report: dict[str, Any]) -> None:
    output.tell(f"{report['placed']} of {report['rows']} rows placed")
    if report["remembered"]:
        output.tell(f"names placed as they were corrected before: {len(report['remembered'])}")
        _list("corrected", report["remembered"])
    _unanswered(report["failed"])
    _list("not found", report["not_found"], " rows")
    _list("doubtful", report["doubtful"])
    _list("no country of that name", report["unknown_countries"], " rows")
    if report["swapped"]:
        rows = ", ".join(map(str, report["swapped"][:SHOWN]))
        output.tell(f"  latitude and longitude look swapped in row {rows}; they were left as given")
    for service, did in report["services"].items():
        output.tell(f"  {service}: {_account(did)}")
    if report["attribution"]:
        output.tell(f"  places: {'; '.join(report['attribution'])}")


def _account(did: dict[str, Any]) -> str:
    """What one service did, in words, what did not occur left out."""
    counts = [f"{did[name]} {words}" for name, words in DID.items() if did[name]]
    last = [f"last failure: {did['last_failure']}"] if did["last_failure"] else []
    return "; ".join([", ".join(counts), *last])


def _unanswered(failed: dict[str, str]) -> None:
    """The names that services failed on, those of one reason together."""
    names: dict[str, list[str]] = {}
    for name, why in failed.items():
        names.setdefault(why, []).append(_shown(name))
    for why, named in list(names.items())[:SHOWN]:
        more = [f"and {len(named) - SHOWN} more"] if len(named) > SHOWN else []
        said = why if why.startswith("not asked") else f"not answered, {why}"
        output.tell(f"  {said}: {', '.join([*named[:SHOWN], *more])}")


def _list(what: str, found: dict[str, Any], unit: str = "") -> None:
    for name, told in list(found.items())[:SHOWN]:
        output.tell(f"  {what}: {_shown(name)} ({told}{unit})")
    if len(found) > SHOWN:
        output.tell(f"  {what}: and more, which --report lists")


def _shown(name: str) -> str:
    """The name in quotation marks, cut where no terminal would show it."""
    return repr(name if len(name) <= LONGEST else f"{name[:LONGEST]}…")
