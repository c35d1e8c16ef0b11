"""The longest work of a first start, begun before anything else is loaded: the gazetteer."""

from __future__ import annotations

import threading
from collections.abc import Callable

from incidents import settings
from incidents.errors import IncidentsError

TOLD_EVERY_S = 0.1


class Early:
    """Builds the gazetteer's index in the background where samples will need it."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._told = (0.0, "reading towns")

    def start(self) -> None:
        """Begins where no store is yet, for its samples are to be read; returns at once."""
        if settings.wants_samples() and not settings.store_path().exists():
            self._thread = threading.Thread(target=self._build, name="incidents-early", daemon=True)
            self._thread.start()

    def wait(self, tell: Callable[[float, str], None]) -> None:
        """Returns once what was begun has ended; `tell` hears how far it is."""
        while self._thread is not None and self._thread.is_alive():
            tell(*self._told)
            self._thread.join(TOLD_EVERY_S)

    def _build(self) -> None:
        from incidents.geocode.index import build_ahead

        try:
            build_ahead(self._hear)
        except (OSError, IncidentsError) as error:  # who opens the index meets the same and says so
            self._hear(1.0, str(error))

    def _hear(self, fraction: float, what: str) -> None:
        self._told = (fraction, what)


early = Early()
