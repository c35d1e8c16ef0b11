"""What geopy asks the network through: answers bounded in size, in time and in redirects.

The machines are those that the operator names. A redirect may only change the path or go from http
to https: anything else could carry names and keys to somebody who was not chosen.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
import orjson
import urllib3
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

MAX_ANSWER = 2_000_000  # bytes; fifty answers with their outlines need a tenth of it
MAX_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
CHUNK = 65_536


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Asks over urllib3; fails with geopy's errors, none of which quotes an address or an answer.

    Proxies are those of the environment, as for every geopy adapter: who is asked is fixed by the
    operator, not by a text.
    """

    def __init__(
        self, *, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext | None
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._proxies = getproxies() if proxies is None else proxies
        self._trusted = ssl_context or _trusted()
        self._pools: dict[str, urllib3.PoolManager] = {}

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """The answer's JSON; GeocoderParseError where it is none."""
        try:
            return orjson.loads(self._got(url, timeout, headers))
        except orjson.JSONDecodeError as exc:
            raise GeocoderParseError("the answer is no JSON") from exc

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """The answer as text; GeocoderParseError where it is none."""
        try:
            return self._got(url, timeout, headers).decode("utf-8")
        except UnicodeDecodeError as exc:
            raise GeocoderParseError("the answer is no text in UTF-8") from exc

    def _got(self, url: str, timeout: float, headers: dict[str, str]) -> bytes:
        deadline = time.monotonic() + timeout
        for _ in range(MAX_REDIRECTS + 1):
            try:
                with closing(self._asked(url, headers, deadline)) as answer:
                    if answer.status not in REDIRECTS:
                        return _body(answer, deadline)
                    url = _redirected(url, answer.headers.get("Location", ""))
            except (AdapterHTTPError, GeocoderServiceError):
                raise  # geopy's are OSErrors too
            except TimeoutError as exc:
                down = isinstance(exc, NewConnectionError)  # which urllib3 calls a timeout too
                kind = GeocoderUnavailable if down else GeocoderTimedOut
                raise kind("no answer in time") from exc
            except (HTTPError, HTTPException, OSError) as exc:
                if time.monotonic() >= deadline:  # its connection was cut
                    raise GeocoderTimedOut("no answer in time") from exc
                raise GeocoderUnavailable("it cannot be reached") from exc
        raise GeocoderServiceError(f"it redirects more than {MAX_REDIRECTS} times")

    def _asked(
        self, url: str, headers: dict[str, str], deadline: float
    ) -> urllib3.BaseHTTPResponse:
        left = deadline - time.monotonic()
        if left <= 0:
            raise GeocoderTimedOut("no answer in time")
        return self._pool(url).request(
            "GET",
            url,
            headers=headers | {"Accept-Encoding": "gzip, deflate"},
            timeout=urllib3.Timeout(total=left),
            retries=False,
            redirect=False,
            preload_content=False,
        )

    def _pool(self, url: str) -> urllib3.PoolManager:
        """The connections to where the address lies, through a proxy if one is set for it."""
        parts = urlsplit(url)
        proxy = self._proxies.get(parts.scheme, "")
        if not proxy or proxy_bypass(parts.hostname or ""):
            proxy = ""
        elif "://" not in proxy:
            proxy = f"http://{proxy}"
        if proxy not in self._pools:
            self._pools[proxy] = _manager(proxy, self._trusted)
        return self._pools[proxy]


class _Cut:
    """A connection that waits for the head of an answer no longer than for its first byte."""

    sock: socket.socket
    timeout: float

    def getresponse(self) -> Any:
        """The answer; its head cannot drip in for ever, as each byte restarts a socket's time."""
        cut = threading.Timer(self.timeout, _shut, [self.sock])
        cut.daemon = True
        cut.start()
        try:
            return super().getresponse()  # type: ignore[misc]  # a connection's, mixed in
        finally:
            cut.cancel()


class _Http(_Cut, HTTPConnection):  # type: ignore[misc]
    pass


class _Https(_Cut, HTTPSConnection):  # type: ignore[misc]
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http  # type: ignore[assignment]


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https  # type: ignore[assignment]


def _manager(proxy: str, trusted: ssl.SSLContext) -> urllib3.PoolManager:
    """Connections straight, or through the proxy where there is one."""
    manager = (
        urllib3.ProxyManager(proxy, ssl_context=trusted)
        if proxy
        else urllib3.PoolManager(ssl_context=trusted)
    )
    manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
    return manager


def _shut(sock: socket.socket) -> None:
    """Ends whatever is waited for on the socket."""
    with suppress(OSError):  # it was closed in this very moment
        sock.shutdown(socket.SHUT_RDWR)


def _trusted() -> ssl.SSLContext:
    """The system's certificates, and certifi's where the system has none of its own."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _redirected(url: str, location: str) -> str:
    """Where a redirect leads, if that is the same machine; GeocoderServiceError otherwise."""
    try:
        old, new = urlsplit(url), urlsplit(urljoin(url, location))
        ports = [part.port or PORTS.get(part.scheme) for part in (old, new)]
    except ValueError as exc:
        raise GeocoderServiceError("it redirects to what is no address") from exc
    upgraded = (old.scheme, new.scheme, *ports) == ("http", "https", 80, 443)
    same = (old.scheme, ports[0]) == (new.scheme, ports[1])
    if old.hostname != new.hostname or new.username or not (same or upgraded):
        raise GeocoderServiceError("it redirects to another machine, which was not asked")
    return new.geturl()


def _body(answer: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The body, unpacked and of bounded size; AdapterHTTPError for a status other than success."""
    if answer.status >= 300:
        raise AdapterHTTPError(
            f"status {answer.status}",
            status_code=answer.status,
            headers={name.lower(): value for name, value in answer.headers.items()},
            text="",  # geopy would write it into its log
        )
    read = bytearray()
    chunk = b" "
    while chunk:
        if time.monotonic() >= deadline:  # a drip of bytes never times out by itself
            raise GeocoderTimedOut("no whole answer in time")
        chunk = answer.read1(CHUNK, decode_content=True)
        read += chunk
        if len(read) > MAX_ANSWER:
            raise GeocoderParseError(f"the answer is over {MAX_ANSWER / 1e6:g} MB")
    return bytes(read)
