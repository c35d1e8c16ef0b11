"""Answers of online geocoders kept on disk, with their date and licence."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import orjson

from incidents.errors import IncidentsError
from incidents.geo import Point
from incidents.model import GeoPrecision, Place
from incidents.settings import cache_folder

KEPT_DAYS = 180  # places move seldom, and services mend their errors
SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT, name TEXT, country TEXT, place TEXT, licence TEXT, day TEXT,
    PRIMARY KEY (service, name, country)) WITHOUT ROWID
"""


class _Resolver(Protocol):
    def resolve(self, name: str, *, country: str | None = None) -> Place | None: ...


class CachedGeocoder:
    """The same answers, asked for once; also that there was none is remembered."""

    def __init__(
        self,
        inner: _Resolver,
        path: Path,
        service: str,
        licence: str,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.inner = inner
        self._service, self._licence, self._today = service, licence, today
        self._turn = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute(SCHEMA)
        except (OSError, sqlite3.Error) as exc:
            raise IncidentsError(
                f"the geocoder's answers cannot be kept in {path} ({exc}); delete the file, or set"
                " INCIDENTS_CACHE to a folder that can be written to"
            ) from exc

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The answer kept, or the inner geocoder's, which is then kept."""
        key = (self._service, name.strip().casefold(), country or "")
        kept = self._kept(key)
        if kept is not None:
            return from_json(kept[0]) if kept[0] else None
        place = self.inner.resolve(name, country=country)
        told = to_json(place) if place else None
        self._run(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            (*key, told, self._licence, self._today().isoformat()),
        )
        return place

    def _kept(self, key: tuple[str, str, str]) -> tuple[str | None] | None:
        since = (self._today() - timedelta(days=KEPT_DAYS)).isoformat()
        asked = """SELECT place FROM answers
            WHERE service = ? AND name = ? AND country = ? AND day >= ?"""
        rows = self._run(asked, (*key, since))
        return rows[0] if rows else None

    def _run(self, asked: str, values: tuple[Any, ...]) -> list[Any]:
        with self._turn:
            return self._db.execute(asked, values).fetchall()

    def close(self) -> None:
        self._db.close()


def cache_path() -> Path:
    """The file of kept answers, in the cache folder."""
    return cache_folder() / "geocoders.sqlite"


def to_json(place: Place) -> str:
    """The place without its candidates, as text."""
    fields = ("name", "radius_m", "country", "admin1", "geonameid", "feature", "score", "origin")
    told = {field: getattr(place, field) for field in fields}
    told |= {"lat": place.point.lat, "lon": place.point.lon, "precision": place.precision.value}
    return orjson.dumps(told).decode()


def from_json(text: str) -> Place:
    """The place that `to_json` wrote."""
    told = orjson.loads(text)
    point = Point(told.pop("lat"), told.pop("lon"))
    return Place(point=point, precision=GeoPrecision(told.pop("precision")), **told)
