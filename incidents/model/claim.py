"""What one passage asserts, in its own words."""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.errors import UsageError
from incidents.model.article import Mention
from incidents.model.when import When


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of people as a range; None is unknown or open, never zero."""

    min: int | None = None
    max: int | None = None

    def __post_init__(self) -> None:
        if any(end is not None and end < 0 for end in (self.min, self.max)):
            raise UsageError(f"nobody counts below zero; got {self.min} to {self.max}")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise UsageError(f"a range runs upward; got {self.min} to {self.max}")

    def __bool__(self) -> bool:
        return self.min is not None or self.max is not None


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a passage says it happened: a mention, how it was come by, and any facility.

    `source` is sentence, between (the first end of a short road), carried (from the sentence
    before), home (where those named belong), article (its main place) or country (words such
    as "in the whole country").
    """

    mention: Mention | None
    source: str
    facility: str | None = None  # airport, city hall …: a lexicon id
    facility_words: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of one incident, with the verbatim quote that supports it."""

    kind: str
    quote: str
    start: int
    end: int
    cue: str  # the words that gave the kind away
    place: ClaimPlace
    when: When
    tier: int = 1  # 1: the words alone say it, 2: they need company, 3: weak
    killed: Figure = field(default_factory=Figure)
    injured: Figure = field(default_factory=Figure)
    arrested: Figure = field(default_factory=Figure)
    actors: tuple[str, ...] = ()
    hedged: str | None = None  # the words that hedge, None: stated plainly
    attributed_to: str | None = None
    doubted: bool = False  # a second opinion is not convinced
