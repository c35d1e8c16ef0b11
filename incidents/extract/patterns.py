"""The small language that lexicons are written in, and the index that finds it in a text.

A pattern is words with spaces between them, all in lower case:

    stormed             this word
    storm*              a word that begins so; `*aanslag` is one that ends so
    (set|sets) ablaze   either word
    (de|het)? stadhuis  the first word may be missing
    staken .. in brand  up to three words may stand between
    nahmen ... ein      up to ten words may stand between
    {people} died       any word of the class `people`; {day}, {month}, {year} are numbers and names

Every pattern is filed under the first letters that it can open with, so that a text is walked
once, word by word, whatever the number of patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

WORD = re.compile(r"\w+")
BETWEEN = r"[^\w;:!?]{1,4}"  # what may stand between two words of one pattern
KEY = 5  # letters under which a pattern is filed: few patterns share five
WHOLE = "."  # ends a key that is a whole word: "de" is not looked for in "depuis"
INNER_KEY = 3  # the same for what a word may hold inside or end with
GAPS = {"..": 3, "...": 10}  # words that a gap may swallow

_SAME = str.maketrans({
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "ё": "е",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه",
    "‑": "-", "‐": "-",
})  # fmt: skip


def fold(text: str) -> str:
    """The text in lower case with spelling variants made one; every character keeps its place."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered: take those as they are
        low = "".join(one if len(one) == 1 else char for char in text for one in [char.lower()])
    return low.translate(_SAME)


