"""Rows of a file that have words for their place and no point, placed no finer than they say.

1. A name is looked for in its region; where the region alone is named, it is that region.
2. Where the region does not have it, the region itself is where it happened.
3. A name without a country is believed only where the file's own points lie.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

import pandas as pd

from incidents.formats.loading.shapes import RADII
from incidents.geocode.asking import asked
from incidents.geocode.sources import ADMIN1
from incidents.model import GeoPrecision, Place
from incidents.pipeline.shared import shared_gazetteer

ENOUGH_POINTS = 5  # of a batch, to say where its rows lie
MARGIN = 2.0  # degrees around them
AREAS = (GeoPrecision.ADMIN2, GeoPrecision.ADMIN1)
Words: TypeAlias = tuple[str, str | None, str | None, str]  # place, admin1, country, how fine
Extent: TypeAlias = tuple[float, float, float, float]
FILLED = ("lat", "lon", "geo_precision", "radius_m", "country")


def placed(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows with a point for those that name a place and have none, and how many got one.

    A row without a point says in its geo_precision how fine its words are.
    """
    without = frame["lat"].isna()
    if not without.any():
        return frame, 0
    lost = without & frame["place"].notna()
    told = frame.loc[lost, ["place", "admin1", "country", "geo_precision"]].astype(object)
    told = told.where(told.notna(), None)
    extent = _extent(frame[~without])
    found = {one: _found(one, extent) for one in set(told.itertuples(index=False, name=None))}
    cells = pd.DataFrame(
        [found[one] for one in told.itertuples(index=False, name=None)],
        index=told.index, columns=FILLED, dtype=object,
    )  # fmt: skip
    frame = frame.copy()
    frame.loc[without, "geo_precision"] = GeoPrecision.UNKNOWN.value
    for name in FILLED:
        known = cells[name].dropna()
        if len(known):
            frame.loc[known.index, name] = known.astype(frame[name].dtype)
    return frame, int(cells["lat"].notna().sum())


def _extent(rows: pd.DataFrame) -> Extent | None:
    """West, south, east and north of the points, with a margin; None where they are too few."""
    if len(rows) < ENOUGH_POINTS:
        return None
    lat, lon = rows["lat"], rows["lon"]
    return lon.min() - MARGIN, lat.min() - MARGIN, lon.max() + MARGIN, lat.max() + MARGIN


def _found(words: Words, extent: Extent | None) -> dict[str, object]:
    """The cells of the place that the words mean; empty where none is known."""
    name, admin1, country, finest = words
    place = _place(name, admin1, country, finest)
    if place is None or (not country and extent and not _within(place, extent)):
        return {}
    place = _no_finer(place, GeoPrecision(finest))
    return {
        "lat": place.point.lat, "lon": place.point.lon, "geo_precision": place.precision.value,
        "radius_m": place.radius_m, "country": place.country,
    }  # fmt: skip


def _place(name: str, admin1: str | None, country: str | None, finest: str) -> Place | None:
    gazetteer = shared_gazetteer()
    region = _region(admin1, country) if admin1 else None
    if region and name == admin1 and finest == GeoPrecision.ADMIN1:
        return region
    inside = gazetteer.resolve(name, country=country, admin1=admin1)
    return inside or region or gazetteer.resolve(name, country=country)


def _region(name: str, country: str | None) -> Place | None:
    """The first-order division of that name, and not its town."""
    question, gazetteer = asked(name), shared_gazetteer()
    found = gazetteer.ranked(question, country=country) if question else []
    divisions = [one for one in found if one.row.feature == ADMIN1]
    if divisions:
        return gazetteer.place(divisions)
    place = gazetteer.resolve(name, country=country)
    return place if place and place.precision is GeoPrecision.ADMIN1 else None


def _no_finer(place: Place, finest: GeoPrecision) -> Place:
    """The place, as wide as the district or region that its words name."""
    if finest not in AREAS or place.precision.rank >= finest.rank:
        return place
    return replace(place, precision=finest, radius_m=max(place.radius_m, RADII[finest]))


def _within(place: Place, extent: Extent) -> bool:
    west, south, east, north = extent
    return west <= place.point.lon <= east and south <= place.point.lat <= north
