"""Online geocoders for who wants them: one method, wrapped one in another, none by default.

    Chain(gazetteer, CachedGeocoder(PacedGeocoder(OnlineGeocoder("nominatim"))))

Nothing here is asked unless INCIDENTS_GEOCODERS names it: names of places people search for are
told to nobody otherwise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from geopy.exc import (
    ConfigurationError,
    GeocoderNotFound,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location

from incidents import settings
from incidents.errors import RateLimited, ServiceError, UsageError
from incidents.geocode.answers import place_of
from incidents.geocode.asking import MAX_QUERY
from incidents.geocode.cache import CachedGeocoder, cache_path
from incidents.geocode.sources import listed_countries
from incidents.model import Place

SECOND = 1.0  # Nominatim's usage policy: one request a second at most
TIMEOUT_S = 10.0
SURE = 0.5  # a lower score of the gazetteer lets the next geocoder try
OSM = "© OpenStreetMap contributors (ODbL)"
LICENCES = {"nominatim": OSM, "photon": OSM}


class Resolver(Protocol):
    """Anything that turns a name into a place."""

    def resolve(self, name: str, *, country: str | None = None) -> Place | None: ...


class OnlineGeocoder:
    """One of geopy's geocoders by its name, such as nominatim or photon; options go to geopy.

    Its answers carry the service's licence as their origin. RateLimited and ServiceError where
    the service fails; UsageError where it cannot be used as it is set up.
    """

    def __init__(self, service: str, **options: Any) -> None:
        self.service = service
        agent = options.pop("user_agent", None) or settings.user_agent()
        if service == "nominatim" and not agent:
            raise UsageError(
                "Nominatim asks who is calling: set INCIDENTS_USER_AGENT to a name and an address"
                ' at which you can be reached, such as "desk-map (editor@example.org)"'
            )
        try:
            kind = get_geocoder_for_service(service)
            self._geocoder = kind(user_agent=agent, timeout=TIMEOUT_S, **options)
        except GeocoderNotFound as exc:
            raise UsageError(f"INCIDENTS_GEOCODERS: geopy knows no geocoder {service!r}") from exc
        except (TypeError, ConfigurationError) as exc:
            raise UsageError(
                f"INCIDENTS_GEOCODERS: {service} cannot be used without a key; use nominatim,"
                " photon or arcgis, or pass its options from Python"
            ) from exc

    @property
    def licence(self) -> str:
        """Under what terms the answers may be kept and shown."""
        return LICENCES.get(self.service, f"terms of {self.service}")

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The service's first answer, None where it has none or it lies in another country."""
        if not name.strip() or len(name) > MAX_QUERY:
            return None
        place = place_of(self._asked(name, country), self.licence)
        if place is None or (country and place.country and place.country != country.upper()):
            return None
        return place

    def _asked(self, name: str, country: str | None) -> Location | None:
        query, more = name, {}
        if self.service == "nominatim":
            more = {"addressdetails": True, "language": "en"}
            more |= {"country_codes": country.lower()} if country else {}
        elif country and country.upper() in listed_countries():
            query = f"{name}, {listed_countries()[country.upper()]['name']}"
        try:
            found: Location | None = self._geocoder.geocode(query, **more)
        except GeocoderRateLimited as exc:
            raise RateLimited(f"{self.service}: {exc}", retry_after=exc.retry_after) from exc
        except GeocoderQueryError:
            return None  # the service cannot read this name; another may
        except GeocoderServiceError as exc:
            raise ServiceError(f"{self.service}: {exc}") from exc
        return found


class PacedGeocoder:
    """The same answers, asked for no more often than every `interval` seconds."""

    def __init__(
        self,
        inner: Resolver,
        interval: float = SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.inner = inner
        self._interval, self._clock, self._sleep = interval, clock, sleep
        self._turn = threading.Lock()
        self._last: float | None = None

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The inner geocoder's answer, after the wait that is due."""
        with self._turn:
            if self._last is not None:
                due = self._last + self._interval - self._clock()
                if due > 0:
                    self._sleep(due)
            self._last = self._clock()
        return self.inner.resolve(name, country=country)


class Chain:
    """The first sure answer of several geocoders, else the best unsure one."""

    def __init__(self, *resolvers: Resolver) -> None:
        self.resolvers = resolvers

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """A place, or None; ServiceError only where nobody answered and a service failed."""
        best: Place | None = None
        failure: ServiceError | None = None
        for resolver in self.resolvers:
            try:
                place = resolver.resolve(name, country=country)
            except ServiceError as exc:
                failure = exc
                continue
            if place is not None and place.score > SURE:
                return place
            best = best if place is None or (best and best.score >= place.score) else place
        if best is None and failure is not None:
            raise failure
        return best


def chain_from_settings(
    gazetteer: Resolver,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    services: Sequence[str] | None = None,
) -> Resolver:
    """The gazetteer, and behind it the geocoders that INCIDENTS_GEOCODERS names, if any."""
    named = settings.online_geocoders() if services is None else services
    if not named:
        return gazetteer
    online = (OnlineGeocoder(service) for service in named)
    return Chain(
        gazetteer,
        *(
            CachedGeocoder(
                PacedGeocoder(one, clock=clock, sleep=sleep),
                cache_path(),
                service=one.service,
                licence=one.licence,
            )
            for one in online
        ),
    )
