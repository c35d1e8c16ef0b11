"""Reading place names out of annotated texts, and what came of each.

1. Answers and annotated names are paired one to one where their words overlap, in reading order.
2. A pair is right if the answer lies within 161 km, the distance by which the field counts a
   place as resolved, or is the very country, wherever its middle is put.
3. Every other answer is false, also one on a name that was annotated without a point.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from incidents.evaluation.scores import NEAR_M
from incidents.evaluation.toponyms import GoldText, GoldToponym, gold_texts
from incidents.geo import distance_m
from incidents.model import GeoPrecision, Mention

AROUND = 40  # characters shown on each side of an error


class Geoparses(Protocol):
    """Anything that reads the place names of a text."""

    def mentions(self, text: str, language: str | None = None) -> list[Mention]: ...


@dataclass(frozen=True, slots=True)
class ToponymScores:
    """What was counted; two add up to the counts of both."""

    texts: int = 0
    toponyms: int = 0  # annotated, with a point
    answers: int = 0
    found: int = 0  # annotated ones that an answer stands on, wherever it leads
    right: int = 0  # of those, near enough
    unasked: int = 0  # answers on names without a point; false
    spurious: int = 0  # answers on words that are no place name; false

    def __add__(self, other: ToponymScores) -> ToponymScores:
        mine, others = dataclasses.astuple(self), dataclasses.astuple(other)
        return ToponymScores(*(one + two for one, two in zip(mine, others, strict=True)))

    def rates(self) -> dict[str, float | None]:
        """End to end, then the two steps alone; None where nothing was counted."""
        return {
            "precision": _share(self.right, self.answers),
            "recall": _share(self.right, self.toponyms),
            "f1": _share(2 * self.right, self.answers + self.toponyms),
            "found_precision": _share(self.found, self.answers),
            "found_recall": _share(self.found, self.toponyms),
            "resolved_accuracy": _share(self.right, self.found),
        }


@dataclass(frozen=True, slots=True)
class TextOutcome:
    """What came of one text: each annotated name with its answer, and the answers left over."""

    gold: GoldText
    pairs: tuple[tuple[GoldToponym, Mention | None], ...]
    spurious: tuple[Mention, ...]

    @property
    def scores(self) -> ToponymScores:
        answered = [(gold, answer) for gold, answer in self.pairs if answer is not None]
        pointed = [pair for pair in answered if pair[0].point is not None]
        return ToponymScores(
            texts=1,
            toponyms=sum(gold.point is not None for gold, _ in self.pairs),
            answers=len(answered) + len(self.spurious),
            found=len(pointed),
            right=sum(is_near(gold, answer) for gold, answer in pointed),
            unasked=len(answered) - len(pointed),
            spurious=len(self.spurious),
        )


@dataclass(frozen=True, slots=True)
class Geoparsing:
    """What came of every text of a folder, and how long the reading took."""

    outcomes: tuple[TextOutcome, ...]
    seconds: float

    @property
    def total(self) -> ToponymScores:
        return _sum(self.outcomes)

    def by_language(self) -> dict[str, ToponymScores]:
        """Language of the text → its scores."""
        languages = sorted({one.gold.language for one in self.outcomes})
        return {
            language: _sum(one for one in self.outcomes if one.gold.language == language)
            for language in languages
        }

    def misses(self) -> Iterator[dict[str, object]]:
        """Every error with the words around it: missed, misplaced and false names."""
        for outcome in self.outcomes:
            yield from _misses(outcome)


def evaluate_toponyms(folder: Path, geoparser: Geoparses) -> Geoparsing:
    """Every annotated text of the folder read and compared."""
    gold = gold_texts(folder)
    start = time.perf_counter()
    answers = [geoparser.mentions(one.text, one.language) for one in gold]
    seconds = time.perf_counter() - start
    return Geoparsing(tuple(map(paired, gold, answers)), seconds)


def paired(gold: GoldText, answers: Sequence[Mention]) -> TextOutcome:
    """Each annotated name with the answer that stands on it: a right one before another."""
    left = list(answers)
    pairs: list[tuple[GoldToponym, Mention | None]] = []
    for toponym in gold.toponyms:
        on = [one for one in left if one.start < toponym.end and toponym.start < one.end]
        best = max(on, key=lambda one: is_near(toponym, one), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((toponym, best))
    return TextOutcome(gold, tuple(pairs), tuple(left))


def is_near(gold: GoldToponym, answer: Mention) -> bool:
    """Whether the answer leads to the annotated place."""
    if gold.point is None:
        return False
    place = answer.place
    if gold.is_country and place.precision is GeoPrecision.COUNTRY:
        return place.country == gold.country
    return distance_m(place.point, gold.point) <= NEAR_M


def _misses(outcome: TextOutcome) -> Iterator[dict[str, object]]:
    for gold, answer in outcome.pairs:
        if answer is None and gold.point is not None:
            yield _miss(outcome, "missed", gold, f"{gold.name} ({gold.country})")
        elif answer is not None and not is_near(gold, answer):
            error = "misplaced" if gold.point else "false, on a place without a point"
            yield _miss(outcome, error, gold, f"{_told(answer)}, {gold.country} wanted")
    for answer in outcome.spurious:
        yield _miss(outcome, "false", answer, _told(answer))


def _miss(
    outcome: TextOutcome, error: str, on: GoldToponym | Mention, what: str
) -> dict[str, object]:
    quote = outcome.gold.text[max(0, on.start - AROUND) : on.end + AROUND]
    return {"article": outcome.gold.name, "error": error, "what": what, "quote": quote}


def _told(answer: Mention) -> str:
    place = answer.place
    where = f"{place.name}, {place.admin1}, {place.country}, {place.precision}"
    return f"{answer.name} → {where}, {place.score:.2f}"


def _sum(outcomes: Iterable[TextOutcome]) -> ToponymScores:
    return sum((one.scores for one in outcomes), ToponymScores())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
