"""What a parser of files took out of one: plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document, what it says about itself, and what its reader should know."""

    text: str
    title: str | None = None
    published: str | None = None  # an ISO day, as declared
    url: str | None = None
    source: str | None = None
    notices: tuple[str, ...] = ()
