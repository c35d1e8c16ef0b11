"""Learns the second opinion's weights from annotated articles; writes weights.json beside it.

    python data/second_opinion/build.py tests/articles/samples tests/articles/dev …

Every sentence of an article is one example: it tells an incident if an annotated quote stands in
it, and none otherwise; a sentence put there to mislead counts in full, a plain one for half.
Ridge-regularised logistic regression, fitted by Newton's method. The thresholds come from sentences
of articles left out of the fit, in eight turns: VETO_LOSS and FLAG_LOSS of the true ones would be
vetoed or flagged. Never give it the articles that quality is measured on.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from incidents.evaluation.gold import GoldArticle, gold_articles
from incidents.extract.opinion import WEIGHTS, encoder
from incidents.extract.sentences import sentences

RIDGE = 1.0
TURNS = 8
STEPS = 25  # of Newton's method, which is done after ten
PLAIN = 0.5  # weight of a sentence that was not put there to mislead
VETO_LOSS, FLAG_LOSS = 0.05, 0.12
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Examples:
    """One row a sentence: its sense, whether it tells an incident, its weight, its article."""

    senses: Array
    tells: Array
    weights: Array
    articles: Array
    misleads: Array


def examples(articles: list[GoldArticle]) -> Examples:
    """The sentences of the articles with what the annotator says of them."""
    texts, tells, misleads, numbers = [], [], [], []
    for number, gold in enumerate(articles):
        text = gold.article.text
        quotes = [one.quote for one in gold.incidents]
        for sentence in sentences(text):
            words = text[sentence.start : sentence.end]
            texts.append(words)
            tells.append(any(one in words or words in one for one in quotes))
            misleads.append(any(one in words or words in one for one in gold.traps))
            numbers.append(number)
    senses = np.vstack([encoder().encode(texts[at : at + 256]) for at in range(0, len(texts), 256)])
    told, trap = np.array(tells, float), np.array(misleads, float)
    weights = np.where((told == 0) & (trap == 0), PLAIN, 1.0)
    return Examples(senses.astype(float), told, weights, np.array(numbers), trap * (1 - told))


def fitted(some: Examples, chosen: Array) -> Array:
    """The slopes and, last, the offset that fit the chosen rows."""
    rows = _with_one(some.senses[chosen])
    tells, weights = some.tells[chosen], some.weights[chosen]
    ridge = np.eye(rows.shape[1]) * RIDGE
    ridge[-1, -1] = 0  # the offset is free
    fit = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ fit))
        slope = rows.T @ (weights * (likely - tells)) + ridge @ fit
        bend = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + ridge
        fit = fit - np.linalg.solve(bend, slope)
    return fit


def left_out(some: Examples) -> Array:
    """The likelihood of every row by a fit that did not see its article."""
    likely = np.zeros(len(some.tells))
    turn = np.random.default_rng(0).permutation(int(some.articles.max()) + 1) % TURNS
    for number in range(TURNS):
        out = turn[some.articles] == number
        fit = fitted(some, ~out)
        likely[out] = 1 / (1 + np.exp(-_with_one(some.senses[out]) @ fit))
    return likely


def _with_one(rows: Array) -> Array:
    return np.hstack([rows, np.ones((len(rows), 1))])


def main(folders: list[str]) -> None:
    """Fits, reports what left-out sentences show, and writes the weights."""
    some = examples([gold for folder in folders for gold in gold_articles(Path(folder))])
    likely, told, traps = left_out(some), some.tells == 1, some.misleads == 1
    veto, flag = np.quantile(likely[told], [VETO_LOSS, FLAG_LOSS])
    order = float((likely[told][:, None] > likely[traps][None, :]).mean())
    print(f"{told.sum()} sentences tell an incident, {traps.sum()} mislead, of {len(likely)}")
    print(f"a true one weighs more than a misleading one {order:.1%} of the time")
    print(f"misleading ones vetoed {(likely[traps] < veto).mean():.1%}", end=", ")
    print(f"vetoed or flagged {(likely[traps] < flag).mean():.1%}")
    fit = fitted(some, np.ones(len(told), bool))
    weights = {
        "veto": round(float(veto), 4),
        "flag": round(float(flag), 4),
        "offset": round(float(fit[-1]), 5),
        "slopes": [round(float(one), 5) for one in fit[:-1]],
    }
    WEIGHTS.write_text(json.dumps(weights) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
