"""Which place a name that nobody bears is most likely a slip of the pen for, and how sure that is.

A guess is weighed as the name would be that it is taken for, by how near the spelling is, and
scores clearly less. It never stands against a name that is known.
"""

from __future__ import annotations

from collections.abc import Callable

from incidents.geocode.build import SHELVED_LEAST
from incidents.geocode.index import Index
from incidents.geocode.names import fold
from incidents.geocode.ranking import Ranked, is_town, share
from incidents.geocode.spelling import LONGEST, Slip, near_spellings

TWO_EDITS = 0.02  # on the weight: one edit is far likelier than two
OTHER_INITIAL = 0.1  # few people get the first letter wrong
PLACES = 5  # of each spelling
# The score, so that of guesses above 0.5 nine in ten are right where half of the unknown names
# are slips for towns of 15,000 people and more, and half the names of villages nobody listed:
MOST_SCORE = 0.85
TWO_EDITS_SCORE, OTHER_INITIAL_SCORE = 0.7, 0.6  # factors
SHORT, LETTERS = 3, 4  # a name of seven letters counts in full, one of five for half
FAMILIAR = 50_000  # people of a town that is half as well known as the best known
LEAST_SCORE = 0.4  # below this a guess is as often wrong as right


def guesses(
    name: str, index: Index, called: Callable[[str], list[Ranked]], letters: int = LONGEST
) -> list[Ranked]:
    """The places whose names are nearly spelt so, likeliest first; empty where none is likely.

    `called` gives the places of a known spelling that fit the rest of the question. `letters` are
    those of the name proper, where words such as *province* stand with it.
    """
    weighed: dict[int, tuple[Ranked, Slip]] = {}
    slips = near_spellings(name, index, letters)
    index.expect(slip.key for slip in slips)
    for slip in slips:
        for one in called(slip.key)[:PLACES]:
            heavy = one.weight * nearness(slip, name)
            known = weighed.get(one.row.id)
            if is_large(one) and (known is None or known[0].weight < heavy):
                weighed[one.row.id] = Ranked(one.row, heavy), slip
    found = sorted(weighed.values(), key=lambda pair: -pair[0].weight)
    rivals = [one for one, _ in found]
    scored = [
        Ranked(one.row, one.weight, share(one, rivals) * likelihood(one, slip, name))
        for one, slip in found
    ]
    return scored if scored and scored[0].score >= LEAST_SCORE else []


def likelihood(one: Ranked, slip: Slip, name: str) -> float:
    """How likely the name is a slip at all, and not that of a place nobody listed."""
    key, people = fold(name), one.row.population
    score = MOST_SCORE if slip.edits == 1 else MOST_SCORE * TWO_EDITS_SCORE
    if slip.key[0] != key[0]:
        score *= OTHER_INITIAL_SCORE
    if is_town(one.row):
        score *= 0.5 + 0.5 * people / (people + FAMILIAR)
    return score * min(1.0, (len(key) - SHORT) / LETTERS)


def nearness(slip: Slip, name: str) -> float:
    """How likely the slip is, beside one edit in the middle of a name."""
    likely = 1.0 if slip.edits == 1 else TWO_EDITS
    return likely if slip.key[0] == fold(name)[0] else likely * OTHER_INITIAL


def is_large(one: Ranked) -> bool:
    """Whether the place is so well known that a slip for it is likelier than an unknown place."""
    return not is_town(one.row) or one.row.population >= SHELVED_LEAST
