"""Numbers as a language writes them: digits with their separators, words, and vague words.

A vague word has a lower end alone: "dozens" is 20 and open, "hundreds" 200 and open. Each
language has its own table of them, `numbers.vague` in its lexicon, where `[20]` is open and
`[10, 10]` is a plain ten ("une dizaine").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from incidents.extract.patterns import fold

MAX_COUNT = 10_000_000  # more people than any report counts: what is larger is no head count
TENS = range(20, 100, 10)


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text: its span, and the least and most it says."""

    start: int
    end: int
    min: int | None
    max: int | None  # None after a vague word: "dozens"


_WORDS = re.compile(r"\d[\d.,'\s]*\d|\d|[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(slots=True)
class _Sum:
    """A number while its words are read: what is closed by a thousand, and what is still open."""

    start: int
    end: int
    closed: tuple[int, int] = (0, 0)
    low: int = 0
    high: int = 0
    told: bool = False
    open: bool = False

    def plus(self, value: int) -> bool:
        """Adds a plain number where it fits: tens take ones, ones take tens, hundreds both."""
        ones_first = 0 < self.low % 100 < 10 and value in TENS
        by_twenties = self.low % 100 in (60, 80) and value < 20  # soixante-douze
        fits = not self.low or ones_first or by_twenties or value < _place(self.low)
        if fits:
            self.low, self.high, self.told = self.low + value, self.high + value, True
        return fits

    def times(self, least: int, most: int | None) -> bool:
        """Multiplies by a vague number: "five dozens" are sixty, "dozens" alone are open."""
        alone = not self.low
        self.low, self.high = max(self.low, 1) * least, max(self.high, 1) * (most or least)
        self.told, self.open = True, alone and most is None
        return True

    def scale(self, size: int) -> bool:
        """Multiplies by a hundred or more; a thousand closes what came before."""
        self.low, self.high, self.told = max(self.low, 1) * size, max(self.high, 1) * size, True
        if size >= 1000:
            self.closed = self.closed[0] + self.low, self.closed[1] + self.high
            self.low, self.high = 0, 0
        return True

    def number(self) -> Iterator[Number]:
        """The number, if any was told and it can count people."""
        low, high = self.closed[0] + self.low, self.closed[1] + self.high
        if self.told and high <= MAX_COUNT:
            most = None if self.open else high
            yield Number(self.start, self.end, low, most)


def _place(value: int) -> int:
    """The place of the last digit that is not zero: 120 → 10, 300 → 100, 7 → 1."""
    place = 1
    while value % (place * 10) == 0:
        place *= 10
    return place


@dataclass(frozen=True, slots=True)
class Numerals:
    """How one language writes numbers."""

    words: Mapping[str, int]  # one, twenty, twenty-one where that is one word
    scales: Mapping[str, int]  # hundred, thousand, million
    vague: Mapping[str, tuple[int, int | None]]  # dozens → 20 and open
    joiners: tuple[str, ...]  # "and" in "five and twenty"; some scripts write it onto the word
    regex: re.Pattern[str]
    phrases: re.Pattern[str] | None = None  # the numbers that are several words: سبعة عشر

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Numerals:
        """The numerals that a lexicon's `numbers` table tells."""
        words = {fold(word): value for word, value in table["words"].items()}
        scales = {fold(word): value for word, value in table["scales"].items()}
        words |= dict(_solid(words, scales, table.get("solid", ())))
        vague = {
            fold(word): (ends[0], ends[1] if ends[1:] else None)
            for word, ends in table["vague"].items()
        }
        spelled = sorted([*words, *scales, *vague], key=len, reverse=True)
        either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in spelled)
        separators = "".join(map(re.escape, table["groups"]))
        digits = rf"\d{{1,3}}(?:[{separators}]\d{{3}})+(?!\d)|\d+(?![.,]\d)"
        joiners = tuple(fold(word) for word in table.get("joiners", ()))
        joiner = "|".join(map(re.escape, joiners))
        between = rf"(?:[\s-]+(?:(?:{joiner})\s*)?)" if joiner else r"[\s-]+"
        word = rf"(?:{either})(?!\w)"
        regex = re.compile(rf"(?<![\w.,:/])(?:(?:{digits})(?!\w)|{word})(?:{between}{word})*")
        return cls(words, scales, vague, joiners, regex, _phrases([*words, *vague]))

    def find(self, folded: str, start: int, end: int) -> Iterator[Number]:
        """Every number between start and end, vague words among them."""
        for found in self.regex.finditer(folded, start, end):
            yield from self._read(found)

    def value(self, word: str) -> int | None:
        """What one word or row of digits counts, None for no number."""
        return int(word) if word.isdecimal() else self.words.get(word)

    def _read(self, found: re.Match[str]) -> Iterator[Number]:
        whole = self.vague.get(" ".join(found.group().split()))
        if whole:
            yield Number(found.start(), found.end(), *whole)
            return
        sum_ = _Sum(found.start(), found.start())
        for token, start, end in self._tokens(found):
            if not self._adds(sum_, token):
                yield from sum_.number()
                sum_ = _Sum(start, start)
                self._adds(sum_, token)
            sum_.end = end
        yield from sum_.number()

    def _adds(self, sum_: _Sum, token: str) -> bool:
        """Takes one more word into the sum; False where it begins another number."""
        if token in self.scales:
            return sum_.scale(self.scales[token])
        if token in self.vague:
            return sum_.times(*self.vague[token])
        value = self._plain(token)
        return value is not None and sum_.plus(value)

    def _tokens(self, found: re.Match[str]) -> Iterator[tuple[str, int, int]]:
        """The number's words and their spans; separators inside digits and joiners left out."""
        at = found.start()
        for word in _WORDS.finditer(found.string, found.start(), found.end()):
            if word.start() < at:  # inside words that were read as one: "soixante et onze"
                continue
            token, start, end = word.group(), word.start(), word.end()
            phrase = self.phrases.match(found.string, start, found.end()) if self.phrases else None
            if phrase:
                at = phrase.end()
                yield " ".join(phrase.group().split()), start, at
            elif token[0].isdigit():
                yield re.sub(r"\D", "", token), start, end
            elif self._known(token):
                yield token, start, end
            else:
                known = (part for part in self._parts(token) if self._known(part))
                yield from ((part, start, end) for part in known)

    def _parts(self, token: str) -> Iterator[str]:
        for part in token.split("-"):
            joiner = next((each for each in self.joiners if part.startswith(each)), "")
            yield part if self._known(part) else part.removeprefix(joiner)

    def _known(self, word: str) -> bool:
        return word in self.words or word in self.scales or word in self.vague

    def _plain(self, token: str) -> int | None:
        return int(token) if token.isdecimal() and len(token) < 12 else self.words.get(token)


def _phrases(words: list[str]) -> re.Pattern[str] | None:
    several = sorted((word for word in words if " " in word), key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in several)
    return re.compile(rf"(?:{spelled})(?!\w)") if several else None


def _solid(
    words: Mapping[str, int], scales: Mapping[str, int], joints: list[str]
) -> Iterator[tuple[str, int]]:
    """The numbers that a language writes as one word: three-and-twenty, two-hundred."""
    if not joints:
        return
    units = [(word, value) for word, value in words.items() if value < 10]
    tens = [(word, value) for word, value in words.items() if value in TENS]
    for (unit, one), joint, (ten, many) in product(units, joints, tens):
        yield unit + joint + ten, one + many
    for (word, value), (scale, size) in product(words.items(), scales.items()):
        if 1 < value < 20 and size <= 1000:
            yield word + scale, value * size
