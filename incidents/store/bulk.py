"""Many rows of a loaded table as rows of the store, a column at a time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from incidents.geo.keys import mortons
from incidents.geo.tile import MERCATOR_MAX_LAT, WORLD
from incidents.model import COLUMNS, KINDS, GeoPrecision
from incidents.model.fingerprints import fingerprints, hexadecimal
from incidents.model.frame import records
from incidents.store.history import digest

ARTICLES = "articles"  # the data set of what is read
TOLD = ("status",)  # what a person decides is no part of what the source says


def prepared_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The table of COLUMNS with the store's own columns, without their version numbers."""
    rows = frame.drop_duplicates("id").reset_index(drop=True)
    digests = hexadecimal(fingerprints(rows.drop(columns=list(TOLD))))
    # What we read from an article comes back in an export of ours: its fingerprint is the same.
    read = rows["quote_start"].notna() | rows["dataset"].eq(ARTICLES).fillna(False)
    if read.any():
        digests[read] = [digest(row) for row in records(rows.loc[read, list(COLUMNS)])]
    return rows.assign(
        digest=digests,
        kind_no=_numbered(rows["kind"], {kind.id: kind.number for kind in KINDS.values()}),
        rank=_numbered(rows["geo_precision"], {one.value: one.rank for one in GeoPrecision}),
        zkey=_keys(rows["lat"], rows["lon"]),
        article_id=None,
        evidence="{}",  # a loaded row says all it knows in its own columns
    )


def _numbered(cells: pd.Series, numbers: Mapping[str, int]) -> NDArray[np.int64]:
    """Each cell's number; KeyError for a cell that has none."""
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    found: NDArray[np.int64] = np.array([numbers[one] for one in distinct], dtype="int64")[codes]
    return found


def _keys(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """The Morton keys of points, missing where there is no point: `geo.morton`, vectorised."""
    north = np.radians(lat.clip(-MERCATOR_MAX_LAT, MERCATOR_MAX_LAT).fillna(0).to_numpy())
    x = (lon.fillna(0).to_numpy() + 180.0) / 360.0 * WORLD
    y = (1.0 - np.arcsinh(np.tan(north)) / np.pi) / 2.0 * WORLD
    keys = pd.Series(mortons(_whole(x), _whole(y)), index=lat.index)
    return keys.astype("Int64").where(lat.notna())


def _whole(along: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Places along an axis of the world, in whole units."""
    return np.clip(along, 0, WORLD - 1).astype(np.uint64)
