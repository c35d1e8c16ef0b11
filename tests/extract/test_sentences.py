"""Single sentences of news and the kinds that a careful reader hears in them, by language.

A line is `expected<TAB>text`: a kind, kinds of which one will do (`fire|explosion`), kinds that
must all come (`killing+injury`), or a trap with its reason (`-sport`) that tells of nothing.
`INCIDENTS_MISSES=1 pytest -n 0 -s -k sentences` prints what was missed and what was made up.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from incidents.model import Article
from incidents.pipeline import shared_reader

FOLDER = Path(__file__).parent.parent / "sentences"
PUBLISHED = date(2026, 5, 14)  # a Thursday; the sentences speak of the days before
FLOORS = {  # language → the share of real ones found at least, of traps fallen into at most
    "ar": (0.94, 0.09),
    "en": (0.95, 0.08),
    "es": (0.91, 0.04),
    "fr": (0.92, 0.06),
    "nl": (0.93, 0.08),
    "ru": (0.95, 0.06),
    "uk": (0.93, 0.05),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence: what it tells, and the kinds that were read."""

    expected: str
    text: str
    read: frozenset[str]

    @property
    def is_trap(self) -> bool:
        return self.expected.startswith("-")

    @property
    def is_right(self) -> bool:
        """Whether all that is told was read; for a trap, whether nothing was."""
        if self.is_trap:
            return not self.read
        return all(self.read & set(part.split("|")) for part in self.expected.split("+"))

    @property
    def extra(self) -> frozenset[str]:
        """Kinds that were read and not told."""
        return self.read - set(self.expected.replace("+", "|").split("|"))


def scored(language: str) -> list[Scored]:
    lines = (FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [Scored(expected, text, kinds_in(text, language)) for expected, text in pairs]


def kinds_in(text: str, language: str) -> frozenset[str]:
    reading = shared_reader().read(Article(text, PUBLISHED, language=language))
    return frozenset(incident.kind for incident in reading.incidents)


def told(each: Scored) -> str:
    return f"{each.expected:12} {','.join(sorted(each.read)) or '-':20} {each.text}"


@pytest.mark.parametrize("language", FLOORS)
def test_single_sentences_are_read_as_told_and_traps_are_left_alone(language: str) -> None:
    sentences = scored(language)
    real = [each for each in sentences if not each.is_trap]
    traps = [each for each in sentences if each.is_trap]
    found = sum(each.is_right for each in real) / len(real)
    fallen = sum(not each.is_right for each in traps) / len(traps)
    if os.environ.get("INCIDENTS_MISSES"):
        doubled = sum(bool(each.extra) for each in real)
        print(f"\n{language}: found {found:.1%}, fallen {fallen:.1%}, real with more: {doubled}")
        wrong = [each for each in sentences if not each.is_right or (each.extra and each in real)]
        print("\n".join(map(told, wrong)))
    least, most = FLOORS[language]
    assert found >= least
    assert fallen <= most
