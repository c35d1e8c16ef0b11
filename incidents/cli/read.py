"""Reads articles and lists their incidents, each with its verbatim quote.

A web address is fetched because it is named here, and only then; http and https, public addresses
alone. Many articles come as a folder, a .jsonl or .parquet table (columns text, title, published,
url, source, language) or an RSS or Atom feed.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from incidents import settings
from incidents.cli import many, output
from incidents.errors import BadParameter, UsageError
from incidents.model import Article, to_frame
from incidents.news import (
    About,
    Collection,
    Guard,
    collection_at,
    feed_at,
    fetched,
    from_bytes,
    from_document,
    from_feed,
    from_file,
    is_feed,
)
from incidents.pipeline import Reading, shared_reader
from incidents.pipeline.keeping import Keeper
from incidents.pipeline.recalling import recollection_at

EXIT_NOTHING_FOUND = 2
FOLLOWED = 50  # pages of a feed that are fetched unless --limit says otherwise


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "article", metavar="FILE|FOLDER|URL|-",
        help="a text, Markdown, HTML, Word or PDF file, a folder of them, a .jsonl or .parquet"
        " table, a web address, a feed; - is stdin",
    )  # fmt: skip
    command.add_argument("--published", metavar="DAY", help="day of publication, as 2022-01-06")
    command.add_argument("--language", metavar="CODE", help="such as nl; found out if not given")
    command.add_argument("--source", help="who published it")
    command.add_argument("--url", help="where it was published")
    command.add_argument("--format", choices=output.SHAPES, default="table")
    command.add_argument("--save", action="store_true", help="keep the incidents in the store")
    _add_many(command.add_argument_group("for many articles"))


def _add_many(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--output", metavar="FILE", help="write there; a run that broke off goes on where it was"
    )
    group.add_argument(
        "--again", action="store_true", help="with --save: read also what is in the store already"
    )
    group.add_argument("--jobs", type=_count, metavar="N", help="processes; found out if not given")
    group.add_argument(
        "--follow-links", action="store_true", help="of a feed: fetch the page of each entry"
    )
    group.add_argument("--limit", type=_count, metavar="N", help="of a feed: the first N entries")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 1_000:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 1000; got {text[:20]!r}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    _day(options.published)
    found = _named(options)
    if not isinstance(found, Article):
        return many.run(found, options)
    if options.output:
        raise UsageError("--output is for many articles; send the output of one to a file with >")
    return _one(found, options)


def _one(article: Article, options: argparse.Namespace) -> int:
    memory = output.told_memory(recollection_at())
    reading = shared_reader(_progress).read(article, memory=memory)
    output.write(to_frame(reading.incidents), options.format)
    for notice in reading.notices:
        output.tell(f"notice: {notice}")
    if reading.recalled:
        output.tell(
            f"{reading.recalled} of {len(reading.incidents)} incidents placed as corrected before"
        )
    if not reading.incidents:
        output.tell(
            "incidents: no incident was found in this article; an article that reports what"
            " happened, in one of the languages read, would be right"
        )
        return EXIT_NOTHING_FOUND
    if reading.article.published is None:
        output.tell(
            "notice: without --published, the day of publication, words such as"
            " “Wednesday” have no date"
        )
    if options.save:
        output.tell(_save(reading))
    return 0


def _named(options: argparse.Namespace) -> Article | Collection:
    """The article or the articles that the command names."""
    if options.article.lower().startswith(("http://", "https://")):
        return _fetched(options)
    if options.article == "-":
        return from_bytes(sys.stdin.buffer.read(), **_about(options))
    if not options.article:
        raise UsageError("name a file, a folder, a web address, or - for stdin; got ''")
    path = Path(options.article)
    several = collection_at(path, _about_many(options))
    if several is not None:
        return several
    data = feed_at(path)
    return _feed(data, options) if data else from_file(path, **_about(options))


def _fetched(options: argparse.Namespace) -> Article | Collection:
    document = fetched(options.article)
    if is_feed(document.data):
        return _feed(document.data, options)
    if options.url:
        raise UsageError("--url is for a text or file; this article is at the address named")
    about = {name: value for name, value in _about(options).items() if name != "url"}
    return from_document(document, **about)


def _feed(data: bytes, options: argparse.Namespace) -> Collection:
    guard = Guard() if options.follow_links else None
    limit = options.limit or (FOLLOWED if guard else None)
    return from_feed(data, about=_about_many(options), guard=guard, limit=limit)


def _about(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "published": options.published, "language": options.language,
        "source": options.source, "url": options.url,
    }  # fmt: skip


def _about_many(options: argparse.Namespace) -> About:
    return About(options.published, options.language, options.source)


def _day(text: str | None) -> None:
    try:
        date.fromisoformat(text or "2022-01-06")
    except ValueError:
        raise BadParameter(
            "published", f"--published must be a day such as 2022-01-06; got {text!r}"
        ) from None


def _save(reading: Reading) -> str:
    """Keeps the reading, by way of the dashboard where that has the store open."""
    keeper = Keeper(settings.store_path())
    return f"{keeper.keep([reading], 'read')} incidents added to {keeper.path}"


def _progress(fraction: float, what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {fraction:4.0%}", end="\n" if fraction >= 1 else "", file=sys.stderr)
