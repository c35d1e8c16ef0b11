from datetime import date

import pandas as pd
import pytest

from incidents.errors import UsageError
from incidents.geo import Point
from incidents.model import (
    COLUMNS,
    DatePrecision,
    Figure,
    GeoPrecision,
    Place,
    When,
    empty_frame,
    to_frame,
)
from incidents.model.frame import of_tuples, records, row_of


def test_the_table_has_the_promised_columns_in_order() -> None:
    promised = """
        id kind date date_end date_precision place country admin1 lat lon
        geo_precision radius_m killed_min killed_max injured_min injured_max
        arrested_min arrested_max actors hedged attributed_to title quote quote_start
        quote_end source url language published status confidence dataset
    """.split()
    assert list(COLUMNS) == promised
    assert list(empty_frame()) == promised


def test_empty_and_full_tables_have_the_same_types(make_incident) -> None:
    assert dict(to_frame([make_incident()]).dtypes) == dict(empty_frame().dtypes)


def test_an_unknown_figure_is_null_and_never_zero(make_incident) -> None:
    row = records(to_frame([make_incident(killed=Figure(12, None))]))[0]
    assert (row["killed_min"], row["killed_max"], row["injured_min"]) == (12, None, None)


def test_a_page_of_tuples_is_the_same_table(make_incident, make_place) -> None:
    made = [
        make_incident("1901-02-03", killed=Figure(12, None), place=make_place(-0.0, 0.0)),
        make_incident(None, hedged=True),
    ]
    for some in (made, made[:1], []):
        table = of_tuples([tuple(row_of(one).values()) for one in some])
        pd.testing.assert_frame_equal(table, to_frame(some))


def test_a_day_stays_the_day_it_was(make_incident) -> None:
    row = records(to_frame([make_incident("1901-02-03")]))[0]
    assert row["date"] == "1901-02-03"


def test_null_island_has_coordinates(make_incident, make_place) -> None:
    row = records(to_frame([make_incident(place=make_place(0.0, 0.0))]))[0]
    assert (row["lat"], row["lon"]) == (0.0, 0.0)


@pytest.mark.parametrize("figure", [(-1, None), (5, 4)])
def test_a_figure_refuses_nonsense(figure) -> None:
    with pytest.raises(UsageError):
        Figure(*figure)


def test_a_date_and_its_precision_come_together() -> None:
    with pytest.raises(UsageError):
        When(date(2022, 1, 5))
    with pytest.raises(UsageError):
        When(date(2022, 1, 5), date(2022, 1, 4), DatePrecision.DAY)


def test_a_place_without_a_radius_is_refused() -> None:
    with pytest.raises(UsageError, match="radius"):
        Place("x", Point(0, 0), GeoPrecision.TOWN, 0)


def test_only_what_is_as_precise_as_a_town_is_a_point() -> None:
    assert [one.value for one in GeoPrecision if one.is_point] == [
        "site", "street", "district", "town",
    ]  # fmt: skip
