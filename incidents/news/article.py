"""A text made an Article: exactly as given, with its facts checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from incidents.errors import BadArticle, UsageError
from incidents.model import Article
from incidents.news.encodings import MAX_BYTES

FIRST_DAY = date(1800, 1, 1)  # before this no newspaper dates as ours do
LANGUAGE_CODES = ("ar", "de", "en", "es", "fr", "nl", "ru", "uk")
LONGEST_ADDRESS = 2_000  # characters, as browsers take them


def from_text(
    text: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
    today: date | None = None,
    notices: Sequence[str] = (),
) -> Article:
    """The article of a text, kept character for character; BadArticle for what is none.

    UsageError for a publication day, a language or a link that cannot be.
    """
    if not isinstance(text, str):
        raise BadArticle(f"an article is text; got {type(text).__name__}")
    _refuse_unreadable(text)
    return Article(
        text=text,
        published=checked_day(published, today),
        title=_told("title", title),
        language=_code(language),
        url=_web_address(_told("url", url)),
        source=_told("source", source),
        notices=tuple(notices),
    )


def _refuse_unreadable(text: str) -> None:
    if not text.strip():
        raise BadArticle("the article is empty; paste the text of a report")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BadArticle(
            f"the article is over {MAX_BYTES // 1_000_000} MB; hand in one report at a time"
        )
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise BadArticle("the article holds halves of letters; save it as UTF-8 text first")
    if "\x00" in text:
        raise BadArticle("this is a binary file, not text; save the article as plain text first")
    if not any(char.isalpha() for char in text):
        raise BadArticle("the article holds no letters; paste the text of a report")


def _told(what: str, text: str | None) -> str | None:
    """What is told about an article, halves of letters as replacement characters."""
    if not isinstance(text, str | None):
        raise UsageError(f"the {what} of an article is text; got {type(text).__name__}")
    return text and text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _web_address(url: str | None) -> str | None:
    """The address of a report; UsageError for what a reader could not open safely."""
    if url and not url.lower().startswith(("http://", "https://")):
        raise UsageError(f"the link must begin with http:// or https://; got {url[:40]!r}")
    if url and len(url) > LONGEST_ADDRESS:
        raise UsageError(f"the link must be at most {LONGEST_ADDRESS} characters; got {len(url)}")
    return url or None


def _tomorrow_anywhere() -> date:
    """Today in the time zone that is furthest ahead: no report is published after it."""
    now = datetime.now(UTC)
    return date.fromordinal(now.date().toordinal() + (now.hour >= 10))


def checked_day(published: date | str | None, today: date | None = None) -> date | None:
    """The day of publication; UsageError for a text that is no day or a day that cannot be."""
    if published is None or published == "":
        return None
    day, latest = _parsed(published), today or _tomorrow_anywhere()
    if day > latest:
        raise UsageError(
            f"the publication day {day} is in the future; it must be {latest} or before"
        )
    if day < FIRST_DAY:
        raise UsageError(f"the publication day {day} is before {FIRST_DAY}; check the year")
    return day


def _parsed(published: date | str) -> date:
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    try:
        return datetime.fromisoformat(published.strip()).date()
    except ValueError:
        raise UsageError(
            "the publication day must be a day such as 2022-01-06, or a time that begins so;"
            f" got {published[:40]!r}"
        ) from None


def _code(language: str | None) -> str | None:
    if not language:
        return None
    code = language.strip().lower().split("-")[0].split("_")[0]
    if code not in LANGUAGE_CODES:
        raise UsageError(
            f"we do not read language {language[:20]!r}; we read {', '.join(LANGUAGE_CODES)}"
        )
    return code
