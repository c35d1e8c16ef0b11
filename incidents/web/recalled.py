"""What every run of the page asks anew, asked of the store once for each question and version.

A press on a symbol draws the timeline again, and each visitor begins with the same numbers. The
answers never change under their version; visitors who ask at once wait for one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from cachetools import LRUCache, cached

from incidents.geo import BoundingBox
from incidents.query import Query
from incidents.store import Facets, Store, Summary, Timeline

MOST = 64  # answers of each sort: a long timeline takes half a megabyte, all else little

P = ParamSpec("P")
T = TypeVar("T")


def _recalled(
    ask: Callable[Concatenate[Store, P], T],
) -> Callable[Concatenate[Store, P], T]:
    def key(store: Store, *asked: Any) -> tuple[Any, ...]:
        return store.id, store.version, *asked

    return cached(LRUCache(MOST), key=key, condition=threading.Condition())(ask)


@_recalled
def summary(store: Store, query: Query) -> Summary:
    """The few numbers above the map."""
    return store.summary(query)


@_recalled
def facets(store: Store, query: Query) -> Facets:
    """How many there are of each choice."""
    return store.facets(query)


@_recalled
def timeline(store: Store, query: Query, shown: Query | None) -> Timeline:
    """What the timeline draws."""
    return store.timeline(query, shown)


@_recalled
def count(store: Store, query: Query) -> int:
    """How many fit."""
    return store.count(query)


@_recalled
def last_day(store: Store) -> date | None:
    """The day of the latest incident."""
    return store.last_day()


@_recalled
def bounds(store: Store, query: Query) -> BoundingBox | None:
    """The box around what fits."""
    return store.bounds(query)
