"""A text cut into paragraphs and sentences, each knowing where it stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SENTENCE = 700  # characters; a longer stretch without a full stop is cut at a blank
MAX_HEADING_WORDS = 14
ROOM = 0.7  # of the text's width: a line that ends before it, with room for a word, ends a thought
LABEL = 40  # characters within which a label such as "Tags:" or "14:32 -" opens a line

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_STOP = re.compile(r"[.!?…؟。]+[\"'”“’»«)\]]*(?=\s)|[.!?…؟。][\"”’»)]+(?=[\wА-Я])")
_OPENS = re.compile(r"\s*[\"'“„«‹‘(\[—–-]*\s*[^\W_]")
_WORD_BEFORE = re.compile(r"[\w.'’-]+$")
_ENDED = re.compile(r"[.!?…؟:;,][\"'”“’»«)\]\s]*$")
_MARKUP = re.compile(r"^\s*#{1,6}\s")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s")
_LABELLED = re.compile(rf"\s*(?:\d{{1,2}}[:.hч]\d\d\b|[^\W\d][^.!?:,;\n]{{1,{LABEL}}}\s?:\s)")
_CAPITALS = re.compile(r"[A-ZА-ЯÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: text[start:end], the paragraph it stands in, and whether it is a heading."""

    start: int
    end: int
    paragraph: int
    heading: bool = False


def sentences(text: str, abbreviations: frozenset[str] = frozenset()) -> list[Sentence]:
    """The sentences of a text in order; a text that is all headings has none that counts as one."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        heading = _is_heading(text[start:end])
        spans = [(start, end)] if heading else list(_cut(text, start, end, abbreviations))
        found += [Sentence(a, b, number, heading) for a, b in spans]
    if all(sentence.heading for sentence in found):  # somebody pasted bare lines
        return [Sentence(each.start, each.end, each.paragraph) for each in found]
    return found


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs: parted by blank lines, or by line ends where there are none."""
    blocks = _blocks(text)
    wrapped = len(blocks) > 1 or _is_wrapped(text)
    for start, end in blocks:
        if wrapped:
            yield from _unwrapped(text, start, end)
        else:
            yield from _lines(text, start, end)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches of lines with something on them."""
    blocks: list[tuple[int, int]] = []
    joined = False
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            end = at + len(line.rstrip())
            if joined:
                blocks[-1] = (blocks[-1][0], end)
            else:
                blocks.append((start, end))
        joined = bool(bare)
        at += len(line)
    return blocks


def _is_wrapped(text: str) -> bool:
    """Whether line ends merely wrap a paragraph: most lines break off in mid-sentence."""
    lines = [line for line in text.splitlines() if line.strip()]
    broken = sum(1 for line in lines[:-1] if not _ENDED.search(line))
    return len(lines) > 3 and broken > len(lines) / 2 and max(map(len, lines)) <= 120


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One paragraph, but headings, bullets, labels and short closed lines on their own."""
    first = start
    width = max(len(line) for line in text.splitlines())
    lines = list(_lines(text, start, end))
    for (a, b), (_, after) in zip(lines, [*lines[1:], (end, end)], strict=True):
        line, following = text[a:b], text[b:after].strip()
        alone = _MARKUP.match(line) or (b < end and _BULLET.match(following))
        label = b < end and _LABELLED.match(following) and _has_room(line, following, width)
        if alone or label or (b < end and _ENDED.search(line) and len(line) < 60):
            yield first, b
            first = b + len(text[b:end]) - len(text[b:end].lstrip())
    if first < end:
        yield first, end


def _has_room(line: str, following: str, width: int) -> bool:
    """Whether a line ended though the next one's first word would have fitted."""
    return len(line) + 1 + len(following.split(None, 1)[0]) < ROOM * width


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, start, end):
        bare = line.group().strip()
        first = line.start() + line.group().index(bare[0])
        yield first, first + len(bare)


def _is_heading(block: str) -> bool:
    """Whether a paragraph is a title: short, one line, and not closed by a stop."""
    if _MARKUP.match(block):
        return True
    short = len(block.split()) <= MAX_HEADING_WORDS and len(block) <= 120
    return short and "\n" not in block and not _ENDED.search(block) and not _STOP.search(block)


def _cut(
    text: str, start: int, end: int, abbreviations: frozenset[str]
) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_here(text, first, stop, end, abbreviations):
            yield from _short_enough(text, first, stop.end())
            first = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
    if first < end:
        yield from _short_enough(text, first, end)


def _ends_here(
    text: str, first: int, stop: re.Match[str], end: int, abbreviations: frozenset[str]
) -> bool:
    after = _OPENS.match(text, stop.end(), end)
    if after is None:
        return True
    letter = after.group()[-1]
    if stop.group() != ".":
        return not letter.islower() or stop.group()[0] == "؟"
    before = _WORD_BEFORE.search(text, max(first, stop.start() - 20), stop.start())
    word = before.group() if before else ""
    if word.lower().rstrip(".") in abbreviations or (len(word) == 1 and _CAPITALS.match(word)):
        return False
    if word.isdecimal() and len(word) <= 2 and "." in abbreviations:
        return False  # the language writes ordinals with a stop: "5. Januar"
    return not letter.islower()


def _short_enough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, cut at blanks into pieces of at most MAX_SENTENCE characters."""
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
