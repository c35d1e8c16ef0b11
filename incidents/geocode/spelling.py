"""Names nearly spelt so: what a name that nobody bears may be a slip of the pen for.

One edit (a letter too many, too few, other than it should be, or two swapped) leaves either the
first or the second half of a name as it is, so only names are compared that share a half with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from incidents.geocode.index import Index
from incidents.geocode.names import fold

LEAST = 5  # letters; among shorter names everything is near something
LONG = 9  # letters from which two edits are forgiven
MOST = 12  # names worth weighing
LONGEST = 60  # letters; what is longer is a sentence


@dataclass(frozen=True, slots=True)
class Slip:
    """A known folded name, and how many edits it is away."""

    key: str
    edits: int


def near_spellings(name: str, index: Index, letters: int = LONGEST) -> list[Slip]:
    """The known names that a name may be a slip for, nearest first; none for short names.

    Two edits are forgiven from LONG `letters` on: those of the name without *province*, if less.
    """
    key = fold(name)
    if not LEAST <= sum(letter.isalpha() for letter in key) <= len(key) <= LONGEST:
        return []
    if not key.isprintable():  # half a letter: no text that can be asked for
        return []
    most = 2 if min(len(key), letters) >= LONG else 1
    found = process.extract(
        key, set(_sharing(key, index)), scorer=OSA.distance, score_cutoff=most, limit=None
    )
    slips = [Slip(other, edits) for other, edits, _ in found if edits]
    slips.sort(key=lambda slip: (slip.edits, slip.key[0] != key[0], slip.key))
    return slips[:MOST]


def _sharing(key: str, index: Index) -> Iterator[str]:
    """The known names that begin or end as the name does, or have its middle letters swapped."""
    half = len(key) // 2
    yield from index.beginning(key[:half])
    yield from index.ending(key[half:])
    yield key[: half - 1] + key[half] + key[half - 1] + key[half + 1 :]
