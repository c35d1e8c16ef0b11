"""Whatever is asked of the server, by whatever means: an answer, or what would be right.

The requests go through the routes as a server hands them over, byte for byte.
"""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incidents.formats import FILE_KINDS
from incidents.query import PARAMETERS, VIEW_PARAMETERS

from .wire import DAYS, MOST_GROWN, NASTY, Ask, Asked, few, lawful, many, most_used

NUMBERS = (
    "0", "1", "-1", "-0", "2", "30", "31", "99", "4294967296", "9" * 30, "1e400", "-1e400", "NaN",
    "inf", "-Infinity", "1_0", "0x10", "1.5", "٣", "²", "１", "+1", " 1", "",
)  # fmt: skip


def numbers() -> st.SearchStrategy[str]:
    return st.sampled_from(NUMBERS) | st.integers().map(str) | st.floats().map(str)


def degrees(most: int) -> st.SearchStrategy[str]:
    """Mostly on the Earth, so that a list of them may be an area."""
    return st.integers(-most, most).map(str) | st.floats(-most, most).map(str) | numbers()


def rings() -> st.SearchStrategy[str]:
    """Areas: crossing themselves, across the antimeridian, flat, with more corners than may be."""
    corner = st.tuples(degrees(370), degrees(90)).map(",".join)
    drawn = st.lists(corner, max_size=12).map(",".join)
    many = ",".join(f"{n},{n % 80}" for n in range(250))
    return drawn | st.sampled_from([many, "170,-20,190,-20,190,0,170,0"])


def values(name: str) -> st.SearchStrategy[str]:
    """What may stand for a parameter: right, nearly right, and nonsense."""
    spot = st.tuples(degrees(90), degrees(180), st.sampled_from(["town", "", "x", "town,town"]))
    right = {
        "area": rings(),
        "bbox": st.lists(degrees(180), max_size=6).map(",".join),
        "at": spot.map(",".join),
        "since": st.sampled_from(DAYS),
        "until": st.sampled_from(DAYS),
        "kind": st.sampled_from(["fire", "fire,looting", "FIRE", "brand", "fire," * 500]),
        "status": st.sampled_from(["draft", "verified,rejected", "DRAFT", "all"]),
        "country": st.sampled_from(["KZ", "kz,fj", "ZZ", "İ", "KAZ"]),
        "precision": st.sampled_from(["town", "unknown", "Town", "towns"]),
        "order": st.sampled_from(["date", "oldest", "said", "precision", "random"]),
        "show": st.sampled_from(["killed", "heat", "cold"]),
    }
    return right.get(name, numbers()) | st.sampled_from(NASTY) | st.text(max_size=20) | numbers()


NAMES = (*PARAMETERS, *VIEW_PARAMETERS, "limit", "offset", "order", "colour", "", "v[]")


def encoded(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def parameters() -> st.SearchStrategy[str]:
    """Query strings, of parameters that may be repeated, or of any bytes."""
    pair = st.sampled_from(NAMES).flatmap(
        lambda name: values(name).map(lambda value: f"{name}={encoded(value)}")
    )
    raw = st.binary(max_size=40).map(quote_from_bytes) | st.text(
        st.characters(min_codepoint=33, max_codepoint=255), max_size=40
    )
    return st.lists(pair, max_size=4).map("&".join) | raw


def parts() -> st.SearchStrategy[str]:
    """Pieces of a path."""
    return (numbers() | st.sampled_from(NASTY) | st.text(max_size=8) | st.sampled_from("abcd")).map(
        encoded
    )


def paths() -> st.SearchStrategy[str]:
    """Addresses of every route, with whatever where a route leaves something open."""
    fixed = [
        "/tiles.json", "/api/incidents", "/api/places/search", "/api/places/remembered",
        "/api/bounds", "/basemaps", "/healthz", "/api/articles", "/api/loads", "/api",
        *(f"/api/incidents{ending}" for ending in FILE_KINDS), "/api/incidents.csv-metadata.json",
    ]  # fmt: skip
    tile = st.tuples(
        st.sampled_from(["/tiles/{}/{}/{}.json", "/tiles/{}/{}/{}.mvt", "/basemaps/own/{}/{}/{}"]),
        *[parts()] * 3,
    ).map(lambda one: one[0].format(*one[1:]))
    real = st.tuples(st.integers(0, 31), st.integers(0, 8), st.integers(0, 8))
    tiles = tile | real.map(lambda one: "/tiles/{}/{}/{}.json".format(*one))
    tiles |= real.map(lambda one: "/tiles/{}/{}/{}.mvt".format(*one))
    named = st.sampled_from(["/api/incidents/", "/api/", "/map/", "/tiles/"])
    return st.sampled_from(fixed) | tiles | st.tuples(named, parts()).map("".join)


def headers() -> st.SearchStrategy[tuple[tuple[bytes, bytes], ...]]:
    """What may be sent along, other hosts and tags among it."""
    value = st.sampled_from(
        [b"", b"*", b"[", b"[::1", b"a:b:c", b"a@b", b"a/../b?c#d", b"\xff\xfe", b"gzip", b'"x"',
         b"Bearer x", b"application/json", b"text/html; charset=utf-7", b"bytes=0-0", b"x" * 9_000]
    )  # fmt: skip
    name = st.sampled_from(
        [b"host", b"if-none-match", b"accept-encoding", b"authorization", b"content-type", b"range",
         b"x-forwarded-host", b"content-length"]
    )  # fmt: skip
    return st.lists(st.tuples(name, value), max_size=2).map(tuple)


METHODS = ("GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "X")


def requests() -> st.SearchStrategy[Asked]:
    target = st.tuples(paths(), parameters()).map("?".join)
    return st.builds(Asked, st.sampled_from(METHODS), target, headers(), st.binary(max_size=20))


def _obeyed(ask: Ask, asked: Asked) -> None:
    told = ask(asked)
    if asked.method == "HEAD" and told.status < 500:  # the server leaves the body out
        return
    lawful(told)


@few
@given(requests())
@example(Asked("OPTIONS", "/healthz"))
def test_whatever_is_asked_is_answered_or_refused_in_a_sentence(ask, asked) -> None:
    _obeyed(ask, asked)


ENDLESS = (
    "/api/bounds?area=" + "1,2," * 100_000, "/api/incidents.csv?" + "kind=fire&" * 5_000,
    "/tiles/0/0/0.json?q=" + "%FF" * 2_700, "/api/incidents?source=" + "%00" * 2_700,
    "/api/incidents/" + "x" * 60_000, "/tiles/0/0/" + "9" * 5_000 + ".mvt", "/" + "api/" * 15_000,
    "/api/places/search?q=" + "a" * 8_000, "/map/" + "../" * 10_000,
    "/api/incidents?at=" + "9" * 8_000,
)  # fmt: skip


def test_however_long_an_address_is_it_is_refused_in_a_sentence(ask) -> None:
    for target in ENDLESS:
        told = ask(Asked("GET", target))
        lawful(told)
        assert told.status >= 400, target[:50]


@pytest.mark.slow
def test_thousands_of_requests_are_answered_in_little_memory(ask) -> None:
    before = most_used()

    @many
    @given(requests())
    def asked_at_length(asked: Asked) -> None:
        _obeyed(ask, asked)

    asked_at_length()
    assert most_used() - before < MOST_GROWN
