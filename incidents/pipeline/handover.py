"""Handing an article to the dashboard that has the store open, over loopback.

The dashboard leaves a note beside the store's file, readable by its owner alone, with its
port and a secret; whoever can read the note may hand over.
"""

from __future__ import annotations

import json
import os
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from incidents.errors import ServiceError, StoreLocked, UsageError
from incidents.model import Article
from incidents.news import from_text

TIMEOUT_S = 30.0
PATH = "/api/articles"


@dataclass(frozen=True, slots=True)
class Note:
    """Where the owner of a store listens, and the secret that lets one in."""

    port: int
    token: str


def _file(store: Path) -> Path:
    return store.with_name(store.name + ".owner")


def leave_note(store: Path, port: int) -> Note:
    """Writes the note beside the store, readable by its owner alone."""
    note = Note(port, secrets.token_urlsafe(32))
    path = _file(store)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"port": note.port, "token": note.token}, file)
    return note


def remove_note(store: Path) -> None:
    _file(store).unlink(missing_ok=True)


def send(article: Article, store: Path, locked: StoreLocked) -> int:
    """How many incidents the dashboard made of the article; `locked` if none listens there."""
    answer = _asked(PATH, store, locked, json.dumps(_told(article)).encode())
    return int(json.loads(answer)["added"])


def fetch(
    address: str, params: Mapping[str, Sequence[str]], store: Path, locked: StoreLocked
) -> bytes:
    """What the dashboard that has the store open answers; `locked` if none listens there."""
    return _asked(f"{address}?{urlencode(params, doseq=True)}", store, locked)


def _asked(address: str, store: Path, locked: StoreLocked, body: bytes | None = None) -> bytes:
    note = _left(store, locked)
    request = urllib.request.Request(
        f"http://127.0.0.1:{note.port}{address}",
        data=body,
        headers={"Authorization": f"Bearer {note.token}", "Content-Type": "application/json"},
    )
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with no_proxy.open(request, timeout=TIMEOUT_S) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        raise ServiceError(f"the running dashboard refused ({error.code})") from error
    except OSError as error:
        raise locked from error


def _left(store: Path, locked: StoreLocked) -> Note:
    """The note beside the store; `locked` if there is none to read."""
    try:
        found = json.loads(_file(store).read_text())
        return Note(int(found["port"]), str(found["token"]))
    except (OSError, ValueError, KeyError):
        raise locked from None


def received(body: bytes) -> Article:
    """The article that `send` sent; UsageError where it is none."""
    try:
        told = json.loads(body)
        text = told.pop("text")
        return from_text(text, **told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError("an article is a JSON object with a text") from error


def _told(article: Article) -> dict[str, str | None]:
    return {
        "text": article.text,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "language": article.language,
        "url": article.url,
        "source": article.source,
    }
