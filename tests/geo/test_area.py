import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadParameter
from incidents.geo import Area, Point, cover, morton, web_mercator, within
from incidents.geo.keys import mortons, unmortons

SQUARE = "76,43,77,43,77,44,76,44"
wholes = st.integers(0, (1 << 30) - 1)
corners = st.tuples(st.floats(-180, 179), st.floats(-40, 80))
sizes = st.floats(0.001, 40)


@given(st.lists(st.tuples(wholes, wholes), min_size=1, max_size=20))
def test_keys_by_the_array_are_the_keys_one_by_one(points: list[tuple[int, int]]) -> None:
    x, y = np.array(points, dtype=np.uint64).T
    keys = mortons(x, y)
    assert keys.tolist() == [morton(*point) for point in points]
    back = unmortons(keys)
    assert (back[0].tolist(), back[1].tolist()) == (x.tolist(), y.tolist())


@given(corners, sizes)
def test_an_area_is_read_back_as_it_was_written(corner: tuple[float, float], size: float) -> None:
    x, y = corner
    area = Area(((x, y), (x + size, y), (x, y - size)))
    assert Area.parse(str(area)) == area
    assert Area((*area.ring, area.ring[0])) == area  # closed or not
    assert Area(tuple((lon + 360, lat) for lon, lat in area.ring)) == area  # a world further


@given(corners, sizes, st.lists(st.tuples(st.floats(-1, 2), st.floats(-1, 2)), max_size=30))
def test_squares_and_points_agree_on_what_lies_inside(corner, size, shares) -> None:
    x, y = corner
    area = Area(((x, y), (x + size, y), (x + size / 3, y - size)))
    squares = cover(area)
    lons = [(x + size * east + 180) % 360 - 180 for east, _ in shares]
    lats = [max(-85.0, min(85.0, y - size * south)) for _, south in shares]
    keys = np.array(
        [morton(*web_mercator(Point(lat, lon))) for lat, lon in zip(lats, lons, strict=True)],
        dtype=np.int64,
    )
    exact = set(within(area, keys).tolist())
    first, last = squares.keys
    for key in keys.tolist():
        square = key >> squares.shift
        if square in squares.inside:
            assert key in exact
        if key in exact:
            assert square in squares.inside or square in squares.border
            assert first <= key <= last


def test_an_area_may_lie_across_the_antimeridian() -> None:
    area = Area.parse("179,-17,181,-17,181,-16,179,-16")
    points = [Point(-16.5, 179.5), Point(-16.5, -179.5), Point(-16.5, 178.5), Point(-16.5, 0.5)]
    keys = np.array([morton(*web_mercator(point)) for point in points])
    assert within(area, keys).tolist() == keys[:2].tolist()


def test_its_size_is_told_in_square_kilometres() -> None:
    assert Area.parse("0,0,1,0,1,1,0,1").km2 == pytest.approx(12_364, rel=1e-3)
    assert Area.parse("0,0,0,1,1,1,1,0").km2 == pytest.approx(12_364, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("76,43,77,44,77,43,76,44", "must not cross or touch itself"),
        ("76,43,77,43,78,43", "nor be flat"),
        ("76,43,77,43", "at least three corners"),
        ("76,43,77,43,76,43,77,43", "must not cross"),
        ("76,43,77,43,77", "must be lon,lat,lon,lat"),
        ("76,43,77,43,77,x", "must be lon,lat,lon,lat"),
        ("", "must be lon,lat,lon,lat"),
        ("76,43,77,43,77,91", "on the Earth"),
        ("76,43,77,43,nan,44", "on the Earth"),
        ("76,43,77,43,1e300,44", "on the Earth"),
        ("179,-17,-179,-17,-179,-16,179,-16", "write longitudes past 180"),
        ("-170,0,0,0,170,0,200,0,200,9,170,9,0,9,-170,9", "at most once around"),
        (",".join(["76,43"] * 201), "at least three corners"),
        (",".join(["76,43"] * 100_000), "at most 200 corners"),
    ],
)
def test_a_bad_area_is_refused_and_says_what_would_be_right(text: str, says: str) -> None:
    with pytest.raises(BadParameter, match=says) as caught:
        Area.parse(text)
    assert caught.value.name == "area"
    assert len(str(caught.value)) < 300


def test_a_ring_of_as_many_corners_as_may_be_is_taken() -> None:
    turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    ring = tuple(zip((76 + np.cos(turn)).tolist(), (43 + np.sin(turn)).tolist(), strict=True))
    assert len(Area(ring).ring) == 200
    assert len(str(Area(ring))) < 4_000
    with pytest.raises(BadParameter, match="at most 200 corners; got 201"):
        Area((*ring[:100], (77.5, 43.0), *ring[100:]))
