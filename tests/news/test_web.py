"""Fetching: a server of this test on loopback, which the guard of the product refuses."""

from __future__ import annotations

import gzip
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import trustme

from incidents.errors import BadArticle, RateLimited, ServiceError, UsageError
from incidents.news import Guard, fetched, from_url, is_public

TEXT = "Betogers staken woensdag in Almaty het stadhuis in brand. De politie trok zich terug."
PAGE = f"<html><head><title>Kop</title></head><body><article><p>{TEXT}</p></article></body></html>"
LOOPBACK = ipaddress.ip_address("127.0.0.1")


class Server(ThreadingHTTPServer):
    """Answers each path as the test says, and remembers what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[Any], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def page(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        def answer(handler: Any) -> None:
            handler.send_response(status)
            told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
            for name, value in {
                **told, **{name.replace("_", "-"): value for name, value in headers.items()}
            }.items():  # fmt: skip
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        try:
            self.server.answers[self.path](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keeps the tests quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def at(*addresses: str) -> Callable[[str, int], list[str]]:
    """A resolver that gives these addresses for every name."""
    return lambda *_: list(addresses)


def near(**more: Any) -> Guard:
    """A guard that lets the test's own server in, beside what is public."""
    return Guard(allows=lambda address: address == LOOPBACK or is_public(address), **more)


def test_a_page_becomes_an_article_with_its_address_and_site(server):
    article = from_url(server.page("/a", PAGE.encode()), published="2022-01-06", guard=near())
    assert article.text == TEXT
    assert article.url == server.url("/a")
    assert article.source == "127.0.0.1"


def test_we_name_ourselves_and_keep_no_cookies(server, monkeypatch):
    monkeypatch.delenv("INCIDENTS_USER_AGENT", raising=False)
    url = server.page("/a", PAGE.encode(), Set_Cookie="a=b")
    fetched(url, near())
    monkeypatch.setenv("INCIDENTS_USER_AGENT", "newsroom@example.org")
    fetched(url, near())
    (_, first), (_, second) = server.asked
    assert "Incidents" in first["User-Agent"]
    assert second["User-Agent"] == "newsroom@example.org"
    assert "Cookie" not in second


