"""Names into places: a gazetteer on this machine, and online geocoders for who wants them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from incidents.geocode.answer import Answer, Outcome, Told, answer_of
    from incidents.geocode.cache import CachedGeocoder
    from incidents.geocode.chain import Chain, chain_from_settings, online_from_settings
    from incidents.geocode.gazetteer import Gazetteer
    from incidents.geocode.geocoder import GazetteerGeocoder
    from incidents.geocode.landmarks import Landmarks
    from incidents.geocode.online import OnlineGeocoder
    from incidents.geocode.parser import Geoparser
    from incidents.geocode.patience import Breaker, PacedGeocoder, Resolver, RetryingGeocoder

_HOMES = {  # imported when first asked for: building the index needs none of these
    "Answer": "incidents.geocode.answer",
    "Breaker": "incidents.geocode.patience",
    "CachedGeocoder": "incidents.geocode.cache",
    "Chain": "incidents.geocode.chain",
    "Gazetteer": "incidents.geocode.gazetteer",
    "GazetteerGeocoder": "incidents.geocode.geocoder",
    "Geoparser": "incidents.geocode.parser",
    "Landmarks": "incidents.geocode.landmarks",
    "OnlineGeocoder": "incidents.geocode.online",
    "Outcome": "incidents.geocode.answer",
    "PacedGeocoder": "incidents.geocode.patience",
    "Resolver": "incidents.geocode.patience",
    "RetryingGeocoder": "incidents.geocode.patience",
    "Told": "incidents.geocode.answer",
    "answer_of": "incidents.geocode.answer",
    "chain_from_settings": "incidents.geocode.chain",
    "online_from_settings": "incidents.geocode.chain",
}
__all__ = [
    "Answer",
    "Breaker",
    "CachedGeocoder",
    "Chain",
    "Gazetteer",
    "GazetteerGeocoder",
    "Geoparser",
    "Landmarks",
    "OnlineGeocoder",
    "Outcome",
    "PacedGeocoder",
    "Resolver",
    "RetryingGeocoder",
    "Told",
    "answer_of",
    "chain_from_settings",
    "online_from_settings",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
