"""What can go wrong, and what follows from it.

IncidentsError
├─ UsageError        asked for the impossible        → exit 2, HTTP 422, a notice on the page
│  ├─ BadParameter   one URL parameter or option     → the rest of the link still works
│  ├─ BadArticle     a text nobody can read          → nothing is stored
│  └─ NotFound       no such incident, tile or page  → HTTP 404
├─ StoreError        the store's file is unusable    → exit 2, the page says so, the file is kept
│  ├─ StoreLocked    another process owns it         → hand the rows to that process
│  ├─ StoreBroken    it could not be written         → opened anew, as it was before the change
│  └─ StoreTooNew    a later version wrote it        → upgrade
├─ TooCostly         a question takes too much       → HTTP 503, a notice on the page
├─ ServiceError      an outside service failed       → retry, then reject
│  └─ RateLimited    it asked us to slow down        → wait `retry_after` seconds
└─ MissingExtra      an optional package is absent   → exit 3, how to install
"""

from __future__ import annotations


class IncidentsError(Exception):
    """Anything this project raises on purpose; its text is one sentence for a person."""


class UsageError(IncidentsError, ValueError):
    """Somebody asked for what cannot be; the text says what would be right."""


class BadParameter(UsageError):
    """One parameter of a link or a command has a value it cannot have."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class BadArticle(UsageError):
    """A text that holds no article: empty, binary, too long, or in no known encoding."""


class NotFound(UsageError, LookupError):
    """There is nothing under that name."""


class StoreError(IncidentsError):
    """The store's file cannot be used; it is left as it was found."""


class StoreLocked(StoreError):
    """Another process owns the store's file."""


class StoreBroken(StoreError):
    """A change could not be written and the file had to be opened anew; it is as it was."""


class StoreTooNew(StoreError):
    """A later version of this project wrote the store's file."""


class TooCostly(IncidentsError):
    """A question broken off for its time or memory; the text says what would take less."""


class ServiceError(IncidentsError):
    """A service outside this process failed."""


class RateLimited(ServiceError):
    """A service asked for fewer requests."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class MissingExtra(IncidentsError, ImportError):
    """An optional package is not installed; the text says how to install it."""
