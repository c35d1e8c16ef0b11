"""A model behind the Extractor's one method: what it may say, and what becomes of its failures."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from incidents.errors import RateLimited, ServiceError, UsageError
from incidents.extract.llm import ChatServer, ModelExtractor
from incidents.extract.llm import chat as chat_module
from incidents.geo import Point
from incidents.model import Article, Claim, DatePrecision, GeoPrecision, Mention, Place, Rejected

TEXT = (
    "MOMBASA, Kenya — Rioters set fire to the county hall on Tuesday, police said.\n\n"
    "Shops in Nairobi were reportedly looted; at least two people died."
)
ARTICLE = Article(TEXT, published=date(2024, 6, 26), language="en")
FIRE = {
    "kind": "fire",
    "quote": "Rioters set fire to the county hall on Tuesday, police said.",
    "cue": "set fire",
    "place_words": "MOMBASA",
    "date": "2024-06-25",
    "date_words": "on Tuesday",
    "attributed_to": "police",
}
LOOTING = {
    "kind": "looting",
    "quote": "Shops in Nairobi were reportedly looted; at least two people died.",
    "cue": "looted",
    "place_words": "Nairobi",
    "hedge_words": "reportedly",
    "killed": {"min": 2, "max": None},
}


def mention(name: str, lat: float, lon: float, precision: str = "town") -> Mention:
    start = TEXT.index(name)
    place = Place(name.title(), Point(lat, lon), GeoPrecision(precision), 10_000, "KE")
    return Mention(name, start, start + len(name), place)


MENTIONS = [
    mention("MOMBASA", -4.05, 39.67),
    mention("Kenya", 0.2, 37.9, "country"),
    mention("Nairobi", -1.29, 36.82),
]


@dataclass
class Served:
    """What the server answers next, and what it was asked."""

    content: str = '{"incidents": []}'
    status: int = 200
    body: bytes | None = None  # instead of the protocol's JSON
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""

    def tells(self, *incidents: dict[str, Any]) -> None:
        self.content = json.dumps({"incidents": incidents})


@pytest.fixture
def served() -> Iterator[Served]:
    state = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.paths.append(self.path)
            state.keys.append(self.headers.get("Authorization"))
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(state.wait_s)
            protocol = {"choices": [{"message": {"role": "assistant", "content": state.content}}]}
            body = json.dumps(protocol).encode() if state.body is None else state.body
            try:
                self.send_response(state.status)
                for name, value in state.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client gave up waiting, which is what the test is about

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def read(served) -> Callable[..., list[Claim | Rejected]]:
    def reading(article: Article = ARTICLE, timeout_s: float = 20.0) -> list[Claim | Rejected]:
        server = ChatServer(served.url, "tiny", "s3cret", timeout_s)
        return list(ModelExtractor(server).claims(article, MENTIONS))

    return reading


def test_a_model_is_asked_in_the_chat_protocol_with_the_article_as_data(served, read):
    assert read() == []
    assert served.paths == ["/v1/chat/completions"]
    assert served.keys == ["Bearer s3cret"]
    assert served.asked[0]["model"] == "tiny"
    assert [each["role"] for each in served.asked[0]["messages"]] == ["system", "user"]
    assert TEXT in served.asked[0]["messages"][1]["content"]
    assert "2024-06-26" in served.asked[0]["messages"][1]["content"]
    assert served.asked[0]["response_format"]["json_schema"]["schema"]["required"] == ["incidents"]


def test_what_the_model_tells_becomes_claims_with_quote_place_and_day(served, read):
    served.tells(FIRE, LOOTING)
    fire, looting = read()
    assert (fire.kind, fire.cue, fire.attributed_to) == ("fire", "set fire", "police")
    assert TEXT[fire.start : fire.end] == fire.quote == FIRE["quote"]
    assert fire.place.mention == MENTIONS[0]
    assert (fire.when.date, fire.when.precision) == (date(2024, 6, 25), DatePrecision.DAY)
    assert fire.when.words == "on Tuesday"
    assert (looting.killed.min, looting.killed.max, looting.hedged) == (2, None, "reportedly")
    assert looting.place.mention == MENTIONS[2]
    assert looting.place.source == "sentence"


def test_a_quote_with_other_blanks_is_the_articles_own_words(served, read):
    served.tells(FIRE | {"quote": "Rioters  set fire\nto the county hall"})
    (claim,) = read()
    assert claim.quote == "Rioters set fire to the county hall"


def test_a_quote_that_is_not_in_the_article_is_refused(served, read):
    served.tells(FIRE | {"quote": "Rioters burned the county hall down"})
    (refused,) = read()
    assert isinstance(refused, Rejected)
    assert "does not stand in the article" in refused.reason


def test_a_day_without_its_words_in_the_article_is_not_taken(served, read):
    served.tells(FIRE | {"date_words": "last Friday", "date": "2024-06-21"})
    (claim,) = read()
    assert claim.when.precision is DatePrecision.WEEK
    assert (claim.when.date, claim.when.date_end) == (date(2024, 6, 19), date(2024, 6, 26))


def test_a_day_after_publication_has_not_been_yet(served, read):
    served.tells(FIRE | {"date": "2024-07-02"})
    (refused,) = read()
    assert refused.reason == "planned or foretold, not happened"


def test_a_place_that_the_article_does_not_name_gives_no_place(served, read):
    served.tells(FIRE | {"place_words": "Lamu"})
    (claim,) = read()
    assert claim.place.mention is None


def test_a_place_that_nobody_resolved_gives_no_place_but_its_words(served, read):
    served.tells(FIRE | {"place_words": "the county hall"})
    (claim,) = read()
    assert claim.place.mention is None
    assert claim.place.facility_words == "the county hall"


def test_the_whole_country_is_the_country_that_the_article_names(served, read):
    served.tells(FIRE | {"whole_country": True, "place_words": None})
    (claim,) = read()
    assert (claim.place.mention, claim.place.source) == (MENTIONS[1], "country")


def test_sources_and_hedges_that_are_not_in_the_article_are_not_taken(served, read):
    served.tells(FIRE | {"attributed_to": "the Pentagon", "hedge_words": "allegedly"})
    (claim,) = read()
    assert (claim.attributed_to, claim.hedged) == (None, None)


def test_an_incident_told_twice_is_told_once(served, read):
    served.tells(FIRE, FIRE)
    assert len(read()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "riot"}, "a kind that there is not: 'riot'"),
        ({"killed": {"min": 9, "max": 2}}, "a range runs upward"),
        ({"killed": {"min": -1}}, "killed.min"),
        ({"killed": "many"}, "killed"),
        ({"date": "tomorrow"}, "date"),
        ({"date_precision": "exact"}, "date_precision"),
        ({"date": "2024-06-25", "date_end": "2024-06-20"}, "run backward"),
        ({"quote": ""}, "quote"),
        ({"quote": "x" * 3000}, "quote"),
    ],
)
def test_one_bad_incident_is_refused_with_its_reason_and_the_rest_goes_on(
    served, read, wrong, said
):
    served.tells(FIRE | wrong, LOOTING)
    refused, kept = read()
    assert isinstance(refused, Rejected)
    assert said in refused.reason
    assert kept.kind == "looting"


@pytest.mark.parametrize(
    "content", ["", "Sure! Here you go", "[]", '{"events": []}', '{"incidents": "none"}', "nul"]
)
def test_an_answer_that_is_not_the_json_asked_for_is_said(served, read, content):
    served.content = content
    with pytest.raises(ServiceError, match="did not answer with the JSON"):
        read()


def test_json_between_code_fences_is_json(served, read):
    served.content = '```json\n{"incidents": []}\n```'
    assert read() == []


@pytest.mark.parametrize("body", [b"<html>", b'{"choices": []}', b"[1]", b'{"choices": 3}', b""])
def test_a_server_that_speaks_another_protocol_is_said(served, read, body):
    served.body = body
    with pytest.raises(ServiceError, match="not the OpenAI chat protocol"):
        read()


@pytest.mark.parametrize(
    ("status", "hint"), [(401, "INCIDENTS_LLM_KEY"), (404, "INCIDENTS_LLM_MODEL"), (500, "500")]
)
def test_a_refusal_says_its_status_and_what_may_help_and_never_the_key(served, read, status, hint):
    served.status = status
    with pytest.raises(ServiceError, match=hint) as caught:
        read()
    assert "s3cret" not in str(caught.value)


def test_a_server_that_wants_fewer_requests_says_when(served, read):
    served.status, served.headers = 429, {"Retry-After": "7"}
    with pytest.raises(RateLimited, match="7 s") as caught:
        read()
    assert caught.value.retry_after == 7


def test_a_redirect_is_not_followed(served, read):
    served.status, served.headers = 302, {"Location": "http://127.0.0.1:9/v1"}
    with pytest.raises(ServiceError, match="302"):
        read()


def test_a_slow_model_is_given_up_in_time(served, read):
    served.wait_s = 1.5
    with pytest.raises(ServiceError, match=r"within 0\.2 s; INCIDENTS_LLM_TIMEOUT"):
        read(timeout_s=0.2)


def test_an_endless_answer_is_cut_off(served, read):
    served.body = b" " * (chat_module.MAX_ANSWER + 1)
    with pytest.raises(ServiceError, match="more than 1,000,000 bytes"):
        read()


def test_a_server_that_is_not_there_is_said():
    extractor = ModelExtractor(ChatServer("http://127.0.0.1:1/v1"))
    with pytest.raises(ServiceError, match=r"127\.0\.0\.1:1 cannot be reached"):
        list(extractor.claims(ARTICLE, MENTIONS))


def test_a_long_article_is_shown_in_part_and_that_is_told(served, read):
    noted = read(Article(TEXT + " More." * 5_000, published=date(2024, 6, 26)))
    assert "only the first 24,000 characters" in noted[0].reason
    assert len(served.asked[0]["messages"][1]["content"]) < 24_200


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://x/v1", "http://", "", "file:///etc"])
def test_an_address_that_is_none_says_what_would_be_right(url):
    with pytest.raises(UsageError, match="such as http"):
        ChatServer(url)


def test_a_key_does_not_belong_in_the_address():
    with pytest.raises(UsageError, match="INCIDENTS_LLM_KEY"):
        ChatServer("http://me:s3cret@127.0.0.1/v1")


def test_the_key_is_not_shown():
    assert "s3cret" not in repr(ChatServer("http://127.0.0.1/v1", "m", "s3cret"))


def test_settings_name_the_server(monkeypatch):
    monkeypatch.setenv("INCIDENTS_LLM_URL", "http://127.0.0.1:8080/v1")
    monkeypatch.setenv("INCIDENTS_LLM_MODEL", "llama")
    monkeypatch.setenv("INCIDENTS_LLM_TIMEOUT", "30")
    server = ChatServer.from_settings()
    assert server == ChatServer("http://127.0.0.1:8080/v1", "llama", None, 30.0)


@pytest.mark.parametrize("seconds", ["soon", "0", "-3", "nan", "99999"])
def test_a_timeout_that_cannot_be_is_said(monkeypatch, seconds):
    monkeypatch.setenv("INCIDENTS_LLM_URL", "http://127.0.0.1:8080/v1")
    monkeypatch.setenv("INCIDENTS_LLM_TIMEOUT", seconds)
    with pytest.raises(UsageError, match="INCIDENTS_LLM_TIMEOUT"):
        ChatServer.from_settings()
