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
        return _forward(page, passage, hit.end, end, trusting=True)
    if hit.role.name == "says":
        after = _forward(page, passage, hit.end, end)
        return _backward(page, passage, hit.start, start) or after
    if hit.role.name == "named":  # the pattern itself holds the speaker
        return hit.start, hit.end
    return None


def _forward(
    page: Page, passage: Passage, at: int, end: int, *, trusting: bool = False
) -> tuple[int, int] | None:
    """The longest name phrase that begins at a character; trusting, plain words will do."""
    text = page.article.text
    first: int | None = None
    last, sure, loose, closed = at, at, 0, False
    for token in list(_TOKEN.finditer(text, at, min(end, at + 200)))[:MAX_NAME_WORDS]:
        gap = text[last : token.start()]
        if gap.strip(" \t\n\"“”«»„'"):
            closed = True
            break
        sort = _sort(page, passage, token)
        loose = loose + 1 if sort == "loose" else 0
        if loose > MAX_LOOSE_WORDS or (sort == "loose" and sure > at):
            break
        first = token.start() if first is None else first
        last = token.end()
        sure = last if sort == "name" else sure
    if trusting and sure == at and closed:
        sure = last
    return _trimmed(page, passage, first, sure) if first is not None and sure > at else None


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
    return _trimmed(page, passage, first, at) if first is not None else None


def _sort(page: Page, passage: Passage, token: re.Match[str]) -> str:
    """name, tie (the, of) or loose (any other word)."""
    word = page.folded[token.start() : token.end()]
    if word in page.lexicon.determiners or word in page.lexicon.links:
        return "tie"
    if any(hit.start <= token.start() < hit.end for hit in passage.of("time")):
        return "loose"
    if any(re.fullmatch(month, word) for month in page.lexicon.calendar.months):
        return "loose"  # "according to the March count"
    if _is_source(passage, token) or token.group()[0].isupper():
        return "name"
    return "loose"


def _trimmed(page: Page, passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """The phrase without loose ends; None for a mere place, or a word that opens the sentence."""
    tokens = list(_TOKEN.finditer(page.article.text, start, end))
    links = page.lexicon.links
    while tokens and page.folded[tokens[0].start() : tokens[0].end()] in links:
        tokens = tokens[1:]
    while tokens and _sort(page, passage, tokens[-1]) == "tie":
        tokens = tokens[:-1]
    told = [token for token in tokens if not _is_place(passage, token)]
    if not any(_sort(page, passage, token) != "tie" for token in told):
        return None
    opens = tokens[0].start() == passage.sentence.start and len(tokens) == 1
    if opens and not _is_source(passage, tokens[0]):
        return None
    bare = tokens[-1].group().rstrip(".,'’-/")
    return tokens[0].start(), tokens[-1].start() + len(bare)


def _is_place(passage: Passage, token: re.Match[str]) -> bool:
    return any(one.start <= token.start() < one.end for one in passage.mentions)


def _is_source(passage: Passage, token: re.Match[str]) -> bool:
    return any(hit.start <= token.start() < hit.end for hit in passage.of("class", "sources"))


def hedge(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """The words that hedge the trigger's clause, None where it is stated plainly."""
    start, end = passage.clause(trigger.start)
    for hit in passage.of("hedge"):
        wide = hit.role.name == "sentence"
        if wide or start <= hit.start < max(end, trigger.end):
            return page.article.text[hit.start : hit.end]
    return None
