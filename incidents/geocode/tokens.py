"""A text as words with what stands between them, ready to be looked up in runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Letters, with the marks that Arabic and decomposed Latin put on them.
_WORD = re.compile(
    r"[^\W\d_][^\W\d_\u0300-\u036f\u064b-\u065f]*(?:[\u0300-\u036f\u064b-\u065f]+[^\W\d_]*)*"
)
_MASKED = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,64}@[^\s@]+\.\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|org|net|kz|ru|nl|de|fr|uk)\b"
)
_JOINT = re.compile(
    r"[ \u00a0]|[ \u00a0]?[-\u2010\u2011][ \u00a0]?|['’ʼ‘`]|\.[ \u00a0]?|[ \u00a0]\("
)
_INITIAL = re.compile(r"[.!?…:;\n\"“”„«»‘•|(\[]|^\W*$")
_ABBREVIATED = frozenset({"st", "ste", "mt", "ft"})
_APOSTROPHES = frozenset("'’ʼ‘`")
_LABEL = re.compile(
    r"^[^\S\n]*(?:[-*•·][^\S\n]+)?(?P<name>[^\W\d_][^\n.:;,!?(–—|]{2,30}?)"
    r"(?P<mark>\.|:|[^\S\n]?[–—-]{1,2})[^\S\n]+(?=[^\s\d])",
    re.MULTILINE,
)
_LABEL_WORDS = 4
RUN = 5  # words of the longest name looked up
FEWEST_LABELS = 3  # paragraphs opened alike: "Kortrijk – …", that make a text a list of places


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text, where it stands, and how it hangs together with the one before."""

    text: str
    start: int
    end: int
    gap: str  # what stands between it and the word before
    joined: bool  # the word before may belong to the same name
    initial: bool  # it starts a sentence, where any word is written with a capital

    @property
    def capital(self) -> bool:
        """Whether it may start a name: a capital, or a script that has none."""
        return not self.text[0].islower()

    @property
    def spaced(self) -> bool:
        """Whether nothing but a space stands before it."""
        return self.joined and not self.gap.strip()

    @property
    def continued(self) -> bool:
        """Whether an apostrophe inside a Cyrillic word stands before it: Кам'янське."""
        return self.joined and self.gap in _APOSTROPHES and "\u0400" <= self.text[0] <= "\u052f"

    @property
    def cased(self) -> bool:
        return self.text[0].isupper() or self.text[0].islower()


def words_of(text: str) -> list[Word]:
    """The words outside of web and mail addresses, in reading order."""
    masked = [match.span() for match in _MASKED.finditer(text)]
    return list(_unmasked(text, masked))


def labels_of(text: str) -> frozenset[int]:
    """Where the names start that open paragraphs of a list: "Plauen. A train …"; none if few do."""
    found: dict[str, list[int]] = {}
    for match in _LABEL.finditer(text):
        name = match["name"]
        if not name[0].islower() and len(name.split()) <= _LABEL_WORDS:
            found.setdefault(match["mark"].strip(), []).append(match.start("name"))
    alike = max(found.values(), key=len, default=[])
    return frozenset(alike if len(alike) >= FEWEST_LABELS else ())


def _unmasked(text: str, masked: list[tuple[int, int]]) -> Iterator[Word]:
    before, after_abbreviation = 0, False
    spans = iter([*masked, (len(text) + 1, len(text) + 1)])
    hidden = next(spans)
    for match in _WORD.finditer(text):
        start, end = match.span()
        while hidden[1] <= start:
            hidden = next(spans)
        if hidden[0] < end:
            continue
        gap = text[before:start]
        dotted = gap.startswith(".")
        joined = before > 0 and _JOINT.fullmatch(gap) is not None
        joined = joined and (not dotted or after_abbreviation)
        initial = not joined and (before == 0 or _INITIAL.search(gap) is not None)
        yield Word(match.group(), start, end, gap, joined, initial)
        before, after_abbreviation = end, match.group().lower() in _ABBREVIATED
