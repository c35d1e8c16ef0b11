"""Articles from files and bytes, whatever their kind and encoding.

1. What it is, by its content (media).
2. Text: its encoding (encodings) and its front matter. Pages, PDF and Word: their parsers (apart).
3. What the file says about itself, checked against what is handed in beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import frontmatter
import yaml  # type: ignore[import-untyped]

from incidents.errors import BadArticle, UsageError
from incidents.model import Article
from incidents.news.article import checked_day, from_text
from incidents.news.encodings import MAX_BYTES, decoded, page_text
from incidents.news.extracted import Extracted
from incidents.news.media import Media, media_of

FENCE = "---"
MAX_FILE_BYTES = 20_000_000  # a PDF with pictures
LIMITS = {Media.TEXT: MAX_BYTES, Media.HTML: 5_000_000}  # others: MAX_FILE_BYTES
PARSER = {Media.HTML: "page", Media.PDF: "pdf", Media.DOCX: "word"}
NAMES = {Media.HTML: "page", Media.PDF: "PDF", Media.DOCX: "document"}


class Facts(TypedDict):
    """What may be said of an article beside its text and its day."""

    language: str | None
    title: str | None
    url: str | None
    source: str | None


def from_file(
    path: str | Path,
    *,
    published: date | str | None = None,
    language: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """The article in a text, Markdown, HTML, Word or PDF file, told by content.

    What the file says of its title, language, day, link and source is taken, unless it is handed
    in. BadArticle, with the reason, for what cannot be read.
    """
    file = Path(path)
    return from_bytes(
        contents(file), name=file.name, published=published, language=language, url=url,
        source=source,
    )  # fmt: skip


def contents(file: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a file that is not too large; BadArticle where it cannot be read."""
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= limit else b""
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "there can be no such name"
        raise BadArticle(f"cannot read {str(file)[:200]!r}: {reason.lower()}") from error
    if size > limit:
        raise BadArticle(f"{file.name[:80]!r} is over {limit // 1_000_000} MB; no report is")
    return data


def from_bytes(
    data: bytes,
    *,
    name: str | None = None,
    declared: str | None = None,
    charset: str | None = None,
    published: date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """The article in these bytes; what is handed in beside them wins over what they say.

    `name` is the file's name, `declared` the media type and `charset` the encoding it came with;
    the content is believed before them.
    """
    given = Facts(language=language, title=title, url=url, source=source)
    media = media_of(data, name, declared)
    limit = LIMITS.get(media, MAX_FILE_BYTES)
    if len(data) > limit:
        raise BadArticle(f"the article is over {limit // 1_000_000} MB; no report is")
    if media is Media.FEED:
        raise BadArticle("this is a feed of many articles; the command `read` takes it whole")
    if media is Media.TEXT:
        facts, text = _unfenced(decoded(data, charset))
        return _of_text(text, facts, published, given)
    if media is Media.HTML:
        data = page_text(data, charset, limit).encode("utf-8", "replace")
    return _of_document(extracted(media, data), NAMES[media], published, given)


def extracted(media: Media, data: bytes) -> Extracted:
    """What the parser of that kind of file takes out of it."""
    from incidents.news.apart import parsed

    found = parsed(PARSER[media], data)
    return Extracted(**{**found, "notices": tuple(found.get("notices", ()))})


def _of_text(
    text: str, facts: dict[str, Any], published: date | str | None, given: Facts
) -> Article:
    """The article of a text under its front matter."""
    said = facts.get("published") or facts.get("date")
    try:
        declared = checked_day(said if isinstance(said, date) else _word(said))
    except UsageError as error:
        raise BadArticle(f"in the front matter, {error}") from error
    day, notices = settled(published, declared, "file")
    return from_text(text, published=day, notices=notices, **_filled(given, facts))


def _of_document(
    found: Extracted, what: str, published: date | str | None, given: Facts
) -> Article:
    """The article of a page or document; its own day counts only where it can be true."""
    notices = list(found.notices)
    try:
        declared = checked_day(found.published)
    except UsageError as error:
        declared = None
        notices.append(f"the {what} declares a day that was left out: {error}")
    day, told = settled(published, declared, what)
    if declared and day == declared and not published:
        told = (f"published on {declared}, as the {what} declares",)
    facts = {"title": found.title, "url": _link(found.url), "source": found.source}
    return from_text(found.text, published=day, notices=(*notices, *told), **_filled(given, facts))


def _filled(given: Facts, said: Mapping[str, object]) -> Facts:
    """What was handed in, and what the file says where nothing was."""
    return Facts(
        language=given["language"] or _word(said.get("language")),
        title=given["title"] or _word(said.get("title")),
        url=given["url"] or _word(said.get("url")),
        source=given["source"] or _word(said.get("source")),
    )


def settled(
    given: date | str | None, declared: date | None, what: str
) -> tuple[date | None, tuple[str, ...]]:
    """The day that counts, the given one first, and a notice where the two contradict."""
    day = checked_day(given)
    if day is None or declared is None or day == declared:
        return day or declared, ()
    return day, (f"the {what} says it was published on {declared}; {day} was given, and counts",)


def _link(url: str | None) -> str | None:
    """The address that a document gives itself, if it is one of the web."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _unfenced(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and the text behind it; a text without any comes back untouched."""
    if not text.startswith(FENCE):
        return {}, text
    try:
        facts, body = frontmatter.parse(text)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day such as 2022-13-01
        raise BadArticle(
            "the front matter between the --- lines is no YAML; write lines such as"
            " `published: 2022-01-06`"
        ) from error
    return dict(facts), body


def _word(value: object) -> str | None:
    return None if value is None else str(value)
