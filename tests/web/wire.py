"""Requests as they come over the wire, handed to the routes as a server does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

import anyio
import pytest
from hypothesis import HealthCheck, settings
from starlette.applications import Starlette

LONGEST_S = 10.0  # for one answer, on a busy machine
LARGEST = 2_000_000  # bytes of an answer: the store holds a handful of incidents
LONGEST_REFUSAL = 2_000  # characters
MOST_GROWN = 600_000  # KiB more than before, over thousands of requests: the reader's words too
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
few = settings(max_examples=150, suppress_health_check=SHARED)
many = settings(max_examples=3_000, suppress_health_check=SHARED)
NASTY = (
    "\x00", "a\x00b", "\ud800", "\U0010ffff", "\u202e", "é" * 300, "%", "%zz", "'",
    '"', ";", "--", "{}", "{0}", "$id", "<script>", "../../etc/passwd", "\r\nSet-Cookie: a=b",
    "null", "true", "[]", "a b", "😀", "ﷺ" * 100, "\\", "*", "_", "(", "İ", "ẞ", "\ufeff",
)  # fmt: skip
DAYS = (
    "2022-01-05", "2021-12-31", "2022-02-30", "0000-00-00", "9999-12-31", "20220105", "2022-W01-1",
    "1799-12-31", "2199-12-31", "2022-01-05T00:00",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A request as it comes over the wire."""

    method: str
    target: str
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""


@dataclass(frozen=True)
class Told:
    """What the server answered, and how long that took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


Ask = Callable[[Asked], Told]


async def answered(app: Starlette, asked: Asked) -> Told:
    """What the routes answer to the request, byte for byte."""
    path, _, query = asked.target.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": asked.method, "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode("latin-1"),
        "root_path": "", "headers": [*asked.headers, (b"host", b"testserver")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "state": {},
    }  # fmt: skip
    sent: list[dict] = []
    bodies = [asked.body]

    async def receive() -> dict:
        if bodies:
            return {"type": "http.request", "body": bodies.pop(), "more_body": False}
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: dict) -> None:
        sent.append(message)

    began = time.monotonic()
    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return Told(sent[0]["status"], headers, body, time.monotonic() - began)


def lawful(told: Told) -> None:
    """An answer, or a refusal in a sentence; either soon and no larger than it must be."""
    assert told.seconds < LONGEST_S
    assert len(told.body) < LARGEST
    if told.status in (200, 304):
        return
    assert 400 <= told.status < 500, told
    assert told.headers["content-type"] == "application/json", told
    error = json.loads(told.body)["error"]
    assert 10 < len(error) < LONGEST_REFUSAL


def most_used() -> int:
    """The most memory that this process ever had, in KiB."""
    resource = pytest.importorskip("resource", reason="this system does not tell of memory")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
