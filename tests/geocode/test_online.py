"""Online geocoders, with recorded answers in the place of the network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from incidents.errors import RateLimited, ServiceError, UsageError
from incidents.geo import Point
from incidents.geocode import (
    CachedGeocoder,
    Chain,
    Gazetteer,
    OnlineGeocoder,
    PacedGeocoder,
    chain_from_settings,
)
from incidents.model import GeoPrecision, Place

ANSWERS = Path(__file__).with_name("answers")
Maker = Callable[..., OnlineGeocoder]


class Recorded(BaseSyncAdapter):
    """Gives one recorded answer to every request, or fails with one status."""

    def __init__(self, answer: Any, status: int, asked: list[str]) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self.answer, self.status, self.asked = answer, status, asked

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        self.get_text(url, timeout=timeout, headers=headers)
        return self.answer

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:  # noqa: ARG002
        self.asked.append(url)
        if self.status != 200:
            headers = {"retry-after": "7"}
            raise AdapterHTTPError("no", status_code=self.status, headers=headers, text="")
        return json.dumps(self.answer)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def make_online(asked: list[str]) -> Maker:
    def make(service: str = "nominatim", answer: Any = None, status: int = 200) -> OnlineGeocoder:
        if isinstance(answer, str):
            answer = json.loads((ANSWERS / answer).read_text("utf-8"))
        return OnlineGeocoder(
            service,
            user_agent="tests (tests@example.org)",
            adapter_factory=lambda **_: Recorded(answer or [], status, asked),
        )

    return make


class Known:
    """A resolver that knows what it is told, and counts how often it is asked."""

    def __init__(self, *places: Place) -> None:
        self.places = {place.name: place for place in places}
        self.times = 0

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:  # noqa: ARG002
        self.times += 1
        return self.places.get(name)


class Broken:
    """A resolver whose service is down."""

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:  # noqa: ARG002
        raise ServiceError(f"down while asked for {name}")


def make_place(name: str = "Almaty", score: float = 0.9) -> Place:
    return Place(name, Point(43.25, 76.91), GeoPrecision.TOWN, 14_000, "KZ", score=score)


def test_an_answer_of_nominatim_becomes_a_place(make_online: Maker) -> None:
    place = make_online(answer="nominatim-zhanaozen.json").resolve("Zhanaozen", country="KZ")
    assert place is not None
    assert (place.name, place.country, place.admin1) == ("Zhanaozen", "KZ", "Mangystau Region")
    assert place.precision is GeoPrecision.TOWN
    assert 15_000 < place.radius_m < 30_000
    assert "OpenStreetMap" in place.origin


def test_an_answer_of_photon_becomes_a_place(make_online: Maker) -> None:
    square = make_online("photon", "photon-republic-square.json").resolve("Republic Square, Almaty")
    assert square is not None
    assert (square.precision, square.country) == (GeoPrecision.SITE, "KZ")
    assert square.point == Point(43.2381, 76.9447)


def test_a_country_goes_into_the_question_and_another_is_refused(
    make_online: Maker, asked: list[str]
) -> None:
    assert make_online(answer="nominatim-zhanaozen.json").resolve("Zhanaozen", country="FR") is None
    assert "countrycodes=fr" in asked[0]


def test_no_answer_is_none(make_online: Maker) -> None:
    assert make_online(answer=[]).resolve("Qwrtpsdf") is None


@pytest.mark.parametrize("name", ["", "   ", "x" * 10_000])
def test_what_cannot_be_a_name_is_not_asked_for(
    make_online: Maker, asked: list[str], name: str
) -> None:
    assert make_online().resolve(name) is None
    assert asked == []


def test_too_many_requests_say_how_long_to_wait(make_online: Maker) -> None:
    with pytest.raises(RateLimited) as caught:
        make_online(status=429).resolve("Almaty")
    assert caught.value.retry_after == 7


def test_a_failing_service_is_a_service_error(make_online: Maker) -> None:
    with pytest.raises(ServiceError, match="nominatim"):
        make_online(status=502).resolve("Almaty")


def test_nominatim_is_refused_without_a_user_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INCIDENTS_USER_AGENT", raising=False)
    with pytest.raises(UsageError, match="INCIDENTS_USER_AGENT"):
        OnlineGeocoder("nominatim")


@pytest.mark.parametrize("service", ["atlantis", "opencage"])
def test_a_service_that_cannot_be_used_says_why(service: str) -> None:
    with pytest.raises(UsageError, match=service):
        OnlineGeocoder(service)


def test_requests_keep_their_distance() -> None:
    now, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    paced = PacedGeocoder(Known(make_place()), clock=lambda: now[0], sleep=sleep)
    paced.resolve("Almaty")
    now[0] += 0.25
    paced.resolve("Almaty")
    now[0] += 5
    paced.resolve("Almaty")
    assert slept == [pytest.approx(0.75)]


@pytest.fixture
def make_cached(tmp_path: Path) -> Iterator[Callable[..., CachedGeocoder]]:
    made: list[CachedGeocoder] = []

    def make(inner: Known, day: date = date(2022, 1, 6)) -> CachedGeocoder:
        path = tmp_path / "answers.sqlite"
        made.append(CachedGeocoder(inner, path, "known", "public domain", today=lambda: day))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_an_answer_is_asked_for_once(make_cached: Callable[..., CachedGeocoder]) -> None:
    inner = Known(make_place())
    first = make_cached(inner).resolve("Almaty", country="KZ")
    again = make_cached(inner).resolve("almaty ", country="KZ")
    assert first == again == make_place()
    assert inner.times == 1


def test_that_there_was_no_answer_is_kept_too(make_cached: Callable[..., CachedGeocoder]) -> None:
    inner = Known()
    cached = make_cached(inner)
    assert cached.resolve("Atlantis") is None
    assert cached.resolve("Atlantis") is None
    assert inner.times == 1


def test_an_old_answer_is_asked_for_again(make_cached: Callable[..., CachedGeocoder]) -> None:
    inner = Known(make_place())
    make_cached(inner).resolve("Almaty")
    make_cached(inner, day=date(2023, 1, 6)).resolve("Almaty")
    assert inner.times == 2


def test_a_hostile_name_is_kept_as_it_is(make_cached: Callable[..., CachedGeocoder]) -> None:
    name = "'); DROP TABLE answers; --"
    cached = make_cached(Known(make_place(name)))
    assert cached.resolve(name) == cached.resolve(name) == make_place(name)


def test_a_sure_answer_ends_the_chain() -> None:
    second = Known(make_place())
    assert Chain(Known(make_place()), second).resolve("Almaty") == make_place()
    assert second.times == 0


def test_an_unsure_answer_waits_for_a_better_one() -> None:
    unsure, sure = make_place(score=0.4), make_place(score=0.7)
    better = Chain(Known(unsure), Known(sure)).resolve("Almaty")
    assert better is not None
    assert (better.score, [one.score for one in better.candidates]) == (0.7, [0.4])
    assert Chain(Known(unsure), Known()).resolve("Almaty") == unsure


def test_a_failing_service_is_skipped_where_another_answers() -> None:
    assert Chain(Broken(), Known(make_place())).resolve("Almaty") == make_place()
    with pytest.raises(ServiceError):
        Chain(Known(), Broken()).resolve("Almaty")


def test_nothing_online_is_asked_unless_the_settings_name_it(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INCIDENTS_GEOCODERS", raising=False)
    assert chain_from_settings(gazetteer) is gazetteer


def test_the_settings_put_services_behind_the_gazetteer(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INCIDENTS_CACHE", str(tmp_path))
    monkeypatch.setenv("INCIDENTS_GEOCODERS", "photon")
    chain = chain_from_settings(gazetteer)
    assert isinstance(chain, Chain)
    first, second = chain.resolvers
    assert first is gazetteer
    assert isinstance(second, CachedGeocoder)
    place = chain.resolve("Almaty")  # the gazetteer knows: nobody else is asked
    assert place is not None
    second.close()
