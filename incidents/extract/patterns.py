"""The small language that lexicons are written in, and the index that finds it in a text.

A pattern is words with spaces between them, all in lower case:

    stormed             this word
    storm*              a word that begins so; `*aanslag` is one that ends so
    (set|sets) ablaze   either word
    (de|het)? stadhuis  the first word may be missing
    staken .. in brand  up to three words may stand between
    nahmen ... ein      up to ten words may stand between
    nahmen .... fest    up to sixteen: the bracket of a German or Dutch sentence
    {people} died       any word of the class `people`; {day}, {month}, {year} are numbers and names

Every pattern is filed under the first word that it can open with, or where that has no certain
end under its first letters, so that a text is walked once, word by word, whatever the number of
patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from incidents.extract.shelves import (
    Filed,
    Key,
    Opener,
    Openers,
    first_word,
    key_of,
    prefixed,
    tried,
)
from incidents.extract.shelves import Hit as Hit
from incidents.extract.shelves import Pattern as Pattern
from incidents.extract.shelves import Role as Role

WORD = re.compile(r"\w+")
MARK = "\u064b"  # stands for every vowel sign, behind the word that wore it
BETWEEN = rf"{MARK}*[^\w;:!?]{{1,4}}"  # what may stand between two words of one pattern
KEY = 5  # letters under which a pattern is filed: few patterns share five
REMEMBERED = 20_000  # words whose patterns are kept at hand: a few megabytes
NEXT_KEY = 3  # letters of the second word
INNER_KEY = 3  # the same for what a word may hold inside or end with
GAPS = {"..": 3, "...": 10, "....": 16}  # words that a gap may swallow

_SAME = str.maketrans({
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "ё": "е",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه",
    "‑": "-", "‐": "-",
})  # fmt: skip
_SIGN = re.compile(r"[\u064b-\u0652\u0670\u0640]")  # Arabic vowel signs and the letters' stretcher
_SIGNED = re.compile(r"[\w\u064b-\u0652\u0670]+")


def fold(text: str) -> str:
    """The text in lower case with spelling variants made one; every word keeps its place.

    So does every character, but for Arabic vowel signs: those move to the end of their word.
    """
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered: take those as they are
        low = "".join(one if len(one) == 1 else char for char in text for one in [char.lower()])
    if _SIGN.search(low):
        low = _SIGNED.sub(_unsigned, low)
    return low.translate(_SAME)


def _unsigned(word: re.Match[str]) -> str:
    """The word without its vowel signs, and as many marks behind it as it had signs."""
    bare = _SIGN.sub("", word[0])
    return bare + MARK * (len(word[0]) - len(bare))


@dataclass(slots=True)
class PatternIndex:
    """Finds many patterns in one walk over a text."""

    classes: Mapping[str, str]  # class name → the regex of its words
    openings: Mapping[str, frozenset[str]]  # class name → the letters that its words open with
    clitics: tuple[str, ...] = ()  # letters written onto the front of a word (and, the, by …)
    _exact: dict[str, list[Filed]] = field(default_factory=dict)  # by their whole first word
    _outer: dict[str, list[Pattern]] = field(default_factory=dict)
    _inner: dict[str, list[Pattern]] = field(default_factory=dict)
    _remembered: dict[str, Openers] = field(default_factory=dict)
    _bodies: dict[str, str] = field(default_factory=dict)  # word of a pattern → its regex

    def add(self, role: Role, written: str) -> None:
        """Files one pattern; ValueError for one that cannot be read."""
        inner = written.startswith("*")
        source = _BLANK_INSIDE.sub(r"(\1)? ", fold(written[1:] if inner else written))
        source = _ELISION.sub("", source)
        pattern = Pattern(role, self._whole(source), source)
        shelf = self._inner if inner else self._outer
        length = INNER_KEY if inner else KEY
        keys = self._keys(source)
        for letters in {key.letters[:length] for key in keys if inner or not key.whole}:
            shelf.setdefault(letters, []).append(pattern)
        for key in keys:
            if key.whole and not inner:
                self._exact.setdefault(key.letters, []).append(Filed(pattern, key.following))
        self._remembered.clear()

    @property
    def shelves(self) -> list[list[Pattern]]:
        """Every list of patterns filed under the same letters."""
        whole = [[filed.pattern for filed in shelf] for shelf in self._exact.values()]
        return [*whole, *self._outer.values(), *self._inner.values()]

    def scan(self, folded: str, start: int, end: int) -> Iterator[Hit]:
        """Every pattern found between start and end, in reading order; hits may overlap."""
        words = list(WORD.finditer(folded, start, end))
        for number, word in enumerate(words, start=1):
            openers = self._openers(word.group())
            following = words[number].group()[:NEXT_KEY] if number < len(words) else ""
            shelf = openers.any + openers.before.get(following, ())
            if shelf:
                yield from tried(shelf, folded, word.start(), end)

    def _openers(self, letters: str) -> Openers:
        """The patterns that a word may open; remembered."""
        known = self._remembered.get(letters)
        if known is None:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            known = self._remembered[letters] = self._opening_with(letters)
        return known

    def _opening_with(self, letters: str) -> Openers:
        anyhow: list[Opener] = []
        before: dict[str, list[Opener]] = {}
        for offset in self._starts(letters):
            for filed in self._exact.get(letters[offset:], ()):
                for key in filed.following or ():
                    before.setdefault(key, []).append((offset, filed.pattern))
                if filed.following is None:
                    anyhow.append((offset, filed.pattern))
            anyhow += prefixed(self._outer, letters, offset, KEY)
        for offset in range(len(letters) - INNER_KEY + 1):
            anyhow += prefixed(self._inner, letters, offset, INNER_KEY)
        return Openers(tuple(anyhow), {key: tuple(shelf) for key, shelf in before.items()})

    def _starts(self, letters: str) -> Iterator[int]:
        yield 0
        for clitic in self.clitics:
            if letters.startswith(clitic) and len(letters) > len(clitic) + 1:
                yield len(clitic)

    def _whole(self, source: str) -> str:
        return f"{_numbered(self._regex(source))}(?!\\w)"

    def _regex(self, source: str) -> str:
        parts: list[str] = []
        for number, word in enumerate(_split(source)):
            if word in GAPS:
                parts.append(rf"(?:{BETWEEN}\w+){{0,{GAPS[word]}}}?")
                continue
            optional = word.endswith("?")
            token = self._word_regex(word.removesuffix("?"), parts, first=number == 0)
            parts.append(f"(?:{token})?" if optional else token)
        return "".join(parts)

    def _word_regex(self, word: str, before: list[str], *, first: bool) -> str:
        body = self._body(word)
        if first:
            return body
        joint = BETWEEN
        # an optional first word carries no joint of its own, so the next may follow at once
        if all(part.endswith(")?") and part.startswith("(?:") for part in before) and before:
            joint = f"(?:{BETWEEN})?"
        clitic = f"(?:{'|'.join(map(re.escape, self.clitics))})?" if self.clitics else ""
        return f"{joint}{clitic}{body}"

    def _body(self, word: str) -> str:
        """The regex of a word, remembered: the same few thousand words make up all patterns."""
        known = self._bodies.get(word)
        if known is None:
            known = "".join(self._piece(piece) for piece in _PIECES.findall(word))
            self._bodies[word] = known
        return known

    def _piece(self, piece: str) -> str:
        if piece == "*":
            return r"\w*"
        if piece.startswith("{"):
            return self._blank(piece[1:-1])
        if piece.startswith("("):
            return f"(?:{'|'.join(self._regex(each) for each in _alternatives(piece))})"
        if "?" in piece or ")" in piece:
            raise ValueError(f"cannot read {piece!r}: a ? belongs to a whole word")
        return re.escape(piece)

    def _blank(self, name: str) -> str:
        if name not in self.classes:
            raise ValueError(f"no class {name!r} in this lexicon")
        return f"(?P<{name}>{self.classes[name]})"

    def _keys(self, source: str) -> set[Key]:
        """What a pattern can open with."""
        first, *rest = _split(source)
        following = self._following(rest)
        keys = {
            key_of(letters, certain, following)
            for letters, certain in self._opened_word(first.removesuffix("?"))
        }
        if first.endswith("?") and not first.startswith("*"):
            keys |= self._keys(" ".join(rest))
        if any(not key.letters for key in keys):
            raise ValueError(f"a pattern must open with a letter: {source!r}")
        return keys

    def _following(self, rest: list[str]) -> frozenset[str] | None:
        """The first letters of the words that can stand second; None where any word may."""
        found: set[str] = set()
        for word in rest:
            openings = {first_word(*each) for each in self._opened_word(word.removesuffix("?"))}
            vague = any(not is_whole and len(start) < NEXT_KEY for start, is_whole in openings)
            if word in GAPS or self.clitics or vague:
                return None
            found |= {start[:NEXT_KEY] for start, _ in openings}
            if not word.endswith("?"):
                return frozenset(found) if all(map(WORD.match, found)) else None
        return None

    def _opened(self, source: str) -> set[tuple[str, bool]]:
        """The letters that a pattern can begin with, and whether all of its first word is told."""
        first, *rest = _split(source)
        openings = self._opened_word(first.removesuffix("?"))
        if first.endswith("?") and rest:
            openings |= self._opened(" ".join(rest))
        return openings

    def _opened_word(self, word: str) -> set[tuple[str, bool]]:
        openings = {("", True)}
        for piece in _PIECES.findall(word):
            if piece == "*":
                return {(have, False) for have, _ in openings}
            more = self._openings_of(piece)
            openings = {
                (have + letters, whole) if certain else (have, False)
                for have, certain in openings
                for letters, whole in more
            }
        return openings

    def _openings_of(self, piece: str) -> set[tuple[str, bool]]:
        if piece.startswith("{"):
            return {(letters, False) for letters in self.openings[piece[1:-1]]}
        if not piece.startswith("("):
            return {(piece, True)}
        return {
            (letters + " ", True) if certain and len(_split(each)) > 1 else (letters, certain)
            for each in _alternatives(piece)
            for letters, certain in (self._opened(each) if each else {("", True)})
        }


_BLANK_INSIDE = re.compile(r"\(([^()]+) \)\?")  # "(the )?bill" is "(the)? bill"
_ELISION = re.compile(r"(?<=\w)'(?=[ |)]|$)")  # "n'" is the word "n": a mark may follow any word
_PARTING = re.compile(r"[ ()]")
_PIECES = re.compile(r"\*|\{\w+\}|\((?:[^()]|\([^()]*\))*\)|[^*{(]+")


def _numbered(regex: str) -> str:
    """The regex with the second `day` named `day2`, and so on: no two groups share a name."""
    if regex.count("(?P<") < 2:
        return regex
    seen: Counter[str] = Counter()

    def name(group: re.Match[str]) -> str:
        seen[group[1]] += 1
        return f"(?P<{group[1]}{seen[group[1]] if seen[group[1]] > 1 else ''}>"

    return re.sub(r"\(\?P<(\w+)>", name, regex)


@lru_cache(maxsize=1_024)  # each pattern is taken apart several times in a row
def _split(source: str) -> tuple[str, ...]:
    """The pattern's words; spaces inside brackets do not part words."""
    words, depth, start = [], 0, 0
    for mark in _PARTING.finditer(source):
        depth += (mark[0] == "(") - (mark[0] == ")")
        if mark[0] == " " and depth == 0:
            words.append(source[start : mark.start()])
            start = mark.end()
    return tuple(each for each in [*words, source[start:]] if each)


def _alternatives(group: str) -> list[str]:
    """`(a|b (c|d))` → [`a`, `b (c|d)`]."""
    parts, depth, part = [], 0, ""
    for char in group[1:-1]:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += char
    return [*parts, part]


def union(words: Iterable[str]) -> str:
    """One regex for any of these plain words (`*` ends a stem), longest first."""
    ordered = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", BETWEEN) for word in ordered
    )
