"""The people that a text names: where their names stand, and the surnames they are called by later.

A name is somebody's where a given name or a title leads it, or where an age follows. Whoever was
named in full is called by the surname from then on: "Hamilton said" after "Wayne Hamilton".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from incidents.geocode.manners import Manners, given_names, surnames
from incidents.geocode.names import fold
from incidents.geocode.tokens import Word

LONGEST = 4  # words of one person's name
_AGE = re.compile(r"(?:, ?|\s?\()(?:aged |âgée? de )?\d{1,2}(?: (?:ans|años|Jahre)\b)?[,.)]")
_PARTICLES = frozenset({"van", "von", "de", "der", "den", "du", "di", "da", "la", "ter", "el"})


@dataclass(frozen=True, slots=True)
class People:
    """The indexes of the words that are part of people's names, and their folded surnames."""

    words: frozenset[int] = frozenset()
    surnames: frozenset[str] = frozenset()


NOBODY = People()


class Known(Protocol):
    """A run of words that the gazetteer knows."""

    @property
    def words(self) -> int: ...


def people_of(
    text: str, words: list[Word], runs: Sequence[Sequence[Known]], manners: Manners
) -> People:
    """Everybody whom the text names in full; `runs` are the places that start at each word."""
    spans = [
        (at, end)
        for at in range(len(words))
        if not any(run.words > 1 for run in runs[at])
        for end in [_end(text, words, at, manners)]
        if end - at > 1
    ]
    return People(
        frozenset(at for span in spans for at in range(*span)),
        frozenset(fold(words[end - 1].text) for _, end in spans),
    )


def _end(text: str, words: list[Word], at: int, manners: Manners) -> int:
    """Where somebody's name that starts at a word ends; `at` itself where none does."""
    first = words[at]
    if not (first.capital and first.cased) or _is_placed(words, at, manners):
        return at
    end = _run(words, at, manners)
    if end - at < 2 or (at and _continues(words, at)):
        return at
    aged = _AGE.match(text, words[end - 1].end) is not None
    return end if aged or _leads(words, at, end, manners) else at


def _run(words: list[Word], at: int, manners: Manners) -> int:
    """The end of the capitalised words from here on, particles between them included."""
    end = at + 1
    while end < len(words) and end - at < LONGEST and words[end].spaced:
        inner = fold(words[end].text) in _PARTICLES and not words[end].capital
        following = words[end + 1] if inner and end + 1 < len(words) else words[end]
        if not (_is_name(following, manners) and following.spaced):
            break
        end += 2 if inner else 1
    return end


def _is_name(word: Word, manners: Manners) -> bool:
    key = fold(word.text)
    common = key in (
        manners.never | manners.organisations_after | manners.districts | manners.buildings
    )
    return word.capital and word.cased and len(word.text) > 1 and not common


def _leads(words: list[Word], at: int, end: int, manners: Manners) -> bool:
    """Whether the first word, or the one before it, says that a person is named."""
    key, last = fold(words[at].text), fold(words[end - 1].text)
    if key in manners.never:
        return False
    if last in surnames() and all(word.capital for word in words[at:end]):
        return True  # but "Sierras de Córdoba" are nobody
    given = key in given_names() or key in manners.given
    before = fold(words[at - 1].text) if at and words[at].spaced else ""
    return last not in manners.doubtful if given else before in manners.titles


def _continues(words: list[Word], at: int) -> bool:
    """Whether the word before belongs to the same run of capitals, so that no name starts here."""
    before = words[at - 1]
    return (
        words[at].spaced
        and before.capital
        and before.cased
        and not before.initial
        and (at < 2 or words[at - 1].text.isupper())
    )


def _is_placed(words: list[Word], at: int, manners: Manners) -> bool:
    return bool(at) and words[at].spaced and fold(words[at - 1].text) in manners.prepositions
