"""How cells of exports are read: days, figures and coordinates in the ways people write them."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.formats.loading import guessed, way_of
from incidents.formats.loading.cells import people_of, words
from incidents.formats.loading.composed import composed
from incidents.formats.loading.heads import fitted, header_at
from incidents.formats.loading.kinds import any_kind
from incidents.formats.loading.months import NAMES
from incidents.formats.loading.points import both, degrees_of

TODAY = date(2026, 1, 1)
unhurried = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["05 January 2022", "16 March 2021"], "2022-01-05"),
        (["5-Aug-24", "9-May-20"], "2024-08-05"),
        (["31-12-19", "01-02-20"], "2019-12-31"),
        (["01-January-2015", "22-March-2015"], "2015-01-01"),
        (["2022-01-05T23:30:00Z", "2022-01-06T00:00:00+01:00"], "2022-01-05"),
        (["1/5/2022 14:30", "12/25/2021 08:00"], "2022-01-05"),
        (["44566", "44567"], "2022-01-05"),
        (["1641340800", "1641427200"], "2022-01-05"),
        (["5 janvier 2022", "16 février 2022"], "2022-01-05"),
        (["5 января 2022 г.", "16 марта 2022 г."], "2022-01-05"),
        (["5. März 2022", "16. Mai 2022"], "2022-03-05"),
        (["5 de enero de 2022", "16 de marzo de 2022"], "2022-01-05"),
        (["Wednesday, January 5, 2022", "Sunday, January 16, 2022"], "2022-01-05"),
        (["05JAN2022", "16FEB2022"], "2022-01-05"),
        (["01/25/2022 03:15:00 PM", "01/05/2022 03:15:00 AM"], "2022-01-25"),
        (["2022年1月5日", "2022年1月6日"], "2022-01-05"),
        (["January 2022", "March 2022"], "2022-01-01"),
    ],
)
def test_a_column_of_days_is_read_in_the_one_way_that_fits(cells: list[str], first: str) -> None:
    way = way_of(cells, TODAY)
    assert way.is_sure
    assert f"{way.read(pd.Series(cells)).iloc[0]:%Y-%m-%d}" == first


def test_days_that_two_ways_read_are_asked_about() -> None:
    way = way_of(["05/06/2022", "07/08/2022"], TODAY)
    assert [one.partition(":")[0] for one in way.told] == ["day first", "month first"]
    assert way_of(["05/06/2022", "07/08/2022"], TODAY, prefer="day").formats == ("%d/%m/%Y",)


@pytest.mark.parametrize("cells", [["soon", "later"], ["1", "2", "3"], ["12:30", "13:45"], [""]])
def test_what_is_no_column_of_days_has_no_way(cells: list[str]) -> None:
    assert way_of(cells, TODAY).formats == ()


@unhurried
@given(st.lists(st.dates(date(1990, 1, 1), date(2025, 12, 31)), min_size=1))
def test_days_come_out_as_they_went_in(days: list[date]) -> None:
    cells = pd.Series([day.isoformat() for day in days])
    assert way_of(cells, TODAY).read(cells).dt.date.tolist() == days


def test_every_language_has_twelve_months() -> None:
    assert {len(names.split()) for names in NAMES} == {12}


@pytest.mark.parametrize(
    ("cell", "least", "most"),
    [
        ("3", 3, 3), ("3.0", 3, 3), ("1,200", 1200, 1200), ("1 200", 1200, 1200),
        ("10+", 10, None), ("at least 5", 5, None), (">10", 11, None), ("5-10", 5, 10),
        ("up to 7", None, 7), ("<5", None, 4), ("unknown", None, None), ("10%", None, None),
        ("2.5", None, None), ("-3", None, None), ("9999999999999", None, None), ("0", 0, 0),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_write_them(cell: str, least: object, most: object) -> None:
    assert people_of(cell) == (least, most)


@unhurried
@given(st.text(max_size=30))
def test_whatever_a_figure_says_its_range_is_in_order(cell: str) -> None:
    least, most = people_of(cell)
    assert least is None or least >= 0
    assert None in (least, most) or least <= most


@pytest.mark.parametrize(
    ("cell", "degrees"),
    [
        ("43.25", 43.25), ("43,25", 43.25), ("-43.5", -43.5), ("43°15'N", 43.25),
        ("43° 15' 36\" S", -43.26), ("33.9 S", -33.9), ("W18.4", -18.4), ("76° в.д.", None),
        ("43°75'N", None), ("north", None), ("", None),
    ],
)  # fmt: skip
def test_degrees_are_read_in_any_notation(cell: str, degrees: float | None) -> None:
    read = degrees_of(cell)
    assert math.isnan(read) if degrees is None else abs(read - degrees) < 1e-9


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        ("43.25, 76.95", ("43.25", "76.95")),
        ("(43.25, 76.95)", ("43.25", "76.95")),
        ("POINT (76.95 43.25)", ("43.25", "76.95")),
        ("SRID=4326;POINT(76.95 43.25)", ("43.25", "76.95")),
        ("43,25; 76,95", ("43,25", "76,95")),
        ("Almaty", None),
        ("5 January", None),
        ("2022-01-05", None),
    ],
)
def test_two_coordinates_in_a_cell_are_told_apart(cell: str, pair: object) -> None:
    assert both(cell) == pair


def test_a_day_in_three_columns_may_lack_its_end() -> None:
    first, lengths = composed(
        pd.Series(["2022", "2022", "2022", "x"]),
        pd.Series(["1", "March", "0", "1"]),
        pd.Series(["5", "0", "7", "1"]),
    )
    assert first.dt.strftime("%m-%d").fillna("-").tolist() == ["01-05", "03-01", "01-01", "-"]
    assert lengths.tolist() == ["day", "month", "year", "unknown"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Bombing/Explosion", "explosion"), ("Hostage Taking (Kidnapping)", "abduction"),
        ("пожар", "fire"), ("Enfrentamientos", "clash"), ("قصف", "shelling"),
        ("Armed clash with police", "clash"), ("Ceasefire", None), ("Agreement", None),
        ("They opened fire and the protest ended in an arrest", None),
    ],
)  # fmt: skip
def test_words_for_kinds_are_known_in_many_languages_and_never_guessed(words, kind) -> None:
    assert any_kind(words) == kind


def test_a_header_is_found_below_titles_and_made_as_wide_as_its_rows() -> None:
    rows = [["Report", "", ""], ["date", "type", "lat"], ["2022-01-05", "fire", "1"]]
    assert header_at(rows) == 1
    assert fitted(["a", "b", ""], [["1", "2"]]) == ["a", "b"]
    assert fitted(["a", "b"], [["1", "2", ""]]) == ["a", "b", ""]
    assert fitted(["a", "b"], [["1", "x", "y"], ["2", "x", "y"]]) == ["", "a", "b"]


def test_what_spreadsheets_write_for_nothing_is_nothing_and_a_town_is_a_town() -> None:
    cells = pd.DataFrame({"place": ["NULL", " n/a ", "-", "Nan", "#N/A", "0"]})
    assert words(cells, "place").fillna("").tolist() == ["", "", "", "Nan", "", "0"]


def test_hxl_tags_say_more_than_headers() -> None:
    headers = ["Wo", "A", "B", "Code"]
    tags = {"Wo": "#loc +name", "A": "#geo+lat", "B": "#geo+lon", "Code": "#adm1+code"}
    found = guessed(headers, tags)
    assert (found["place"], found["lat"], found["lon"]) == ("Wo", "A", "B")
    assert "admin1" not in found
