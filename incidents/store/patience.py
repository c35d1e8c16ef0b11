"""Questions that end: what takes too long is broken off, and holds up nobody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import duckdb

from incidents.errors import TooCostly

LOOKS_S = 0.25  # between two looks at what is under way

P = ParamSpec("P")
T = TypeVar("T")


class Asks(Protocol):
    """Hands a cursor of its own to what asks."""

    def __call__(
        self,
        answer: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
        *args: P.args,
        **more: P.kwargs,
    ) -> T: ...


class Patience:
    """Asks a store's file, each question for at most some seconds; for as long as it takes if None.

    One thread watches over all questions: a question under way costs it nothing but a look.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, seconds: float | None) -> None:
        self._db = db
        self._seconds = seconds
        self._ends: dict[duckdb.DuckDBPyConnection, float] = {}
        self._asked = threading.Condition()
        self._watching = False

    def ask(
        self,
        answer: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
        *args: P.args,
        **more: P.kwargs,
    ) -> T:
        """What `answer` finds with a cursor of its own; TooCostly where it takes too much."""
        with self._db.cursor() as cursor, self._watched(cursor):
            return answer(cursor, *args, **more)

    @contextmanager
    def _watched(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        if self._seconds is not None:
            self._watch(cursor, time.monotonic() + self._seconds)
        try:
            yield
        except duckdb.InterruptException as error:
            raise TooCostly(
                f"This question takes more than the {self._seconds:g} seconds there are for one:"
                " fewer days, kinds or countries, a smaller area or a longer word make it quicker"
            ) from error
        except duckdb.OutOfMemoryException as error:
            raise TooCostly(
                "This question needs more memory than there is for one: fewer days, kinds or"
                " countries, or a smaller area would do"
            ) from error
        finally:
            with self._asked:
                self._ends.pop(cursor, None)

    def _watch(self, cursor: duckdb.DuckDBPyConnection, end: float) -> None:
        with self._asked:
            self._ends[cursor] = end
            if not self._watching:
                self._watching = True
                threading.Thread(
                    target=self._break_off, name="incidents-patience", daemon=True
                ).start()

    def _break_off(self) -> None:
        """Interrupts what is overdue, again and again: a question may be several of SQL's."""
        while True:
            time.sleep(LOOKS_S)
            now = time.monotonic()
            with self._asked:
                if not self._ends:
                    self._watching = False
                    return
                for cursor, end in self._ends.items():
                    if end < now:
                        cursor.interrupt()
