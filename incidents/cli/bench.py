"""Measures speed and memory on this machine and prints medians."""

from __future__ import annotations

import argparse

from incidents import bench
from incidents.cli import output


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "parts", nargs="*", metavar="PART", help=f"which of {', '.join(bench.PARTS)}; default: all"
    )


def run(options: argparse.Namespace) -> int:
    output.write_table(bench.run(options.parts, output.tell))
    return 0
