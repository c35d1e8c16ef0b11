"""Geoparsing alone: the places that a text names."""

from __future__ import annotations

import pandas as pd

from incidents.extract import language_of
from incidents.model import Place
from incidents.pipeline.shared import shared_geoparser

MENTION_COLUMNS = (
    "name", "start", "end", "lat", "lon", "country", "geo_precision", "geonameid", "score",
)  # fmt: skip


def place_frame(text: str, language: str | None = None) -> pd.DataFrame:
    """One row a place mention: see `incidents.places`."""
    mentions = shared_geoparser().mentions(text, language or language_of(text))
    rows = [
        {"name": one.name, "start": one.start, "end": one.end, **point_of(one.place)}
        for one in mentions
    ]
    return pd.DataFrame(rows, columns=list(MENTION_COLUMNS)).astype({"geonameid": "Int64"})


def point_of(place: Place) -> dict[str, object]:
    """Where a place lies and how sure that is, by the names of the table's columns."""
    return {
        "lat": place.point.lat,
        "lon": place.point.lon,
        "geo_precision": place.precision.value,
        "radius_m": place.radius_m,
        "country": place.country,
        "geonameid": place.geonameid,
        "score": round(place.score, 3),
    }
