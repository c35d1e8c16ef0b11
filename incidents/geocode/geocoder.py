"""The gazetteer as a geopy geocoder: what works with Nominatim works with it, offline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point as GeopyPoint

from incidents.errors import UsageError
from incidents.geo import Point
from incidents.geocode.asking import MAX_QUERY, asked, position
from incidents.geocode.gazetteer import Gazetteer
from incidents.geocode.levels import level_of
from incidents.geocode.ranking import Ranked
from incidents.model import Place

LIMIT = 5

Near: TypeAlias = Point | GeopyPoint | tuple[float, float] | str


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geopy geocoder over the gazetteer: no network, no key, no limit on how often.

    `Location.raw` holds precision, radius_m, feature, geonameid, country, admin1, score, level
    (high, medium or low), note (how the answer differs from the question) and population.
    `timeout` is taken and not needed: an answer takes about a millisecond.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        exactly_one: bool = True,
        *,
        country_codes: str | Iterable[str] | None = None,
        admin1: str | None = None,
        near: Near | None = None,
        language: str | None = None,  # noqa: ARG002 — every language is read at once
        limit: int | None = None,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 — nothing to wait for
    ) -> Location | list[Location] | None:
        """The likeliest place of that name, or up to `limit` places with `exactly_one=False`.

        None where there is none. `country_codes` (alpha-2, one or several) and `admin1` exclude,
        `near` prefers. GeocoderQueryError for a query that cannot be one.
        """
        text = _checked(query)
        found = self._found(text, _codes(country_codes), admin1, _point(near))
        if not found:
            return None
        return found[0] if exactly_one else found[: LIMIT if limit is None else max(0, limit)]

    def reverse(
        self,
        query: Near,
        exactly_one: bool = True,
        *,
        language: str | None = None,  # noqa: ARG002
        limit: int | None = None,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """The nearest town within 50 km of a point, or the nearest few."""
        point = _point(query)
        if point is None:
            raise GeocoderQueryError("reverse needs a point: latitude, longitude")
        near = self.gazetteer.nearest_town(point)
        found = [self._location(Ranked(row, 1.0, 1.0), distance_m=away) for away, row in near]
        if not found:
            return None
        return found[0] if exactly_one else found[: LIMIT if limit is None else max(0, limit)]

    def _found(
        self, text: str, codes: Sequence[str | None], admin1: str | None, near: Point | None
    ) -> list[Location]:
        if position(text) is not None:
            codes = codes[:1]  # a position is the same whatever the country
        places = [
            place
            for code in codes
            if (place := self.gazetteer.resolve(text, country=code, admin1=admin1, near=near))
        ]
        places.sort(key=lambda place: -place.score)
        return [self._of_place(place) for place in places[:1]] + [
            self._location(other)
            for code in codes
            for other in self._others(text, code, admin1, near)
            if not places or other.point != places[0].point
        ]

    def _others(
        self, text: str, code: str | None, admin1: str | None, near: Point | None
    ) -> list[Ranked]:
        question = asked(text)
        if question is None:
            return []
        return self.gazetteer.ranked(question, country=code, admin1=admin1, near=near)

    def _of_place(self, place: Place) -> Location:
        rows = self.gazetteer.index.rows([place.geonameid]) if place.geonameid else []
        address = ", ".join(_distinct(place.name, place.admin1, self._country(place.country)))
        raw = {
            "name": place.name,
            "precision": place.precision.value,
            "radius_m": place.radius_m,
            "feature": place.feature,
            "geonameid": place.geonameid,
            "country": place.country,
            "admin1": place.admin1,
            "score": place.score,
            "level": level_of(place).value,
            "note": place.note,
            "population": rows[0].population if rows else None,
            "origin": place.origin,
        }
        return Location(address, (place.point.lat, place.point.lon), raw)

    def _location(self, found: Ranked, **more: float) -> Location:
        location = self._of_place(self.gazetteer.place([found]))
        location.raw.update(more)
        return location

    def _country(self, code: str | None) -> str | None:
        return self.gazetteer.country_name(code) if code else None


def _checked(query: object) -> str:
    if not isinstance(query, str) or len(query) > MAX_QUERY:
        raise GeocoderQueryError(f"a query is a text of at most {MAX_QUERY} characters")
    return query


def _codes(country_codes: str | Iterable[str] | None) -> list[str | None]:
    if country_codes is None:
        return [None]
    named = country_codes.split(",") if isinstance(country_codes, str) else list(country_codes)
    return [code.strip() for code in named if code.strip()] or [None]


def _point(near: Near | None) -> Point | None:
    if near is None or isinstance(near, Point):
        return near
    try:
        given = GeopyPoint(near)
        return Point(given.latitude, given.longitude)
    except (ValueError, TypeError, UsageError) as exc:
        raise GeocoderQueryError(f"no such point: {str(near)[:80]!r}") from exc


def _distinct(*names: str | None) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
