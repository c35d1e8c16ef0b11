"""What comes next, worked out while what is there is being used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
_END = object()


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The same items in the same order, always one ahead; what they raise is raised in its turn."""
    iterator = iter(items)
    with ThreadPoolExecutor(1, "ahead") as worker:
        waiting = worker.submit(next, iterator, _END)
        while (item := waiting.result()) is not _END:
            waiting = worker.submit(next, iterator, _END)
            yield item  # type: ignore[misc]
