"""Bytes made text: by their mark, by what is declared, as UTF-8, or as an older code page."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes as guess

from incidents.errors import BadArticle

MAX_BYTES = 2_000_000  # a book of 300 pages; no report is longer
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LEGACY = ("cp1251", "cp1252", "koi8_r", "cp1256", "iso8859_15", "utf_16_le", "utf_16_be")
META_WITHIN = 4_096  # bytes; browsers look no further either
# What browsers read under these names: the wider page, since servers say the narrower one.
WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def decoded(data: bytes, declared: str | None = None, limit: int = MAX_BYTES) -> str:
    """The text of these bytes, in UTF-8, UTF-16 or an older code page.

    `declared` is a charset that came with them; where it does not fit, it is not believed.
    """
    if not data.strip():
        raise BadArticle("the article is empty; hand in the text of a report")
    if len(data) > limit:
        raise BadArticle(f"the article is over {limit // 1_000_000} MB; no report is")
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _read_as(data, encoding)
    for charset in (_known(declared), "utf-8"):
        text = _tried(data, charset)
        if text is not None and "\x00" not in text:
            return text
    return _guessed(data)


def page_text(data: bytes, declared: str | None = None, limit: int = MAX_BYTES) -> str:
    """The text of a web page: its server's charset, else its own, as browsers decide it."""
    named = _META.search(data[:META_WITHIN])
    own = named.group(1).decode("ascii") if named else None
    if data.startswith(tuple(BOMS)):
        return decoded(data, None, limit)
    for charset in (declared, own, "utf-8"):
        text = _tried(data, _known(charset))
        if text is not None:
            return text
    # A broken byte in a page of a known charset costs that character, not the page.
    charset = _known(declared) or _known(own)
    return data.decode(charset, "replace") if charset else decoded(data, None, limit)


def _known(charset: str | None) -> str | None:
    """The codec of that name; None for one that does not exist or turns no bytes into text."""
    try:
        info = codecs.lookup(charset) if charset else None
    except LookupError:
        return None
    if info is None or not info._is_text_encoding:
        return None
    return WIDER.get(info.name, info.name)


def _tried(data: bytes, charset: str | None) -> str | None:
    try:
        return data.decode(charset) if charset else None
    except UnicodeDecodeError:
        return None


def _read_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadArticle(
            f"the file says it is {encoding.upper()} and is not; save it as UTF-8 text"
        ) from error


def _guessed(data: bytes) -> str:
    """The likeliest reading in the code pages that our languages were written in."""
    best = guess(data, cp_isolation=list(LEGACY)).best()
    text = str(best) if best else ""
    if not text or "\x00" in text or _is_noise(text):
        raise BadArticle("this is not text in a known encoding; save the article as UTF-8 text")
    return text


def _is_noise(text: str) -> bool:
    """Whether control characters show that the bytes were never text."""
    odd = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\v")
    return odd > len(text) / 200
