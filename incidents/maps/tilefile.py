"""An organisation's own base map: the tiles of one .mbtiles or .pmtiles file."""

from __future__ import annotations

import html
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidents.errors import IncidentsError, NotFound

PICTURES = {  # how a tile that is a picture begins
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
}
MOST_BYTES = 4_000_000  # of one tile
MOST_LETTERS = 200  # of its name and of whom to thank
DEEPEST = 22
BROKEN = (OSError, sqlite3.Error, zlib.error, ValueError, KeyError, IndexError, EOFError)


class UnusableBasemap(IncidentsError):
    """The file named by INCIDENTS_BASEMAP cannot be shown; the text says why."""


@dataclass(frozen=True, slots=True)
class TileFile:
    """An open file of tiles: what it is called, whom to thank, its zooms, and how to read it."""

    name: str
    attribution: str  # plain text
    least: int
    most: int
    read: Callable[[int, int, int], bytes | None]

    def picture(self, z: int, x: int, y: int) -> tuple[bytes, str]:
        """A tile and its media type; NotFound where the file has none there."""
        if not (0 <= z <= DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z):
            raise NotFound(f"there is no tile {z}/{x}/{y}")
        try:
            body = self.read(z, x, y)
        except BROKEN as error:
            raise UnusableBasemap(f"the base map is damaged at {z}/{x}/{y}: {error}") from error
        if body is None or len(body) > MOST_BYTES:
            raise NotFound(f"the base map has no tile {z}/{x}/{y}")
        return body, _media_type(body)


def opened(path: Path) -> TileFile:
    """The file's tiles; UnusableBasemap where it is absent, damaged or holds no pictures."""
    readers = {".mbtiles": _mbtiles, ".pmtiles": _pmtiles}
    if path.suffix.lower() not in readers:
        raise UnusableBasemap(f"a base map must be a .mbtiles or .pmtiles file; got {path.name!r}")
    try:
        return readers[path.suffix.lower()](path)
    except BROKEN as error:
        raise UnusableBasemap(f"the base map {path.name!r} cannot be read: {error}") from error


def _mbtiles(path: Path) -> TileFile:
    if not path.is_file():
        raise FileNotFoundError("there is no such file")
    address = f"{path.resolve().as_uri()}?mode=ro"

    def read(z: int, x: int, y: int) -> bytes | None:
        row = (2**z - 1) - y  # MBTiles counts rows from the south
        asked = """SELECT tile_data FROM tiles
            WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"""
        with closing(sqlite3.connect(address, uri=True)) as db:  # a thread may not use another's
            found = db.execute(asked, (z, x, row)).fetchone()
        return bytes(found[0]) if found else None

    with closing(sqlite3.connect(address, uri=True)) as db:
        told = dict(db.execute("SELECT name, value FROM metadata WHERE length(value) < 10000"))
        least, most = db.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
    _check_pictures(str(told.get("format", "png")))
    if least is None:
        raise ValueError("it holds no tiles")
    return _told(path, told, int(least), int(most), read)


def _pmtiles(path: Path) -> TileFile:
    from pmtiles.reader import MmapSource, Reader
    from pmtiles.tile import TileType

    with path.open("rb") as file:
        if file.read(7) != b"PMTiles":
            raise ValueError("it does not begin as a PMTiles archive")
        reader: Any = Reader(MmapSource(file))  # type: ignore[no-untyped-call]  # theirs
    header = reader.header()
    _check_pictures("pbf" if header["tile_type"] is TileType.MVT else "png")

    def read(z: int, x: int, y: int) -> bytes | None:
        found: bytes | None = reader.get(z, x, y)
        return found

    return _told(path, reader.metadata(), header["min_zoom"], header["max_zoom"], read)


def _check_pictures(format: str) -> None:
    if format.lower() in {"pbf", "mvt"}:
        raise ValueError(
            "it holds vector tiles; only pictures (PNG, JPEG, WebP) can be shown:"
            " export it as raster tiles"
        )


def _told(
    path: Path, told: dict[str, Any], least: int, most: int,
    read: Callable[[int, int, int], bytes | None],
) -> TileFile:  # fmt: skip
    name, thanks = (str(told.get(key) or "")[:MOST_LETTERS] for key in ("name", "attribution"))
    return TileFile(name.strip() or path.stem, thanks.strip(), least, most, read)


def _media_type(body: bytes) -> str:
    for start, media_type in PICTURES.items():
        if body.startswith(start):
            return media_type
    raise NotFound("the base map has something else than a picture there")


def credit(tiles: TileFile) -> str:
    """Whom to thank, as HTML without any markup of the file's own."""
    return html.escape(tiles.attribution)
