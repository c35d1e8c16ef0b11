"""A model's answer held against the article: what does not stand in its words is not taken.

1. The quote is found in the text, word for word; else the incident is refused.
2. Place, date, hedge and source are taken only with words that stand in the text.
3. The place is one the gazetteer knows by those words: a model gives no coordinates.
4. A day after publication has not been yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from incidents.extract.llm.answer import Range, Told
from incidents.model import (
    Article,
    Claim,
    ClaimPlace,
    DatePrecision,
    Figure,
    GeoPrecision,
    Mention,
    Rejected,
    When,
)

WEEK = timedelta(days=7)
Span = tuple[int, int]


def grounded(
    told: Told, article: Article, mentions: Sequence[Mention], source: str
) -> Claim | Rejected:
    """The claim that the answer and the article agree on, or why there is none."""
    span = found(told.quote, article.text)
    if span is None:
        return Rejected(source, "the model's quote does not stand in the article", told.quote)
    day = told.date_end or told.date
    if day and article.published and day > article.published:
        return Rejected(source, "planned or foretold, not happened", told.quote)
    quote = article.text[span[0] : span[1]]
    cue = _within(told.cue, quote)
    return Claim(
        kind=told.kind,
        quote=quote,
        start=span[0],
        end=span[1],
        cue=cue or quote[:80],
        place=_place(told, article, mentions, span),
        when=_when(told, article, span),
        tier=1 if cue else 2,
        killed=_figure(told.killed),
        injured=_figure(told.injured),
        arrested=_figure(told.arrested),
        actors=tuple(filter(None, (_within(each, article.text) for each in told.actors))),
        hedged=_within(told.hedge_words, article.text),
        attributed_to=_within(told.attributed_to, article.text),
    )


def found(words: str, text: str, near: int = 0) -> Span | None:
    """Where the words stand in the text, the place nearest to `near`; blanks may differ."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    spans = (match.span() for match in re.finditer(r"\s+".join(parts), text))
    return min(spans, key=lambda span: abs(span[0] - near), default=None)


def _within(words: str | None, text: str) -> str | None:
    span = found(words, text) if words else None
    return text[span[0] : span[1]] if span else None


def _figure(told: Range | None) -> Figure:
    return Figure(told.min, told.max) if told else Figure()


def _when(told: Told, article: Article, quote: Span) -> When:
    span = found(told.date_words, article.text, quote[0]) if told.date_words else None
    if told.date is None or span is None or told.date_precision is DatePrecision.UNKNOWN:
        return _untold(article)
    inside = quote[0] <= span[0] < quote[1]
    words = article.text[span[0] : span[1]]
    last = told.date_end if told.date_end != told.date else None
    return When(told.date, last, told.date_precision, words, "sentence" if inside else "carried")


def _untold(article: Article) -> When:
    """The week up to publication, as the rules have it where no words fix a day."""
    if article.published is None:
        return When()
    first = article.published - WEEK
    return When(first, article.published, DatePrecision.WEEK, None, "published")


def _place(told: Told, article: Article, mentions: Sequence[Mention], quote: Span) -> ClaimPlace:
    facility = "airport" if told.at_airport else None
    if told.whole_country:
        lands = [one for one in mentions if one.place.precision is GeoPrecision.COUNTRY]
        return ClaimPlace(_nearest(lands, quote), "country")
    span = found(told.place_words, article.text, quote[0]) if told.place_words else None
    if span is None:
        return ClaimPlace(None, "article", facility, None)
    named = [one for one in mentions if one.start < span[1] and span[0] < one.end]
    mention = min(named, key=lambda one: one.place.precision.rank, default=None)
    inside = quote[0] <= span[0] < quote[1]
    words = article.text[span[0] : span[1]]
    return ClaimPlace(mention, "sentence" if inside else "carried", facility, words)


def _nearest(mentions: Sequence[Mention], quote: Span) -> Mention | None:
    """The mention inside the quote, else the one that stands nearest before or after it."""

    def away(one: Mention) -> int:
        return max(quote[0] - one.end, one.start - quote[1], 0)

    return min(mentions, key=away, default=None)
