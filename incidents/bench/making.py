"""Rows like those of a large incident data set, made for measuring: the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from incidents.geocode import Gazetteer
from incidents.model import COLUMNS, KINDS
from incidents.model.frame import typed

SEED = 20220105
BATCH = 100_000  # rows of a table, as a loaded file has them
FIRST_DAY, DAYS = np.datetime64("2010-01-01"), 5_800
BUSY = 0.6  # the power of its population that a town's share of the incidents grows with
STRAY = 0.04  # degrees about its town in which an incident lies
PRECISIONS = {"town": 0.55, "site": 0.22, "district": 0.08, "admin1": 0.1, "unknown": 0.05}
RADII = {"town": 5_000, "site": 100, "district": 1_500, "admin1": 90_000, "unknown": None}
WORDS = 40_000  # of the language that the texts are written in
WORDS_A_TEXT = 14
ACTORS = 900
DEADLY = 0.12  # share of the incidents in which somebody died

Chance = np.random.Generator


def tables(rows: int, *, text: bool = True) -> Iterator[pd.DataFrame]:
    """That many incidents in the order of their days, as tables of at most BATCH rows."""
    chance = np.random.default_rng(SEED)
    towns = _towns()
    days = np.sort(chance.integers(0, DAYS, rows, dtype=np.int16))
    for start in range(0, rows, BATCH):
        some = days[start : start + BATCH]
        yield typed(_table(chance, towns, start, some, text=text))


def _towns() -> pd.DataFrame:
    found = Gazetteer.open().index.towns_around(-60, 75, -180, 180)
    towns = pd.DataFrame(
        {
            "place": [town.name for town in found],
            "country": [town.country for town in found],
            "lat": [town.lat for town in found],
            "lon": [town.lon for town in found],
            "share": [max(town.population, 500) ** BUSY for town in found],
        }
    )
    return towns.assign(share=towns["share"] / towns["share"].sum())


def _table(
    chance: Chance, towns: pd.DataFrame, start: int, days: NDArray[np.int16], *, text: bool
) -> pd.DataFrame:
    count = len(days)
    at = towns.iloc[chance.choice(len(towns), count, p=towns["share"])].reset_index(drop=True)
    kinds = list(KINDS)
    frequent = 1 / np.arange(1, len(kinds) + 1)
    columns: dict[str, Any] = {
        "id": [f"made:{number}" for number in range(start, start + count)],
        "kind": np.array(kinds)[chance.choice(len(kinds), count, p=frequent / frequent.sum())],
        "date": (FIRST_DAY + days).astype("datetime64[s]"),
        "date_precision": "day",
        "status": "draft",
        "hedged": False,
        "dataset": "made",
        "title": None,
        "actors": [f"group {number}" for number in chance.zipf(1.6, count) % ACTORS],
        **_killed(chance, count),
        **_placed(chance, at),
    }
    if text:
        columns |= {
            "quote": _texts(chance, at["place"]),
            "title": columns["kind"] + ", " + at["place"],
        }
    return pd.DataFrame(columns).reindex(columns=list(COLUMNS))


def _killed(chance: Chance, count: int) -> dict[str, pd.Series]:
    figures = pd.Series(chance.zipf(2.2, count).clip(max=500), dtype="Int64")
    killed = figures.where(chance.random(count) < DEADLY)
    return {"killed_min": killed, "killed_max": killed}


def _placed(chance: Chance, at: pd.DataFrame) -> dict[str, Any]:
    """Towns' middles, points about them, and some without a place."""
    names = np.array(list(PRECISIONS))
    drawn = names[chance.choice(len(names), len(at), p=list(PRECISIONS.values()))]
    strays = np.isin(drawn, ["site", "district"])[:, None]
    away = chance.normal(scale=STRAY, size=(len(at), 2)) * strays
    known = drawn != "unknown"
    return {
        "place": at["place"],
        "country": at["country"],
        "lat": (at["lat"] + away[:, 0]).round(5).clip(-90, 90).where(known),
        "lon": (at["lon"] + away[:, 1]).round(5).clip(-180, 180).where(known),
        "geo_precision": drawn,
        "radius_m": pd.Series(drawn).map(RADII),
    }


def _texts(chance: Chance, places: pd.Series) -> list[str]:
    """Sentences of words that are as unlike in frequency as a language's are."""
    words = _vocabulary()
    drawn = words[np.minimum(chance.zipf(1.25, (len(places), WORDS_A_TEXT)), WORDS) - 1]
    return [f"In {place} {' '.join(line)}." for place, line in zip(places, drawn, strict=True)]


def _vocabulary() -> NDArray[np.str_]:
    """WORDS made-up words, the frequent ones short."""
    chance = np.random.default_rng(SEED)
    letters = np.array(list("etaoinshrdlucmwf"))
    lengths = np.minimum(2 + np.log2(np.arange(1, WORDS + 1)) / 2 + chance.random(WORDS) * 3, 12)
    made = ["".join(chance.choice(letters, int(length))) for length in lengths]
    return np.array(
        [f"{word}{number}" if number > 200 else word for number, word in enumerate(made)]
    )
