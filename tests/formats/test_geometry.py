"""What becomes of geometries that are no point: a point of theirs, and how far they reach."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from incidents.formats.loading.geometry import of_geojson, precisions, spot_of, told_by
from incidents.geo import Point, distance_m

corners = st.tuples(st.floats(-80, 80, width=32), st.floats(-80, 80, width=32))


@given(st.lists(corners, min_size=2, max_size=8, unique=True))
def test_the_whole_of_a_line_lies_within_its_reach(line) -> None:
    spot = spot_of(shapely.LineString(line))
    assert spot is not None
    assert spot.reach_m is not None
    middle = Point(spot.lat, spot.lon)
    assert all(distance_m(middle, Point(lat, lon)) <= spot.reach_m + 1 for lon, lat in line)


def test_the_point_of_an_area_lies_inside_it_however_it_is_bent() -> None:
    bent = shapely.Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4)])
    spot = spot_of(bent)
    assert spot is not None
    assert bent.contains(shapely.Point(spot.lon, spot.lat))


@pytest.mark.parametrize(
    "text",
    [
        "POINT (76.9 43.2)",
        "SRID=4326;MULTIPOINT ((76.9 43.2))",
        "GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (POINT (76.9 43.2)))",
        '{"type": "MultiPoint", "coordinates": [[76.9, 43.2]]}',
    ],
)
def test_a_point_alone_in_whatever_holds_it_is_that_point(text) -> None:
    spot = told_by(text)
    assert spot is not None
    assert (spot.lat, spot.lon, spot.reach_m) == (43.2, 76.9, None)


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON EMPTY",
        "POLYGON ((0 0, 1",
        "LINESTRING (-179 0, 179 0)",
        "LINESTRING (0 0, 0 91)",
        "POLYGON ((500000 4800000, 500100 4800000, 500100 4800100, 500000 4800000))",
        '{"type": "Polygon", "coordinates": 3}',
        '{"type": "Bridge", "coordinates": [1, 2]}',
        "a point of view",
    ],
)
def test_what_is_empty_broken_too_wide_or_in_metres_has_no_point(text) -> None:
    assert told_by(text) is None


def test_a_geometry_that_is_none_has_no_spot() -> None:
    assert [of_geojson(one) for one in (None, [], {}, {"type": 3})] == [None] * 4


def test_an_area_is_told_by_its_size_and_never_as_an_exact_place() -> None:
    metres = pd.Series([3.0, 501.0, 4_000.0, 20_000.0, 90_000.0, 400_000.0, None])
    found = precisions(metres)
    named = ["street", "district", "town", "admin2", "admin1", "country"]
    assert found.iloc[:6].tolist() == named
    assert pd.isna(found.iloc[6])
