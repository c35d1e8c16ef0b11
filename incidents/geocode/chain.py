"""Gazetteer, then what was answered before, then online: the first sure answer, and its account.

    Chain(gazetteer, CachedGeocoder(Breaker(RetryingGeocoder(PacedGeocoder(OnlineGeocoder(…))))))

Nothing online is asked unless INCIDENTS_GEOCODERS names it: names of places people search for are
told to nobody otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from incidents import settings
from incidents.errors import ServiceError
from incidents.geocode.answer import Answer, Told, answer_of
from incidents.geocode.cache import CachedGeocoder, Kept, cache_path
from incidents.geocode.online import OnlineGeocoder
from incidents.geocode.options import options_from_settings
from incidents.geocode.patience import Breaker, PacedGeocoder, Resolver, RetryingGeocoder
from incidents.model import Candidate, Place

SURE = 0.5  # a lower score of the gazetteer lets the next geocoder try


class Chain:
    """The first sure answer of several geocoders, else the best unsure one."""

    def __init__(self, *resolvers: Resolver) -> None:
        self.resolvers = resolvers

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """A place, or None; ServiceError only where nobody answered and a service failed."""
        answer = self.answer(name, country=country)
        if answer.place is None and answer.failures:
            raise ServiceError("; ".join(answer.failures))
        return answer.place

    def answer(self, name: str, *, country: str | None = None) -> Answer:
        """The same with what each online service told; failures are told in it, not raised."""
        best: Place | None = None
        told: tuple[Told, ...] = ()
        for resolver in self.resolvers:
            answer = answer_of(resolver, name, country)
            told += answer.told
            best = _better(best, answer.place)
            if best is not None and best.score > SURE and best.note is None:
                break
        return Answer(best, told)


def _better(old: Place | None, new: Place | None) -> Place | None:
    """The likelier of two, which remembers the other among what it beat."""
    if old is None or new is None:
        return new or old
    won, lost = (new, old) if new.score > old.score else (old, new)
    beaten = Candidate(
        lost.name, lost.country, lost.point, lost.precision, lost.score, lost.geonameid, lost.admin1
    )
    return replace(won, candidates=(*won.candidates, beaten, *lost.candidates))


def chain_from_settings(
    gazetteer: Resolver,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    services: Sequence[str] | None = None,
) -> Resolver:
    """The gazetteer, and behind it the services named, or those INCIDENTS_GEOCODERS names, if any.

    UsageError where one cannot be used as it is set up: before anything is asked.
    """
    online = online_from_settings(clock, sleep, services)
    return Chain(gazetteer, *online) if online else gazetteer


def online_from_settings(
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    services: Sequence[str] | None = None,
) -> list[Resolver]:
    """The online services alone, each with its manners and the answers kept of it."""
    named = settings.online_geocoders() if services is None else services
    online = [OnlineGeocoder(options) for options in options_from_settings(tuple(named))]
    kept = Kept(cache_path()) if online else None
    return [_mannered(one, kept, clock, sleep) for one in online if kept]


def _mannered(
    online: OnlineGeocoder,
    kept: Kept,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> CachedGeocoder:
    options = online.options
    paced = PacedGeocoder(
        online, options.interval, clock, sleep, service=options.identity, turns=kept
    )
    breaker = Breaker(RetryingGeocoder(paced, sleep=sleep), options.name, clock=clock)
    return CachedGeocoder(
        breaker,
        kept,
        service=options.identity,
        licence=options.licence,
        name=options.name,
        keep_days=options.keep_days,
    )
