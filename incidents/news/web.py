"""What lies at a web address, fetched because somebody named it, and only then.

1. The address: http or https, no user name in it.
2. Its machine: looked up once, every answer checked (addresses), and the connection goes to the
   very address that was checked, so that no second look-up can lead elsewhere.
3. Redirects: each is a new address, from step 1.
4. The body: its kind, its size and the time it takes are bounded.

No cookies are kept. Proxies of the environment are not used: a proxy looks names up by itself,
and what it finds cannot be checked here.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.parse import urljoin
from urllib.request import getproxies

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError, SSLError
from urllib3.response import HTTPResponse
from urllib3.util import Url, parse_url

from incidents import settings
from incidents.errors import RateLimited, ServiceError, UsageError
from incidents.news.addresses import Guard

PLAIN_AGENT = "Incidents/0.1 (reads one article that a person named)"
ACCEPT = "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.8, */*;q=0.5"
READABLE = (
    "text/", "application/xhtml", "application/pdf", "application/xml", "application/rss",
    "application/atom", "application/rdf", "application/feed", "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.wordprocessingml", "application/zip",
)  # fmt: skip
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
CONNECT_SECONDS = 10.0
CHUNK = 65_536

WHY = {
    401: "it asks for a login; save the page from your browser and name its file",
    402: "it asks for payment; save the page from your browser and name its file",
    403: "it lets no programs in; save the page from your browser and name its file",
    404: "there is no such page; check the address",
    410: "the page was taken down",
    451: "the page is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What came from a web address: bytes, where they lay in the end, and what they came as."""

    data: bytes
    url: str
    declared: str | None = None  # the media type its server gave
    charset: str | None = None

    @property
    def name(self) -> str:
        return (parse_url(self.url).path or "").rsplit("/", 1)[-1]

    @property
    def host(self) -> str:
        return (parse_url(self.url).host or "").removeprefix("www.")


def fetched(url: str, guard: Guard | None = None) -> Document:
    """What lies at the address. UsageError for what may not be asked, ServiceError for failures."""
    guard = guard or Guard()
    deadline = time.monotonic() + guard.seconds
    for _ in range(guard.max_redirects + 1):
        with _answer(_checked(url), guard, deadline) as answer:
            if answer.status not in REDIRECTS or not answer.headers.get("Location"):
                return _document(url, answer, guard, deadline)
            url = urljoin(url, answer.headers["Location"])
    raise ServiceError(f"{url[:200]} redirects more than {guard.max_redirects} times; it was left")


def _checked(url: str) -> Url:
    """The parts of an address that may be asked."""
    try:
        parts = parse_url(url.strip())
    except LocationParseError as error:
        raise UsageError(
            f"{url[:200]!r} is no web address such as https://example.org/a"
        ) from error
    if parts.scheme not in PORTS or not parts.host:
        raise UsageError(
            f"a web address begins with http:// or https:// and names a site; got {url[:200]!r}"
        )
    if parts.auth:
        raise UsageError("a web address with a user name or password in it is not fetched")
    return parts


@contextmanager
def _answer(parts: Url, guard: Guard, deadline: float) -> Iterator[HTTPResponse]:
    """The machine's answer, headers read; the connection is cut at the deadline."""
    connection = _connected(parts, guard, deadline)
    # The socket is kept by hand: a connection lets go of it once the headers are read.
    cut = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection.sock])
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", parts.request_uri, headers=_headers(parts), preload_content=False)
        with closing(connection.getresponse()) as answer:
            yield answer
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        # ValueError: what a read finds when the deadline took its connection away
        if isinstance(error, UsageError):
            raise
        raise _failure(parts, guard, deadline) from error
    finally:
        cut.cancel()
        connection.close()


def _failure(parts: Url, guard: Guard, deadline: float) -> ServiceError:
    if time.monotonic() >= deadline:
        return ServiceError(f"{parts.host} took over {guard.seconds:.0f} seconds; it was left")
    return ServiceError(f"{parts.host} broke the connection off; try again later")


