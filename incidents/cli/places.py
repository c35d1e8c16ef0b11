"""Lists every place that a text names, and where it lies."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from incidents.cli import output
from incidents.news import from_bytes, from_file
from incidents.pipeline.places import place_frame
from incidents.pipeline.recalling import recollection_at


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", metavar="FILE|-")
    command.add_argument("--language", metavar="CODE")
    command.add_argument("--format", choices=("table", "json"), default="table")


def run(options: argparse.Namespace) -> int:
    about = {"language": options.language}
    if options.text == "-":
        article = from_bytes(sys.stdin.buffer.read(), **about)
    else:
        article = from_file(Path(options.text), **about)
    memory = output.told_memory(recollection_at())
    found = place_frame(article.text, article.language, memory)
    if options.format == "json":
        output.write_bytes(output.as_json(found))
    else:
        output.write_table(found)
    return 0
