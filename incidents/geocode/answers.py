"""What online geocoders answer, as places: their words for precision in ours.

An answer is taken for what it shows: a point that is stated, a precision that is named, a country
that fits, and a name that has something of the name asked for. What lacks the last two, and what
has a namesake elsewhere, is an unsure answer, which the chain takes only where nobody knows better
and the report calls doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pycountry
from geopy.location import Location

from incidents.geo import Point, distance_m
from incidents.geocode.likeness import likeness
from incidents.geocode.names import fold
from incidents.model import Candidate, GeoPrecision, Place

NAMESAKES = 0.45  # another of its name lies elsewhere: which is meant, nobody said
MAX_TEXT = 200
MOST = 10  # answers to one question
MAX_NAMES = 400  # texts of one answer that are compared
PRECISIONS: Mapping[GeoPrecision, frozenset[str]] = {
    GeoPrecision.SITE: frozenset(
        {"house", "building", "amenity", "aeroway", "aerodrome", "office", "shop", "tourism",
         "square", "railway", "historic", "leisure", "military", "poi", "pointaddress", "venue",
         "address", "streetaddress", "premise", "street_address", "point_of_interest", "airport",
         "subaddress", "housenumber", "man_made", "emergency", "club", "craft", "healthcare"}
    ),
    GeoPrecision.STREET: frozenset(
        {"road", "street", "highway", "streetname", "residential", "route", "intersection"}
    ),
    GeoPrecision.DISTRICT: frozenset(
        {"suburb", "district", "quarter", "neighbourhood", "neighborhood", "city_district",
         "borough", "locality", "sublocality", "postcode", "postalcode"}
    ),
    GeoPrecision.TOWN: frozenset(
        {"city", "town", "village", "hamlet", "municipality", "isolated_dwelling", "localadmin",
         "place"}
    ),
    GeoPrecision.ADMIN2: frozenset(
        {"county", "state_district", "subregion", "macrocounty", "administrative_area_level_2"}
    ),
    GeoPrecision.ADMIN1: frozenset(
        {"state", "region", "province", "macroregion", "administrative_area_level_1"}
    ),
    GeoPrecision.COUNTRY: frozenset({"country", "dependency"}),
}  # fmt: skip
# Where a word means something else in one field: Pelias, HERE, Esri and Google call a town a
# locality; Esri tells what a locality is in a second field.
IN_FIELD = {
    (field, "locality"): GeoPrecision.TOWN
    for field in ("layer", "resultType", "Addr_type", "types")
}
FIELDS = (
    "addresstype", "layer", "place_type", "types", "_type", "osm_value", "resultType", "Type",
    "Addr_type", "type", "class", "osm_key", "category", "_category",
)  # fmt: skip
GEONAMES = {  # feature codes by how they begin, longer beginnings first
    "PCL": GeoPrecision.COUNTRY, "ADM1": GeoPrecision.ADMIN1, "ADM2": GeoPrecision.ADMIN2,
    "ADM": GeoPrecision.TOWN, "PPLX": GeoPrecision.DISTRICT, "PPL": GeoPrecision.TOWN,
}  # fmt: skip
GEONAMES_CLASSES = {"S": GeoPrecision.SITE, "R": GeoPrecision.STREET, "P": GeoPrecision.TOWN}
RADII = {  # metres, where the service gives no extent
    GeoPrecision.SITE: 200, GeoPrecision.STREET: 500, GeoPrecision.DISTRICT: 2_000,
    GeoPrecision.TOWN: 5_000, GeoPrecision.ADMIN2: 30_000, GeoPrecision.ADMIN1: 150_000,
    GeoPrecision.COUNTRY: 500_000, GeoPrecision.UNKNOWN: 50_000,
}  # fmt: skip
LEAST_RADIUS_M = 50
# A motorway is a street and a river has no word of ours: the extent says how near the point is.
LARGEST_M = {GeoPrecision.UNKNOWN: -1, GeoPrecision.SITE: 5_000, GeoPrecision.STREET: 15_000}
BY_EXTENT = (
    (500, GeoPrecision.SITE), (2_000, GeoPrecision.DISTRICT), (15_000, GeoPrecision.TOWN),
    (60_000, GeoPrecision.ADMIN2), (300_000, GeoPrecision.ADMIN1),
)  # fmt: skip
APART_M = 1_000  # nearer than this, two answers of one name are one place
COUNTRY_FIELDS = (
    "country_code",
    "countrycode",
    "countryCode",
    "country_a",
    "Country",
    "CountryCode",
)
LATITUDES, LONGITUDES = {"lat", "latitude", "y"}, {"lon", "lng", "long", "longitude", "x"}


def place_of(
    answers: Sequence[Location] | None, licence: str, asked: str = "", country: str | None = None
) -> Place | None:
    """The service's first answer as a place, the others as its candidates; None where it has none.

    ValueError where its point is missing or nowhere on Earth. `asked` is the name asked for, in
    that country if one was.
    """
    first, *others = [one for one in answers or () if one is not None][:MOST] or [None]
    if first is None:
        return None
    place, beaten = _place(first, licence, asked), tuple(_candidates(others, asked))
    inside = [one for one in beaten if not country or one.country in (None, country.upper())]
    if any(_is_namesake(place, other) for other in inside):
        place = replace(place, score=min(place.score, NAMESAKES))
    return replace(place, candidates=beaten)


def _is_namesake(place: Place, other: Candidate) -> bool:
    """Whether another place of that name and sort lies where the first one is not."""
    if place.precision is GeoPrecision.STREET:  # services give a street in pieces
        return False
    alike = other.precision is place.precision and fold(other.name) == fold(place.name)
    return alike and distance_m(other.point, place.point) > max(APART_M, 2 * place.radius_m)


def _candidates(others: Sequence[Location], asked: str) -> Iterator[Candidate]:
    """What else the service answered; what has no point does not count."""
    for other in others:
        with suppress(ValueError):
            one = _place(other, "", asked)
            yield Candidate(
                one.name, one.country, one.point, one.precision, one.score, None, one.admin1
            )


def _place(location: Location, licence: str, asked: str) -> Place:
    point = Point(location.latitude, location.longitude)
    _refuse_unstated(point, location.raw)
    raw = _flat(location.raw)
    precision, radius_m = _reach(_precision(raw), _extent_m(raw, point))
    return Place(
        name=_text(raw, "name", "text", "toponymName") or str(location.address).split(",")[0][:200],
        point=point,
        precision=precision,
        radius_m=radius_m,
        country=_country(raw),
        admin1=_text(raw, "state", "region", "adminName1", "Region"),
        feature=_feature(raw),
        score=likeness(asked, [str(location.address), *_texts(location.raw)]),
        origin=licence,
    )


def _refuse_unstated(point: Point, raw: Any) -> None:
    """geopy reads a missing coordinate as 0: that is no answer, unless 0 is what was said."""
    for value, names, index in ((point.lat, LATITUDES, 1), (point.lon, LONGITUDES, 0)):
        if value == 0 and not any(told == 0 for told in _coordinates(raw, names, index)):
            raise ValueError("the answer states no point")


def _coordinates(raw: Any, names: set[str], index: int, depth: int = 6) -> Iterator[float]:
    """The numbers that an answer gives under any of these names, or in a GeoJSON position."""
    if not isinstance(raw, Mapping) or depth == 0:
        return
    for name, value in raw.items():
        if name in names and isinstance(value, int | float | str):
            yield float(value)
        elif name in ("coordinates", "center") and isinstance(value, list) and len(value) > 1:
            yield float(value[index])
        yield from _coordinates(value, names, index, depth - 1)


def _flat(raw: Any) -> dict[str, Any]:
    """The answer's fields, those of its nested objects beside its own."""
    fields = dict(raw) if isinstance(raw, Mapping) else {}
    for nested in ("properties", "address", "components", "attributes", "geometry"):
        inside = fields.get(nested)
        if isinstance(inside, Mapping):
            fields = {**inside, **fields}
    return fields


