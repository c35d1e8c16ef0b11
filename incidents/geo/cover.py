"""A drawn area as squares of the map: those inside it, and those that its border cuts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from incidents.geo.area import Area
from incidents.geo.keys import mortons, unmortons
from incidents.geo.tile import WORLD, WORLD_BITS

SQUARES_A_SIDE = 64  # about as many squares as an area is wide: few for SQL, with little border

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cover:
    """An area's squares: a point lies in the square whose number is its Morton key >> `shift`."""

    shift: int
    inside: Keys
    border: Keys

    @property
    def keys(self) -> tuple[int, int]:
        """The first and the last Morton key that may lie in the area."""
        squares = np.concatenate([self.inside, self.border])
        return int(squares.min()) << self.shift, ((int(squares.max()) + 1) << self.shift) - 1


def cover(area: Area) -> Cover:
    """The squares that hold every point of the area, of a size that suits it."""
    from shapely import box, contains_properly, intersects, prepare

    shape = area.shape()
    bits = _square_bits(shape.bounds)
    x, y = _grid(shape.bounds, bits)
    side = 1 << bits
    squares = box(x << bits, y << bits, (x << bits) + side, (y << bits) + side)
    prepare(shape)
    inside = contains_properly(shape, squares)
    border = intersects(shape, squares) & ~inside
    numbers = mortons(x.astype(np.uint64), y.astype(np.uint64))
    return Cover(2 * bits, numbers[inside], numbers[border])


def within(area: Area, keys: Keys) -> Keys:
    """Those of the Morton keys whose points lie in the area or on its border."""
    from shapely import intersects_xy, prepare

    shape = area.shape()
    prepare(shape)
    x, y = unmortons(keys)
    # A key tells a point down to a square of 4 cm; its middle stands for it.
    found: Keys = keys[intersects_xy(shape, x + 0.5, y + 0.5)]
    return found


def _square_bits(bounds: tuple[float, float, float, float]) -> int:
    west, north, east, south = bounds
    longest = max(east - west, south - north, 1.0)
    return min(WORLD_BITS, max(0, math.ceil(math.log2(longest / SQUARES_A_SIDE))))


def _grid(bounds: tuple[float, float, float, float], bits: int) -> tuple[Keys, Keys]:
    """Column and row of every square that touches the bounds."""
    west, north, east, south = (min(WORLD - 1, max(0, math.floor(edge))) >> bits for edge in bounds)
    across, down = np.meshgrid(np.arange(west, east + 1), np.arange(north, south + 1))
    return across.ravel(), down.ravel()
