"""Rows as numbers that tell them apart, and such numbers as text."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

DIGITS = 16  # hexadecimal ones of 64 bits


def fingerprints(frame: pd.DataFrame) -> NDArray[np.uint64]:
    """A number for each row, from all its cells; rows that say the same have the same."""
    hashes: NDArray[np.uint64] = pd.util.hash_pandas_object(frame, index=False).to_numpy()
    return hashes


def hexadecimal(numbers: NDArray[np.uint64]) -> pd.Series:
    """The numbers as text of 16 digits each."""
    digits = pa.py_buffer(numbers.astype(">u8").tobytes().hex().encode())
    cells = pa.FixedSizeBinaryArray.from_buffers(pa.binary(DIGITS), len(numbers), [None, digits])
    return pd.Series(cells.cast(pa.string()).to_pandas(), dtype="str")
