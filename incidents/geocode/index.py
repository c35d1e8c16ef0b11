"""The gazetteer's index on disk: found, or built once, and asked for names."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from incidents.errors import IncidentsError
from incidents.geocode.build import BACKWARD, FORWARD, Progress, build, silent
from incidents.geocode.names import fold, variants
from incidents.geocode.sources import Row, edition
from incidents.settings import cache_folder

FORMAT = 13  # counts up with every change of the file's layout
KEPT = 20_000  # names whose places are remembered: 15 megabytes if all are places
PLACES = "id, feature, name, lat, lon, country, admin1, population, radius_m"
OLD_S = 30 * 86_400
MOST = 60  # places of one name that are worth weighing, biggest first
BLOCKS = """
SELECT (SELECT body FROM names WHERE first <= key.value ORDER BY first DESC LIMIT 1)
FROM json_each(?) AS key ORDER BY key.id
"""  # one statement for a thousand names: SQLite seeks faster than Python asks


class IndexUnusable(IncidentsError):
    """The index can neither be read nor built; the text says where and why."""


class Index:
    """An open index; any thread may ask it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._turn = threading.Lock()
        self._kept: dict[str, tuple[Row, ...]] = {}

    def places(self, name: str) -> list[Row]:
        """Every place of that name, as it is or with or without the Arabic article."""
        for key in variants(fold(name)):
            found = self._of(key)
            if found:
                return list(found)
        return []

    def expect(self, names: Iterable[str]) -> None:
        """Read the places of many names at once and keep them for the questions that follow.

        That takes a fifth of the time of reading them one by one. More than KEPT make no sense.
        """
        keys = {key for name in names for key in variants(fold(name))}
        self._read(sorted(keys.difference(self._kept)))  # neighbours share a page of the file

    def ids(self, key: str) -> tuple[int, ...]:
        """The places of a folded name: countries and regions, then towns with most people first."""
        return tuple(row.id for row in self._of(key))

    def _of(self, key: str) -> tuple[Row, ...]:
        found = self._kept.get(key)
        return self._read([key])[key] if found is None else found

    def _read(self, keys: list[str]) -> dict[str, tuple[Row, ...]]:
        """The places of each folded name, which are kept from then on."""
        listed = dict(zip(keys, self._listed(keys), strict=True))
        numbers = [*set(chain(*listed.values()))]
        numbered = {row.id: row for row in self.rows(numbers)} if numbers else {}
        found = {
            key: tuple(numbered[number] for number in places if number in numbered)
            for key, places in listed.items()
        }
        with self._turn:
            self._kept.update(found)
            for key in [*islice(self._kept, max(0, len(self._kept) - KEPT))]:
                del self._kept[key]  # the oldest
        return found

    def _listed(self, keys: list[str]) -> Iterator[list[int]]:
        """The numbers of the places of each folded name, from the block that it would stand in."""
        for key, (body,) in zip(keys, self._all(BLOCKS, json.dumps(keys)), strict=True):
            wanted = f"\n{key}\t".encode(errors="surrogatepass")
            start = body.find(wanted) + len(wanted) if body and _is_name(key) else -1
            if start < len(wanted):
                yield []
            else:
                numbers = body[start : body.index(b"\n", start)].split(b",")
                yield [int(number) for number in numbers[:MOST]]

    def near_names(self, key: str, blocks: int = 8) -> list[str]:
        """The folded names that stand around this one in the alphabet."""
        before = "SELECT body FROM names WHERE first <= ? ORDER BY first DESC LIMIT ?"
        bodies = self._all(before, key, blocks)
        return [line.split("\t")[0] for (body,) in bodies for line in body.decode().split("\n")]

    def beginning(self, start: str) -> list[str]:
        """The folded names of larger places that begin so."""
        return [line[1:] for line in self._shelved(FORWARD + start)]

    def ending(self, end: str) -> list[str]:
        """The folded names of larger places that end so."""
        return [line[:0:-1] for line in self._shelved(BACKWARD + end[::-1])]

    @lru_cache(maxsize=1024)  # noqa: B019
    def _shelved(self, start: str) -> tuple[str, ...]:
        """The lines of the shelf of spellings that begin so."""
        asked = """SELECT body FROM spellings WHERE first < ? AND first >= COALESCE(
            (SELECT MAX(first) FROM spellings WHERE first <= ?), '') ORDER BY first"""
        bodies = self._all(asked, start + "\U0010ffff", start)
        found = (_beginning(zlib.decompress(body), start.encode()) for (body,) in bodies)
        return tuple(chain.from_iterable(found))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The places with those ids, in that order."""
        asked = f"SELECT {PLACES} FROM places WHERE id IN (SELECT value FROM json_each(?))"
        found = {line[0]: Row._make(line) for line in self._all(asked, json.dumps(ids))}
        return [found[number] for number in ids if number in found]

    @lru_cache(maxsize=4096)  # noqa: B019 — an index lives as long as the process
    def region(self, country: str, code: str) -> tuple[int, str] | None:
        """GeoNames id and name, in English where known, of a first-order division."""
        asked = "SELECT id, name FROM regions WHERE country = ? AND code = ?"
        found = self._one(asked, country, code)
        return (found[0], found[1]) if found else None

    def capitals(self, country: str) -> list[Row]:
        """The capital of a country, by its alpha-2 code."""
        asked = f"SELECT {PLACES} FROM places WHERE feature = 'capital' AND country = ?"
        return [Row._make(line) for line in self._all(asked, country)]

    def airports_of(self, town: int) -> list[tuple[Row, str, bool]]:
        """The airports that serve a town: the place, the IATA code, whether international."""
        asked = "SELECT id, iata, international FROM airports WHERE town = ?"
        facts = {line[0]: line[1:] for line in self._all(asked, town)}
        return [(row, facts[row.id][0], bool(facts[row.id][1])) for row in self.rows([*facts])]

    def airports_around(self, south: float, north: float, west: float, east: float) -> list[Row]:
        """The airports in a box; reads the whole table, tens of milliseconds."""
        asked = f"""SELECT {PLACES} FROM places
            WHERE feature = 'airport' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"""
        return [Row._make(line) for line in self._all(asked, south, north, west, east)]

    def towns_around(self, south: float, north: float, west: float, east: float) -> list[Row]:
        """The towns in a box; reads the whole table, tens of milliseconds."""
        asked = f"""SELECT {PLACES} FROM places
            WHERE feature IN ('town', 'capital') AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"""
        return [Row._make(line) for line in self._all(asked, south, north, west, east)]

    def populous(self, least: int) -> list[Row]:
        """All places but airports where that many people live; reads the whole table."""
        asked = f"SELECT {PLACES} FROM places WHERE feature <> 'airport' AND population >= ?"
        return [Row(*line) for line in self._all(asked, least)]

    def edition(self) -> str:
        """What the index was made from; sqlite3.DatabaseError where the file is no index."""
        found = self._one("SELECT value FROM meta WHERE key = 'edition'")
        return str(found[0]) if found else ""

    def close(self) -> None:
        self._db.close()

    def _one(self, asked: str, *values: object) -> tuple[Any, ...] | None:
        with self._turn:
            found: tuple[Any, ...] | None = self._db.execute(asked, values).fetchone()
            return found

    def _all(self, asked: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn:
            return self._db.execute(asked, values).fetchall()


def _beginning(block: bytes, start: bytes) -> list[str]:
    """The lines of a block that begin so; as the lines are sorted, they stand together."""
    lines = b"\n" + block + b"\n"
    first, last = lines.find(b"\n" + start), lines.rfind(b"\n" + start)
    return lines[first + 1 : lines.index(b"\n", last + 1)].decode().split("\n") if last >= 0 else []


def _is_name(key: str) -> bool:
    """Whether it can stand in a block, where tabs and line breaks part names and places."""
    return bool(key) and "\t" not in key and "\n" not in key


def index_path(folder: Path | None = None) -> Path:
    """Where the index lies; the name changes with the data, so that an upgrade builds anew."""
    return (folder or cache_folder()) / f"gazetteer-{FORMAT}-{edition()}.sqlite"


def open_index(folder: Path | None = None, progress: Progress = silent) -> Index:
    """The index, built first where it is absent, cut short or unreadable."""
    path = index_path(folder)
    found = usable(path)
    if found is not None:
        return found
    try:
        _make(path, progress)
    except OSError as exc:
        path = Path(tempfile.mkdtemp(prefix="incidents-")) / path.name
        warnings.warn(
            f"the gazetteer cannot be kept in {index_path(folder).parent} ({exc.strerror});"
            f" it is built in {path.parent} for this run. Set INCIDENTS_CACHE to a folder"
            " that can be written to.",
            RuntimeWarning,
            stacklevel=2,
        )
        _make(path, progress)
    found = usable(path)
    if found is None:
        raise IndexUnusable(f"the gazetteer was built but cannot be read back from {path}")
    return found


def build_ahead(progress: Progress = silent) -> None:
    """Builds the index where there is none yet; OSError or IndexUnusable where that fails."""
    path = index_path()
    if not is_whole(path):
        _make(path, progress)


def usable(path: Path) -> Index | None:
    """The open index; None where the file is absent, cut short, foreign or of other data."""
    if not is_whole(path):
        return None
    index = Index(path)
    try:
        if index.edition() == edition():
            return index
    except sqlite3.DatabaseError:
        pass  # not an index of ours, or a damaged one: it is built again
    index.close()
    return None


def is_whole(path: Path) -> bool:
    """Whether the file is as long as SQLite's header says it is."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError:
        return False
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        return False
    page = int.from_bytes(head[16:18], "big")
    page = 65_536 if page == 1 else page
    return size == page * int.from_bytes(head[28:32], "big")


def _make(path: Path, progress: Progress) -> None:
    """Build beside the place and move there: two who build at once both end well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        part.unlink()  # SQLite starts from no file
        if sys.executable:
            _build_apart(part, progress)
        else:
            build(part, progress)
        part.replace(path)
        _forget_old(path)
    finally:
        part.unlink(missing_ok=True)


def _forget_old(path: Path) -> None:
    """Remove indexes of other editions that nobody has built for a month: 50 MB each."""
    for other in path.parent.glob("gazetteer-*.sqlite"):
        if other != path and time.time() - other.stat().st_mtime > OLD_S:
            other.unlink(missing_ok=True)


def _build_apart(part: Path, progress: Progress) -> None:
    """Build in a process of its own, whose 600 MB go back to the system when it ends."""
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "incidents.geocode.build", str(part)]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as child:
        told = ""
        for line in child.stdout or ():
            told = line.strip() or told
            fraction, _, what = told.partition(" ")
            if what and fraction.replace(".", "", 1).isdigit():
                progress(float(fraction), what)
    if child.returncode:
        raise IndexUnusable(f"building the gazetteer failed: {told}")
