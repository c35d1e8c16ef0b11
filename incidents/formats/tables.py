"""Anybody's table in and out: CSV, XLSX and Parquet, told apart by what is in the file."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from charset_normalizer import from_bytes

from incidents.errors import UsageError
from incidents.formats.xlsx import as_text

SAMPLE = 262_144  # bytes that settle an encoding and a separator
BYTES_A_ZERO = 10  # of a text at least; where zero bytes are more it is none
MOST_XLSX = 400_000_000  # bytes of a workbook unpacked: Excel's own most is a million rows
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LEGACY = ("cp1252", "cp1251", "cp1256")  # what our readers' spreadsheets wrote, likeliest first
WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")  # with a letter beyond ASCII
MOST_WORDS = 2_000
SEPARATORS = ",;\t|"
NO_TABLE = "a table as CSV, XLSX or Parquet, with one row of column names, would be right"


def read_table(path: Path) -> pd.DataFrame:
    """The file's first table; a CSV's cells are text as written. UsageError where it has none."""
    try:
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        if not sample.strip():
            raise UsageError(f"{path} is empty; {NO_TABLE}")
        if sample.startswith(b"PAR1"):
            return pd.read_parquet(path)
        if sample.startswith(b"PK\x03\x04"):
            return _workbook(path)
        return _csv(path, sample)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, zipfile.BadZipFile, pd.errors.EmptyDataError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{path} is no table that can be read ({error}); {NO_TABLE}") from error


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """The frame in a file of the kind that its name ends with, whole or not at all.

    UsageError for another ending.
    """
    write, part = writer_for(path), path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        write(frame, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def writer_for(path: Path) -> Callable[[pd.DataFrame, Path], None]:
    """What writes files of the kind that the name ends with; UsageError for another ending."""
    try:
        return WRITERS[path.suffix.lower()]
    except KeyError:
        raise UsageError(f"{path.name} must end with {', '.join(WRITERS)}") from None


def _csv(path: Path, sample: bytes) -> pd.DataFrame:
    encoding = encoding_of(path, _without_few_zeros(sample))
    header = sample.decode(encoding, errors="ignore").lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    return pd.read_csv(path, sep=separator, encoding=encoding, dtype=str, keep_default_na=False)


def _without_few_zeros(sample: bytes) -> bytes:
    """The sample without zero bytes where it is UTF-8 with a few of them in its cells."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return sample
    few = sample.count(0) * BYTES_A_ZERO <= len(sample)
    return sample.replace(b"\0", b"") if few else sample


def encoding_of(path: Path, sample: bytes) -> str:
    """The encoding of a text by its first bytes; UsageError where they are no text."""
    for bom, encoding in BOMS.items():
        if sample.startswith(bom):
            return encoding
    if wide := _wide(sample):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # may end within a letter
        best = "utf-8"
    except UnicodeDecodeError:
        words = b" ".join(WORD.findall(sample)[:MOST_WORDS])  # digits would drown what tells
        fits = list(from_bytes(words, cp_isolation=list(LEGACY)))
        fits.sort(key=lambda one: (one.chaos, -one.coherence, LEGACY.index(one.encoding)))
        best = fits[0].encoding if fits else LEGACY[0]
    if b"\x00" in sample:
        raise UsageError(f"{path} is not text in a known encoding; {NO_TABLE}")
    return best


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: zero bytes, and those only in every other place."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if (even == 0) == (odd == 0):
        return None
    return (
        "utf-16-le"
        if odd * 10 >= len(sample) // 2 and even == 0
        else ("utf-16-be" if even * 10 >= len(sample) // 2 and odd == 0 else None)
    )


def _workbook(path: Path) -> pd.DataFrame:
    with zipfile.ZipFile(path) as packed:
        size = sum(one.file_size for one in packed.infolist())
    if size > MOST_XLSX:
        raise UsageError(f"{path} unpacks to over {MOST_XLSX // 1_000_000} MB; save it as CSV")
    return pd.read_excel(path, engine="calamine", dtype=object, keep_default_na=False)


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, lineterminator="\n")


def _write_xlsx(frame: pd.DataFrame, path: Path) -> None:
    """A workbook in which text stays text: no cell is a formula, a link or markup."""
    plain = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs=plain) as book:
        frame.map(_cell).to_excel(book, index=False, header=[_cell(name) for name in frame])


def _cell(value: object) -> object:
    return as_text(value) if isinstance(value, str) else value


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Parquet, where a column has one type: what a workbook mixes becomes text."""
    mixed = [name for name in frame if frame[name].map(type, na_action="ignore").nunique() > 1]
    frame.astype(dict.fromkeys(mixed, "string")).to_parquet(path, index=False)


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}
