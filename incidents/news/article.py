"""A text made an Article: exactly as given, with its facts checked."""

from __future__ import annotations

from datetime import UTC, date, datetime

from incidents.errors import BadArticle, UsageError
from incidents.model import Article

MAX_BYTES = 2_000_000  # a book of 300 pages; no report is longer
FIRST_DAY = date(1800, 1, 1)  # before this no newspaper dates as ours do
LANGUAGE_CODES = ("ar", "de", "en", "es", "fr", "nl", "ru", "uk")


def from_text(
    text: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
    today: date | None = None,
) -> Article:
    """The article of a text, kept character for character; BadArticle for what is none."""
    if not isinstance(text, str):
        raise BadArticle(f"an article is text; got {type(text).__name__}")
    _refuse_unreadable(text)
    return Article(
        text=text,
        published=_day(published, today or _tomorrow_anywhere()),
        title=title,
        language=_code(language),
        url=_web_address(url),
        source=source,
    )


def _refuse_unreadable(text: str) -> None:
    if not text.strip():
        raise BadArticle("the article is empty; paste the text of a report")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BadArticle(
            f"the article is over {MAX_BYTES // 1_000_000} MB; hand in one report at a time"
        )
    if "\x00" in text:
        raise BadArticle("this is a binary file, not text; save the article as plain text first")
    if not any(char.isalpha() for char in text):
        raise BadArticle("the article holds no letters; paste the text of a report")


def _web_address(url: str | None) -> str | None:
    """The address of a report; UsageError for what a reader could not open safely."""
    if url and not url.lower().startswith(("http://", "https://")):
        raise UsageError(f"the link must begin with http:// or https://; got {url[:40]!r}")
    return url or None


def _tomorrow_anywhere() -> date:
    """Today in the time zone that is furthest ahead: no report is published after it."""
    now = datetime.now(UTC)
    return date.fromordinal(now.date().toordinal() + (now.hour >= 10))


def _day(published: date | str | None, today: date) -> date | None:
    if published is None or published == "":
        return None
    day = _parsed(published)
    if day > today:
        raise UsageError(
            f"the publication day {day} is in the future; it must be {today} or before"
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
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        raise UsageError(
            f"the publication day must be written as 2022-01-06; got {published[:40]!r}"
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
