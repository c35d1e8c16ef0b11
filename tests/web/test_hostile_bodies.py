"""Whatever a command hands over to the dashboard: taken, or refused in a sentence."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .wire import DAYS, MOST_GROWN, NASTY, Ask, Asked, few, lawful, many, most_used

Secret = tuple[bytes, bytes]  # a header
WORDS = (
    "path", "shape", "kind", "dates", "columns", "recall", "named", "used", "saved", "articles",
    "text", "published", "language", "title", "url", "source", "known", "reason", "today",
)  # fmt: skip


FIRE = "Betogers staken op 5 januari 2022 in Almaty het stadhuis in brand."
TABLE = "a table of incidents"  # stands for the path of one


@pytest.fixture
def table(tmp_path) -> str:
    """The path of a file that can be loaded."""
    path = tmp_path / "desk.csv"
    path.write_text("id,kind,date,lat,lon\n1,fire,2022-01-05,43.25,76.95\n", encoding="utf-8")
    return str(path)


def json_values() -> st.SearchStrategy[object]:
    """JSON of the names that are read, with anything under them."""
    leaf = (
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
        | st.sampled_from([*NASTY, *DAYS, "nl", "http://a/", "Brand in Almaty.", 10**400, "/"])
    )  # fmt: skip
    return st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
        ),
        max_leaves=8,
    )


def bodies() -> st.SearchStrategy[bytes]:
    """What may be handed over: of the right form with anything in it, and no JSON at all."""
    some = json_values()
    facts = dict.fromkeys(("published", "language", "title", "url", "source", "today", "id"), some)
    text = st.sampled_from([FIRE]) | some
    article = st.fixed_dictionaries({"text": text}, optional=facts)
    articles = st.fixed_dictionaries(
        {},
        optional={"articles": st.lists(article | some, max_size=2), "known": some, "reason": some},
    )
    column = st.tuples(st.sampled_from(["lat", "date", "kind", "x"]) | some, some)
    optional = dict.fromkeys(("shape", "kind", "dates", "recall", "named"), some)
    named = st.fixed_dictionaries({}, optional={"used": some, "saved": some})
    loads = st.fixed_dictionaries(
        {"path": st.just(TABLE) | st.sampled_from(NASTY) | some},
        optional=optional | {"columns": st.lists(column | some, max_size=3), "named": named | some},
    )
    written = (some | articles | loads).map(lambda value: json.dumps(value).encode())
    return written | st.binary(max_size=30) | st.sampled_from([b"\xff\xfe{\x00}\x00", b"1e999"])


def handed_over() -> st.SearchStrategy[tuple[str, bytes]]:
    return st.tuples(st.sampled_from(["/api/articles", "/api/loads"]), bodies())


@few
@given(handed_over())
def test_whatever_is_handed_over_is_kept_or_refused_in_a_sentence(
    ask, secret, table, handed
) -> None:
    _taken(ask, secret, table, *handed)


def _taken(ask: Ask, secret: Secret, table: str, address: str, body: bytes) -> None:
    lawful(ask(Asked("POST", address, (secret,), body.replace(TABLE.encode(), table.encode()))))


@pytest.mark.slow
def test_thousands_of_bodies_are_taken_or_refused_in_little_memory(ask, secret, table) -> None:
    before = most_used()

    @many
    @given(handed_over())
    def handed_over_at_length(handed: tuple[str, bytes]) -> None:
        _taken(ask, secret, table, *handed)

    handed_over_at_length()
    assert most_used() - before < MOST_GROWN


HALF = "\udcff"  # how a name of a file in no known encoding reads
HALVES = (
    ("loads", {"path": HALF}), ("loads", {"path": "\ud800"}), ("loads", {"path": HALF + ".csv"}),
    ("loads", {"path": TABLE, "columns": [["lat", HALF]]}),
    ("loads", {"path": TABLE, "kind": HALF}), ("loads", {"path": TABLE, "shape": HALF}),
    ("loads", {"path": TABLE, "named": {"used": HALF}}),
    ("loads", {"path": TABLE, "named": {"saved": HALF}}),
    ("loads", {"path": TABLE, HALF: 1}),
    ("articles", {"known": [HALF]}), ("articles", {"articles": [{"text": HALF}]}),
    *(("articles", {"articles": [{"text": FIRE, name: wrong}]})
      for name in ("published", "language", "title", "url", "source", HALF)
      for wrong in (HALF, "\x00", 5, [], {}, "x" * 100_000)),
    ("articles", {"articles": [{"text": FIRE}], "reason": HALF}),
)  # fmt: skip


def test_halves_of_letters_and_wrong_types_are_taken_or_refused_in_a_sentence(
    ask, secret, table
) -> None:
    for address, told in HALVES:
        _taken(ask, secret, table, f"/api/{address}", json.dumps(told).encode())


BODIES = (
    b"[" * 100_000, b'{"articles":' * 100_000, b'{"path":"/x","columns":' + b"[" * 100_000,
    b'{"articles": [' + b" " * 10_000_001, b'{"known": ' + b"9" * 1_000_000 + b"}",
    b'{"path": "' + b"x" * 100_000 + b'", "articles": 1}',
)  # fmt: skip


def test_a_body_that_never_ends_is_refused_in_a_sentence(ask, secret) -> None:
    for address, body in product(("/api/articles", "/api/loads"), BODIES):
        told = ask(Asked("POST", address, (secret,), body))
        lawful(told)
        assert told.status == 422, body[:50]
