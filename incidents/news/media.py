"""What a file is, told by its content; its name and declared type only say how to refuse it."""

from __future__ import annotations

import re
from enum import StrEnum

from incidents.errors import BadArticle

LOOK = 4_096  # bytes at the start in which a page or a feed shows itself
PDF_MARK_WITHIN = 1_024  # bytes: where readers of PDF still accept its mark


class Media(StrEnum):
    """A kind of file that articles are read from."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    FEED = "feed"


# What other files begin with, and what would be right instead.
REFUSED = {
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as .docx or as text",
    b"{\\rtf": "an RTF file; save it as .docx or as text",
    b"\x89PNG": "a picture; an article is text",
    b"\xff\xd8\xff": "a picture; an article is text",
    b"GIF8": "a picture; an article is text",
    b"RIFF": "a picture or a sound; an article is text",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"Rar!": "a compressed file; unpack it first",
    b"7z\xbc\xaf": "a compressed file; unpack it first",
    b"PAR1": "a Parquet table of articles; the command `read` takes it by its file name",
}
_FEED = re.compile(r"<(?:rss|rdf:rdf|(?:\w+:)?feed)[\s>]", re.I)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title)[\s>]", re.I)
_TAG = re.compile(
    r"</?(?:p|div|article|section|span|br|h[1-6]|a|ul|table|main)(?:\s[^<>]*)?/?>", re.I
)
_JSON_NAME = re.compile(r"\.(?:geo)?json$", re.I)
_HTML_NAME = re.compile(r"\.x?html?$", re.I)


def media_of(data: bytes, name: str | None = None, declared: str | None = None) -> Media:
    """The kind of file that these bytes are; BadArticle for a kind that holds no article."""
    for mark, what in REFUSED.items():
        if data.startswith(mark):
            raise BadArticle(f"this is {what}")
    if b"%PDF-" in data[:PDF_MARK_WITHIN]:
        return Media.PDF
    if data.startswith(b"PK\x03\x04"):
        return Media.DOCX
    start = _start(data)
    if start.startswith("<") and _FEED.search(start):
        return Media.FEED
    if _JSON_NAME.search(name or "") and start[:1] in ("{", "["):
        raise BadArticle("this is JSON; articles come as .jsonl, one object with a `text` a line")
    page = start.startswith("<") and (_PAGE.search(start) or _TAG.match(start))
    said = _HTML_NAME.search(name or "") or "html" in (declared or "")
    if page or (said and (_PAGE.search(start) or _TAG.search(start))):
        return Media.HTML
    if start.startswith("<?xml"):
        raise BadArticle("this is XML that is neither a web page nor a feed; paste its text")
    return Media.TEXT


def _start(data: bytes) -> str:
    """The first characters, in whatever encoding: marks are written in ASCII."""
    head = data[:LOOK].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore").lstrip()
    return head.decode("latin-1").lstrip()
