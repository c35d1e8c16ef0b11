"""What is kept on disk of online geocoders: their answers, and when each may be asked again.

One SQLite file that several processes may use at once. An answer is kept as soon as it came, so a
batch that is stopped goes on where it was and asks nothing twice.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

import orjson

from incidents.errors import IncidentsError, RateLimited, ServiceError
from incidents.geo import Point
from incidents.geocode.answer import Answer, Outcome, Told
from incidents.geocode.failures import Refused, Resting
from incidents.geocode.patience import Resolver
from incidents.geocode.services import KEPT_DAYS, NO_ANSWER_DAYS
from incidents.model import Candidate, GeoPrecision, Place
from incidents.settings import cache_folder

BUSY_S = 30.0  # how long one process waits for another's write
FAR_AHEAD = 1_000  # turns: a machine's clock was set back
FORMAT = 2  # of what is kept
SCHEMA = (
    """CREATE TABLE IF NOT EXISTS answers (
        service TEXT, name TEXT, country TEXT, place TEXT, licence TEXT, day TEXT,
        PRIMARY KEY (service, name, country)) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, free REAL) WITHOUT ROWID",
)


class Kept:
    """The file of kept answers and turns; IncidentsError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                path, timeout=BUSY_S, check_same_thread=False, isolation_level=None
            )
            weakref.finalize(self, self._db.close)  # a chain lives as long as its process
            self._begin()
        except (OSError, sqlite3.Error) as exc:
            raise self._unusable(exc) from exc

    def _begin(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")  # readers and a writer do not wait
        self._db.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing
        for table in SCHEMA:
            self._db.execute(table)

    def answer(self, key: tuple[str, str, str], since: date, none_since: date) -> Any:
        """The row (place or NULL) kept since those days; None where none is kept."""
        asked = """SELECT place FROM answers WHERE service = ? AND name = ? AND country = ?
            AND day >= iif(place IS NULL, ?, ?)"""
        rows = self._run(asked, (*key, none_since.isoformat(), since.isoformat()))
        return rows[0] if rows else None

    def keep(self, key: tuple[str, str, str], told: str | None, licence: str, day: date) -> None:
        values = (*key, told, licence, day.isoformat())
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", values)

    def forget(self, service: str, before: date) -> None:
        """Lets go of a service's answers of before that day: its terms may not allow more."""
        self._run(
            "DELETE FROM answers WHERE service = ? AND day < ?", (service, before.isoformat())
        )

    def wait(self, service: str, interval: float, now: float) -> float:
        """Seconds until the turn that is taken hereby, whichever process asks."""
        latest = now + FAR_AHEAD * max(interval, 1.0)
        taken = """INSERT INTO turns VALUES (?1, ?2 + ?3) ON CONFLICT DO UPDATE
            SET free = iif(free BETWEEN ?2 AND ?4, free, ?2) + ?3 RETURNING free"""
        free = self._run(taken, (service, now, interval, latest))[0][0]
        return max(0.0, float(free) - interval - now)

    def _run(self, asked: str, values: tuple[Any, ...]) -> list[Any]:
        try:
            with self._turn, closing(self._db.execute(asked, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as exc:
            raise self._unusable(exc) from exc

    def _unusable(self, exc: Exception) -> IncidentsError:
        return IncidentsError(
            f"the geocoder's answers cannot be kept in {self.path} ({exc}); delete the file, or"
            " set INCIDENTS_CACHE to a folder that can be written to"
        )

    def all(self) -> list[Any]:
        """Every answer kept: service, name, country, place as JSON, licence, day."""
        return self._run("SELECT * FROM answers ORDER BY service, name, country", ())

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class CachedGeocoder:
    """The same answers, asked for once; that there was none is remembered for a shorter time."""

    def __init__(
        self,
        inner: Resolver,
        kept: Kept | Path,
        service: str,
        licence: str,
        today: Callable[[], date] = date.today,
        *,
        name: str | None = None,
        keep_days: float = KEPT_DAYS,
    ) -> None:
        self.inner = inner
        self.kept = Kept(kept) if isinstance(kept, Path) else kept
        self.name, self._service, self._licence = name or service, service, licence
        self._today, self._keep_days = today, keep_days
        self.kept.forget(service, today() - timedelta(days=keep_days))

    def resolve(self, name: str, *, country: str | None = None) -> Place | None:
        """The answer kept, or the inner geocoder's, which is then kept."""
        return self._answer(name, country).place

    def answer(self, name: str, *, country: str | None = None) -> Answer:
        """The same with its account; a failure is told in it, not raised."""
        try:
            return self._answer(name, country)
        except ServiceError as failure:
            return Answer(None, (Told(self.name, _outcome(failure), str(failure)),))

    def _answer(self, name: str, country: str | None) -> Answer:
        key = (self._service, " ".join(name.split()).casefold(), (country or "").upper())
        today = self._today()
        none_since = today - timedelta(days=min(NO_ANSWER_DAYS, self._keep_days))
        kept = _read(self.kept.answer(key, today - timedelta(days=self._keep_days), none_since))
        if kept is not None:
            return Answer(kept[0], (Told(self.name, Outcome.KEPT),))
        place = self.inner.resolve(name, country=country)
        self.kept.keep(key, to_json(place) if place else None, self._licence, today)
        return Answer(place, (Told(self.name, Outcome.ANSWERED if place else Outcome.NOTHING),))

    def close(self) -> None:
        self.kept.close()


def _outcome(failure: ServiceError) -> Outcome:
    if isinstance(failure, Resting):
        return Outcome.NOT_ASKED
    return Outcome.REFUSED if isinstance(failure, Refused | RateLimited) else Outcome.FAILED


def cache_path() -> Path:
    """The file of kept answers, in the cache folder."""
    return cache_folder() / f"geocoders-{FORMAT}.sqlite"


def to_json(place: Place) -> str:
    """The place as text."""
    return orjson.dumps(place).decode()


def _read(row: tuple[str | None] | None) -> tuple[Place | None] | None:
    """What a kept row says: a place, or that there is none; None where it cannot be read."""
    try:
        return row and (from_json(row[0]) if row[0] else None,)
    except (ValueError, TypeError, LookupError):  # another version wrote it: asked anew
        return None


def from_json(text: str) -> Place:
    """The place that `to_json` wrote."""
    told = orjson.loads(text)
    candidates = (Candidate(**one | _located(one)) for one in told["candidates"])
    return Place(**told | _located(told) | {"candidates": tuple(candidates)})


def _located(told: dict[str, Any]) -> dict[str, Any]:
    return {"point": Point(**told["point"]), "precision": GeoPrecision(told["precision"])}
