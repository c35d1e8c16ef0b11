"""Pace, retries and the circuit breaker, with a clock that only sleeping moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.errors import RateLimited, ServiceError
from incidents.geo import Point
from incidents.geocode import Breaker, PacedGeocoder, RetryingGeocoder
from incidents.geocode.cache import Kept
from incidents.geocode.failures import Garbled, Refused, Resting
from incidents.model import GeoPrecision, Place

PLACE = Place("Almaty", Point(43.25, 76.91), GeoPrecision.TOWN, 14_000, "KZ")
DOWN = ServiceError("it is down")


class Time:
    """A clock that stands still but for sleep."""

    def __init__(self) -> None:
        self.now, self.slept = 1_000.0, list[float]()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def wall(self) -> datetime:
        return datetime(2022, 1, 6, 12) + timedelta(seconds=self.now - 1_000)


class Script:
    """A resolver that does what is written for it, one line a question; then it answers."""

    def __init__(self, *lines: ServiceError | None) -> None:
        self.lines, self.times = list(lines), 0

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:  # noqa: ARG002
        self.times += 1
        line = self.lines.pop(0) if self.lines else None
        if line is not None:
            raise line
        return PLACE


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def make_breaker(time: Time) -> Callable[..., Breaker]:
    def make(*lines: ServiceError | None, **more: float) -> Breaker:
        return Breaker(Script(*lines), "photon", clock=time.clock, now=time.wall, **more)

    return make


def ask(resolver: Breaker | RetryingGeocoder | PacedGeocoder, times: int = 1) -> list[str]:
    """What came of asking: "place", or the failure's class."""
    came = []
    for _ in range(times):
        try:
            came.append("place" if resolver.resolve("Almaty") else "none")
        except ServiceError as failure:
            came.append(type(failure).__name__)
    return came


def test_what_passes_is_asked_again_later_and_later(time: Time) -> None:
    inner = Script(DOWN, DOWN)
    assert ask(RetryingGeocoder(inner, attempts=3, sleep=time.sleep)) == ["place"]
    first, second = time.slept
    assert 1 <= first <= 2 <= second <= 3


def test_after_the_last_attempt_the_failure_stands(time: Time) -> None:
    inner = Script(DOWN, DOWN, DOWN, DOWN)
    assert ask(RetryingGeocoder(inner, attempts=3, sleep=time.sleep)) == ["ServiceError"]
    assert inner.times == 3


@pytest.mark.parametrize("failure", [Refused("no"), Garbled("what"), Resting("later")])
def test_what_does_not_pass_is_not_asked_again(time: Time, failure: ServiceError) -> None:
    inner = Script(failure)
    assert ask(RetryingGeocoder(inner, sleep=time.sleep)) == [type(failure).__name__]
    assert (inner.times, time.slept) == (1, [])


def test_the_wait_that_a_service_asks_for_is_honoured(time: Time) -> None:
    assert ask(RetryingGeocoder(Script(RateLimited("slow", 17)), sleep=time.sleep)) == ["place"]
    assert time.slept == [17]


def test_too_long_a_wait_is_left_to_the_breaker(time: Time) -> None:
    retrying = RetryingGeocoder(Script(RateLimited("slow", 1e9)), sleep=time.sleep)
    breaker = Breaker(retrying, "photon", clock=time.clock, now=time.wall)
    assert ask(breaker, 2) == ["RateLimited", "Resting"]
    assert time.slept == []
    time.now += 3_601  # an hour is the longest that is believed
    assert ask(breaker) == ["place"]


def test_a_service_that_keeps_failing_rests_and_says_until_when(
    time: Time, make_breaker: Callable[..., Breaker]
) -> None:
    breaker = make_breaker(DOWN, DOWN, DOWN, failures=3, rest=60)
    assert ask(breaker, 4) == ["ServiceError"] * 3 + ["Resting"]
    with pytest.raises(Resting, match=r"photon rests until 12:01:00 \(it is down\)"):
        breaker.resolve("Almaty")
    time.now += 61
    assert ask(breaker, 2) == ["place", "place"]


def test_a_trial_that_fails_doubles_the_rest(
    time: Time, make_breaker: Callable[..., Breaker]
) -> None:
    breaker = make_breaker(DOWN, DOWN, failures=1, rest=60)
    assert ask(breaker, 2) == ["ServiceError", "Resting"]
    time.now += 61
    assert ask(breaker) == ["ServiceError"]
    time.now += 61
    assert ask(breaker) == ["Resting"]
    time.now += 60
    assert ask(breaker) == ["place"]


def test_while_one_tries_the_others_wait(time: Time) -> None:
    seen: list[str] = []

    class Nested(Script):
        def resolve(self, name: str, *, country: str | None = None) -> Place | None:
            if self.times == 1:
                seen.extend(ask(breaker))
            return super().resolve(name, country=country)

    breaker = Breaker(Nested(DOWN), "photon", failures=1, clock=time.clock, now=time.wall)
    ask(breaker)
    time.now += 61
    assert ask(breaker) == ["place"]
    assert seen == ["Resting"]


def test_failures_that_are_not_in_a_row_open_nothing(make_breaker: Callable[..., Breaker]) -> None:
    breaker = make_breaker(DOWN, DOWN, None, DOWN, DOWN, failures=3)
    assert "Resting" not in ask(breaker, 6)


def test_a_refusal_is_taken_at_once(time: Time, make_breaker: Callable[..., Breaker]) -> None:
    breaker = make_breaker(Refused("photon refuses (403): check its key"))
    assert ask(breaker, 2) == ["Refused", "Resting"]
    time.now += 899
    assert ask(breaker) == ["Resting"]


@given(waits=st.lists(st.floats(0, 5, allow_nan=False), max_size=30), interval=st.floats(0.01, 10))
@settings(max_examples=50, deadline=None)
def test_questions_are_never_nearer_than_the_interval(waits: list[float], interval: float) -> None:
    time, moments = Time(), list[float]()

    class Noting(Script):
        def resolve(self, name: str, *, country: str | None = None) -> Place | None:  # noqa: ARG002
            moments.append(time.now)
            return PLACE

    paced = PacedGeocoder(Noting(), interval, time.clock, time.sleep)
    for wait in waits:
        time.now += wait
        paced.resolve("Almaty")
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert all(gap >= interval - 1e-6 for gap in gaps)


def test_two_processes_take_turns_at_one_service(tmp_path: Path, time: Time) -> None:
    files = [Kept(tmp_path / "answers.sqlite") for _ in range(2)]
    waits = [file.wait("photon", 1.0, time.now) for file in [*files, *files]]
    assert waits == [pytest.approx(number) for number in range(4)]
    assert files[0].wait("nominatim", 1.0, time.now) == 0
    for file in files:
        file.close()


def test_a_clock_that_was_set_back_does_not_stop_the_questions(tmp_path: Path) -> None:
    file = Kept(tmp_path / "answers.sqlite")
    file.wait("photon", 1.0, 5e9)
    assert file.wait("photon", 1.0, 1e9) == 0
    file.close()
