"""What the correction of one place says of its words, beyond the one incident."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.geo import distance_m
from incidents.geocode.names import fold
from incidents.model import Incident, Place
from incidents.pipeline.choosing import POSITION, places_called
from incidents.pipeline.memory import phrase


@dataclass(frozen=True, slots=True)
class Lesson:
    """Words to be taken for the chosen place from now on, in a country or (None) anywhere."""

    words: str
    country: str | None
    wanted: bool


def suggested(read: Incident, place: Place | None) -> Lesson | None:
    """The lesson to offer, wanted only where the correction tells what the words mean.

    That is where another place of the same name was picked, where the words had no place, where a
    building was pointed at, or where the named place was moved out of the circle it was taken
    for. Whoever puts an incident of “Almaty” in Shymkent, or on one corner of Almaty, has said
    where that one was and nothing of the word.
    """
    if place is None:
        return None
    town, whole = read.evidence.place_words, phrase(read.evidence)
    country = place.country or (read.place.country if read.place else None)
    if town and _is_called(place, town):
        return Lesson(town, country, True)
    if read.place is None or whole is None:
        return Lesson(town or "", country, bool(town))
    if place.feature != POSITION:
        return Lesson(whole, country, False)
    moved = distance_m(place.point, read.place.point) > read.place.radius_m
    named = read.evidence.place_source in ("sentence", "remembered", "person")
    return Lesson(whole, country, whole != town or (moved and named))


def _is_called(place: Place, words: str) -> bool:
    """Whether the place is one that the words may mean."""
    if fold(place.name) == fold(words) and place.feature != POSITION:
        return True
    return any(one.point == place.point for one in places_called(words))
