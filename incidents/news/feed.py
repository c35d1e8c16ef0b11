"""The entries of an RSS or Atom feed, by feedparser."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import lxml.html

from incidents.errors import BadArticle

MAX_ENTRIES = 500  # feeds hold the last 10 to 100; an archive comes as a folder or a table
LONGEST_FACT = 300
LONGEST_TEXT = 400_000
BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre",
    "section", "table", "tr", "ul",
)  # fmt: skip


def read(data: bytes) -> dict[str, object]:
    """`title` and `entries`, each with title, link, published, updated and text."""
    found = feedparser.parse(io.BytesIO(data))  # bytes alone would be taken for an address
    if not found.entries:
        raise BadArticle("this feed holds no entries" + (", or is damaged" if found.bozo else ""))
    return {
        "title": _line(found.feed.get("title")),
        "entries": [_entry(entry) for entry in found.entries[:MAX_ENTRIES]],
        "left_out": max(0, len(found.entries) - MAX_ENTRIES),
    }


def _entry(entry: Any) -> dict[str, str | None]:
    texts = [part.get("value", "") for part in entry.get("content", [])]
    longest = max([*texts, entry.get("summary", "")], key=len)
    return {
        "title": _line(entry.get("title")),
        "link": entry.get("link"),
        "published": _day(entry.get("published")),
        "updated": _day(entry.get("updated")),
        "text": _plain(longest[:LONGEST_TEXT]),
    }


def _line(markup: str | None) -> str | None:
    return " ".join(_plain(markup).split())[:LONGEST_FACT] or None if markup else None


def _plain(markup: str) -> str:
    """The text of a fragment of HTML, a blank line between its blocks."""
    if not markup.strip():
        return ""
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    for node in root.iter(*BLOCKS):
        node.tail = "\n\n" + (node.tail or "")
        node.text = "\n\n" + (node.text or "") if node is not root else node.text
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", root.text_content()).strip()


def _day(words: str | None) -> str | None:
    """The day as its own clock shows it: in UTC a late evening would be the day after."""
    day = _moment(words.strip()) if words else None
    return day.isoformat() if day else None


def _moment(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass  # RSS writes days as mail does
    try:
        return parsedate_to_datetime(words).date()
    except ValueError:
        return None
