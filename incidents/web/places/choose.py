"""The places to choose from, and how each is described."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.model import Place
from incidents.web import wording


def options(found: Sequence[Place], now: Place | None) -> list[Place | None]:
    """The places found, the one that stands among them, and none at all."""
    places: list[Place | None] = [*found]
    if now and not any(same(one, now) for one in found):
        places.insert(0, now)
    return [*places, None]


def index_of(place: Place | None, among: Sequence[Place | None]) -> int:
    """Where the place stands among the options; the first where it does not."""
    return next((at for at, one in enumerate(among) if same(one, place)), 0)


def same(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.point, one.precision) == (other.point, other.precision)


def described(place: Place | None) -> str:
    """Name, region, country and precision of a place, in one line."""
    if place is None:
        return "No place on the map"
    region = place.admin1 if place.admin1 != place.name else None
    country = wording.country(place.country) if place.country else None
    parts = dict.fromkeys([place.name, region, country])
    return f"{', '.join(part for part in parts if part)} ({wording.PRECISIONS[place.precision]})"
