import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import UsageError
from incidents.geo import BoundingBox, Point, Tile, distance_m, morton, web_mercator
from incidents.geo.tile import MERCATOR_MAX_LAT

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
zooms = st.integers(0, 20)


@given(points, zooms)
def test_every_point_lies_in_exactly_one_tile_of_a_zoom(point: Point, zoom: int) -> None:
    tile = Tile.holding(point, zoom)
    first, last = tile.keys
    key = morton(*web_mercator(point))
    assert first <= key <= last
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        x, y = tile.x + dx, tile.y + dy
        if 0 <= x < 1 << zoom and 0 <= y < 1 << zoom:
            low, high = Tile(zoom, x, y).keys
            assert not low <= key <= high


@given(zooms, st.integers(0, 1 << 20), st.integers(0, 1 << 20))
def test_a_tiles_four_children_share_out_its_keys(zoom: int, x: int, y: int) -> None:
    tile = Tile(zoom, x % (1 << zoom), y % (1 << zoom))
    children = [
        Tile(zoom + 1, 2 * tile.x + dx, 2 * tile.y + dy).keys for dx in (0, 1) for dy in (0, 1)
    ]
    children.sort()
    assert children[0][0] == tile.keys[0]
    assert children[-1][1] == tile.keys[1]
    assert all(a[1] + 1 == b[0] for a, b in itertools.pairwise(children))


@given(points)
def test_a_tiles_box_holds_its_points(point: Point) -> None:
    if abs(point.lat) < MERCATOR_MAX_LAT:
        box = Tile.holding(point, 8).box
        slack = 1e-6
        assert box.south - slack <= point.lat <= box.north + slack
        assert box.west - slack <= point.lon <= box.east + slack


def test_null_island_is_a_place() -> None:
    assert Tile.holding(Point(0, 0), 1) == Tile(1, 1, 1)


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 181), (math.nan, 0), (0, math.inf)])
def test_a_point_off_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(UsageError, match="latitude runs from -90 to 90"):
        Point(lat, lon)


@pytest.mark.parametrize("tile", [(-1, 0, 0), (31, 0, 0), (3, 8, 0), (3, 0, -1)])
def test_a_tile_off_the_map_is_refused(tile: tuple[int, int, int]) -> None:
    with pytest.raises(UsageError):
        Tile(*tile)


def test_distance_from_almaty_to_its_airport_is_about_fifteen_kilometres() -> None:
    assert 13_000 < distance_m(Point(43.2525, 76.9115), Point(43.352, 77.0405)) < 17_000


def test_a_box_may_cross_the_antimeridian() -> None:
    box = BoundingBox.parse("170,-20,-170,10")
    assert Point(0, 179) in box
    assert Point(0, -175) in box
    assert Point(0, 0) not in box


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "0,10,1,5", "0,0,nan,1", "", "1,2,3,4,5"])
def test_a_bad_box_says_what_would_be_right(text: str) -> None:
    with pytest.raises(UsageError, match="west,south,east,north"):
        BoundingBox.parse(text)