def _connected(parts: Url, guard: Guard, deadline: float) -> HTTPConnection:
    """A connection to the first checked address that answers."""
    host = str(parts.host).strip("[]")
    port = parts.port or PORTS[str(parts.scheme)]
    failure: Exception | None = None
    for address in guard.addresses(host, port, deadline - time.monotonic()):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        connection = _connection(parts, host, address, port, min(left, CONNECT_SECONDS))
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            failure = error
            continue
        return connection
    raise ServiceError(f"{host} {_why_down(failure)}{_proxy_hint()}") from failure


def _why_down(failure: Exception | None) -> str:
    if isinstance(failure, SSLError | ssl.SSLError):
        return "has no certificate that can be trusted; it was not asked"
    return "does not answer; check the address or try again later"


def _proxy_hint() -> str:
    if set(getproxies()) & set(PORTS):
        return " (the proxy that this machine names is not used, since it cannot be checked)"
    return ""


def _connection(parts: Url, host: str, address: str, port: int, seconds: float) -> HTTPConnection:
    """A connection to that very address, which greets and is checked under the site's name."""
    if parts.scheme == "http":
        return HTTPConnection(address, port, timeout=seconds)
    return HTTPSConnection(
        address, port, timeout=seconds, server_hostname=host,
        cert_reqs="CERT_REQUIRED", ssl_context=_trusted(),
    )  # fmt: skip


def _trusted() -> ssl.SSLContext:
    """The system's certificates, and certifi's where the system has none of its own."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _headers(parts: Url) -> dict[str, str]:
    return {
        "Host": str(parts.netloc),
        "User-Agent": settings.user_agent() or PLAIN_AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _cut(sock: socket.socket) -> None:
    """Ends whatever is waited for on the socket."""
    with suppress(OSError):  # it was closed in this very moment
        sock.shutdown(socket.SHUT_RDWR)


def _document(url: str, answer: HTTPResponse, guard: Guard, deadline: float) -> Document:
    _refuse_failure(url, answer)
    declared, charset = _content_type(answer.headers.get("Content-Type", ""))
    if declared and not declared.startswith(READABLE):
        raise UsageError(f"{url[:200]} is {declared}, which is no article")
    return Document(_body(url, answer, guard, deadline), url, declared or None, charset)


def _refuse_failure(url: str, answer: HTTPResponse) -> None:
    status = answer.status
    if status in (429, 503):
        wait = _seconds(answer.headers.get("Retry-After"))
        said = f"; it asks to wait {wait:.0f} seconds" if wait is not None else "; try later"
        raise RateLimited(f"{url[:200]} is busy ({status}){said}", retry_after=wait)
    if status != 200:
        why = WHY.get(status, "try again later")
        raise ServiceError(f"{url[:200]} answers {status}: {why}")


def _seconds(retry_after: str | None) -> float | None:
    """What a Retry-After asks for, in seconds; it may also name a moment."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after[:9])
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _content_type(header: str) -> tuple[str, str | None]:
    media, *options = (part.strip() for part in header.split(";"))
    named = [option.partition("=")[2] for option in options if option.lower().startswith("charset")]
    return media.lower(), named[0].strip("\"' ") if named else None


def _body(url: str, answer: HTTPResponse, guard: Guard, deadline: float) -> bytes:
    """The body, unpacked, no larger than allowed."""
    too_large = ServiceError(f"{url[:200]} is over {guard.max_bytes / 1e6:g} MB; it was left")
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:18]) > guard.max_bytes:
        raise too_large
    data = bytearray()
    while True:
        chunk = answer.read1(CHUNK, decode_content=True)
        if time.monotonic() >= deadline:
            raise TimeoutError  # also where the cut at the deadline looks like an end
        if not chunk:
            return bytes(data)
        data += chunk
        if len(data) > guard.max_bytes:
            raise too_large
