"""Names into places: a gazetteer on this machine, and online geocoders for who wants them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from incidents.geocode.cache import CachedGeocoder
    from incidents.geocode.gazetteer import Gazetteer
    from incidents.geocode.geocoder import GazetteerGeocoder
    from incidents.geocode.online import (
        Chain,
        OnlineGeocoder,
        PacedGeocoder,
        Resolver,
        chain_from_settings,
    )
    from incidents.geocode.parser import Geoparser

_HOMES = {  # imported when first asked for: building the index needs none of these
    "Gazetteer": "incidents.geocode.gazetteer",
    "GazetteerGeocoder": "incidents.geocode.geocoder",
    "Geoparser": "incidents.geocode.parser",
    "CachedGeocoder": "incidents.geocode.cache",
    "Chain": "incidents.geocode.online",
    "OnlineGeocoder": "incidents.geocode.online",
    "PacedGeocoder": "incidents.geocode.online",
    "Resolver": "incidents.geocode.online",
    "chain_from_settings": "incidents.geocode.online",
}
__all__ = [
    "CachedGeocoder",
    "Chain",
    "Gazetteer",
    "GazetteerGeocoder",
    "Geoparser",
    "OnlineGeocoder",
    "PacedGeocoder",
    "Resolver",
    "chain_from_settings",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
