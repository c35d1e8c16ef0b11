"""One online geocoder: the question in its words, its answer as a place, its failures as ours."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import Any

from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location
from urllib3.exceptions import SSLError

from incidents.errors import RateLimited, ServiceError, UsageError
from incidents.geocode.answers import place_of
from incidents.geocode.asking import MAX_QUERY, position
from incidents.geocode.failures import Garbled, Refused
from incidents.geocode.likeness import UNLIKE
from incidents.geocode.options import ServiceOptions, checked, parameters
from incidents.geocode.redaction import hide
from incidents.geocode.services import Terms
from incidents.geocode.sources import listed_countries
from incidents.geocode.transport import BoundedAdapter
from incidents.model import Place

UNREADABLE = frozenset({400, 412, 413, 414})  # the question; another name may be read
WHY = {
    401: "check its key",
    402: "its quota is used up",
    403: "check its key, and INCIDENTS_USER_AGENT",
    407: "check the proxy of this machine",
}


OWN_AUTHORITY = "SSL_CERT_FILE may name your own authority's"
MOST_ANSWERS = 5  # the first counts; the others tell what it beat


class OnlineGeocoder:
    """One of geopy's geocoders, as its options set it up.

    Its answers carry the service's licence as their origin. RateLimited, Refused, Garbled or
    another ServiceError where the service fails; UsageError where it cannot be used as set up.
    """

    def __init__(self, options: ServiceOptions | str, **given: Any) -> None:
        """Of options, or of geopy's name for the service and options to be checked."""
        adapter = given.pop("adapter_factory", BoundedAdapter)
        if isinstance(options, str):
            options = checked(options, given)
        self.options = options
        hide(options.secrets)
        try:
            kind = get_geocoder_for_service(options.service)
            self._geocoder = kind(adapter_factory=adapter, **options.geopy)
        except (TypeError, ConfigurationError) as exc:
            raise UsageError(
                f"{options.name} needs more than its options say; it takes"
                f" {', '.join(sorted(parameters(options.service)))}"
            ) from exc

        takes = inspect.signature(self._geocoder.geocode).parameters
        self._limit = {"limit": MOST_ANSWERS} if "limit" in takes else {}

    @property
    def service(self) -> str:
        return self.options.service

    @property
    def licence(self) -> str:
        """Under what terms the answers may be kept and shown."""
        return self.options.licence

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The service's first answer, which remembers the others; None where it has none.

        None too where it lies in another country than asked for.
        """
        only = self.options.terms.within
        if not can_be_asked(name) or (only and country and country.upper() != only):
            return None
        place = self._place(name, country)
        return _in_country(place, country, self.options.terms) if place and country else place

    def _place(self, name: str, country: str | None) -> Place | None:
        query, more = self._question(" ".join(name.split()), country)
        try:
            found: list[Location] | None = self._geocoder.geocode(query, exactly_one=False, **more)
            return place_of(found, self.licence, name, country)
        except GeocoderServiceError as exc:
            failure = self._failure(exc)
            if failure is None:
                return None
            raise failure from exc
        except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as exc:
            raise self._garbled() from exc  # geopy took an answer apart that has another shape

    def _question(self, name: str, country: str | None) -> tuple[str, dict[str, Any]]:
        """What to ask: the country as the service takes it, else behind the name."""
        terms, more = self.options.terms, dict(self.options.terms.more or {}) | self._limit
        if not country:
            return name, more
        if terms.country:
            code = country.lower() if terms.country == "country_codes" else country.upper()
            more[terms.country] = [code] if terms.country == "countries" else code
            return name, more
        listed = listed_countries().get(country.upper())
        return (f"{name}, {listed['name']}" if listed else name), more

    def _failure(self, exc: GeocoderServiceError) -> ServiceError | None:
        """geopy's error as ours, in our own words: theirs may quote keys. None: no answer."""
        cause = exc.__cause__
        if isinstance(cause, AdapterHTTPError):
            return self._refusal(cause)
        name = self.options.name
        if isinstance(exc, GeocoderQueryError):
            return None  # the service cannot read this name; another may
        if isinstance(exc, GeocoderRateLimited):
            return RateLimited(f"{name} asks for fewer requests", exc.retry_after)
        if isinstance(exc, GeocoderQuotaExceeded):
            return Refused(f"{name} refuses: {WHY[402]}")
        if isinstance(exc, GeocoderAuthenticationFailure | GeocoderInsufficientPrivileges):
            return Refused(f"{name} refuses: check its key or account")
        if isinstance(exc, GeocoderTimedOut):
            limit = self.options.geopy["timeout"]
            return ServiceError(f"{name} did not answer within {limit:g} seconds")
        if isinstance(cause, SSLError):
            return ServiceError(f"{name} has no certificate that can be trusted; {OWN_AUTHORITY}")
        if isinstance(exc, GeocoderUnavailable):
            return ServiceError(f"{name} cannot be reached")
        if isinstance(exc, GeocoderParseError):
            return self._garbled()
        return ServiceError(f"{name} reports a failure of its own")

    def _refusal(self, error: AdapterHTTPError) -> ServiceError | None:
        """What an HTTP status other than success means."""
        name, status = self.options.name, error.status_code
        wait = _retry_after(error)
        if status in UNREADABLE:
            return None
        if status == 429 or (status == 503 and wait is not None):
            said = "" if wait is None else f", again in {wait:.0f} seconds"
            return RateLimited(f"{name} asks for fewer requests ({status}{said})", wait)
        if status in WHY:
            return Refused(f"{name} refuses ({status}): {WHY[status]}")
        hint = "; check its domain and scheme" if status in (404, 405, 410) else ""
        return ServiceError(f"{name} answered with status {status}{hint}")

    def _garbled(self) -> Garbled:
        return Garbled(f"{self.options.name} answered something else than its documented JSON")


def _in_country(place: Place, country: str, terms: Terms) -> Place | None:
    """The place if it lies there; unsure where the service neither says nor was bound to it."""
    if place.country:
        return place if place.country == country.upper() else None
    if terms.country or terms.within:
        return replace(place, country=country.upper())
    return replace(place, score=min(place.score, UNLIKE))


def can_be_asked(name: str) -> bool:
    """Whether a text may be the name of a place: what is none is told to nobody."""
    return (
        len(name) <= MAX_QUERY
        and any(letter.isalpha() for letter in name)
        and position(name) is None
        and not any(ord(sign) < 32 and not sign.isspace() for sign in name)
    )


def _retry_after(error: AdapterHTTPError) -> float | None:
    try:
        wait: float | None = get_retry_after(error.headers)
    except (ValueError, OverflowError):  # a date that no calendar has
        return None
    return wait
