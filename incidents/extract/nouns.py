"""Whether a capitalised word is a common noun, in a language that writes all nouns with one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicon"
LEAST = 4  # letters of the last part of a compound: Verkehrs-unfall
ENDINGS = ("", "en", "n", "e", "er", "es", "s")
_PLAIN = str.maketrans("äöü", "aou")  # Stoß, Stöße: one stem


def is_no_noun(language: str, word: str) -> bool:
    """Whether neither the word nor its end is a known noun: then it is a name."""
    known = _stems(language)
    stems = {_stem(word, ending) for ending in ENDINGS if word.endswith(ending)}
    return not any(
        stem[start:] in known for stem in stems for start in range(max(1, len(stem) - LEAST + 1))
    )


@cache
def _stems(language: str) -> frozenset[str]:
    """The nouns of the language's list without their endings."""
    words = (FOLDER / f"{language}.nouns.txt").read_text("utf-8").split()
    return frozenset(
        _stem(word, ending)
        for word in words
        for ending in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= LEAST
    )


def _stem(word: str, ending: str) -> str:
    return word.removesuffix(ending).translate(_PLAIN)
