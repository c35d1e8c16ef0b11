"""The article at a web address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from incidents.model import Article
from incidents.news.addresses import Guard
from incidents.news.files import from_bytes
from incidents.news.web import Document, fetched


def from_url(
    url: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    source: str | None = None,
    guard: Guard | None = None,
) -> Article:
    """The article at a web address, fetched now, because the caller names it.

    Text, title, day and site are the page's own, unless handed in. UsageError for an address that
    may not be asked (not http, not public) or holds no article; ServiceError when it cannot be
    fetched: down, refused, too large, too slow; RateLimited when it asks to wait.
    """
    return from_document(fetched(url, guard), published=published, language=language, source=source)


def from_document(
    document: Document,
    *,
    published: date | str | None = None,
    language: str | None = None,
    source: str | None = None,
) -> Article:
    """The article in what was fetched; its link is where it lay, whatever the page claims."""
    article = from_bytes(
        document.data, name=document.name, declared=document.declared, charset=document.charset,
        published=published, language=language, url=document.url, source=source,
    )  # fmt: skip
    return article if article.source else replace(article, source=document.host)
