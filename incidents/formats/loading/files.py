"""What a file is, by its content: a table to read, unpacked first where it is packed."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from incidents.errors import UsageError
from incidents.formats.loading.delimited import Delimited
from incidents.formats.loading.markup import is_markup, markup
from incidents.formats.loading.objects import objects
from incidents.formats.loading.scripts import is_script
from incidents.formats.loading.vectors import PARTS, SAVE_LAYER, geopackage, shapefiles
from incidents.formats.loading.whole import Whole, parquet
from incidents.formats.loading.workbooks import workbook

Raw: TypeAlias = Delimited | Whole
MOST_UNPACKED = 8 << 30  # bytes; a packed file that gives more is taken for a bomb
MOST_RATIO = 200  # a zip's bytes unpacked to packed, beyond its first megabytes
FREE_OF_RATIO = 64 << 20
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
HEAD = 256
GZIP, ZIP, PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
FOREIGN = {  # first bytes → what such a file is, and how it becomes one that can be read
    b"fgb\x03fgb": f"FlatGeobuf; {SAVE_LAYER}",
    b"version https://git-lfs": "a pointer of Git LFS; `git lfs pull` brings the file itself",
}
SQLITE, SHAPE = b"SQLite format 3", b"\x00\x00\x27\x0a"
TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".parquet", ".json", ".geojson", ".kml", ".gpx",
          ".gpkg")  # fmt: skip
BOMBED = "unpacks to far more than a table would; unpack it yourself if you trust it"


@contextmanager
def opened(path: Path) -> Iterator[Raw]:
    """The file's table, whatever it is packed in; UsageError for what holds no table."""
    if any("\ud800" <= char <= "\udfff" for char in str(path)):
        raise UsageError(f"{str(path)!r} is not a name in UTF-8; rename the file or its folder")
    try:
        head = _head(path)
        if head.startswith(GZIP):
            with _unzipped(path) as inner:
                yield _table(inner, path)
        elif head.startswith(ZIP) and _holds_shapes(path):
            with _shapes(path) as parts:
                yield shapefiles(path, parts)
        elif head.startswith(ZIP) and not _is_workbook(path):
            with _member(path) as inner:
                yield _table(inner, path)
        else:
            yield _table(path, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _table(path: Path, named: Path) -> Raw:
    head = _head(path)
    if not head.strip():
        raise UsageError(f"{named} is empty")
    if head.startswith(ZIP):
        if not _is_workbook(path):
            raise UsageError(f"{named} holds a zip in a zip; unpack the inner one")
        return workbook(path)
    if head.startswith(GZIP):
        raise UsageError(f"{named} is packed twice; unpack it once")
    if head.startswith(PARQUET):
        return parquet(path)
    if head.startswith(SQLITE):
        return geopackage(path)
    if head.startswith(SHAPE):
        return shapefiles(named, _beside(path))
    for start, told in FOREIGN.items():
        if head.startswith(start):
            raise UsageError(f"{named} is {told}")
    if head.startswith(OLD_EXCEL):
        raise UsageError(f"{named} is a workbook of Excel 97-2003 or one with a password; save it"
                         " as .xlsx or CSV")  # fmt: skip
    if is_markup(head):
        return markup(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return objects(path)
    if is_script(head):
        return objects(path)
    return Delimited.open(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return "[Content_Types].xml" in packed.namelist()
    except zipfile.BadZipFile as error:
        raise UsageError(f"{path} is a zip that was cut short or damaged") from error


@contextmanager
def _unzipped(path: Path) -> Iterator[Path]:
    with _scratch() as target, target.open("wb") as out:
        try:
            with gzip.open(path) as packed:
                _copied(packed, out, path, path.stat().st_size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UsageError(f"{path} is a gzip that was cut short or damaged") from error
        out.flush()
        yield target


def _holds_shapes(path: Path) -> bool:
    """Whether a zip holds a shapefile and no table beside it."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = [one.casefold() for one in packed.namelist()]
    except zipfile.BadZipFile as error:
        raise UsageError(f"{path} is a zip that was cut short or damaged") from error
    return any(one.endswith(".shp") for one in names) and not any(map(_is_table, names))


@contextmanager
def _shapes(path: Path) -> Iterator[dict[str, Path]]:
    """The parts of the one shapefile in a zip, unpacked under names of ours."""
    with zipfile.ZipFile(path) as packed, _scratch() as target:
        members = [one for one in packed.infolist() if not one.filename.startswith("__MACOSX/")]
        shapes = [one.filename[:-4] for one in members if one.filename.casefold().endswith(".shp")]
        if len(shapes) != 1:
            raise UsageError(f"{path} should hold one shapefile; it holds {len(shapes)}")
        parts = {}
        for one in members:
            stem, _, ending = one.filename.rpartition(".")
            if stem == shapes[0] and ending.casefold() in PARTS:
                parts[ending.casefold()] = target.with_suffix(f".{ending.casefold()}")
                _unpacked(packed, one, parts[ending.casefold()], path)
        yield parts


def _beside(path: Path) -> dict[str, Path]:
    """The parts of a shapefile that lie beside each other."""
    return {one: part for one in PARTS if (part := path.with_suffix(f".{one}")).is_file()}


@contextmanager
def _member(path: Path) -> Iterator[Path]:
    """The one table in a zip; its name inside is never used as a path."""
    with zipfile.ZipFile(path) as packed:
        members = [
            one
            for one in packed.infolist()
            if one.file_size and not one.is_dir() and not one.filename.startswith("__MACOSX/")
        ]
        tables = [one for one in members if _is_table(one.filename)]
        members = tables or members
        if len(members) != 1:
            names = ", ".join(one.filename[:60] for one in members[:5]) or "nothing"
            raise UsageError(f"{path} should hold one file; it holds {names}")
        with _scratch() as target:
            _unpacked(packed, members[0], target, path)
            yield target


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, path: Path) -> None:
    try:
        with packed.open(member) as inner, target.open("wb") as out:
            _copied(inner, out, path, member.compress_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise UsageError(f"{path} cannot be unpacked: {error}") from error


def _is_table(name: str) -> bool:
    """Whether a zip's member is the table beside a readme, a licence or a KMZ's pictures."""
    return name.casefold().endswith(TABLES) and "readme" not in name.casefold()


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="incidents-"))
    try:
        yield folder / "unpacked"
    finally:
        shutil.rmtree(folder)


class _Reads(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _copied(packed: _Reads, out: BinaryIO, path: Path, size: int) -> None:
    written = 0
    while piece := packed.read(1 << 20):
        written += len(piece)
        if written > MOST_UNPACKED or written > FREE_OF_RATIO + MOST_RATIO * size:
            raise UsageError(f"{path} {BOMBED}")
        out.write(piece)
