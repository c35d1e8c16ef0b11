"""A text laid out for reading place names: its words, what each may begin, and its language."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.geocode.manners import Manners
from incidents.geocode.names import fold
from incidents.geocode.people import NOBODY, People
from incidents.geocode.sources import Row
from incidents.geocode.tokens import RUN, Word


@dataclass(frozen=True, slots=True)
class Hit:
    """A run of words, from `at` up to `end`, that the gazetteer knows."""

    at: int
    end: int
    name: str  # as written
    form: str  # as looked up
    rows: tuple[Row, ...]
    inflected: bool = False
    abbreviated: bool = False  # "Ill."
    adjective: bool = False  # "Grazer", which means the town before a word for a part of it

    @property
    def words(self) -> int:
        return self.end - self.at

    @property
    def key(self) -> str:
        """The name by which the text's other mentions of it are known."""
        return fold(self.form)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words, the hits that start at each of them, longest first, and its manners."""

    text: str
    words: list[Word]
    runs: list[list[Hit]]
    manners: Manners
    people: People = NOBODY
    labels: frozenset[int] = frozenset()  # where names open the paragraphs of a list

    def first(self, hit: Hit) -> Word:
        return self.words[hit.at]

    def ending(self, at: int) -> list[Hit]:
        """The hits whose last word is that one, longest first."""
        return [
            hit
            for start in range(max(0, at - RUN + 1), at + 1)
            for hit in self.runs[start]
            if hit.end == at + 1
        ]

    def before(self, hit: Hit) -> Word | None:
        """The word that stands right before, with nothing but a space or a hyphen between."""
        return self.words[hit.at - 1] if hit.at and self.words[hit.at].joined else None

    def after(self, hit: Hit) -> Word | None:
        """The word that follows right after."""
        follows = hit.end < len(self.words) and self.words[hit.end].joined
        return self.words[hit.end] if follows else None
