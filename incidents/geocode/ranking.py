"""Which of the places of one name is meant, and how sure that is.

Every place gets a weight; the heaviest wins, and its score is its share of all the weight of its
name. The rules, in the order in which they decide:

1. A country outweighs whatever shares its name: Georgia is the country unless something in the
   question says otherwise.
2. A region yields to a town in it of the same name where many of its people live: Almaty, New
   York, Moscow. Being around the town it is no rival, so it does not lower the score either.
3. A capital outweighs other towns and regions: Washington.
4. A town weighs its population; under a name that is not its first name in the gazetteer, a
   third, and never more than a town of a million would: the hamlet that somebody once called
   London stays behind London, and Hong Kong, once called Victoria, behind Victoria.
5. A town under an old name stays behind a region that bears the name now: Zhambyl is no longer
   Taraz.
6. A sea or region that we noted because news names it weighs as a city of two million: a town of
   that size is meant before it, a hamlet called Middle East is not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from incidents.geo import Point, distance_m
from incidents.geocode.names import fold
from incidents.geocode.sources import (
    ADMIN1,
    ADMIN2,
    AIRPORT,
    CAPITAL,
    COUNTRY,
    NOTED_AREAS,
    TOWN,
    WITHIN,
    Row,
)
from incidents.model import Candidate, GeoPrecision

COUNTRY_LEAST = 1_000_000  # people: the smallest country still outweighs a town
COUNTRY_FACTOR = 2.0
ADMIN1_FACTOR = 0.1  # a region's people do not make its name common
ADMIN2_FACTOR = 0.03
CAPITAL_FACTOR = 3.0
OTHER_NAME_FACTOR = 0.3
OTHER_NAME_MOST = 1_000_000  # people
CITY_NAME_LEAST = 5_000_000  # people; Oklahoma is not Oklahoma City
YIELDING_FACTOR = 0.05
MAIN_TOWN_SHARE = 0.09  # of a region's people live in the town that it is named after
CITY_STATE_SHARE = 0.4  # of the region's people live in its town, and
CITY_STATE_M = 20_000  # it reaches no farther than that: Wien
WIDE_CITY_SHARE, WIDE_CITY_M = 0.5, 25_000  # half of the people of a wider one: Ciudad de México
DIVISIONS = frozenset({ADMIN1, ADMIN2, WITHIN})
SAME_BONES = 3  # consonants at least by which two spellings are one name
TOWN_LEAST = 300  # people, where GeoNames knows of none
AIRPORT_WEIGHT = 100.0
AREA_WEIGHT = 2_000_000.0  # of a sea or region
AREA_ADMIN1_M = 400_000  # a wider one is as vague as a country
NEAR_FACTOR = 30.0
NEAR_M = 150_000  # how fast nearness stops to count
OBSCURE = 1_500  # people: half sure that a name means so small a town
PEOPLE_PER_KM2 = 3_000  # of built-up land; the radius of a town follows from it
TOWN_RADIUS_M = (1_000, 30_000)
UNCOUNTED_RADIUS_M = 2_000  # a town whose people nobody counted
PRECISIONS = {
    COUNTRY: GeoPrecision.COUNTRY,
    ADMIN1: GeoPrecision.ADMIN1,
    ADMIN2: GeoPrecision.ADMIN2,
    WITHIN: GeoPrecision.ADMIN1,
    AIRPORT: GeoPrecision.SITE,
}


class Ranked(NamedTuple):
    """A place that a name may mean, and the likelihood that it does."""

    row: Row
    weight: float
    score: float = 0.0

    @property
    def point(self) -> Point:
        return Point(self.row.lat, self.row.lon)

    def candidate(self, admin1: str | None = None, shown: str | None = None) -> Candidate:
        """The same, as the table and the page know it."""
        row = self.row
        return Candidate(
            name=shown or row.name,
            country=row.country or None,
            point=self.point,
            precision=precision_of(row),
            score=round(self.score, 3),
            geonameid=row.id if row.id > 0 else None,
            admin1=admin1,
        )


def precision_of(row: Row) -> GeoPrecision:
    """How precise a point the place is."""
    if row.feature in NOTED_AREAS:
        small = radius_of(row) <= AREA_ADMIN1_M
        return GeoPrecision.ADMIN1 if small else GeoPrecision.COUNTRY
    return PRECISIONS.get(row.feature, GeoPrecision.TOWN)


def radius_of(row: Row) -> int:
    """Metres around the point that hold the place: given for areas, from its people for a town."""
    if row.radius_m is not None:
        return row.radius_m
    if row.population <= 0:
        return UNCOUNTED_RADIUS_M
    radius = 1000 * math.sqrt(row.population / PEOPLE_PER_KM2 / math.pi)
    return round(min(max(radius, TOWN_RADIUS_M[0]), TOWN_RADIUS_M[1]))


def ranked(
    rows: Iterable[Row],
    name: str,
    near: Point | None = None,
    favour: Callable[[Row], float] | None = None,
) -> list[Ranked]:
    """The places of a name, likeliest first; `favour` multiplies a place's weight."""
    key = fold(name)
    found = list(rows)
    if len(found) == 1:  # most names are of one place
        return [_alone(found[0], key, near, favour)]
    seats = {(row.country, row.admin1) for row in found if is_town(row) or row.feature == ADMIN1}
    weighed = [
        Ranked(
            row,
            weight(row, key, near)
            * standing(row, key, found, seats)
            * (favour(row) if favour else 1),
        )
        for row in found
    ]
    weighed.sort(key=lambda one: -one.weight)
    total = sum(one.weight for one in weighed)
    return [
        Ranked(
            one.row,
            one.weight,
            (one.weight / total if place else share(one, weighed)) * trust(one.row),
        )
        for place, one in enumerate(weighed)
    ]


