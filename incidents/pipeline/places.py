"""Geocoding and geoparsing alone, for tables and texts."""

from __future__ import annotations

import pandas as pd

from incidents.errors import UsageError
from incidents.extract import language_of
from incidents.model import Place
from incidents.pipeline.shared import shared_gazetteer, shared_geoparser

ADDED = ("lat", "lon", "geo_precision", "radius_m", "country", "geonameid", "score")
MENTION_COLUMNS = (
    "name", "start", "end", "lat", "lon", "country", "geo_precision", "geonameid", "score",
)  # fmt: skip


def place_frame(text: str, language: str | None = None) -> pd.DataFrame:
    """One row a place mention: see `incidents.places`."""
    mentions = shared_geoparser().mentions(text, language or language_of(text))
    rows = [
        {"name": one.name, "start": one.start, "end": one.end, **_told(one.place)}
        for one in mentions
    ]
    return pd.DataFrame(rows, columns=list(MENTION_COLUMNS)).astype({"geonameid": "Int64"})


def geocoded(frame: pd.DataFrame, column: str, country_column: str | None) -> pd.DataFrame:
    """The frame with the columns of ADDED: see `incidents.geocode`."""
    for name in (column, country_column):
        if name is not None and name not in frame:
            raise UsageError(
                f"there is no column {name!r}; the columns are {', '.join(map(str, frame))}"
            )
    names = frame[column].fillna("").astype(str).str.strip()
    countries = (
        frame[country_column].fillna("").astype(str).str.strip().str.upper()
        if country_column
        else pd.Series([""] * len(frame), index=frame.index)
    )
    asked = list(zip(names, countries, strict=True))
    answers = {one: _resolve(*one) for one in dict.fromkeys(asked)}
    added = pd.DataFrame([answers[one] for one in asked], index=frame.index, columns=list(ADDED))
    kept = frame.drop(columns=[name for name in ADDED if name in frame and name != country_column])
    if country_column == "country":
        added = added.drop(columns="country")
    return pd.concat([kept, added.astype({"radius_m": "Int64", "geonameid": "Int64"})], axis=1)


def _resolve(name: str, country: str) -> dict[str, object]:
    place = shared_gazetteer().resolve(name, country=country or None) if name else None
    return _told(place) if place else {}


def _told(place: Place) -> dict[str, object]:
    return {
        "lat": place.point.lat,
        "lon": place.point.lon,
        "geo_precision": place.precision.value,
        "radius_m": place.radius_m,
        "country": place.country,
        "geonameid": place.geonameid,
        "score": round(place.score, 3),
    }
