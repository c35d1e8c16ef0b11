"""Morton keys by the array: `geo.morton` and its reverse for many points at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.uint64]

_SPREAD = (
    (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333), (1, 0x5555555555555555),
)  # fmt: skip


def mortons(x: Whole, y: Whole) -> NDArray[np.int64]:
    """The keys of points, each less than 2^31 in x and y."""
    return (_spread(x) | (_spread(y) << np.uint64(1))).astype(np.int64)


def unmortons(keys: NDArray[np.int64]) -> tuple[Whole, Whole]:
    """x and y of the keys."""
    bits = keys.astype(np.uint64)
    return _gathered(bits), _gathered(bits >> np.uint64(1))


def _spread(bits: Whole) -> Whole:
    """The low 32 bits with a zero between each and the next."""
    for shift, mask in _SPREAD:
        bits = (bits | bits << np.uint64(shift)) & np.uint64(mask)
    return bits


def _gathered(bits: Whole) -> Whole:
    """Every second bit, the reverse of what spreads them."""
    bits = bits & np.uint64(_SPREAD[-1][1])
    masks = [mask for _, mask in _SPREAD[-2::-1]] + [0x00000000FFFFFFFF]
    for (shift, _), mask in zip(_SPREAD[::-1], masks, strict=True):
        bits = (bits | bits >> np.uint64(shift)) & np.uint64(mask)
    return bits
