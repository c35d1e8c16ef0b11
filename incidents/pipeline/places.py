"""Geocoding and geoparsing alone, for tables and texts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from incidents.errors import ServiceError, UsageError
from incidents.extract import language_of
from incidents.model import Place
from incidents.pipeline.shared import shared_geoparser, shared_resolver

ADDED = ("lat", "lon", "geo_precision", "radius_m", "country", "geonameid", "score", "origin")
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
    """The frame with the columns of ADDED: see `incidents.geocode`.

    Names that an online service failed on are in `attrs["failed"]`, each with the reason.
    """
    for name in (column, country_column):
        if name is not None and name not in frame:
            raise UsageError(
                f"there is no column {name!r}; the columns are {', '.join(map(str, frame))}"
            )
    asked = list(zip(_words(frame, column), _words(frame, country_column), strict=True))
    answers, failed = _resolved(dict.fromkeys(asked))
    added = pd.DataFrame([answers[one] for one in asked], index=frame.index, columns=list(ADDED))
    own = {name: f"{name}_given" for name in ADDED if name in frame and name != country_column}
    kept = frame.rename(columns=own)  # what the table said itself is kept beside what we say
    if country_column == "country":
        added = added.drop(columns="country")
    placed = pd.concat([kept, added.astype({"radius_m": "Int64", "geonameid": "Int64"})], axis=1)
    placed.attrs["failed"] = failed
    return placed


def _words(frame: pd.DataFrame, column: str | None) -> list[str]:
    """The column's cells as stripped text; empty ones where there is no column or no value."""
    if column is None:
        return [""] * len(frame)
    return ["" if pd.isna(cell) else str(cell).strip() for cell in frame[column]]


def _resolved(
    asked: Iterable[tuple[str, str]],
) -> tuple[dict[tuple[str, str], dict[str, object]], dict[str, str]]:
    """Every (name, country) with its answer; and the names a service failed on, with the reason."""
    resolver = shared_resolver()
    answers: dict[tuple[str, str], dict[str, object]] = {}
    failed: dict[str, str] = {}
    for name, country in asked:
        answers[name, country] = {}
        try:
            place = resolver.resolve(name, country=country.upper() or None) if name else None
        except ServiceError as error:  # one name less; the rest of the table goes on
            failed[name] = str(error)
        else:
            answers[name, country] = _told(place) | {"origin": place.origin} if place else {}
    return answers, failed


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
