"""The day a report was written, from its dateline or stamp: "NAIROBI, June 25, 2024 — …".

Such a day is when the report was written and no day of an incident. Where nobody gave the day of
publication, it stands in for it, if it names its year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from incidents.extract.lexicon import Lexicon
from incidents.extract.patterns import Hit
from incidents.extract.reckoning import Anchor, reckon
from incidents.extract.sentences import Sentence
from incidents.model import Mention

DASHED = re.compile(
    r"[A-ZА-ЯÀ-Þ][\w'’.-]*(?:[ ,/]+[\w'’.-]+){0,7}\s*"
    r"(?:\([^)\n]{2,40}\)(?:[ ,]+[\w.]+){0,4}\s*)?[—–-]{1,2}\s"
)
CAPITALS = re.compile(r"[A-ZА-ЯÀ-Þ]{3,}|\([^)\n]{2,40}\)")
SHORT_DAY = re.compile(r",\s*\d{1,2}\.?\s+(?:de\s+)?\w{3,9}\.?\s*[—–-]{1,2}\s$")  # "Lima, 7 may.- "
BRACKETED = re.compile(r"\s*\([^()\n]{6,40}\)\s*")  # "(25 June 2024)" before the report
MAX_WORDS = 9  # of a dateline that is a sentence of its own
LOOSE_WORDS = 2  # of those, beside the place and the day: "le", an agency's name
OPENING = 3  # sentences in which a dateline may stand
AMONG_FIRST = 2  # characters before the town that opens a dateline
EXACT = frozenset({"date", "slashed"})


def dateline_end(
    text: str, folded: str, sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon
) -> int:
    """Where the report begins: behind the dateline that opens a sentence, or at its start."""
    bracket = BRACKETED.match(text, sentence.start, sentence.end)
    if bracket and (
        _days(folded, sentence.start, bracket.end(), lexicon)
        or any(one.start - sentence.start == 1 and one.end < bracket.end() for one in mentions)
    ):
        return bracket.end()
    label = next((one.end for one in mentions if one.start == sentence.start), sentence.end)
    if text[label : label + 2] == ": ":
        return label + 2
    found = DASHED.match(text, sentence.start, sentence.end)
    if found is None:
        return sentence.start
    placed = any(one.start - sentence.start <= AMONG_FIRST for one in mentions)
    days = SHORT_DAY.search(found.group()) or _days(folded, sentence.start, found.end(), lexicon)
    dated = placed and bool(days)
    return found.end() if dated or CAPITALS.search(found.group()) else sentence.start


def is_dateline(text: str, folded: str, start: int, end: int, days: Sequence[Hit]) -> bool:
    """Whether a sentence is a place and a day, and nothing else: "Tbilisi, 3 May."."""
    words = re.findall(r"\w+", folded[start:end])
    told = sum(len(re.findall(r"\w+", folded[hit.start : hit.end])) for hit in days)
    named = text[start : start + 1].isupper()
    return bool(days) and named and len(words) <= MAX_WORDS and len(words) - told <= LOOSE_WORDS


def day_of_writing(
    text: str, folded: str, sentences: Sequence[Sentence], lexicon: Lexicon
) -> date | None:
    """The day in a dateline or behind a stamp, where it is told with its year."""
    for sentence in sentences[:OPENING]:
        start, end = sentence.start, sentence.end
        found = BRACKETED.match(text, start, end) or DASHED.match(text, start, end)
        until = found.end() if found else end
        days = _days(folded, start, until, lexicon)
        stamped = any(
            hit.role.part == "layout" and hit.role.name == "stamp"
            for hit in lexicon.index.scan(folded, start, min(end, start + 20))
        )
        if days and (found or stamped or is_dateline(text, folded, start, end, days)):
            return next(iter(_fixed(days, lexicon)), None)
    return None


def _days(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Hit]:
    """The calendar days in a stretch of text, longest first, none inside another."""
    hits = [
        hit
        for hit in lexicon.index.scan(folded, start, end)
        if hit.role.part == "time" and hit.role.name in EXACT
    ]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if not any(hit.start < have.end and have.start < hit.end for have in kept):
            kept.append(hit)
    return kept


def _fixed(days: Sequence[Hit], lexicon: Lexicon) -> list[date]:
    """The days that need no other day to be reckoned from."""
    stretches = (reckon(hit, Anchor(None, lexicon)) for hit in days)
    return [stretch[0] for stretch in stretches if stretch]
