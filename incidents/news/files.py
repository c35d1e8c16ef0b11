"""Articles from files and bytes, whatever their encoding and with their front matter read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import frontmatter
import yaml  # type: ignore[import-untyped]
from charset_normalizer import from_bytes as guess

from incidents.errors import BadArticle
from incidents.model import Article
from incidents.news.article import MAX_BYTES, from_text

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LEGACY = ("cp1251", "cp1252", "koi8_r", "cp1256", "iso8859_15", "utf_16_le", "utf_16_be")
FENCE = "---"


def from_file(
    path: str | Path,
    *,
    published: date | str | None = None,
    language: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """The article in a text or Markdown file; front matter gives title, language, day, source."""
    file = Path(path)
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        reason = error.strerror or "unknown"
        raise BadArticle(f"cannot read {str(file)[:200]!r}: {reason.lower()}") from error
    if size > MAX_BYTES:
        raise BadArticle(f"{file.name[:80]!r} is over {MAX_BYTES // 1_000_000} MB; no report is")
    return from_bytes(data, published=published, language=language, url=url, source=source)


def from_bytes(
    data: bytes,
    *,
    published: date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """The article in these bytes; what is handed in beside them wins over front matter."""
    facts, text = _unfenced(decoded(data))
    return from_text(
        text,
        published=published or _day_word(facts.get("published") or facts.get("date")),
        language=language or _word(facts.get("language")),
        title=title or _word(facts.get("title")),
        url=url or _word(facts.get("url")),
        source=source or _word(facts.get("source")),
    )


def decoded(data: bytes) -> str:
    """The text of these bytes, in UTF-8, UTF-16 or an older code page."""
    if not data.strip():
        raise BadArticle("the article is empty; hand in the text of a report")
    if len(data) > MAX_BYTES:
        raise BadArticle(f"the article is over {MAX_BYTES // 1_000_000} MB; no report is")
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _read_as(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    return text if "\x00" not in text else _guessed(data)


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


def _unfenced(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and the text behind it; a text without any comes back untouched."""
    if not text.startswith(FENCE):
        return {}, text
    try:
        facts, body = frontmatter.parse(text)
    except yaml.YAMLError as error:
        raise BadArticle(
            "the front matter between the --- lines is no YAML; write lines such as"
            " `published: 2022-01-06`"
        ) from error
    return dict(facts), body


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _day_word(value: object) -> date | str | None:
    return value if isinstance(value, date) else _word(value)
