"""Loads exports of incidents, unedited, and accounts for every row.

ACLED, UCDP GED and GDELT are known by what is in them; of any other table the columns are guessed
from their names. What a file leaves open is asked, never guessed: --dates, --kind and --column
settle it, and hold for the next file with the same header.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import orjson

from incidents import settings
from incidents.cli import output
from incidents.errors import UsageError
from incidents.model.report import Reasons
from incidents.pipeline.asked import Named, keep_in
from incidents.pipeline.loading import Choices, Kept, Loading
from incidents.pipeline.recognised import FIRST, KNOWN

SHOWN = 8  # reasons of each sort on the terminal; --format json has all


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="CSV, XLSX, Parquet, JSON, GeoJSON, KML, GPX, GeoPackage or shapefile, zipped or not",
    )
    command.add_argument(
        "--as", dest="shape", metavar="SHAPE", choices=[*KNOWN],
        help=f"what the file is, whatever its headers say: {', '.join(KNOWN)}",
    )  # fmt: skip
    command.add_argument("--kind", help="the kind of every row that names none")
    command.add_argument(
        "--dates", choices=FIRST, help="what comes first in a date; none reads no such dates"
    )
    command.add_argument(
        "--column", action="append", default=[], metavar="PART=HEADER",
        help="the column that plays a part, as lat=Breite; may be repeated",
    )  # fmt: skip
    command.add_argument(
        "--afresh", action="store_true",
        help="without the choices made for an earlier file with the same header",
    )  # fmt: skip
    command.add_argument(
        "--mapping", metavar="NAME", help="read by the columns and choices kept under that name"
    )
    command.add_argument(
        "--save-mapping", metavar="NAME",
        help="keep the columns and choices of this load under a name, for --mapping",
    )  # fmt: skip
    command.add_argument(
        "--format", choices=["table", "json"], default="table", help="json: the account on stdout"
    )


def run(options: argparse.Namespace) -> int:
    choices = Choices(options.shape, options.kind, options.dates, _columns(options.column))
    named = Named(options.mapping, options.save_mapping)
    reports = []
    for name in options.files:
        kept = keep_in(
            settings.store_path(), Path(name), choices, _watched, recall=not options.afresh,
            named=named,
        )  # fmt: skip
        reports.append(kept.report)
        _tell(kept)
    if options.format == "json":
        told = [report.as_values() for report in reports]
        output.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    return 0


def _watched(found: Loading) -> Loading:
    """The same, with the rows counted on a terminal."""
    from tqdm import tqdm

    with tqdm(desc="Loading", unit=" rows", file=sys.stderr, disable=None) as bar:
        for frame, report in found:
            bar.update(report.rows - bar.n)
            yield frame, report


def _columns(told: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = [one.partition("=") for one in told]
    if wrong := [part for part, equals, header in pairs if not (part and equals and header)]:
        raise UsageError(f"--column takes PART=HEADER, as lat=Breite; got {wrong[0]!r}")
    return tuple((part.strip(), header.strip()) for part, _, header in pairs)


def _tell(kept: Kept) -> None:
    report = kept.report
    done = f"{kept.added} new, {kept.changed} changed" if kept.version else "nothing new"
    output.tell(
        f"{report.file}: {report.shape}; {report.rows} rows = {report.kept} kept"
        f" + {report.folded} folded + {sum(one.count for one in report.dropped.values())} dropped;"
        f" {done}"
    )
    if kept.recalled is not None:
        output.tell(
            f"  read with the choices of an earlier file with the same header, kept in version"
            f" {kept.recalled}; --afresh reads without them"
        )
    _reasons("dropped", report.dropped)
    _reasons("doubted", report.doubted)
    if report.geocoded:
        output.tell(f"  {report.geocoded} placed by their words")
    if report.unplaced:
        output.tell(f"  {report.unplaced} without a place on the map")
    for column, ways in report.ambiguous.items():
        told = " or ".join(ways)
        output.tell(f"  {column!r} may be {told}: no dates were read; --dates day or month says")
    for note in (*report.notes, *filter(None, [report.attribution])):
        output.tell(f"  {note}")


def _reasons(what: str, reasons: Reasons) -> None:
    most = sorted(reasons.items(), key=lambda one: -one[1].count)
    for reason, tally in most[:SHOWN]:
        rows = ", ".join(map(str, tally.first))
        output.tell(f"  {what}: {tally.count} {reason} (row {rows})")
    if len(most) > SHOWN:
        output.tell(f"  {what}: {len(most) - SHOWN} more reasons; --format json tells them")