def _alone(row: Row, key: str, near: Point | None, favour: Callable[[Row], float] | None) -> Ranked:
    """The only place of a name: it has no rival, so nothing but its own size speaks against it."""
    heavy = weight(row, key, near) * standing(row, key, [row], set())
    return Ranked(row, heavy * (favour(row) if favour else 1), trust(row))


def standing(row: Row, key: str, found: list[Row], seats: set[tuple[str, str]]) -> float:
    """A factor below 1 for what yields to a town or a region around it of the same name.

    `seats` are the regions that hold a town of the name, or bear it themselves.
    """
    if row.feature == ADMIN1:
        inside = [town for town in found if is_town(town) and is_within(town, row)]
        likely = (town for town in inside if owns(town, key) or not bears(row, key))
        most = max((town.population for town in likely), default=0)
        main = most >= MAIN_TOWN_SHARE * row.population
        return YIELDING_FACTOR if main or any(is_city_state(one, row) for one in inside) else 1.0
    if row.feature in (ADMIN2, WITHIN):
        return YIELDING_FACTOR if (row.country, row.admin1) in seats else 1.0
    if is_town(row) and not owns(row, key):
        around = (other for other in found if bears(other, key) and is_within(row, other))
        return YIELDING_FACTOR if any(not is_city_state(row, one) for one in around) else 1.0
    return 1.0


def is_city_state(town: Row, region: Row) -> bool:
    """Whether the region is little more than its town, so that its name means the town."""
    reach = region.radius_m or WIDE_CITY_M
    if reach < CITY_STATE_M:
        return town.population >= CITY_STATE_SHARE * region.population
    return reach < WIDE_CITY_M and town.population >= WIDE_CITY_SHARE * region.population


def weight(row: Row, key: str, near: Point | None = None) -> float:
    """How much speaks for this place, before it is compared with others."""
    if row.feature == COUNTRY:
        heavy = max(row.population, COUNTRY_LEAST) * COUNTRY_FACTOR
    elif row.feature == ADMIN1:
        heavy = max(row.population, TOWN_LEAST) * ADMIN1_FACTOR
    elif row.feature in (ADMIN2, WITHIN):
        heavy = max(row.population, TOWN_LEAST) * ADMIN2_FACTOR
    elif row.feature == AIRPORT:
        heavy = AIRPORT_WEIGHT
    elif row.feature in NOTED_AREAS:
        heavy = AREA_WEIGHT
    else:
        heavy = town_weight(row, key)
    if near is not None:
        heavy *= 1 + NEAR_FACTOR * math.exp(-distance_m(near, Point(row.lat, row.lon)) / NEAR_M)
    return heavy


def town_weight(row: Row, key: str) -> float:
    """The people of a town, by how much the name is its own."""
    people = max(row.population, TOWN_LEAST)
    if owns(row, key):
        return people * (CAPITAL_FACTOR if row.feature == CAPITAL else 1.0)
    return min(people, OTHER_NAME_MOST) * OTHER_NAME_FACTOR


def is_town(row: Row) -> bool:
    return row.feature in (TOWN, CAPITAL)


def owns(row: Row, key: str) -> bool:
    """Whether the folded name is the town's first name, or that without "City": New York.

    First names are all in Latin letters, so a name in other letters is taken for its own.
    """
    if not key.isascii():
        return True
    own = fold(row.name)
    if own == key:
        return True
    own, key = _short(own), _short(key)
    if own == key or (own == f"{key} city" and row.population >= CITY_NAME_LEAST):
        return True
    return own[:1] == key[:1] and len(bones(key)) >= SAME_BONES and bones(own) == bones(key)


def bones(key: str) -> str:
    """What two spellings of one name share: Jenin and Janīn, Timbuktu and Tombouctou."""
    return key.translate(_BONES)


_BONES = str.maketrans({**dict.fromkeys("aeiouywh -'", ""), "c": "k", "q": "k"})


def _short(key: str) -> str:
    """Saint and St are the same."""
    return "st " + key.removeprefix("saint ") if key.startswith("saint ") else key


def bears(row: Row, key: str) -> bool:
    """Whether a region's first name is that name, with or without a word for region."""
    return row.feature == ADMIN1 and f"{fold(row.name)} ".startswith(f"{key} ")


def share(found: Ranked, weighed: list[Ranked]) -> float:
    """The place's part of the weight of all that are rivals to it."""
    rivals = sum(other.weight for other in weighed if not is_within(found.row, other.row))
    return found.weight / (rivals + found.weight)


def is_within(inner: Row, outer: Row) -> bool:
    """Whether the one is the other, or lies in it, so that meaning either is no mistake."""
    if inner.id == outer.id:
        return True
    if outer.feature == COUNTRY:
        return inner.country == outer.country
    return outer.feature in DIVISIONS and (inner.country, inner.admin1) == (
        outer.country,
        outer.admin1,
    )


def trust(row: Row) -> float:
    """From a half for a hamlet to 1 for a city: names of hamlets are often something else."""
    if row.feature == COUNTRY or row.feature in DIVISIONS or row.feature in NOTED_AREAS:
        return 1.0
    if row.feature == AIRPORT:
        return 0.9
    return 0.5 + 0.5 * row.population / (row.population + OBSCURE)
