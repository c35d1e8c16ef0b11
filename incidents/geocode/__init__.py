"""Names into places: a gazetteer on this machine, and online geocoders for who wants them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from incidents.geocode.gazetteer import Gazetteer
    from incidents.geocode.geocoder import GazetteerGeocoder
    from incidents.geocode.parser import Geoparser

_HOMES = {  # imported when first asked for: building the index needs none of these
    "Gazetteer": "incidents.geocode.gazetteer",
    "GazetteerGeocoder": "incidents.geocode.geocoder",
    "Geoparser": "incidents.geocode.parser",
}
__all__ = ["Gazetteer", "GazetteerGeocoder", "Geoparser"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