def _text(raw: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that holds text, of bounded length."""
    told = (raw.get(name) for name in names)
    return next((one.strip()[:MAX_TEXT] for one in told if isinstance(one, str) and one), None)


def _words(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and word, for every word by which the answer says what it found."""
    for field in FIELDS:
        told = raw.get(field)
        listed = told if isinstance(told, list) else [told]
        yield from ((field, word.lower()) for word in listed if isinstance(word, str) and word)


def _precision(raw: Mapping[str, Any]) -> GeoPrecision:
    """The first of the answer's own words for what it found that we have a word for."""
    code, letter = raw.get("fcode"), raw.get("fcl")
    if isinstance(code, str) and isinstance(letter, str):
        begins = (found for start, found in GEONAMES.items() if code.startswith(start))
        area = next(begins, None) if letter in "AP" else None  # S ADMF is a building
        return area or GEONAMES_CLASSES.get(letter, GeoPrecision.UNKNOWN)
    for field, word in _words(raw):
        if (field, word) in IN_FIELD:
            return IN_FIELD[field, word]
        for precision, words in PRECISIONS.items():
            if word in words:
                return precision
    return GeoPrecision.UNKNOWN


def _feature(raw: Mapping[str, Any]) -> str:
    """What the service says it found, in its finest word: townhall, city, venue."""
    told = _text(raw, "osm_value", "_type", "type", "fcode", "layer", "Type", "Addr_type")
    if told in (None, "administrative", "Feature"):
        told = _text(raw, "addresstype") or next((word for _, word in _words(raw)), None)
    return (told or "online")[:40]


def _reach(precision: GeoPrecision, extent_m: int | None) -> tuple[GeoPrecision, int]:
    """The precision that word and extent allow together, and the radius."""
    if extent_m is None:
        return precision, RADII[precision]
    if extent_m > LARGEST_M.get(precision, extent_m):
        wider = (wider for most, wider in BY_EXTENT if extent_m <= most)
        precision = next(wider, GeoPrecision.COUNTRY)
    return precision, max(LEAST_RADIUS_M, extent_m)


def _extent_m(raw: Mapping[str, Any], point: Point) -> int | None:
    """The distance to the farthest corner of the answer's extent; None where it gives none."""
    try:
        corners = _corners(raw)
    except (TypeError, ValueError, LookupError):
        return None  # an extent of another shape than documented; the point stands without it
    return corners and round(max(distance_m(point, corner) for corner in corners))


def _corners(raw: Mapping[str, Any]) -> tuple[Point, Point] | None:
    """The south-western and north-eastern corner of the extent, in each service's own order."""
    if box := raw.get("boundingbox"):  # Nominatim: south, north, west, east, as text
        south, north, west, east = (float(edge) for edge in box)
    elif isinstance(box := raw.get("extent"), Mapping):  # Esri
        west, south, east, north = (float(box[edge]) for edge in ("xmin", "ymin", "xmax", "ymax"))
    elif box := raw.get("extent"):  # Photon: west, north, east, south
        west, north, east, south = (float(edge) for edge in box)
    elif box := raw.get("bbox") or raw.get("mapView"):  # west, south, east, north, or by name
        edges = [box[edge] for edge in ("west", "south", "east", "north")] if "west" in box else box
        west, south, east, north = (float(edge) for edge in edges)
    elif box := raw.get("bounds") or raw.get("viewport"):  # OpenCage, Google
        (south, west), (north, east) = (
            (float(box[corner]["lat"]), float(box[corner]["lng"]))
            for corner in ("southwest", "northeast")
        )
    else:
        return None
    return Point(south, west), Point(north, east)


def _country(raw: Mapping[str, Any]) -> str | None:
    code = _text(raw, *COUNTRY_FIELDS) or _country_among(raw)
    if len(code) == 3:
        found = pycountry.countries.get(alpha_3=code.upper())
        return str(found.alpha_2) if found else None
    return code.upper() if len(code) == 2 and code.isascii() and code.isalpha() else None


def _country_among(raw: Mapping[str, Any]) -> str:
    """The code of the country among the parts that Google and Mapbox list."""
    listed = raw.get("address_components") or raw.get("context")
    for part in listed if isinstance(listed, list) else []:
        if isinstance(part, Mapping) and (
            "country" in str(part.get("types")) or str(part.get("id")).startswith("country")
        ):
            return _text(part, "short_name", "short_code") or ""
    return _text(raw, "short_code") or ""


def _texts(raw: Any) -> list[str]:
    """The texts of an answer that may be names: its own, those of its parts, in all languages."""
    inside = _flat(raw)
    named = inside.get("namedetails")
    inside |= named if isinstance(named, Mapping) else {}
    return [one for one in inside.values() if isinstance(one, str)][:MAX_NAMES]
