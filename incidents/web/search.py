"""The map's search box: places by what is typed so far, from the gazetteer on this machine."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from incidents.errors import BadParameter
from incidents.geocode.asking import MAX_QUERY
from incidents.geocode.suggest import Suggestions
from incidents.maps import zoom_to
from incidents.model import Place
from incidents.model.names import country_name
from incidents.pipeline.shared import shared_gazetteer
from incidents.web import wording


@lru_cache(maxsize=1)
def _suggestions() -> Suggestions:
    return Suggestions(shared_gazetteer())


def found(typed: str) -> list[dict[str, Any]]:
    """The places offered for what was typed; BadParameter for more than a name may have."""
    if len(typed) > MAX_QUERY:
        raise BadParameter("q", f"q must be at most {MAX_QUERY} characters; got {len(typed)}")
    return [_told(place) for place in _suggestions().of(typed)] if typed.strip() else []


def _told(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "where": _where(place),
        "lat": place.point.lat,
        "lon": place.point.lon,
        "radius": place.radius_m,
        "precision": place.precision.value,
        "zoom": zoom_to(place),
    }


def _where(place: Place) -> str:
    """What it is and in which country: town, Almaty Region, Kazakhstan."""
    around = place.admin1 if place.admin1 != place.name else None
    country = country_name(place.country) if place.country else None
    what = "airport" if place.feature == "airport" else wording.PRECISIONS[place.precision.value]
    return ", ".join(part for part in (what, around, country) if part and part != place.name)
