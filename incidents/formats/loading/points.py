"""Coordinates however they are written: decimal, with a comma, in degrees, or two in one cell."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from incidents.formats.loading.cells import looked_up
from incidents.formats.loading.geometry import told_by

HALVES = {"N": 1, "S": -1, "E": 1, "W": -1, "O": 1, "С": 1, "Ю": -1, "В": 1, "З": -1}
LETTERS = "NSEWOСЮВЗ"  # O is Ost and est; West is W or З there
_NUMBER = r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?"
_DECIMAL = re.compile(_NUMBER, re.IGNORECASE)
_DEGREES = re.compile(
    rf"([{LETTERS}])?\s*([+-]?\d+(?:[.,]\d+)?)\s*[°ºd]?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*['′’m]?\s*)?"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:\"|″|”|''|s)?\s*)?"
    rf"([{LETTERS}])?"
)
_WKT = re.compile(
    rf"(?:SRID=4326;)?\s*POINT\s*Z?\s*\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?\s*\)",
    re.IGNORECASE,
)
_GEOJSON = re.compile(
    r"\{\s*[\"']type[\"']\s*:\s*[\"']Point[\"']\s*,\s*[\"']coordinates[\"']\s*:\s*"
    rf"\[\s*({_NUMBER})\s*,\s*({_NUMBER})(?:\s*,\s*{_NUMBER})?\s*\]\s*\}}",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"[(\[]?\s*({_NUMBER})\s*(?:°?\s*([NS]))?\s*(?:[,;/|]\s*|\s+)({_NUMBER})\s*(?:°?\s*([EW]))?"
    r"\s*[)\]]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\D*\d.*[NS]\W.*\d", re.IGNORECASE)
_DECIMAL_PAIR = re.compile(r"\s*([+-]?\d+,\d+)\s*[,;/ ]\s+([+-]?\d+,\d+)\s*")


def points(lat: pd.Series, lon: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Latitudes and longitudes that are places on Earth, and why the others are none.

    The second frame has a column of booleans a reason.
    """
    north, east = numbers(lat), numbers(lon)
    absent = north.isna() | east.isna()
    told = lat.notna() & lon.notna()
    zero = (north == 0) & (east == 0)
    off = ~absent & ((north.abs() > 90) | (east.abs() > 180))
    good = ~(absent | zero | off)
    why = pd.DataFrame(
        {
            "no coordinates": absent & ~told,
            "coordinates cannot be read": absent & told,
            "coordinates are 0, 0": zero & ~absent,
            "coordinates are off the Earth": off,
        }
    )
    return pd.DataFrame({"lat": north.where(good), "lon": east.where(good)}), why


def numbers(cells: pd.Series) -> pd.Series:
    """The cells as degrees, NaN for what is none."""
    if not cells.notna().any():
        return pd.Series(float("nan"), index=cells.index)
    found = _plain_numbers(cells)
    odd = cells[found.isna() & cells.notna()]
    if len(odd):
        read = {cell: degrees_of(cell) for cell in odd.unique()}
        found.loc[odd.index] = odd.map(read).astype("float64")
    return found.where(found.abs() != float("inf"))


def _plain_numbers(cells: pd.Series) -> pd.Series:
    """The cells as numbers, at once where all are plain ones, NaN for what is none."""
    try:
        plain = pc.cast(pa.array(cells), pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return pd.to_numeric(cells, errors="coerce").astype("float64")
    return pd.Series(plain, index=cells.index)


def degrees_of(cell: str) -> float:
    """Degrees from `43,25`, `43.25 N` or `43°15'24"N`; NaN for anything else."""
    text = cell.strip().upper()[:40]
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    found = _DEGREES.fullmatch(text)
    if found is None or (found[1] and found[5]):
        return float("nan")
    half = found[1] or found[5]
    degrees, minutes, seconds = (
        float((one or "0").replace(",", ".")) for one in found.group(2, 3, 4)
    )
    if minutes >= 60 or seconds >= 60 or (half and degrees < 0):
        return float("nan")
    size = abs(degrees) + minutes / 60 + seconds / 3600
    return size * (HALVES[half] if half else (-1 if found[2].startswith("-") else 1))


def halves(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Latitude and longitude, as text, of cells with both: `43.25, 76.95`, WKT, GeoJSON."""
    read = {cell: both(cell) or (None, None) for cell in cells.dropna().unique()}
    lat = looked_up(cells, lambda cell: read[cell][0])
    return lat, looked_up(cells, lambda cell: read[cell][1])


def both(cell: str) -> tuple[str, str] | None:
    """Latitude and longitude of a cell that holds both, or of a geometry; None for others."""
    text = cell.strip()[:120]
    if found := _WKT.fullmatch(text) or _GEOJSON.fullmatch(text):
        return found[2], found[1]
    if found := _DECIMAL_PAIR.fullmatch(text):
        return found[1], found[2]
    if found := _PAIR.fullmatch(text):
        return found[1] + (found[2] or ""), found[3] + (found[4] or "")
    parts = re.split(r"[,;/]\s*|(?<=[NSns])\s+", text)
    if len(parts) == 2 and parts[0].strip()[-1:].upper() in {*"NS"} and _NUMBERED.match(text):
        return parts[0], parts[1]
    spot = told_by(cell)
    return (repr(spot.lat), repr(spot.lon)) if spot else None
