"""How sure an answer is, in three words: the one table that says what a score means.

| Level | When | What it is worth |
|---|---|---|
| high | the score is 0.9 or more, and the answer carries no note | 98 in 100 are right, and more |
| medium | the score is 0.5 or more | most are right |
| low | anything less | look at it |

An answer that differs from the question (a slip of the pen, a wider place) carries a note.
docs/geocoding.md says how many of each were right when counted.
"""

from __future__ import annotations

from enum import StrEnum

from incidents.model import Place

HIGH, MEDIUM = 0.9, 0.5  # scores


class Level(StrEnum):
    """How far to believe that a place is the one meant."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def level_of(place: Place) -> Level:
    """How sure the place is the one that was asked for."""
    if place.score >= HIGH and place.note is None:
        return Level.HIGH
    return Level.MEDIUM if place.score >= MEDIUM else Level.LOW
