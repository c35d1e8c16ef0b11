"""Rows that tell of one event, told apart from rows that only share an id."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from incidents.formats.loading import KEY, TABLE, Plan
from incidents.model.fingerprints import fingerprints, hexadecimal
from incidents.model.report import Tally

TELLS_APART = ["kind", "date", "lat", "lon", "place"]
SHARED_ID = "its id stands with another event in an earlier row"
NO_ROWS = np.empty(0, dtype="uint64")


@dataclass(slots=True)
class Folded:
    """The events of a file seen so far, batch by batch."""

    plan: Plan
    keys: NDArray[np.uint64] = field(default_factory=lambda: NO_ROWS)  # sorted
    contents: NDArray[np.uint64] = field(default_factory=lambda: NO_ROWS)  # of each key's event

    def once(self, frame: pd.DataFrame) -> tuple[pd.DataFrame, int, dict[str, Tally]]:
        """The rows once an event, with ids; how many were folded, and what is doubted.

        Of a source that gives each actor a row, rows with one id are one event. Of any other, an
        id that stands with another event is kept apart.
        """
        keys = self._keys(frame)
        contents = keys
        doubts: dict[str, Tally] = {}
        if not self.plan.shape.folds:
            contents = fingerprints(frame[TELLS_APART])
            shared = self._shared(keys, contents)
            keys = np.where(shared, keys ^ contents, keys)
            if shared.any():
                doubts[SHARED_ID] = Tally.of(frame.index[shared])
        repeats = pd.Series(keys).duplicated().to_numpy() | self._seen(keys)
        once = _with_actors(frame, pd.Series(keys, index=frame.index))[~repeats].copy()
        once["id"] = hexadecimal(keys[~repeats]).to_numpy()
        self._note(keys[~repeats], contents[~repeats])
        return once, int(repeats.sum()), doubts

    def _keys(self, frame: pd.DataFrame) -> NDArray[np.uint64]:
        """A number for each event: from the source's own id, else from all that the row says."""
        plan = self.plan
        if "key" not in plan.columns:
            return fingerprints(frame.drop(columns=KEY))
        known = f"{plan.shape.name}|{plan.dataset if plan.shape is TABLE else ''}|"
        told = (known + frame[KEY].fillna("")).to_numpy(dtype=object)
        keys: NDArray[np.uint64] = pd.util.hash_array(told, categorize=False)
        missing = frame[KEY].isna().to_numpy()
        if missing.any():
            keys = np.where(missing, fingerprints(frame.drop(columns=KEY)), keys)
        return keys

    def _seen(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        at = np.searchsorted(self.keys, keys)
        seen = np.zeros(len(keys), dtype=bool)
        within = at < len(self.keys)
        seen[within] = self.keys[at[within]] == keys[within]
        return seen

    def _shared(self, keys: NDArray[np.uint64], contents: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether each row's key stands with another event in an earlier row."""
        first = pd.Series(contents).groupby(keys).transform("first").to_numpy(copy=True)
        at = np.searchsorted(self.keys, keys)
        seen = self._seen(keys)
        first[seen] = self.contents[at[seen]]
        shared: NDArray[np.bool_] = first != contents
        return shared

    def _note(self, keys: NDArray[np.uint64], contents: NDArray[np.uint64]) -> None:
        joined = np.concatenate([self.keys, keys])
        order = np.argsort(joined, kind="stable")  # two sorted runs and a short one: near linear
        self.keys = joined[order]
        self.contents = np.concatenate([self.contents, contents])[order]


def _with_actors(frame: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    """An event that stands in several rows names the actors of all of them."""
    several = keys.duplicated(keep=False)
    if not several.any():
        return frame
    joined = frame.loc[several, "actors"].dropna().groupby(keys[several]).agg(
        lambda told: "; ".join(dict.fromkeys("; ".join(told).split("; ")))
    )  # fmt: skip
    if joined.empty:
        return frame
    told = keys[several].map(joined).dropna().astype("str")
    actors = frame["actors"].copy()
    actors.loc[told.index] = told
    return frame.assign(actors=actors)
