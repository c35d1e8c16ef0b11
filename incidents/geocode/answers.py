"""What online geocoders answer, as places: their words for precision in ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geopy.location import Location

from incidents.errors import UsageError
from incidents.geo import Point, distance_m
from incidents.model import GeoPrecision, Place

ONLINE_SCORE = 0.7  # a service's first answer: it says neither how sure it is nor what it beat
PRECISIONS: Mapping[GeoPrecision, frozenset[str]] = {
    GeoPrecision.SITE: frozenset(
        {"house", "building", "amenity", "aeroway", "aerodrome", "office", "shop", "tourism",
         "square", "railway", "historic", "leisure", "military", "poi", "pointaddress"}
    ),
    GeoPrecision.STREET: frozenset({"road", "street", "highway", "streetname", "residential"}),
    GeoPrecision.DISTRICT: frozenset(
        {"suburb", "district", "quarter", "neighbourhood", "neighborhood", "city_district",
         "borough", "locality"}
    ),
    GeoPrecision.TOWN: frozenset(
        {"city", "town", "village", "hamlet", "municipality", "isolated_dwelling"}
    ),
    GeoPrecision.ADMIN2: frozenset({"county", "state_district", "subregion"}),
    GeoPrecision.ADMIN1: frozenset({"state", "region", "province"}),
    GeoPrecision.COUNTRY: frozenset({"country"}),
}  # fmt: skip
RADII = {  # metres, where the service gives no extent
    GeoPrecision.SITE: 200, GeoPrecision.STREET: 500, GeoPrecision.DISTRICT: 2_000,
    GeoPrecision.TOWN: 5_000, GeoPrecision.ADMIN2: 30_000, GeoPrecision.ADMIN1: 150_000,
    GeoPrecision.COUNTRY: 500_000, GeoPrecision.UNKNOWN: 50_000,
}  # fmt: skip
LEAST_RADIUS_M = 50


def place_of(location: Location | None, licence: str) -> Place | None:
    """The service's answer as a place; None for none, and for what is nowhere on Earth."""
    if location is None:
        return None
    try:
        point = Point(location.latitude, location.longitude)
    except UsageError:
        return None
    raw = _flat(location.raw)
    precision = _precision(raw)
    return Place(
        name=str(raw.get("name") or location.address.partition(",")[0])[:200],
        point=point,
        precision=precision,
        radius_m=_radius(raw, precision, point),
        country=_country(raw),
        admin1=str(raw["state"])[:200] if raw.get("state") else None,
        feature=str(raw.get("addresstype") or raw.get("type") or "online")[:40],
        score=ONLINE_SCORE,
        origin=licence,
    )


def _flat(raw: Any) -> dict[str, Any]:
    """The answer's fields, those of its nested objects beside its own."""
    fields = dict(raw) if isinstance(raw, Mapping) else {}
    for nested in ("properties", "address", "attributes"):
        inside = fields.get(nested)
        if isinstance(inside, Mapping):
            fields = {**inside, **fields}
    return fields


def _precision(raw: Mapping[str, Any]) -> GeoPrecision:
    """The first of the answer's own words for what it found that we have a word for."""
    for field in ("addresstype", "osm_value", "Addr_type", "type", "class", "osm_key", "category"):
        word = str(raw.get(field, "")).lower()
        for precision, words in PRECISIONS.items():
            if word in words:
                return precision
    return GeoPrecision.UNKNOWN


def _radius(raw: Mapping[str, Any], precision: GeoPrecision, point: Point) -> int:
    """Half the diagonal of the extent that the answer gives, else what is usual."""
    box = raw.get("boundingbox")  # south, north, west, east, as text
    if isinstance(box, list | tuple) and len(box) == 4:
        try:
            south, north, west, east = (float(edge) for edge in box)
            corners = Point(south, west), Point(north, east)
        except (TypeError, ValueError):
            return RADII[precision]
        return max(LEAST_RADIUS_M, round(max(distance_m(point, corner) for corner in corners)))
    return RADII[precision]


def _country(raw: Mapping[str, Any]) -> str | None:
    code = raw.get("country_code") or raw.get("countrycode")
    return str(code).upper() if isinstance(code, str) and len(code) == 2 else None
