"""One article among many, not opened yet: it is opened where, and when, it is read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from incidents.errors import BadArticle, UsageError
from incidents.model import Article
from incidents.news.addresses import Guard
from incidents.news.article import checked_day, from_text
from incidents.news.files import from_file

PAUSE = 1.0  # seconds between two pages of a feed: nobody is asked faster than a person would


@dataclass(frozen=True, slots=True)
class About:
    """What is handed in beside many articles and holds for each of them."""

    published: str | None = None
    language: str | None = None
    source: str | None = None


class Item(Protocol):
    """One article to be opened: where it stands, and the article itself."""

    @property
    def where(self) -> str: ...

    def article(self) -> Article:
        """The article; UsageError or ServiceError with the reason where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file of a folder; its name stands for the source where nothing else does."""

    path: Path
    where: str
    about: About = field(default_factory=About)

    def article(self) -> Article:
        about = self.about
        article = from_file(
            self.path, published=about.published, language=about.language, source=about.source
        )
        return article if article.source else replace(article, source=self.where)


@dataclass(frozen=True, slots=True)
class RowItem:
    """A row of a table with the columns text, title, published, url, source, language."""

    where: str
    row: dict[str, Any]
    about: About = field(default_factory=About)

    def article(self) -> Article:
        text = self.row.get("text")
        if not isinstance(text, str):
            raise BadArticle(f"`text` must be the text of an article; got {text!r:.40}")
        return from_text(
            text,
            published=self.about.published or _day(self.row.get("published")),
            language=self.about.language or _word(self.row.get("language")),
            source=self.about.source or _word(self.row.get("source")),
            title=_word(self.row.get("title")),
            url=_word(self.row.get("url")),
        )


@dataclass(frozen=True, slots=True)
class BadItem:
    """What stands where an article should and cannot be one, and why."""

    where: str
    reason: str

    def article(self) -> Article:
        raise BadArticle(self.reason)


@dataclass(frozen=True, slots=True)
class EntryItem:
    """An entry of a feed: what the feed says of it, or, with a guard, the page it links to."""

    where: str
    entry: dict[str, str | None]
    feed: str | None = None  # the feed's title
    about: About = field(default_factory=About)
    guard: Guard | None = None
    pause: float = PAUSE

    def article(self) -> Article:
        return self._linked(self.guard) if self.guard else self._told()

    def _told(self) -> Article:
        """The article as far as the feed holds it."""
        entry = self.entry
        text = entry["text"] or entry["title"] or ""
        day, notices = self._day()
        return from_text(
            text, published=day, language=self.about.language, title=entry["title"],
            url=self._link(), source=self.about.source or self.feed, notices=notices,
        )  # fmt: skip

    def _linked(self, guard: Guard) -> Article:
        """The article behind the link; its page's day wins over the feed's."""
        from incidents.news.online import from_url

        link = self._link()
        if link is None:
            raise BadArticle("the entry links to no web page")
        time.sleep(self.pause)
        about = self.about
        article = from_url(
            link, published=about.published, language=about.language,
            source=about.source or self.feed, guard=guard,
        )  # fmt: skip
        if article.published:
            return article
        day, notices = self._day()
        return replace(article, published=day, notices=(*article.notices, *notices))

    def _day(self) -> tuple[date | None, tuple[str, ...]]:
        """The day of publication, and what to know about it."""
        if self.about.published:
            return checked_day(self.about.published), ()
        published, updated = self.entry["published"], self.entry["updated"]
        try:
            day = checked_day(published or updated)
        except UsageError as error:
            return None, (f"the feed gives a day that was left out: {error}",)
        if day and not published:
            return day, (f"the feed gives only the day of its last change, {day}",)
        return day, ()

    def _link(self) -> str | None:
        link = self.entry["link"] or ""
        return link if link.lower().startswith(("http://", "https://")) else None


def _word(value: object) -> str | None:
    return str(value) if value is not None and value == value else None  # NaN: an empty cell


def _day(value: object) -> date | str | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else _word(value)
