"""What all visitors of this process share: the store and the reader, made ready once."""

from __future__ import annotations

import logging
import math
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from incidents import settings
from incidents.errors import IncidentsError, StoreError, StoreLocked, TooCostly, UsageError
from incidents.pipeline import (
    Reader,
    handover,
    load_samples,
    needs_samples,
    rules_reader,
    shared_reader,
    warm_up,
)
from incidents.store import Store
from incidents.web.early import early

logger = logging.getLogger(__name__)
LONGEST_PATIENCE_S = 3_600
INDEXING_PAUSE_S = 5.0  # between two looks at whether there are new words to index
OPENING_SHARE = 0.6  # of the first start's time goes to the gazetteer, the rest to the samples


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the start has come: 0 to 1, and what it is doing."""

    fraction: float
    what: str


class Service:
    """The store and the reader, opened in the background as the process starts."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._started = False
        self._ready = threading.Event()
        self._store: Store | None = None
        self._note: handover.Note | None = None
        self._closing = threading.Event()
        self._indexing: threading.Thread | None = None
        self.failure: IncidentsError | None = None
        self.progress = Progress(0.0, "Opening the store")

    def start(self) -> None:
        """Begins to get ready, once; returns at once."""
        with self._starting:
            if not self._started:
                self._started = True
                threading.Thread(target=self._prepare, name="incidents-start", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether the service got ready, or failed, within that time."""
        return self._ready.wait(seconds)

    @property
    def store(self) -> Store:
        """The open store; StoreError while there is none."""
        if self.failure:
            raise self.failure
        if self._store is None:
            raise StoreError("the dashboard is still starting; ask again in a few seconds")
        return self._store

    @property
    def reader(self) -> Reader:
        return shared_reader()

    def admits(self, authorization: str) -> bool:
        """Whether a request carries the secret of the note beside the store."""
        wanted = f"Bearer {self._note.token}" if self._note else ""
        return bool(wanted) and secrets.compare_digest(authorization.encode(), wanted.encode())

    def close(self) -> None:
        """Closes the store's file; a later start opens it again."""
        self._closing.set()
        if self._indexing:
            self._indexing.join()
        with self._starting:
            self._closing.clear()
            self._indexing = None
            if self._store:
                handover.remove_note(self._store.path)
                self._store.close()
            self._store, self._started, self.failure = None, False, None
            self._ready.clear()

    def _prepare(self) -> None:
        try:
            store = Store.open(settings.store_path(), patience_s=_patience_s(settings.patience()))
            if needs_samples(store):
                # The gazetteer is built in a process of its own: this one has time to spare.
                words = threading.Thread(target=warm_up, name="incidents-lexicons", daemon=True)
                words.start()
                opening = self._tell(0.0, OPENING_SHARE)
                early.wait(opening)
                reader = rules_reader(opening)
                opening(1.0, "Learning the words of each language")
                words.join()  # to read meanwhile would make the same lexicons ready twice
                load_samples(store, reader, self._tell(OPENING_SHARE, 1.0))
            self._note = handover.leave_note(store.path, st.get_option("server.port"))
            self._store = store
            self._indexing = threading.Thread(
                target=self._index, args=(store,), name="incidents-words", daemon=True
            )
            self._indexing.start()
        except StoreLocked as error:
            self.failure = handover.whose(settings.store_path(), error)
        except IncidentsError as error:
            self.failure = error
        except Exception as error:  # a bug: the page must say so instead of waiting for ever
            self.failure = IncidentsError(f"the start broke off: {error!r}")
            raise
        finally:
            self._ready.set()

    def _index(self, store: Store) -> None:
        """Keeps the index of words and the overview in step with the store, until it closes."""
        goes_on = lambda: not self._closing.is_set()  # noqa: E731
        while not self._closing.wait(INDEXING_PAUSE_S):
            try:
                store.look_over()
                store.index_words(goes_on)
            except TooCostly as error:
                logger.info("not now: %s", error)  # others ask much: there is a next time
            except StoreError as error:
                logger.warning("%s", error)
                return

    def _tell(self, start: float, end: float) -> Callable[[float, str], None]:
        def tell(fraction: float, what: str) -> None:
            self.progress = Progress(start + (end - start) * min(1.0, fraction), what)

        return tell


def _patience_s(text: str) -> float:
    """The seconds that a question may take; UsageError where the text is no such number."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= LONGEST_PATIENCE_S:
        raise UsageError(
            f"INCIDENTS_PATIENCE must be seconds above 0 and up to {LONGEST_PATIENCE_S:,};"
            f" got {text[:40]!r}"
        )
    return seconds


_service = Service()


def service() -> Service:
    """The service of this process."""
    return _service
