"""How sure an answer is, in three words: the one table that says what a score means.

| Level | When | Right, of those so called |
|---|---|---|
| high | the name is known, and its score is 0.9 or more | 98 in 100 and more |
| medium | the score is 0.5 or more | 4 in 5, about |
| low | anything less, and where only a wider place was found | look at it |

A name that was taken for a slip of the pen is never high.
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
