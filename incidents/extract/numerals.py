"""Numbers as a language writes them: digits with their separators, words, and vague words."""

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
    max: int | None


@dataclass(frozen=True, slots=True)
class Numerals:
    """How one language writes numbers."""

    words: Mapping[str, int]  # one, twenty, twenty-one where that is one word
    scales: Mapping[str, int]  # hundred, thousand, million
    vague: Mapping[str, tuple[int, int]]  # dozens → 20 to 99
    joiners: tuple[str, ...]  # "and" in "five and twenty"; some scripts write it onto the word
    regex: re.Pattern[str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Numerals:
        """The numerals that a lexicon's `numbers` table tells."""
        words = {fold(word): value for word, value in table["words"].items()}
        scales = {fold(word): value for word, value in table["scales"].items()}
        words |= dict(_solid(words, scales, table.get("solid", ())))
        vague = {fold(word): (low, high) for word, (low, high) in table["vague"].items()}
        spelled = sorted([*words, *scales, *vague], key=len, reverse=True)
        either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in spelled)
        separators = "".join(map(re.escape, table["groups"]))
        digits = rf"\d{{1,3}}(?:[{separators}]\d{{3}})+(?!\d)|\d+(?![.,]\d)"
        joiners = tuple(fold(word) for word in table.get("joiners", ()))
        joiner = "|".join(map(re.escape, joiners))
        between = rf"(?:[\s-]+(?:(?:{joiner})\s*)?)" if joiner else r"[\s-]+"
        word = rf"(?:{either})(?!\w)"
        regex = re.compile(rf"(?<![\w.,:/])(?:(?:{digits})(?!\w)|{word})(?:{between}{word})*")
        return cls(words, scales, vague, joiners, regex)

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
        low, high, seen = 0, 0, False
        part_low, part_high = 0, 0
        for token in self._tokens(found.group()):
            if token in self.scales:
                scale = self.scales[token]
                part_low, part_high = max(part_low, 1) * scale, max(part_high, 1) * scale
                if scale >= 1000:
                    low, high, part_low, part_high = low + part_low, high + part_high, 0, 0
            elif token in self.vague:
                least, most = self.vague[token]
                # "dozens of thousands" counts thousands, "two dozens" is not read twice
                part_low, part_high = max(part_low, 1) * least, max(part_high, 1) * most
            else:
                value = self._plain(token)
                if value is None or value > MAX_COUNT:
                    return
                part_low, part_high = part_low + value, part_high + value
            seen = True
        low, high = low + part_low, high + part_high
        if seen and high <= MAX_COUNT:
            yield Number(found.start(), found.end(), low, high)

    def _tokens(self, written: str) -> Iterator[str]:
        """The number's words; separators inside digits are dropped, joiners left out."""
        for token in re.findall(r"\d[\d.,'\s]*\d|\d|[^\W\d_]+(?:['-][^\W\d_]+)*", written):
            if token[0].isdigit():
                yield re.sub(r"\D", "", token)
            elif token in self.words or token in self.scales or token in self.vague:
                yield token
            else:
                yield from (part for part in self._parts(token) if self._known(part))

    def _parts(self, token: str) -> Iterator[str]:
        for part in token.split("-"):
            joiner = next((each for each in self.joiners if part.startswith(each)), "")
            yield part if self._known(part) else part.removeprefix(joiner)

    def _known(self, word: str) -> bool:
        return word in self.words or word in self.scales or word in self.vague

    def _plain(self, token: str) -> int | None:
        return int(token) if token.isdecimal() and len(token) < 12 else self.words.get(token)


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
