"""Reads an article and lists its incidents, each with its verbatim quote."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from incidents import settings
from incidents.cli import output
from incidents.errors import BadParameter, StoreLocked, UsageError
from incidents.model import Article, to_frame
from incidents.news import from_bytes, from_file
from incidents.pipeline import Reading, handover, shared_reader
from incidents.store import Store

EXIT_NOTHING_FOUND = 2


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("article", metavar="FILE|-", help="a text or Markdown file; - is stdin")
    command.add_argument("--published", metavar="DAY", help="day of publication, as 2022-01-06")
    command.add_argument("--language", metavar="CODE", help="such as nl; found out if not given")
    command.add_argument("--source", help="who published it")
    command.add_argument("--url", help="where it was published")
    command.add_argument("--format", choices=output.SHAPES, default="table")
    command.add_argument("--save", action="store_true", help="keep the incidents in the store")


def run(options: argparse.Namespace) -> int:
    reading = shared_reader(_progress).read(_article(options))
    output.write(to_frame(reading.incidents), options.format)
    if not reading.incidents:
        output.tell(
            "incidents: no incident was found in this article; an article that reports what"
            " happened, in one of the languages read, would be right"
        )
        return EXIT_NOTHING_FOUND
    if options.save:
        output.tell(_save(reading))
    return 0


def _article(options: argparse.Namespace) -> Article:
    if options.article.startswith(("http://", "https://")):
        raise UsageError(
            "articles are not fetched from the web here; save the page as text and name the file"
        )
    about = {
        "published": _day(options.published),
        "language": options.language,
        "source": options.source,
        "url": options.url,
    }
    if options.article == "-":
        return from_bytes(sys.stdin.buffer.read(), **about)
    return from_file(Path(options.article), **about)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadParameter(
            "published", f"--published must be a day such as 2022-01-06; got {text!r}"
        ) from None


def _save(reading: Reading) -> str:
    """Keeps the reading, by way of the dashboard where that has the store open."""
    path = settings.store_path()
    try:
        with Store.open(path) as store:
            commit = store.add(
                reading.incidents, [reading.article], author="command line", reason="read"
            )
            added = commit.added if commit else 0
            return f"{added} incidents added to {path}"
    except StoreLocked as locked:
        answer = handover.send(reading.article, path, locked)
        return f"{answer} incidents added through the running dashboard"


def _progress(fraction: float, what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {fraction:4.0%}", end="\n" if fraction >= 1 else "", file=sys.stderr)