def test_the_proxy_of_the_environment_is_not_asked(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetched(server.page("/a", PAGE.encode()), near()).data == PAGE.encode()


def test_the_sites_own_name_is_sent_to_the_checked_address(server):
    server.page("/a", PAGE.encode())
    guard = near(resolve=at("127.0.0.1"))
    document = fetched(server.url("/a", host="news.example"), guard)
    assert document.host == "news.example"
    assert server.asked[0][1]["Host"] == f"news.example:{server.server_port}"


def test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind(server):
    server.page("/a", PAGE.encode())
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    guard = near(resolve=lambda *_: next(answers))
    assert fetched(server.url("/a", host="rebind.example"), guard).data == PAGE.encode()
    assert next(answers) == ["10.0.0.1"]


def test_the_second_address_is_tried_where_the_first_is_silent(server):
    server.page("/a", PAGE.encode())
    guard = Guard(
        allows=lambda address: address.is_loopback,
        resolve=at("127.0.0.9", "127.0.0.1"),
    )
    assert fetched(server.url("/a", host="two.example"), guard).data == PAGE.encode()


PRIVATE = """127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0
 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1
 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2001:db8::1 2002:7f00:1:: 2001::1 64:ff9b::7f00:1
 64:ff9b::a00:1 fec0::1""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(address):
    assert not is_public(ipaddress.ip_address(address))
    guard = Guard(resolve=at(address))
    with pytest.raises(UsageError, match="not on the public web"):
        fetched("http://news.example/", guard)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_allowed(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_loopback_is_refused_however_it_is_written(server, host):
    server.page("/a", PAGE.encode())
    with pytest.raises((UsageError, ServiceError), match=r"not on the public web|not found"):
        fetched(server.url("/a", host=host))
    assert server.asked == []


@pytest.mark.parametrize("name", ["news.example", "other.example"])
def test_a_site_must_prove_its_own_name_not_the_address(server, monkeypatch, tmp_path, name):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context, seen = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), []
    authority.issue_cert("news.example").configure_cert(context)
    context.sni_callback = lambda _, greeted, __: seen.append(greeted)
    server.page("/a", PAGE.encode())
    server.socket = context.wrap_socket(server.socket, server_side=True)
    url = server.url("/a", host=name).replace("http:", "https:")
    if name == "news.example":
        assert fetched(url, near(resolve=at("127.0.0.1"))).data == PAGE.encode()
    else:
        with pytest.raises(ServiceError, match="certificate"):
            fetched(url, near(resolve=at("127.0.0.1")))
    assert seen == [name]


def test_a_name_that_is_public_and_private_at_once_is_refused():
    guard = Guard(resolve=at("93.184.216.34", "10.0.0.1"))
    with pytest.raises(UsageError, match=r"10\.0\.0\.1"):
        fetched("https://mixed.example/", guard)


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://127.0.0.2:1/", "//[::1]/x", "http://169.254.169.254/m"]
)
def test_a_redirect_to_an_address_that_is_not_public_is_refused(server, target):
    url = server.page("/a", b"", 302, Location=target)
    with pytest.raises(UsageError, match="not on the public web"):
        fetched(url, near())
    assert len(server.asked) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/"])
def test_a_redirect_out_of_the_web_is_refused(server, target):
    with pytest.raises(UsageError, match="http"):
        fetched(server.page("/a", b"", 302, Location=target), near())


def test_redirects_are_followed_but_not_for_ever(server):
    server.page("/a", b"", 301, Location="/b")
    server.page("/b", PAGE.encode())
    assert fetched(server.url("/a"), near()).url == server.url("/b")
    server.page("/loop", b"", 302, Location="/loop")
    with pytest.raises(ServiceError, match="redirects more than 5"):
        fetched(server.url("/loop"), near())


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/a", "file:///etc/passwd", "http://", "https:///a", "http://a:b@c.de/", "x"],
)
def test_what_is_no_web_address_is_a_usage_error(url):
    with pytest.raises(UsageError):
        fetched(url, Guard(resolve=at("93.184.216.34")))


@pytest.mark.parametrize(
    ("status", "says"), [(403, "lets no programs in"), (404, "no such page"), (500, "try again")]
)
def test_a_refusal_says_what_to_do(server, status, says):
    with pytest.raises(ServiceError, match=says):
        fetched(server.page("/a", b"", status), near())


def test_a_busy_site_says_how_long_to_wait(server):
    with pytest.raises(RateLimited, match="120 seconds") as told:
        fetched(server.page("/a", b"", 429, Retry_After="120"), near())
    assert told.value.retry_after == 120


def test_a_body_over_the_limit_is_left(server):
    url = server.page("/a", b"x" * 5_000)
    with pytest.raises(ServiceError, match="over"):
        fetched(url, near(max_bytes=4_000))


def test_a_body_that_unpacks_beyond_the_limit_is_left(server):
    body = gzip.compress(b"x" * 20_000_000)
    url = server.page("/a", body, Content_Encoding="gzip")
    with pytest.raises(ServiceError, match="over"):
        fetched(url, near(max_bytes=1_000_000))


def test_a_packed_body_is_unpacked(server):
    url = server.page("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetched(url, near()).data == PAGE.encode()


def drip(handler: Any, head: bytes) -> None:
    handler.wfile.write(head)
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_a_server_that_drips_is_left_at_the_deadline(server, head):
    server.answers["/slow"] = lambda handler: drip(handler, head)
    started = time.monotonic()
    with pytest.raises(ServiceError, match="took over"):
        fetched(server.url("/slow"), near(seconds=0.5))
    assert time.monotonic() - started < 3


def test_a_resolver_that_does_not_answer_is_left_at_the_deadline():
    done = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        done.wait(5)
        return ["93.184.216.34"]

    guard = Guard(resolve=resolve, seconds=0.2)
    with pytest.raises(ServiceError, match="in time"):
        fetched("https://slow.example/", guard)
    done.set()


def test_a_body_cut_short_is_no_article(server):
    url = server.page("/a", PAGE.encode()[:60], Content_Length="5000")
    with pytest.raises(ServiceError, match="broke"):
        fetched(url, near(seconds=5))


@pytest.mark.parametrize("media", ["image/png", "video/mp4", "application/json"])
def test_what_is_no_article_is_named(server, media):
    with pytest.raises(UsageError, match=media):
        fetched(server.page("/a", b"x", Content_Type=media), near())


def test_the_servers_charset_is_used(server):
    text = "Протестующие захватили аэропорт в Алма-Ате, сообщили в полиции города в среду утром."
    page = f"<html><body><article><p>{text}</p></article></body></html>".encode("windows-1251")
    url = server.page("/a", page, Content_Type="text/html; charset=windows-1251")
    assert from_url(url, guard=near()).text == text


def test_nothing_listening_is_a_service_error():
    with pytest.raises(ServiceError, match="does not answer"):
        fetched("http://127.0.0.1:9/", near())


def test_a_page_without_an_article_is_told(server):
    with pytest.raises(BadArticle, match="no article"):
        from_url(server.page("/a", b"<html><body></body></html>"), guard=near())
