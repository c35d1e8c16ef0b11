"""Whether points lie in the countries that their rows name, by the borders of the base map."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from incidents.settings import DATA

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
SIMPLER = 0.05  # degrees by which an outline may be off: it is asked about countries
REACH = 0.5  # degrees beyond the border or coast that still are the country's: 55 km at most
# A country whose borders others draw differently holds what lies in either.
WITH = {
    "RS": ("XK",), "MA": ("EH",), "EH": ("MA",), "XK": ("RS",), "UA": ("RU",), "RU": ("UA",),
    "IL": ("PS",), "PS": ("IL",), "CN": ("TW", "HK", "MO"), "SO": ("SO",), "SD": ("SS",),
    "SS": ("SD",), "IN": ("PK", "CN"), "PK": ("IN",), "CY": ("CY",), "AZ": ("AM",),
    "FR": ("GF", "GP", "MQ", "RE", "YT", "NC", "PF"), "GE": ("GE",), "SY": ("IL",),
    "US": ("PR", "GU", "VI", "AS", "MP"), "NL": ("CW", "AW", "BQ", "SX"), "NO": ("SJ",),
    "DK": ("GL", "FO"),
}  # fmt: skip


def outside(countries: pd.Series, lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Whether each point lies well outside its country; False where either is not known."""
    found = np.zeros(len(countries), dtype=bool)
    known = (countries.notna() & lat.notna() & lon.notna()).to_numpy()
    codes = countries.to_numpy(dtype=object)
    north, east = lat.to_numpy(dtype="float64"), lon.to_numpy(dtype="float64")
    for code in pd.unique(codes[known]):
        area = country(code)
        if area is None:
            continue
        rows = np.flatnonzero(known & (codes == code))
        found[rows] = _outside(area, north[rows], east[rows])
    return pd.Series(found, index=countries.index)


def _outside(area: Any, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.bool_]:
    answer: NDArray[np.bool_] = ~shapely.contains_xy(area, lon, lat)
    return answer


@lru_cache(maxsize=300)
def country(code: str) -> Any:
    """The country's outline with a margin, ready to be asked; None where no border is known."""
    parts = [_areas()[one] for one in (code, *WITH.get(code, ())) if one in _areas()]
    if code not in _areas():
        return None
    area = shapely.union_all([_outline(part) for part in parts])
    shapely.prepare(area)
    return area


def _outline(polygons: list[list[list[int]]]) -> Any:
    """The polygons without their holes, somewhat simpler and wider than they are."""
    rings = [_ring(polygon[0]) for polygon in polygons]
    whole = shapely.union_all(
        [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 3]
    )
    return shapely.buffer(shapely.simplify(whole, SIMPLER), REACH, quad_segs=2)


def _ring(arcs: list[int]) -> NDArray[np.float64]:
    pieces = [_arc(one) if one >= 0 else _arc(~one)[::-1] for one in arcs]
    return np.concatenate([piece if at == 0 else piece[1:] for at, piece in enumerate(pieces)])


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((DATA / "basemap" / "world-50m.json").read_bytes())
    return told


@lru_cache(maxsize=1)
def _areas() -> dict[str, list[list[list[int]]]]:
    return {one["iso"]: one["polygons"] for one in _world()["countries"] if one.get("iso")}


def _arc(number: int) -> NDArray[np.float64]:
    """An arc as longitude and latitude."""
    world = _world()
    steps = _steps(world["arcs"][number])
    degrees: NDArray[np.float64] = np.cumsum(steps, axis=0) * world["scale"] + world["translate"]
    return degrees


def _steps(packed: str) -> NDArray[np.int64]:
    """The numbers of a packed arc, in pairs: five bits a digit, the sign in the lowest bit."""
    numbers, rest, shift = [], 0, 0
    for digit in map(DIGITS.index, packed):
        rest |= (digit & 31) << shift
        if digit & 32:
            shift += 5
            continue
        numbers.append(~(rest >> 1) if rest & 1 else rest >> 1)
        rest = shift = 0
    return np.array(numbers, dtype="int64").reshape(-1, 2)
