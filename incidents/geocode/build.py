"""Builds the index: one SQLite file with every place and every name of every place.

    python -m incidents.geocode.build FILE      writes FILE, telling its progress on stdout

Names are kept as sorted blocks of text, sixteen names a block, rather than one row a name: SQLite
takes 57,000 blocks in a fifth of the time of 900,000 rows, and a look-up reads one.
"""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from operator import attrgetter, itemgetter
from pathlib import Path

from incidents.geocode import airports, sources
from incidents.geocode.collecting import uncollected
from incidents.geocode.names import MAX_NAME, fold_all
from incidents.geocode.sources import Row, Town

BLOCK = 16  # names a block: 300 bytes, so that a page of SQLite holds several and none overflows
SHELVED_LEAST = 5_000  # people of a town whose names are forgiven a slip of the pen
SHELVED_LETTERS = 4
SHELF = 256  # names a block, which zlib makes about 2 kB: names in order are much alike
QUICK = 4  # of zlib's levels
FORWARD, BACKWARD = ">", "<"  # before a name as it is, and before the same from its end
Progress = Callable[[float, str], None]
Names = dict[str, int | list[int]]  # folded name → its place, or places, most people first

SCHEMA = """
CREATE TABLE places (
    id INTEGER PRIMARY KEY, feature TEXT, name TEXT, lat REAL, lon REAL,
    country TEXT, admin1 TEXT, population INTEGER, radius_m INTEGER);
CREATE TABLE regions (
    country TEXT, code TEXT, id INTEGER, name TEXT, PRIMARY KEY (country, code)) WITHOUT ROWID;
CREATE TABLE airports (
    id INTEGER PRIMARY KEY, town INTEGER, iata TEXT, international INTEGER, doubt INTEGER);
CREATE TABLE names (first TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID;
CREATE TABLE spellings (first TEXT PRIMARY KEY, body BLOB);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


COLUMNS = attrgetter(
    "id", "feature", "name", "lat", "lon", "country", "admin1", "population", "radius_m"
)


def silent(fraction: float, what: str) -> None:
    """Takes progress and tells nobody."""


def build(path: Path, progress: Progress = silent) -> None:
    """Write the whole index to a new file."""
    with uncollected(), closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;")
        db.executescript(SCHEMA)
        db.execute("BEGIN")
        _fill(db, progress)
        db.execute("INSERT INTO meta VALUES ('edition', ?)", (sources.edition(),))
        db.execute("COMMIT")
    progress(1.0, "ready")


def _fill(db: sqlite3.Connection, progress: Progress) -> None:
    progress(0.0, "reading towns")
    towns = sources.towns()
    progress(0.35, "reading names")
    names = town_names(towns)
    progress(0.6, "writing towns")
    _write_towns(db, towns)
    progress(0.7, "finding airports")
    named = by_name(towns, names)
    db.executemany(
        "UPDATE places SET feature = 'capital' WHERE id = ?",
        ((number,) for number in sources.capitals(named)),
    )
    rows = list(airports.rows(airports.records(), named))
    db.executemany("INSERT INTO airports VALUES (?, ?, ?, ?, ?)", (row.facts for row in rows))
    _write_places(db, (row.place for row in rows))
    progress(0.8, "placing countries and regions")
    _write_areas(db, towns, names)
    progress(0.85, "writing names")
    db.executemany("INSERT INTO spellings VALUES (?, ?)", shelf(db, names))
    _add(names, ((row.place.id, name) for row in rows for name in row.names))
    db.executemany("INSERT INTO names VALUES (?, ?)", blocks(names))
    db.execute("CREATE INDEX airports_by_town ON airports (town)")
    db.execute("CREATE INDEX capitals ON places (country) WHERE feature = 'capital'")


def town_names(towns: list[Town]) -> Names:
    """Every folded name of every town, and of two alike the bigger town first."""
    size = {town["geonameid"]: town["population"] for town in towns}
    plain, other = Spellings(), Spellings()  # apart: ASCII alone folds far quicker
    for town in towns:
        place, own = town["geonameid"], town["name"]
        for name in (own, *town["alternatenames"]):
            if not name.isascii():
                other.places.append(place)
                other.names.append(name)
            elif not name.islower() and (name == own or not _is_junk(name)):
                plain.places.append(place)
                plain.names.append(name)
    names: Names = {}
    plain.into(names)
    other.into(names)
    _add(names, sources.exonyms())
    for places in names.values():
        if isinstance(places, list):
            places.sort(key=size.__getitem__, reverse=True)
    return names


def _is_junk(name: str) -> bool:
    """IATA codes and web addresses; all small letters, a machine's romanisation, are left out."""
    return (len(name) < 4 and name.isupper()) or "://" in name


