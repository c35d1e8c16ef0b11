"""What stands once in a town and is named by its kind alone: "the city hall".

The gazetteer has no buildings. An online service's answer is taken as the building only where it
says that it is one of that kind, lies in the town, and there is no second one: a town with nine
district halls keeps its own, wider circle. Kinds of which a town has many (schools, shops) are
never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from incidents.geo import distance_m
from incidents.geocode.answer import Answer, Told, answer_of
from incidents.geocode.patience import Resolver
from incidents.model import Candidate, GeoPrecision, Place

SAME_M = 500  # two answers nearer than this are one building, or two wings of it
OUTSKIRTS = 1.5  # times a town's radius, which is that of a circle of its people
MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of landmark: what it is called in English, and what services call it."""

    words: str
    features: frozenset[str]


SEAT = frozenset({"townhall", "city_hall", "government", "civic", "public_building", "admf"})
LANDMARKS: Mapping[str, Kind] = {
    "city_hall": Kind("city hall", SEAT),
    "parliament": Kind("parliament", frozenset({"parliament", "government", "legislature"})),
}


class Landmarks:
    """Looks up the one building of its kind in a town at online services, in order."""

    def __init__(self, resolvers: Sequence[Resolver]) -> None:
        self.resolvers = resolvers

    def within(self, town: Place, kind: str, words: str) -> Answer:
        """The building, or no place where none is sure; what the services told goes with it.

        `kind` is a facility such as city_hall, `words` what the text calls it.
        """
        told: tuple[Told, ...] = ()
        for resolver, name in self._questions(town, kind, words):
            answer = answer_of(resolver, name, town.country)
            told += answer.told
            if answer.place and _is_the_one(answer.place, town, LANDMARKS[kind]):
                return Answer(_named(answer.place, words, town), told)
        return Answer(None, told)

    def _questions(self, town: Place, kind: str, words: str) -> Iterator[tuple[Resolver, str]]:
        """Every service with the text's own words, then with the English ones."""
        known = LANDMARKS.get(kind)
        if known is None or town.precision is not GeoPrecision.TOWN:
            return
        for resolver in self.resolvers:
            for said in dict.fromkeys((words, known.words)):
                yield resolver, f"{said}, {town.name}"


def _is_the_one(place: Place, town: Place, kind: Kind) -> bool:
    """Whether the answer is such a building in that town, and the only one."""
    if place.precision is not GeoPrecision.SITE or place.feature.lower() not in kind.features:
        return False
    if distance_m(place.point, town.point) > town.radius_m * OUTSKIRTS:
        return False
    return not any(_is_second(other, place, town) for other in place.candidates)


def _is_second(other: Candidate, place: Place, town: Place) -> bool:
    inside = distance_m(other.point, town.point) <= town.radius_m * OUTSKIRTS
    apart = distance_m(other.point, place.point) > SAME_M
    return other.precision is GeoPrecision.SITE and inside and apart


def _named(place: Place, words: str, town: Place) -> Place:
    """The building under a name that says where it is, with the town among what it beat."""
    called = place.name if place.name and not place.name.isdecimal() else words
    name = called if town.name.casefold() in called.casefold() else f"{called}, {town.name}"
    beaten = Candidate(
        town.name, town.country, town.point, town.precision, town.score, town.geonameid, town.admin1
    )
    candidates = (beaten, *place.candidates)[:MOST_CANDIDATES]
    return replace(
        place, name=name, country=town.country, admin1=town.admin1, candidates=candidates
    )
