"""Prints the inflected forms that a lexicon lacks, for a person to review and add.

    pip install simplemma==2.0.0
    python data/lexicon/forms.py ru              classes and triggers
    python data/lexicon/forms.py ru classes      one part alone

For every whole word of a list (stems with a star cover their forms already) the forms of the same
lemma in simplemma's dictionary (MIT) that stand nowhere in that list: `lemma: form form …`. It
writes nothing: a form that is also another word, or a tense that tells of nothing that happened,
is for a reader of the language to leave out.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

sys.path.insert(0, str(Path(__file__).parents[2]))

from incidents.extract.lexicon import FOLDER
from incidents.extract.patterns import fold

PARTS = ("classes", "triggers")
MOST = 60  # forms of one lemma; more is no word but a mistake of the dictionary

_WORD = re.compile(r"[^\W\d_]+\*?")
_BLANK = re.compile(r"\{\w+\}")


def main(code: str, parts: tuple[str, ...]) -> None:
    """Prints what each list of the lexicon lacks."""
    with (FOLDER / f"{code}.toml").open("rb") as file:
        table = tomllib.load(file)
    lemma_of, forms_of = _dictionary(code)
    for part in parts:
        for name, patterns in _lists(table[part]):
            lacking = dict(_lacking(patterns, lemma_of, forms_of))
            if lacking:
                print(f"[{part}.{name}]")
            for lemma, forms in sorted(lacking.items()):
                print(f"  {lemma}: {' '.join(sorted(forms))}")


def _dictionary(code: str) -> tuple[dict[str, str], Mapping[str, set[str]]]:
    """Form → lemma, and lemma → forms, folded as the lexicon's words are."""
    lemma_of: dict[str, str] = {}
    forms_of: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(code).items():
        one, other = fold(_text(form)), fold(_text(lemma))
        lemma_of[one] = other
        forms_of[other] |= {one, other}
    return lemma_of, forms_of


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word


def _lists(table: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Every list of patterns by name: a class, or all tiers of a kind's triggers together."""
    for name, value in table.items():
        if isinstance(value, list):
            yield name, value
        elif isinstance(value, dict):
            tiers = ("strong", "company", "weak")
            yield name, [each for tier in tiers for each in value.get(tier, ())]


def _lacking(
    patterns: list[str], lemma_of: Mapping[str, str], forms_of: Mapping[str, set[str]]
) -> Iterator[tuple[str, set[str]]]:
    words = {word for each in patterns for word in _WORD.findall(fold(_BLANK.sub(" ", each)))}
    whole = {word for word in words if not word.endswith("*")}
    stems = tuple(word[:-1] for word in words - whole)
    for lemma in {lemma_of[word] for word in whole if word in lemma_of}:
        forms = forms_of[lemma] if len(forms_of[lemma]) <= MOST else set()
        missing = {form for form in forms - whole if not form.startswith(stems or ("\0",))}
        if missing:
            yield lemma, missing


if __name__ == "__main__":
    main(sys.argv[1], tuple(sys.argv[2:]) or PARTS)
