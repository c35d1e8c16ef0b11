"""Measures speed and memory on this machine and prints medians."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from incidents import bench
from incidents.cli import output
from incidents.errors import UsageError

MAKE = "make"
MOST_MADE = 200_000_000  # rows; some eighty bytes each on the disk without texts


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"which of {', '.join(bench.PARTS)}; default: all but"
        f" {', '.join(bench.OF_STORE)}; or {MAKE} ROWS:"
        " write a store of that many rows to --store",
    )
    command.add_argument(
        "--store",
        type=Path,
        metavar="FILE",
        help=f"what {MAKE} writes, or the store to measure",
    )
    command.add_argument(
        "--rows", type=int, default=bench.ROWS, help="load, drop: how many rows the file has"
    )
    command.add_argument(
        "--no-text", action="store_true", help=f"{MAKE}: rows without titles and quotes"
    )


def run(options: argparse.Namespace) -> int:
    if options.parts and options.parts[0] == MAKE:
        return _make(options)
    output.tell(f"on {_machine()}")
    if not 0 < options.rows <= MOST_MADE:
        raise UsageError(f"--rows is a number from 1 to {MOST_MADE:,}; got {options.rows}")
    output.write_table(bench.run(options.parts, output.tell, options.store, options.rows))
    return 0


def _make(options: argparse.Namespace) -> int:
    rows = options.parts[1] if len(options.parts) == 2 else ""
    if not (rows.isascii() and rows.isdigit() and 0 < int(rows[:12]) <= MOST_MADE):
        raise UsageError(
            f"write bench {MAKE} ROWS --store FILE, with a whole number of rows up to {MOST_MADE:,}"
        )
    if options.store is None or options.store.exists():
        raise UsageError(f"bench {MAKE} needs --store FILE, where no file is yet")
    measure = bench.make(options.store, int(rows), text=not options.no_text)
    output.tell(f"made {int(rows):,} rows in {measure.values[0] / 1_000:,.1f} s")
    return 0


def _machine() -> str:
    """What the figures were measured on, and how busy it was."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f},"
        f" Python {platform.python_version()}"
    )
