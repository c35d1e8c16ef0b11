"""Handing articles to the dashboard that has the store open, over loopback.

The dashboard leaves a note beside the store's file, readable by its owner alone, with its
port and a secret; whoever can read the note may hand over.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

import orjson

from incidents.errors import IncidentsError, ServiceError, StoreLocked, UsageError
from incidents.model import Article
from incidents.news import from_text

TIMEOUT_S = 120.0  # a parcel is read in a second or two, a first start waits for its gazetteer
LISTENING_S = 2.0  # in which a server of this machine takes a call
PARCEL = 1_000_000  # characters of the articles handed over at once
MOST_REASON = 65_536  # bytes of a refusal that are read
PATH = "/api/articles"
BROKE_OFF = (
    "the running dashboard broke off in the middle of its answer; ask again: nothing is kept twice"
)
UNPROCESSABLE = 422  # the status of a request that cannot be
# what JSON of another form than the one that is read leads to, or JSON in JSON without end
UNLIKE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


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


def whose(store: Path, locked: StoreLocked) -> StoreLocked:
    """The same refusal, saying where the dashboard that has the store open is, if one listens."""
    try:
        port = _left(store, locked).port
        with socket.create_connection(("127.0.0.1", port), timeout=LISTENING_S):
            pass
    except (StoreLocked, OSError):
        return locked
    return StoreLocked(
        f"another dashboard has the store {store} open: use that one, at http://localhost:{port},"
        " or name another store with INCIDENTS_STORE"
    )


def remove_note(store: Path) -> None:
    _file(store).unlink(missing_ok=True)


def send(
    articles: Sequence[Article], store: Path, locked: StoreLocked, *, reason: str = "read"
) -> int:
    """How many incidents the dashboard made of the articles; `locked` if none listens there."""
    return sum(
        int(_posted({"articles": some, "reason": reason}, store, locked)["added"])
        for some in _parcels(articles)
    )


def known(ids: Sequence[str], store: Path, locked: StoreLocked) -> list[str]:
    """Those of the articles that the dashboard's store holds; `locked` if none listens there."""
    return [str(one) for one in _posted({"known": list(ids)}, store, locked)["known"]]


def post(address: str, body: dict[str, Any], store: Path, locked: StoreLocked) -> dict[str, Any]:
    """What the dashboard that has the store open answers to that; `locked` if none listens."""
    answer = _asked(address, store, locked, json.dumps(body).encode())
    try:
        return dict(json.loads(answer))
    except UNLIKE as error:
        raise ServiceError(
            "what listens where the dashboard did answers in no words of ours; is it another"
            " program? Stop it, or remove the file .owner beside the store"
        ) from error


def _posted(body: dict[str, Any], store: Path, locked: StoreLocked) -> dict[str, Any]:
    return post(PATH, body, store, locked)


def _parcels(articles: Sequence[Article]) -> Iterator[list[dict[str, str | None]]]:
    """The articles in parcels that are read well before the answer is waited for too long."""
    parcel: list[dict[str, str | None]] = []
    size = 0
    for article in articles:
        if parcel and size + len(article.text) > PARCEL:
            yield parcel
            parcel, size = [], 0
        parcel.append(_told(article))
        size += len(article.text)
    if parcel:
        yield parcel


def fetch(
    address: str, params: Mapping[str, Sequence[str]], store: Path, locked: StoreLocked
) -> bytes:
    """What the dashboard that has the store open answers; `locked` if none listens there."""
    return _asked(f"{address}?{urlencode(params, doseq=True)}", store, locked)


def download(
    address: str,
    params: Mapping[str, Sequence[str]],
    store: Path,
    locked: StoreLocked,
    target: IO[bytes],
) -> None:
    """Writes what the dashboard that has the store open answers; `locked` if none listens there.

    UsageError, in the dashboard's own words, where it says that this cannot be asked.
    """
    asked = f"{address}?{urlencode(params, doseq=True)}"
    with _opened(asked, store, locked) as answer, _to_its_end():
        shutil.copyfileobj(answer, target)
        if answer.length:  # what was still to come
            raise ServiceError(BROKE_OFF)


def _asked(address: str, store: Path, locked: StoreLocked, body: bytes | None = None) -> bytes:
    with _opened(address, store, locked, body) as answer, _to_its_end():
        return bytes(answer.read())


@contextmanager
def _to_its_end() -> Iterator[None]:
    """ServiceError where the dashboard goes away while it answers."""
    try:
        yield
    except (HTTPException, ConnectionError, TimeoutError) as error:
        raise ServiceError(BROKE_OFF) from error


def _opened(
    address: str, store: Path, locked: StoreLocked, body: bytes | None = None
) -> HTTPResponse:
    """The dashboard's answer, to be read; what goes wrong before it as errors of ours."""
    note = _left(store, locked)
    request = urllib.request.Request(
        f"http://127.0.0.1:{note.port}{address}",
        data=body,
        headers={"Authorization": f"Bearer {note.token}", "Content-Type": "application/json"},
    )
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        answer: HTTPResponse = no_proxy.open(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        raise _refusal(error) from error
    except (OSError, HTTPException) as error:
        raise locked from error
    return answer


def _refusal(error: urllib.error.HTTPError) -> IncidentsError:
    """What the dashboard said to a request that cannot be; else that it refused."""
    if error.code == UNPROCESSABLE:
        return UsageError(_reason(error))
    return ServiceError(f"the running dashboard refused: {_reason(error)}")


def _reason(error: urllib.error.HTTPError) -> str:
    """What the dashboard said, or at least its status."""
    try:
        return str(json.loads(error.read(MOST_REASON))["error"])
    except (*UNLIKE, HTTPException, OSError):
        return f"status {error.code}"


def _left(store: Path, locked: StoreLocked) -> Note:
    """The note beside the store; `locked` if there is none to read."""
    try:
        found = json.loads(_file(store).read_text())
        return Note(int(found["port"]), str(found["token"]))
    except (OSError, ValueError, KeyError):
        raise locked from None


@dataclass(frozen=True, slots=True)
class Handed:
    """What a command of this machine hands over: articles to keep, or ids it asks about."""

    articles: tuple[Article, ...]
    known: tuple[str, ...]
    reason: str


def received(body: bytes) -> Handed:
    """What was sent; UsageError where it is no such thing."""
    try:
        told = orjson.loads(body)  # refuses halves of letters
        articles = [_article(one) for one in told.get("articles", [])]
        asked = [str(name) for name in told.get("known", [])]
        return Handed(tuple(articles), tuple(asked), str(told.get("reason", "read"))[:200])
    except UNLIKE as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            "what is handed over is a JSON object with `articles`, each an object with a text"
        ) from error


def _article(told: dict[str, str | None]) -> Article:
    facts = dict(told)
    return from_text(str(facts.pop("text")), **facts)  # type: ignore[arg-type]


def _told(article: Article) -> dict[str, str | None]:
    return {
        "text": article.text,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "language": article.language,
        "url": article.url,
        "source": article.source,
    }
