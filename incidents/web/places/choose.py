"""The places to choose from, and how each is described."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from incidents.model import GeoPrecision, Place
from incidents.model.remembered import USUAL_RADII_M, as_precise
from incidents.pipeline.choosing import POSITION
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


def precision(place: Place | None, key: str, change: Callable[[Place], None]) -> None:
    """How exactly a position is known, asked of whoever gave one; `change` takes the place then."""
    if place is None or place.feature != POSITION:
        return
    levels = list(USUAL_RADII_M)
    st.selectbox(
        "How exact is the place", levels, index=levels.index(place.precision), key=key,
        format_func=lambda one: f"{wording.PRECISIONS[one]}, within"
        f" {wording.distance(USUAL_RADII_M[one])}",
        on_change=lambda: change(as_precise(place, GeoPrecision(st.session_state[key]))),
    )  # fmt: skip
