"""Many articles read one after the other: one that cannot be read never stops the rest.

Articles are opened and read by several processes where that pays; the answers come in the order
of the articles, and only a few are held at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

from incidents.errors import ServiceError, UsageError
from incidents.model import Article
from incidents.news import Item
from incidents.pipeline.memory import NOTHING, Recollection
from incidents.pipeline.reader import Reading
from incidents.pipeline.shared import shared_gazetteer, shared_reader

AT_ONCE = 50  # articles told, written and kept together
PAYS_FROM = 200  # articles; below this a second process costs more to start than it saves
MOST_JOBS = 4  # each takes 200 MB
AHEAD = 8  # articles a process has waiting for it

T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """Applies a function to each of many, in order."""

    def __call__(self, work: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]: ...


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read."""

    where: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is there already and was not read again."""

    where: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read, and why."""

    where: str
    reason: str


Outcome = Read | Known | Refused


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with where it stands."""

    where: str
    article: Article


def read_many(
    items: Iterable[Item],
    *,
    jobs: int = 1,
    known: Callable[[Sequence[str]], Collection[str]] | None = None,
    memory: Recollection = NOTHING,
) -> Iterator[list[Outcome]]:
    """The outcome of every article in order, AT_ONCE at a time.

    `known` says which ids of articles are there already; those are not read again, nor is an
    article that came before in the same run.
    """
    seen: set[str] = set()
    with _workers(jobs) as each:
        opened = each(_opened, items)
        while several := list(islice(opened, AT_ONCE)):
            fresh = _fresh(several, seen, known)
            readings = each(partial(_read, memory=memory), fresh)
            wanted = {one.where for one in fresh}
            yield [_outcome(one, wanted, readings) for one in several]


def jobs_for(total: int | None) -> int:
    """How many processes pay for so many articles on this machine."""
    if total is None or total < PAYS_FROM:
        return 1
    return min(MOST_JOBS, os.cpu_count() or 1)


def _fresh(
    several: Sequence[Opened | Refused],
    seen: set[str],
    known: Callable[[Sequence[str]], Collection[str]] | None,
) -> list[Opened]:
    """Those that were not met before."""
    opened = {one.article.id: one for one in reversed(several) if isinstance(one, Opened)}
    there = seen.union(known(list(opened)) if known else ())
    seen.update(opened)
    fresh = {name for name in opened if name not in there}
    return [one for one in several if isinstance(one, Opened) and _is_first(one, opened, fresh)]


def _is_first(one: Opened, opened: dict[str, Opened], fresh: set[str]) -> bool:
    return one.article.id in fresh and opened[one.article.id] is one


def _outcome(
    one: Opened | Refused, wanted: set[str], readings: Iterator[Read | Refused]
) -> Outcome:
    if isinstance(one, Refused):
        return one
    return next(readings) if one.where in wanted else Known(one.where)


def _opened(item: Item) -> Opened | Refused:
    try:
        return Opened(item.where, item.article())
    except (UsageError, ServiceError) as error:
        return Refused(item.where, str(error))


def _read(opened: Opened, memory: Recollection) -> Read | Refused:
    try:
        return Read(opened.where, shared_reader().read(opened.article, memory=memory))
    except (UsageError, ServiceError) as error:
        return Refused(opened.where, str(error))


@contextmanager
def _workers(jobs: int) -> Iterator[Each]:
    """What applies a function to each of many: here, or by that many processes."""
    if jobs <= 1:
        yield _here
        return
    shared_gazetteer()  # built once, not by every process
    spawn = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
    pool = ProcessPoolExecutor(jobs, spawn, initializer=_leave_interrupts)
    try:
        yield _Pooled(pool, jobs * AHEAD)
    except BrokenProcessPool as error:
        raise ServiceError(
            "a reading process was stopped, perhaps for want of memory; try --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C is the first process's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _here(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    return map(work, items)


@dataclass(frozen=True, slots=True)
class _Pooled:
    """Work done by the pool's processes, no more than `ahead` of it under way."""

    pool: ProcessPoolExecutor
    ahead: int

    def __call__(self, work: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self.pool.submit(work, item))
            if len(waiting) >= self.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
