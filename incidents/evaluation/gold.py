"""Annotated articles: what a careful reader would record, read from JSON and checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from incidents import settings
from incidents.errors import IncidentsError, UsageError
from incidents.geo import Point
from incidents.model import Article, DatePrecision, Figure, GeoPrecision, kind_of
from incidents.news import from_file, from_text

MAX_BYTES = 8_000_000  # an article of the longest kind and its annotations
FIGURES = ("killed", "injured", "arrested")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """One incident as the annotator recorded it; the span is its quote's in the article."""

    kinds: tuple[str, ...]  # acceptable ones, best first
    quote: str
    start: int
    end: int
    place: str | None = None
    country: str | None = None
    point: Point | None = None
    tolerance_km: float = 0.0
    precision: GeoPrecision = GeoPrecision.UNKNOWN
    first: date | None = None
    last: date | None = None
    date_precision: DatePrecision | None = None  # None: the day is not scored
    killed: Figure | None = None  # None: not told
    injured: Figure | None = None
    arrested: Figure | None = None
    hedged: bool = False
    attributed_to: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its annotations, and the words that must not become an incident."""

    name: str
    article: Article
    language: str
    incidents: tuple[GoldIncident, ...]
    traps: tuple[str, ...]


def gold_articles(folder: Path) -> list[GoldArticle]:
    """The annotated articles of a folder, by name; UsageError if there is none or one is broken."""
    if not folder.is_dir():
        raise UsageError(
            f"{str(folder)[:200]!r} is no folder; name one that holds annotated *.json"
        )
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(
            f"{str(folder)[:200]!r} holds no *.json; annotated articles would be right"
        )
    return [_gold(path) for path in paths]


def _gold(path: Path) -> GoldArticle:
    """One annotated article; whatever is wrong with it is told with the file's name."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"it is over {MAX_BYTES // 1_000_000} MB")
        return _article(path.stem, json.loads(path.read_bytes()))
    except KeyError as error:
        raise UsageError(f"{path.name[:80]} is no annotated article: it lacks {error}") from error
    except RecursionError:
        raise UsageError(f"{path.name[:80]} is no annotated article: it nests too deep") from None
    except (IncidentsError, OSError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{path.name[:80]} is no annotated article: {error}") from error


def _article(name: str, told: dict[str, Any]) -> GoldArticle:
    article = _text(told)
    return GoldArticle(
        name=name,
        article=article,
        language=str(told["language"]),
        incidents=tuple(_incident(one, article.text) for one in told["incidents"]),
        traps=tuple(one["words"] for one in told.get("not", ())),
    )


def _text(told: dict[str, Any]) -> Article:
    """The article to read, its language left to the reader to find out."""
    text, published = told["text"], told["published"]
    if "\n" in text or not text.endswith(".md"):
        return from_text(text, published=published, title=told.get("title"))
    root = settings.DATA.parent
    path = (root / text).resolve()
    if not path.is_relative_to(root):
        raise UsageError(f"its text {text[:80]!r} lies outside the project")
    return replace(from_file(path, published=published), language=None)


def _incident(told: dict[str, Any], text: str) -> GoldIncident:
    start = text.find(told["quote"])
    if start < 0:
        raise UsageError(f"the quote {told['quote'][:60]!r} is not in the text")
    return GoldIncident(
        kinds=tuple(kind_of(one).id for one in told["kinds"]),
        quote=told["quote"],
        start=start,
        end=start + len(told["quote"]),
        place=told["place"],
        country=told["country"],
        point=_if_told(lambda pair: Point(*pair), told["point"]),
        tolerance_km=told["tolerance_km"] or 0.0,
        precision=GeoPrecision(told["precision"] or "unknown"),
        first=_if_told(date.fromisoformat, told["date"]),
        last=_if_told(date.fromisoformat, told["date_end"] or told["date"]),
        date_precision=_if_told(DatePrecision, told["date_precision"]),
        hedged=told["hedged"],
        attributed_to=told["attributed_to"],
        optional=told["optional"],
        **{name: _if_told(lambda pair: Figure(*pair), told[name]) for name in FIGURES},
    )


def _if_told(make: Callable[[Any], Value], value: object) -> Value | None:
    return None if value is None else make(value)
