"""Who says so, and whether it is said with a hedge."""

from __future__ import annotations

import re

from incidents.extract.page import Page, Passage, quotation_at
from incidents.extract.patterns import Hit
from incidents.extract.triggers import Trigger

MAX_NAME_WORDS = 9
MAX_LOOSE_WORDS = 2  # lower-case words between an article and "spokesman": "the regional …"

_TOKEN = re.compile(r"[\w'’./&-]+")


def attribution(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """The words naming who says so: in the sentence, else behind the quotation it belongs to."""
    spoken = _named(page, passage, trigger)
    if spoken:
        return spoken
    quotation = quotation_at(page, trigger.start)
    if quotation is None:
        return None
    for other in page.passages:
        if other.sentence.start <= quotation[1] <= other.sentence.end + 1:
            return _named(page, other, None)
    return None


def _named(page: Page, passage: Passage, trigger: Trigger | None) -> str | None:
    spans = [
        span
        for hit in passage.of("voice")
        for span in [_speaker(page, passage, hit)]
        if span and not (trigger and span[0] <= trigger.start < span[1])
    ]
    if not spans:
        return None
    at = trigger.start if trigger else passage.sentence.end
    start, end = min(spans, key=lambda span: abs(span[0] - at))
    return page.article.text[start:end]


def _speaker(page: Page, passage: Passage, hit: Hit) -> tuple[int, int] | None:
    """The name phrase that a word of saying belongs to."""
    start, end = passage.sentence.start, passage.body[1]
    if hit.role.name == "according":
        return _forward(page, passage, hit.end, end)
    if hit.role.name == "says":
        after = _forward(page, passage, hit.end, end)
        return _backward(page, passage, hit.start, start) or after
    if hit.role.name == "named":  # the pattern itself holds the speaker
        return hit.start, hit.end
    return None


def _forward(page: Page, passage: Passage, at: int, end: int) -> tuple[int, int] | None:
    """The longest name phrase that begins at a character."""
    text = page.article.text
    first: int | None = None
    last, sure, loose = at, at, 0
    for token in list(_TOKEN.finditer(text, at, min(end, at + 200)))[:MAX_NAME_WORDS]:
        gap = text[last : token.start()]
        if gap.strip(" \t\n\"“”«»„'"):
            break
        sort = _sort(page, passage, token)
        loose = loose + 1 if sort == "loose" else 0
        if loose > MAX_LOOSE_WORDS or (sort == "loose" and sure > at):
            break
        first = token.start() if first is None else first
        last = token.end()
        sure = last if sort == "name" else sure
    return _trimmed(text, first, sure) if first is not None and sure > at else None


def _backward(page: Page, passage: Passage, at: int, start: int) -> tuple[int, int] | None:
    """The name phrase that ends at a character."""
    text = page.article.text
    tokens = list(_TOKEN.finditer(text, max(start, at - 200), at))[-MAX_NAME_WORDS:]
    first: int | None = None
    next_start = at
    for token in reversed(tokens):
        if text[token.end() : next_start].strip(" \t\n"):
            break
        sort = _sort(page, passage, token)
        if sort == "loose" or (first is None and sort != "name"):
            break
        first = token.start()
        next_start = token.start()
    return _trimmed(text, first, at) if first is not None else None


def _sort(page: Page, passage: Passage, token: re.Match[str]) -> str:
    """name, tie (the, of) or loose (any other word)."""
    word = page.folded[token.start() : token.end()]
    if word in page.lexicon.determiners or word in page.lexicon.links:
        return "tie"
    if any(hit.start <= token.start() < hit.end for hit in passage.of("class", "sources")):
        return "name"
    if token.group()[0].isupper():
        return "name"
    return "loose"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    bare = words.strip(' \t\n,."“”«»„')
    if len(bare) < 2:
        return None
    start += words.index(bare)
    return start, start + len(bare)


def hedge(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """The words that hedge the trigger's clause, None where it is stated plainly."""
    start, end = passage.clause(trigger.start)
    for hit in passage.of("hedge"):
        wide = hit.role.name == "sentence"
        if wide or start <= hit.start < max(end, trigger.end):
            return page.article.text[hit.start : hit.end]
    return None
