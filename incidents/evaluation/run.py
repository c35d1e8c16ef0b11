"""Reading a folder of annotated articles, and what came of each."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from incidents.errors import BadArticle
from incidents.evaluation.gold import GoldArticle, gold_articles
from incidents.evaluation.matching import Matching, matched
from incidents.evaluation.parts import NOTHING, of_confidence, of_kind
from incidents.evaluation.scores import Scores, scores
from incidents.model import KINDS, Article
from incidents.pipeline import Reading
from incidents.pipeline.confidence import LEVELS

DRAWS = 1_000  # enough for two digits
COVERED = 0.95
SEED = 1  # the same articles and answers give the same range

Parts = dict[str, Scores]


class Reads(Protocol):
    """Anything that reads the incidents of an article."""

    def read(self, article: Article) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article; `refused` says why the reader would not read it."""

    gold: GoldArticle
    matching: Matching
    refused: str | None = None

    @property
    def scores(self) -> Scores:
        return scores(self.gold, self.matching, refused=self.refused is not None)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of every article of a folder, and how long the reading took."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def total(self) -> Scores:
        return _sum(one.scores for one in self.outcomes)

    @property
    def articles_per_second(self) -> float:
        return len(self.outcomes) / self.seconds

    def f1_range(self) -> tuple[float, float] | None:
        """Where F1 would lie for 19 in 20 sets of as many articles like these.

        A bootstrap that draws whole articles, since the errors of one article go together.
        """
        chance = random.Random(SEED)
        parts = [one.scores for one in self.outcomes]
        drawn = (_sum(chance.choices(parts, k=len(parts))).f1 for _ in range(DRAWS))
        ordered = sorted(f1 for f1 in drawn if f1 is not None)
        if not ordered:
            return None
        tail = round(len(ordered) * (1 - COVERED) / 2)
        return ordered[tail], ordered[-1 - tail]

    def by_language(self) -> Parts:
        """Language of the article → its scores."""
        languages = sorted({one.gold.language for one in self.outcomes})
        return {
            language: _sum(one.scores for one in self.outcomes if one.gold.language == language)
            for language in languages
        }

    def by_kind(self) -> Parts:
        """Kind → scores: an annotated incident counts under its best kind, a false answer
        under the kind that it claims."""
        return self._by(of_kind, KINDS)

    def by_confidence(self) -> Parts:
        """high, medium, low → scores of the answers that say so; nothing is missed there."""
        return self._by(of_confidence, LEVELS)

    def _by(self, part: Callable[[Matching, str], Matching], names: Iterable[str]) -> Parts:
        cut = {
            name: [(one.gold, part(one.matching, name)) for one in self.outcomes] for name in names
        }
        summed = {
            name: _sum(scores(gold, matching) for gold, matching in parts if matching != NOTHING)
            for name, parts in cut.items()
        }
        return {name: one for name, one in summed.items() if one.articles}


def evaluate(folder: Path, reader: Reads) -> Evaluation:
    """Every annotated article of the folder read and compared; UsageError if there is none."""
    gold = gold_articles(folder)
    start = time.perf_counter()
    answers = [_read(one.article, reader) for one in gold]
    seconds = time.perf_counter() - start
    outcomes = [_outcome(one, answer) for one, answer in zip(gold, answers, strict=True)]
    return Evaluation(tuple(outcomes), seconds)


def _read(article: Article, reader: Reads) -> Reading | BadArticle:
    try:
        return reader.read(article)
    except BadArticle as error:
        return error


def _outcome(gold: GoldArticle, answer: Reading | BadArticle) -> Outcome:
    """An article that is refused has every incident missed."""
    if isinstance(answer, BadArticle):
        return Outcome(gold, matched(gold.incidents, ()), str(answer))
    return Outcome(gold, matched(gold.incidents, answer.incidents))


def _sum(parts: Iterable[Scores]) -> Scores:
    return sum(parts, Scores())
