"""What is known of online geocoders beforehand: their pace, their terms, how they take a country.

The figures are those that the services publish for who pays nothing; `interval` and `keep_days`
among a service's options set others. docs/geocoding.md shows this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OSM = "© OpenStreetMap contributors (ODbL)"
PUBLIC_NOMINATIM = "nominatim.openstreetmap.org"
KEPT_DAYS = 180  # places move seldom, and services mend their errors
SHORTLY = 30  # days: where the terms forbid more, or are not known here
NO_ANSWER_DAYS = 14  # a place that a service does not know may be entered next week


@dataclass(frozen=True, slots=True)
class Terms:
    """How a service wants to be used: seconds between questions, licence, days to keep answers."""

    licence: str
    interval: float = 1.0
    keep_days: int = SHORTLY
    country: str | None = None  # the argument of geopy's `geocode` that takes a country's code
    more: Mapping[str, Any] | None = None  # what else every question says
    names_caller: bool = False  # refuses who does not say who they are
    within: str | None = None  # the one country that it knows


NAMED_OSM: Mapping[str, Any] = {"addressdetails": True, "namedetails": True, "language": "en"}
KNOWN: Mapping[str, Terms] = {
    "nominatim": Terms(OSM, 1.0, KEPT_DAYS, "country_codes", NAMED_OSM, names_caller=True),
    "photon": Terms(OSM, 1.0, KEPT_DAYS),
    "geonames": Terms("GeoNames (CC BY 4.0)", 3.6, KEPT_DAYS, "country"),
    "opencage": Terms(f"OpenCage, {OSM} and others", 1.0, KEPT_DAYS, "country",
                      {"language": "en", "annotations": False}),
    "pelias": Terms("Pelias: licences of its sources (OpenStreetMap ODbL, Who's On First, …)",
                    1.0, KEPT_DAYS, "countries"),
    "geocodeearth": Terms("Geocode Earth: licences of its sources (OpenStreetMap ODbL, …)",
                          0.1, SHORTLY, "countries"),
    "pickpoint": Terms(f"PickPoint, {OSM}", 1.0, KEPT_DAYS, "country_codes", NAMED_OSM),
    "banfrance": Terms("Base Adresse Nationale (Licence Ouverte 2.0)", 0.1, KEPT_DAYS, within="FR"),
    "databc": Terms("DataBC (Open Government Licence - British Columbia)", 1.0, KEPT_DAYS,
                    within="CA"),
    "arcgis": Terms("terms of Esri: not to be kept without an account", 1.0, 1,
                    more={"out_fields": "*"}),
    "google": Terms("terms of Google: at most 30 days, on Google's maps only", 0.1, SHORTLY),
    "googlev3": Terms("terms of Google: at most 30 days, on Google's maps only", 0.1, SHORTLY),
    "mapbox": Terms("terms of Mapbox: not to be kept, on Mapbox's maps only", 0.2, 1, "country"),
    "herev7": Terms("terms of HERE: at most 30 days", 0.25, SHORTLY),
    "geolake": Terms("terms of Geolake", 1.0, SHORTLY, "country_codes"),
}  # fmt: skip


def terms_of(service: str) -> Terms:
    """The service's terms; careful ones where nothing is known of it."""
    return KNOWN.get(service) or Terms(f"terms of {service}")
