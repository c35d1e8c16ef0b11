"""A text as published, and the places it names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from incidents.model.place import Place


@dataclass(frozen=True, slots=True)
class Article:
    """A report as published. Spans everywhere count characters of `text` as given here."""

    text: str
    published: date | None = None
    title: str | None = None
    language: str | None = None  # ISO 639-1; None: to be found out
    url: str | None = None
    source: str | None = None  # who published it
    notices: tuple[str, ...] = field(default=(), compare=False)  # doubts of how it was taken in

    @property
    def id(self) -> str:
        """A stable name for this text on this day: the same paste gives the same id."""
        day = self.published.isoformat() if self.published else ""
        return hashlib.blake2b(f"{day}\n{self.text}".encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: the words from `start` to `end`, and where they lead."""

    name: str
    start: int
    end: int
    place: Place
