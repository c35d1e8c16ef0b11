"""How fast articles are read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from incidents import settings
from incidents.bench.timing import RUNS, Measure, resident_mb, timed
from incidents.model import Article
from incidents.news import from_file
from incidents.pipeline import Reader, rules_reader

LENGTH = 2_000  # characters of the article that the figures are for


def measures() -> Iterator[Measure]:
    reader = rules_reader()
    paths = sorted((settings.DATA / "articles").glob("*.md"))
    articles = [replace(one, text=one.text[:LENGTH]) for one in map(from_file, paths)]
    for article in articles:
        yield timed(
            f"one article of {len(article.text):,} characters ({article.language})",
            partial(reader.read, article),
        )
    everything = timed("all sample articles", lambda: [reader.read(one) for one in articles])
    yield everything
    rate = tuple(len(articles) / (value / 1_000) for value in everything.values)
    yield Measure("articles a second", rate, "/s")
    yield Measure(
        "as many of 2,000 characters a CPU second", _per_cpu_second(reader, articles), "/s"
    )
    yield Measure("resident memory of the reader", (resident_mb(),), "MB")


def _per_cpu_second(reader: Reader, articles: list[Article]) -> tuple[float, ...]:
    """The same by the processor's time, which other work on the machine does not lengthen."""
    worth = sum(len(article.text) for article in articles) / LENGTH
    rates = []
    for _ in range(RUNS):
        start = time.process_time()
        for article in articles:
            reader.read(article)
        rates.append(worth / (time.process_time() - start))
    return tuple(rates)
