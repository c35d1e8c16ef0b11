"""Many articles at one place: a folder, a table, a feed; opened one after the other."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import orjson

from incidents.errors import BadArticle, UsageError
from incidents.news.addresses import Guard
from incidents.news.files import contents
from incidents.news.items import PAUSE, About, BadItem, EntryItem, FileItem, Item, RowItem
from incidents.news.media import Media, media_of

SUFFIXES = frozenset(
    (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
)
COLUMNS = ("text", "title", "published", "url", "source", "language")
MAX_LINE = 13_000_000  # bytes: 2 MB of text with every letter written as \\u0416
ROWS_AT_ONCE = 64
MAX_FEED_BYTES = 5_000_000


class Collection(Protocol):
    """Articles to be read one after the other."""

    @property
    def name(self) -> str: ...

    @property
    def total(self) -> int | None:
        """How many there are, where that is known beforehand."""
        ...

    def __iter__(self) -> Iterator[Item]: ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder and those below it that may hold an article, by name."""

    path: Path
    about: About = field(default_factory=About)

    @property
    def name(self) -> str:
        return self.path.name or str(self.path)

    @property
    def total(self) -> int:
        return len(self._files())

    def __iter__(self) -> Iterator[Item]:
        for file in self._files():
            yield FileItem(file, file.relative_to(self.path).as_posix(), self.about)

    def _files(self) -> list[Path]:
        return sorted(
            file
            for file in self.path.rglob("*")
            if file.suffix.lower() in SUFFIXES and file.is_file() and not file.name.startswith(".")
        )


@dataclass(frozen=True, slots=True)
class Rows(ABC):
    """A file of rows with the columns of COLUMNS, one article each."""

    path: Path
    about: About = field(default_factory=About)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    @abstractmethod
    def total(self) -> int: ...

    def __iter__(self) -> Iterator[Item]:
        _check_columns(self._columns(), self.name)
        for where, row in self._rows():
            yield row if isinstance(row, BadItem) else RowItem(where, row, self.about)

    @abstractmethod
    def _columns(self) -> Iterable[str]:
        """The names of the columns."""

    @abstractmethod
    def _rows(self) -> Iterator[tuple[str, dict[str, Any] | BadItem]]:
        """Where each row stands, and the row."""


class JsonLines(Rows):
    """A file with one JSON object a line, whose names are those of COLUMNS."""

    __slots__ = ()

    @property
    def total(self) -> int:
        return sum(1 for _, line in self._lines() if line.strip())

    def _columns(self) -> Iterable[str]:
        """Those of the first line that is an object; where none is, each line tells its fault."""
        return next((row for _, row in self._rows() if isinstance(row, dict)), COLUMNS)

    def _rows(self) -> Iterator[tuple[str, dict[str, Any] | BadItem]]:
        for number, line in self._lines():
            if line.strip():
                where = f"line {number}"
                yield where, _object(where, line)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Each line with its number; of one that is far too long only the start."""
        with self.path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                end = line
                while len(end) > MAX_LINE and not end.endswith(b"\n"):
                    end = file.readline(MAX_LINE + 1)
                yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _object(where: str, line: bytes) -> dict[str, Any] | BadItem:
    if len(line) > MAX_LINE:
        return BadItem(where, f"the line is over {MAX_LINE // 1_000_000} MB; no report is")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return BadItem(where, f"this is no JSON in UTF-8 ({error.msg} at {error.colno})")
    if not isinstance(row, dict):
        return BadItem(where, 'a line must be a JSON object such as {"text": "…"}')
    return row


class Parquet(Rows):
    """A Parquet table with the columns of COLUMNS, read a few rows at a time."""

    __slots__ = ()

    @property
    def total(self) -> int:
        with self._opened() as table:
            return int(table.metadata.num_rows)

    def _columns(self) -> Iterable[str]:
        with self._opened() as table:
            return list(table.schema_arrow.names)

    def _rows(self) -> Iterator[tuple[str, dict[str, Any] | BadItem]]:
        import pyarrow as pa

        number = 0
        with self._opened() as table:
            wanted = [name for name in COLUMNS if name in table.schema_arrow.names]
            try:
                for batch in table.iter_batches(ROWS_AT_ONCE, columns=wanted):
                    for row in batch.to_pylist():
                        number += 1
                        yield f"row {number}", row
            except (pa.ArrowException, OSError) as error:
                raise UsageError(f"{self.name!r} is damaged after row {number}") from error

    def _opened(self) -> Any:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile

        try:
            return ParquetFile(self.path)
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{self.name!r} is no Parquet file that can be read") from error


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of an RSS or Atom feed, newest as the feed has them.

    With a `guard`, the page behind each link is fetched, one at a time.
    """

    title: str | None
    entries: tuple[dict[str, str | None], ...]
    left_out: int = 0
    about: About = field(default_factory=About)
    guard: Guard | None = None
    pause: float = PAUSE

    @property
    def name(self) -> str:
        return self.title or "feed"

    @property
    def total(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Item]:
        for number, entry in enumerate(self.entries, 1):
            where = f"entry {number} ({entry['link'] or entry['title'] or 'no link'})"
            yield EntryItem(where, entry, self.title, self.about, self.guard, self.pause)


def from_feed(
    data: bytes,
    *,
    about: About | None = None,
    guard: Guard | None = None,
    limit: int | None = None,
    pause: float = PAUSE,
) -> Feed:
    """The entries of an RSS or Atom feed; BadArticle for what is none or has none."""
    from incidents.news.apart import parsed

    if len(data) > MAX_FEED_BYTES:
        raise BadArticle(f"the feed is over {MAX_FEED_BYTES // 1_000_000} MB")
    found = parsed("feed", data)
    entries = tuple(found["entries"])
    left_out = found["left_out"] + len(entries[limit:] if limit is not None else ())
    return Feed(found["title"], entries[:limit], left_out, about or About(), guard, pause)


def is_feed(data: bytes) -> bool:
    """Whether these bytes are an RSS or Atom feed."""
    return data[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and media_of(data) is Media.FEED


def collection_at(path: Path, about: About | None = None) -> Collection | None:
    """The articles of a folder, a .jsonl or a .parquet file; None for any other file."""
    about = about or About()
    if path.is_dir():
        return Folder(path, about)
    if re.fullmatch(r"\.(jsonl|ndjson)", path.suffix, re.I) and path.is_file():
        return JsonLines(path, about)
    if path.suffix.lower() in (".parquet", ".pq") and path.is_file():
        return Parquet(path, about)
    return None


def feed_at(path: Path) -> bytes | None:
    """The bytes of a file that is a feed; None for any other."""
    data = contents(path)
    return data if is_feed(data) else None


def _check_columns(names: Iterable[str], file: str) -> None:
    names = list(names)
    if "text" not in names:
        found = ", ".join(map(repr, names[:12])) or "none"
        raise UsageError(
            f"{file!r} has no column 'text' with the articles; it may also have"
            f" {', '.join(COLUMNS[1:])}; found: {found}"
        )