def _add(names: Names, pairs: Iterable[tuple[int, str]]) -> None:
    spellings = Spellings()
    for place, name in pairs:
        spellings.places.append(place)
        spellings.names.append(name)
    spellings.into(names)


class Spellings:
    """Names as written, each beside its place: two columns, for folding all at once."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self.names: list[str] = []

    def into(self, names: Names) -> None:
        """Put every folded name into the index's names, each place once."""
        for key, place in zip(fold_all(self.names), self.places, strict=True):
            known = names.get(key)
            if known is None:
                names[key] = place
            elif known != place and key:
                if not isinstance(known, list):
                    names[key] = [known, place]
                elif place not in known:
                    known.append(place)


def by_name(towns: list[Town], names: Names) -> Callable[[str], list[Town]]:
    """Looks up the towns of a folded name."""
    numbered = {town["geonameid"]: town for town in towns}

    def found(key: str) -> list[Town]:
        places = names.get(key, [])
        return [numbered[place] for place in (places if isinstance(places, list) else [places])]

    return found


def blocks(names: Names) -> Iterator[tuple[str, bytes]]:
    """The names in order, as text: a line for each, a tab between name and places."""
    lines = sorted(
        f"{key}\t{','.join(map(str, places)) if isinstance(places, list) else places}"
        for key, places in names.items()
        if 0 < len(key) <= MAX_NAME
    )  # a tab sorts before every letter, so lines stand in the order of their names
    for start in range(0, len(lines), BLOCK):
        body = "\n".join(lines[start : start + BLOCK])
        yield body.partition("\t")[0], f"\n{body}\n".encode()


def shelf(db: sqlite3.Connection, names: Names) -> Iterator[tuple[str, bytes]]:
    """The names of larger places, for finding those that begin or end alike.

    Each stands there twice: as it is, and from its last letter to its first.
    """
    asked = "SELECT id FROM places WHERE feature NOT IN ('airport', 'admin2', 'within') AND NOT ("
    asked += "feature IN ('town', 'capital') AND population < ?)"
    large = {number for (number,) in db.execute(asked, [SHELVED_LEAST])}
    kept = [
        key
        for key, places in names.items()
        if SHELVED_LETTERS <= len(key) <= MAX_NAME
        and (places in large if isinstance(places, int) else not large.isdisjoint(places))
    ]
    lines = sorted([FORWARD + key for key in kept] + [BACKWARD + key[::-1] for key in kept])
    for start in range(0, len(lines), SHELF):
        block = "\n".join(lines[start : start + SHELF])
        yield lines[start], zlib.compress(block.encode(), QUICK)


def _write_towns(db: sqlite3.Connection, towns: list[Town]) -> None:
    columns = itemgetter(
        "geonameid", "name", "latitude", "longitude", "countrycode", "admin1code", "population"
    )
    db.executemany(
        "INSERT INTO places VALUES (?, 'town', ?, ?, ?, ?, ?, ?, NULL)", map(columns, towns)
    )


def _write_places(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    db.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(COLUMNS, rows))


def _write_areas(db: sqlite3.Connection, towns: list[Town], names: Names) -> None:
    in_country: dict[str, list[Town]] = defaultdict(list)
    in_region: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        in_country[town["countrycode"]].append(town)
        in_region[town["countrycode"], town["admin1code"]].append(town)
    countries, regions = list(sources.countries(in_country)), list(sources.regions(in_region))
    noted = list(sources.noted_areas())
    _write_places(db, (row for row, _ in [*countries, *regions, *noted]))
    db.executemany(
        "INSERT OR IGNORE INTO regions VALUES (?, ?, ?, ?)",
        ((row.country, row.admin1, row.id, spelt[0]) for row, spelt in regions),
    )
    numbered = {town["geonameid"]: town for town in towns}
    around = {(row.country, row.admin1): row for row, _ in regions}
    taken = numbered.keys() | {row.id for row, _ in [*regions, *countries]}
    districts = {
        row.id: (row, spelt)
        for row, spelt in sources.districts(numbered, around, by_name(towns, names))
        if row.id not in taken
    }.values()
    _write_places(db, (row for row, _ in districts))
    areas = [*regions, *countries, *noted, *districts]
    _add(names, ((row.id, name) for row, spelt in areas for name in spelt))
    first = {row.id for row, _ in [*regions, *countries, *noted]}
    for places in names.values():  # of many namesakes only the first are weighed
        if isinstance(places, list) and not first.isdisjoint(places):
            places.sort(key=lambda place: place not in first)


def _tell(fraction: float, what: str) -> None:
    print(f"{fraction:.2f} {what}", flush=True)


if __name__ == "__main__":
    build(Path(sys.argv[1]), _tell)
