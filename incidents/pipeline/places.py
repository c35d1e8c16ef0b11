"""Geoparsing alone: the places that a text names."""

from __future__ import annotations

import pandas as pd

from incidents.extract import language_of
from incidents.model import Mention, Place
from incidents.pipeline.memory import NOTHING, Recollection
from incidents.pipeline.shared import shared_gazetteer, shared_geoparser

MENTION_COLUMNS = (
    "name", "start", "end", "lat", "lon", "country", "geo_precision", "geonameid", "score",
)  # fmt: skip


class NamedPlaces:
    """Reads the places that a text calls by name, with the process's geoparser.

    "The capital" leads somewhere too, and is no name: it is for who reads incidents.
    """

    def mentions(self, text: str, language: str | None = None) -> list[Mention]:
        """Every place name, in reading order; the language is found out where none is given."""
        return shared_geoparser().names(text, language or language_of(text))


def place_frame(
    text: str, language: str | None = None, memory: Recollection = NOTHING
) -> pd.DataFrame:
    """One row a place mention, placed as people have corrected it: see `incidents.places`."""
    named = NamedPlaces().mentions(text, language)
    mentions = memory.corrected(text, named, shared_gazetteer().resolve).mentions
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
