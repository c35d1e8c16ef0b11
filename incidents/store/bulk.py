"""Many rows of a loaded table as rows of the store, a column at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from incidents.geo.tile import MERCATOR_MAX_LAT, WORLD, WORLD_BITS
from incidents.model import KINDS, GeoPrecision

TOLD = ("status",)  # what a person decides is no part of what the source says


def prepared_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The table of COLUMNS with the store's own columns, without their version numbers."""
    rows = frame.drop_duplicates("id").reset_index(drop=True)
    digests = pd.util.hash_pandas_object(rows.drop(columns=list(TOLD)), index=False)
    return rows.assign(
        digest=[f"{one:016x}" for one in digests],
        kind_no=rows["kind"].map({kind.id: kind.number for kind in KINDS.values()}),
        rank=rows["geo_precision"].map({one.value: one.rank for one in GeoPrecision}),
        zkey=_keys(rows["lat"], rows["lon"]),
        article_id=None,
        evidence="{}",  # a loaded row says all it knows in its own columns
    )


def _keys(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """The Morton keys of points, missing where there is no point: `geo.morton`, vectorised."""
    north = np.radians(lat.clip(-MERCATOR_MAX_LAT, MERCATOR_MAX_LAT).fillna(0).to_numpy())
    x = (lon.fillna(0).to_numpy() + 180.0) / 360.0 * WORLD
    y = (1.0 - np.arcsinh(np.tan(north)) / np.pi) / 2.0 * WORLD
    keys = _spread(x) | (_spread(y) << np.uint64(1))
    return pd.Series(keys.astype("int64"), index=lat.index).astype("Int64").where(lat.notna())


def _spread(along: NDArray[np.float64]) -> NDArray[np.uint64]:
    """The whole numbers along an axis with a zero between each bit and the next."""
    bits: NDArray[np.uint64] = np.clip(along, 0, WORLD - 1).astype(np.uint64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333), (1, 0x5555555555555555),
    ):  # fmt: skip
        bits = (bits | bits << np.uint64(shift)) & np.uint64(mask)
    return bits


assert WORLD == 1 << WORLD_BITS <= 1 << 32  # what _spread can spread
