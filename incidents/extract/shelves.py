"""The shelves on which patterns are filed, and those that a word of a text takes down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_MARK = re.compile(r"\W")


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
    compiled: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled regex."""
        if self.compiled is None:
            self.compiled = re.compile(self.source)
        return self.compiled


@dataclass(frozen=True, slots=True)
class Key:
    """What a pattern can open with: letters of its first word, and what its second begins with."""

    letters: str
    whole: bool  # the letters are all of the first word
    following: frozenset[str] | None  # None: any word, or none


@dataclass(frozen=True, slots=True)
class Filed:
    """A pattern on the shelf of its first word, with the letters that its second begins with."""

    pattern: Pattern
    following: frozenset[str] | None


Opener = tuple[int, Pattern]  # how far into the word the pattern begins, behind "and" and the like


@dataclass(frozen=True, slots=True)
class Openers:
    """The patterns that one word may open: before any other, and before certain others."""

    any: tuple[Opener, ...]
    before: Mapping[str, tuple[Opener, ...]]


def first_word(letters: str, certain: bool) -> tuple[str, bool]:
    """The opening as far as the walk by words sees it, and whether that is a whole word."""
    word, *beyond = _MARK.split(letters, maxsplit=1)
    return (word or letters), bool(word) and (certain or bool(beyond))


def key_of(letters: str, certain: bool, following: frozenset[str] | None) -> Key:
    """The key of one opening; what follows counts where the first word is the walk's word too."""
    word, is_whole = first_word(letters, certain)
    return Key(word, is_whole, following if word == letters else None)


def prefixed(
    shelves: Mapping[str, list[Pattern]], letters: str, offset: int, longest: int
) -> list[Opener]:
    """The patterns filed under the first letters behind the offset, the longest key first."""
    reach = min(longest, len(letters) - offset)
    keys = (letters[offset : offset + length] for length in range(reach, 0, -1))
    return [(offset, pattern) for key in keys for pattern in shelves.get(key, ())]


def tried(shelf: Iterable[Opener], folded: str, at: int, end: int) -> Iterator[Hit]:
    """Those patterns that match here."""
    for offset, pattern in shelf:
        if found := (pattern.compiled or pattern.regex).match(folded, at + offset, end):
            yield Hit(pattern.role, at, found.end(), _blanks(found), pattern.written)


def _blanks(found: re.Match[str]) -> Mapping[str, str]:
    return found.groupdict() if found.re.groupindex else {}
