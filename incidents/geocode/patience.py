"""Manners towards a service, each a wrapper of its own: Breaker(Retrying(Paced(Online))).

1. Paced: no more often than every so many seconds, over all processes of this machine.
2. Retrying: what may pass is asked again, later and later, no earlier than the service says.
3. Breaker: what keeps failing is left alone for a while, then tried with one question.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from incidents.errors import RateLimited, ServiceError
from incidents.geocode.failures import Refused, Resting, may_pass
from incidents.model import Place

SECOND = 1.0  # Nominatim's usage policy: one request a second at most
ATTEMPTS = 3
LONGEST_WAIT_S = 30.0  # between attempts; who asks for more is left alone instead
FAILURES = 3  # names in a row that a service failed on, each ATTEMPTS times
REST_S = 60.0
LONGEST_REST_S = 3_600.0
REFUSED_REST_S = 900.0  # a key or quota is not mended within seconds

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Resolver(Protocol):
    """Anything that turns a name into a place."""

    def resolve(self, name: str, *, country: str | None = None) -> Place | None: ...


class Turns(Protocol):
    """Where it is kept when a service may be asked next."""

    def wait(self, service: str, interval: float, now: float) -> float: ...


class OwnTurns:
    """The turns of this process alone."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}
        self._taking = threading.Lock()

    def wait(self, service: str, interval: float, now: float) -> float:
        """Seconds until the turn that is taken hereby."""
        with self._taking:
            turn = max(now, self._free.get(service, now))
            self._free[service] = turn + interval
            return turn - now


class PacedGeocoder:
    """The same answers, asked for no more often than every `interval` seconds."""

    def __init__(
        self,
        inner: Resolver,
        interval: float = SECOND,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
        *,
        service: str = "",
        turns: Turns | None = None,
    ) -> None:
        self.inner = inner
        self._interval, self._clock, self._sleep = interval, clock, sleep
        self._service, self._turns = service, turns or OwnTurns()

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The inner geocoder's answer, after the wait that is due."""
        due = self._turns.wait(self._service, self._interval, self._clock())
        if due > 0:
            self._sleep(due)
        return self.inner.resolve(name, country=country)


class RetryingGeocoder:
    """The same answers; what may pass is asked again, up to `attempts` times in all."""

    def __init__(
        self, inner: Resolver, attempts: int = ATTEMPTS, sleep: Sleep = time.sleep
    ) -> None:
        self.inner = inner
        self._retrying = Retrying(
            stop=stop_after_attempt(attempts),
            retry=retry_if_exception(_is_worth_it),
            wait=_wait,
            sleep=sleep,
            reraise=True,
        )

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The inner geocoder's answer, or its last failure."""
        return self._retrying(self.inner.resolve, name, country=country)


def _is_worth_it(failure: BaseException) -> bool:
    return may_pass(failure) and _asked_wait(failure) <= LONGEST_WAIT_S


def _asked_wait(failure: BaseException | None) -> float:
    """The seconds that the service asked for, 0 where it did not."""
    return (failure.retry_after or 0.0) if isinstance(failure, RateLimited) else 0.0


_backoff = wait_exponential_jitter(max=LONGEST_WAIT_S)  # a second, two, four, each and up to one


def _wait(state: RetryCallState) -> float:
    failure = state.outcome.exception() if state.outcome else None
    return max(_backoff(state), _asked_wait(failure))


class Breaker:
    """The same answers; a service that keeps failing rests, then is tried with one question.

    It rests after `failures` names in a row, at once where it refuses us or asks for a long wait,
    and twice as long as before where the trial fails.
    """

    def __init__(
        self,
        inner: Resolver,
        service: str,
        failures: int = FAILURES,
        rest: float = REST_S,
        clock: Clock = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.inner = inner
        self._service, self._most, self._rest = service, failures, rest
        self._clock, self._now = clock, now
        self._turn = threading.Lock()
        self._failed = 0  # names in a row
        self._rests = 0  # in a row, since the last answer
        self._until: float | None = None
        self._why = ""

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The inner geocoder's answer; Resting while it is not asked."""
        self._check()
        try:
            place = self.inner.resolve(name, country=country)
        except ServiceError as failure:
            self._note(failure)
            raise
        with self._turn:
            self._failed, self._rests, self._until = 0, 0, None
        return place

    def _check(self) -> None:
        """Lets a question through, and after a rest just one, until it is answered or fails."""
        with self._turn:
            if self._until is None:
                return
            left = self._until - self._clock()
            if left <= 0:
                self._until = self._clock() + self._rest  # for all others, while one tries
                return
        until = (self._now() + timedelta(seconds=left)).strftime("%H:%M:%S")
        raise Resting(f"not asked: {self._service} rests until {until} ({self._why})")

    def _note(self, failure: ServiceError) -> None:
        with self._turn:
            self._failed += 1
            asked = _asked_wait(failure)
            refused = isinstance(failure, Refused)
            trial = self._until is not None
            if not (trial or refused or asked > LONGEST_WAIT_S or self._failed >= self._most):
                return
            least = max(asked, REFUSED_REST_S if refused else self._rest)
            rest = min(LONGEST_REST_S, max(least, self._rest * 2**self._rests))
            self._until, self._why = self._clock() + rest, str(failure)
            self._rests = min(self._rests + 1, 10)
