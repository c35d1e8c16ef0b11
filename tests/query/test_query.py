from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadParameter
from incidents.geo import Area, BoundingBox, Point
from incidents.model import KINDS, GeoPrecision, Status
from incidents.query import MOST_SPOTS, Link, Query, Spot, Viewport

days = st.none() | st.dates(date(1800, 1, 1), date(2199, 1, 1))
edges = st.integers(-1700, 1700).map(lambda tenths: tenths / 10)
boxes = st.builds(
    lambda w, e, s, n: BoundingBox(w, min(s, n), e, max(s, n)),
    edges, edges, st.integers(-90, 90), st.integers(-90, 90),
)  # fmt: skip
areas = st.builds(
    lambda x, y, size: Area(((x, y), (x + size, y), (x, y - size))),
    st.floats(-180, 179), st.floats(-60, 80), st.floats(0.001, 20),
)  # fmt: skip
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)
spots = st.builds(
    Spot,
    st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
    st.none() | st.sampled_from(GeoPrecision),
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    since, until = draw(days), draw(days)
    if since and until and until < since:
        since, until = until, since
    return Query(
        kinds=tuple(draw(st.lists(st.sampled_from(list(KINDS)), unique=True))),
        datasets=tuple(draw(st.lists(words.filter(str.strip), unique=True, max_size=4))),
        sources=tuple(draw(st.lists(words.filter(str.strip), unique=True, max_size=4))),
        since=since,
        until=until,
        text=draw(words).strip() or None,
        countries=tuple(draw(st.lists(st.sampled_from(["KZ", "NL", "US"]), unique=True))),
        precision=draw(st.none() | st.sampled_from(GeoPrecision)),
        statuses=tuple(draw(st.lists(st.sampled_from(Status), unique=True))),
        min_killed=draw(st.none() | st.integers(0, 10_000)),
        bbox=draw(st.none() | boxes),
        area=draw(st.none() | areas),
        spots=tuple(draw(st.lists(spots, unique=True, max_size=4))),
        version=draw(st.none() | st.integers(0, 10_000)),
    )


@given(queries())
def test_a_query_survives_its_way_through_a_link(query: Query) -> None:
    assert Query.from_params(query.to_params()) == query


@given(queries())
def test_a_link_restores_everything(query: Query) -> None:
    view = Viewport(Point(43.2, 76.9), 11)
    link = Link(query, view, "osm", "killed", "kind", "view", "abc123", embed=True)
    assert Link.from_params(link.to_params()) == (link, [])


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "kind",
                "since",
                "until",
                "q",
                "country",
                "precision",
                "status",
                "killed",
                "bbox",
                "area",
                "at",
                "v",
                "lat",
                "lon",
                "zoom",
                "incident",
                "embed",
                "nonsense",
            ]
        ),
        st.lists(words, max_size=3),
    )
)
def test_no_link_is_so_broken_that_nothing_is_left_of_it(params: dict[str, list[str]]) -> None:
    link, problems = Link.from_params(params)
    assert Link.from_params(link.to_params())[0].query == link.query
    assert all(problem.endswith(".") for problem in problems)


def test_one_bad_value_leaves_the_rest_of_the_link() -> None:
    link, problems = Link.from_params(
        {"kind": ["fire", "brand"], "since": ["2022-13-01"], "country": ["kz"], "utm": ["x"]}
    )
    assert link.query == Query(kinds=("fire",), countries=("KZ",))
    assert len(problems) == 3
    assert "protest" in next(problem for problem in problems if "brand" in problem)


def test_days_in_the_wrong_order_leave_the_first() -> None:
    link, problems = Link.from_params({"since": ["2022-01-10"], "until": ["2022-01-01"]})
    assert link.query == Query(since=date(2022, 1, 10))
    assert "must not be before" in problems[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "x"), ("since", "5 jan"), ("precision", "exact"), ("status", "new"),
     ("country", "KAZ"), ("killed", "-1"), ("killed", "١٢"), ("bbox", "1,2"), ("v", "x"),
     ("at", "43.2"), ("at", "91,0"), ("at", "1,2,exact"), ("at", "1,2,town,3"), ("at", "nan,1"),
     ("q", "x" * 201), ("area", "1,2,3")],
)  # fmt: skip
def test_a_bad_parameter_is_named_and_says_what_would_be_right(name: str, value: str) -> None:
    with pytest.raises(BadParameter) as caught:
        Query.from_params({name: [value]})
    assert caught.value.name == name
    assert "must be" in str(caught.value) or "the kinds are" in str(caught.value)


def test_kinds_may_be_repeated_or_listed() -> None:
    spelled = Query.from_params({"kind": ["fire,looting", "fire"]})
    assert spelled.kinds == ("fire", "looting")


def test_a_spot_is_written_as_a_tile_tells_it() -> None:
    link, problems = Link.from_params({"at": ["43.25,76.95,town", " 0,-0 ", "x"]})
    assert link.query.spots == (
        Spot(Point(43.25, 76.95), GeoPrecision.TOWN),
        Spot(Point(0, 0)),
    )
    assert str(link) == "at=43.25,76.95,town&at=0,0"
    assert "lat,lon,precision" in problems[0]


def test_more_spots_than_a_symbol_holds_are_refused() -> None:
    many = [f"{number},0" for number in range(MOST_SPOTS + 1)]
    with pytest.raises(BadParameter, match="at most 50 spots"):
        Query.from_params({"at": many})


def test_a_look_or_a_base_map_that_cannot_be_is_left_out_and_told() -> None:
    link, problems = Link.from_params({"show": ["bubbles"], "layer": ["<b>"]})
    assert (link.show, link.layer) == (None, None)
    assert len(problems) == 2
    assert any("show must be one of killed, heat" in problem for problem in problems)
