"""Whether an answer bears the name that was asked for: services answer with what sounds alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from incidents.geocode.names import fold

SCORE = 0.7  # a service's first answer: it says neither how sure it is nor what it beat
INCOMPARABLE = 0.6  # its name is in another script than the question
UNLIKE = 0.4  # its name has too little of the question: services answer with what sounds alike
LEAST_SHARE = 1 / 3  # of the words asked for: "city hall of Almaty" is found as "Akimat, Almaty"
ALIKE = 0.8  # two spellings of one word
MOST_ASKED, MOST_TOLD = 12, 400  # words that are compared: an answer may hold thousands
LEAST_WORD = 3  # letters; "of", "de" and numbers of houses tell nothing


def likeness(asked: str, texts: Sequence[str]) -> float:
    """How far the names of an answer bear out the name asked for, as its score."""
    wanted = _words(asked)[:MOST_ASKED]
    told = list(dict.fromkeys(word for text in texts for word in _words(text)))[:MOST_TOLD]
    if not wanted or not told:
        return SCORE
    if not {_script(word) for word in wanted} & {_script(word) for word in told}:
        return INCOMPARABLE
    share = sum(any(_alike(word, other) for other in told) for word in wanted) / len(wanted)
    return SCORE if share >= LEAST_SHARE else UNLIKE


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if len(word) >= LEAST_WORD and word[0].isalpha()]


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").split(" ")[0]


def _alike(word: str, other: str) -> bool:
    """Whether two folded words are one in two spellings or endings."""
    if word == other:
        return True
    if abs(len(word) - len(other)) > max(len(word), len(other)) * (1 - ALIKE) * 2:
        return False
    return SequenceMatcher(None, word, other).ratio() >= ALIKE