@dataclass(frozen=True, slots=True)
class Role:
    """What a pattern stands for: its part in the reading, a name within it, and a detail."""

    part: str
    name: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found in a text: what it stands for, where, and what its blanks held."""

    role: Role
    start: int
    end: int
    blanks: Mapping[str, str]
    written: str = ""  # the pattern as its lexicon has it


@dataclass(slots=True)
class Pattern:
    """One pattern, compiled when first tried: a text opens few of a lexicon's shelves."""

    role: Role
    source: str  # its regex
    written: str
    _regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled regex."""
        if self._regex is None:
            self._regex = re.compile(self.source)
        return self._regex


@dataclass(slots=True)
class PatternIndex:
    """Finds many patterns in one walk over a text."""

    classes: Mapping[str, str]  # class name → the regex of its words
    openings: Mapping[str, frozenset[str]]  # class name → the letters that its words open with
    clitics: tuple[str, ...] = ()  # letters written onto the front of a word (and, the, by …)
    _outer: dict[str, list[Pattern]] = field(default_factory=dict)
    _inner: dict[str, list[Pattern]] = field(default_factory=dict)

    def add(self, role: Role, written: str) -> None:
        """Files one pattern; ValueError for one that cannot be read."""
        inner = written.startswith("*")
        source = _BLANK_INSIDE.sub(r"(\1)? ", fold(written[1:] if inner else written))
        source = _ELISION.sub("", source)
        pattern = Pattern(role, self._whole(source), source)
        shelf = self._inner if inner else self._outer
        keys = self._keys(source)
        for key in {key[:INNER_KEY] for key in keys} if inner else keys:
            shelf.setdefault(key, []).append(pattern)

    @property
    def shelves(self) -> list[list[Pattern]]:
        """Every list of patterns filed under the same letters."""
        return [*self._outer.values(), *self._inner.values()]

    def scan(self, folded: str, start: int, end: int) -> Iterator[Hit]:
        """Every pattern found between start and end, in reading order; hits may overlap."""
        for word in WORD.finditer(folded, start, end):
            letters = word.group()
            for offset in self._starts(letters):
                yield from self._at(self._outer, folded, word.start() + offset, word, end)
            for offset in range(len(letters) - INNER_KEY + 1):
                if letters[offset : offset + INNER_KEY] in self._inner:
                    yield from self._at(self._inner, folded, word.start() + offset, word, end)

    def _starts(self, letters: str) -> Iterator[int]:
        yield 0
        for clitic in self.clitics:
            if letters.startswith(clitic) and len(letters) > len(clitic) + 1:
                yield len(clitic)

    def _at(
        self, shelf: dict[str, list[Pattern]], folded: str, at: int, word: re.Match[str], end: int
    ) -> Iterator[Hit]:
        opening = folded[at : min(at + KEY, word.end())]
        keys = [folded[at : word.end()] + WHOLE]
        for key in keys + [opening[:length] for length in range(len(opening), 0, -1)]:
            for pattern in shelf.get(key, ()):
                found = pattern.regex.match(folded, at, end)
                if found:
                    yield Hit(
                        pattern.role, word.start(), found.end(), _blanks(found), pattern.written
                    )

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
        clitic = "|".join(map(re.escape, self.clitics))
        body = "".join(self._piece(piece) for piece in _PIECES.findall(word))
        if first:
            return body
        joint = BETWEEN
        # an optional first word carries no joint of its own, so the next may follow at once
        if all(part.endswith(")?") and part.startswith("(?:") for part in before) and before:
            joint = f"(?:{BETWEEN})?"
        return f"{joint}(?:{clitic})?{body}" if clitic else f"{joint}{body}"

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

    def _keys(self, source: str) -> set[str]:
        words = _split(source)
        keys = self._filed(words[0].removesuffix("?"))
        if words[0].endswith("?") and not words[0].startswith("*"):
            keys |= self._keys(" ".join(words[1:]))
        if keys & {"", WHOLE}:
            raise ValueError(f"a pattern must open with a letter: {source!r}")
        return keys

    def _filed(self, word: str) -> set[str]:
        """What a first word is filed under: itself where it is plain, else its first letters."""
        listed = [word]
        if word.startswith("(") and len(_PIECES.findall(word)) == 1:
            listed = [(_split(each) or [""])[0] for each in _alternatives(word)]
        return {
            opening + WHOLE if _PLAIN.fullmatch(each) else opening[:KEY]
            for each in listed
            for opening in self._opened(each)
        }

    def _opened(self, word: str) -> set[str]:
        """The letters that the word can begin with, as far as they are certain."""
        openings = {""}
        for piece in _PIECES.findall(word):
            if piece == "*":
                break
            more = self._openings_of(piece)
            openings = {have + add for have in openings for add in more}
            if any(_MARK.search(opening) for opening in openings):  # the walk goes by words
                return {_MARK.split(opening)[0] or opening for opening in openings}
            if piece.startswith("{") or all(len(opening) >= KEY for opening in openings):
                break
        return openings

    def _openings_of(self, piece: str) -> set[str]:
        if piece.startswith("{"):
            return set(self.openings[piece[1:-1]])
        if piece.startswith("("):
            return {
                opening
                for each in _alternatives(piece)
                for opening in (self._opened(_split(each)[0]) if each else {""})
            }
        return {piece}


_BLANK_INSIDE = re.compile(r"\(([^()]+) \)\?")  # "(the )?bill" is "(the)? bill"
_ELISION = re.compile(r"(?<=\w)'(?=[ |)]|$)")  # "n'" is the word "n": a mark may follow any word
_MARK = re.compile(r"\W")
_PLAIN = re.compile(r"[^*{(]+")
_PIECES = re.compile(r"\*|\{\w+\}|\((?:[^()]|\([^()]*\))*\)|[^*{(]+")


def _numbered(regex: str) -> str:
    """The regex with the second `day` named `day2`, and so on: no two groups share a name."""
    seen: Counter[str] = Counter()

    def name(group: re.Match[str]) -> str:
        seen[group[1]] += 1
        return f"(?P<{group[1]}{seen[group[1]] if seen[group[1]] > 1 else ''}>"

    return re.sub(r"\(\?P<(\w+)>", name, regex)


def _blanks(found: re.Match[str]) -> Mapping[str, str]:
    return found.groupdict() if found.re.groupindex else {}


def _split(source: str) -> list[str]:
    """The pattern's words; spaces inside brackets do not part words."""
    words, depth, word = [], 0, ""
    for char in source:
        depth += (char == "(") - (char == ")")
        if char == " " and depth == 0:
            words.append(word)
            word = ""
        else:
            word += char
    return [each for each in [*words, word] if each]


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
