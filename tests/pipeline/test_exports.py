"""Small files in the exact shapes of real exports, and what each has to come out as."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import incidents
from incidents.errors import UsageError

FOLDER = Path(__file__).parents[1] / "exports"
EXPECTED = {
    line.split(" | ")[0]: line.split(" | ")[1:]
    for line in (FOLDER / "EXPECTED.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
}
REFUSED = {"acled_curated_hdx.csv"}


def shown(value: object) -> str:
    if value is None or value is pd.NaT or pd.isna(value):
        return "-"
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def test_every_file_has_its_expectation() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"EXPECTED.txt"}
    assert files == EXPECTED.keys() | REFUSED


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_comes_out_as_a_person_would_read_it(name: str) -> None:
    frame, report = incidents.load(FOLDER / name)
    shape, counts, what, where, killed = EXPECTED[name]
    row = frame.iloc[0]
    dropped = sum(one.count for one in report.dropped.values())
    assert report.shape == shape
    assert f"{report.rows}={report.kept}+{report.folded}+{dropped}" == counts
    assert f"{row['kind']} {shown(row['date'])} {row['date_precision']}" == what
    point = f"{row['lat']:.2f} {row['lon']:.2f} {row['geo_precision']}"
    assert f"{shown(row['country'])} {point}" == where
    assert f"{shown(row['killed_min'])} {shown(row['killed_max'])}" == killed


def test_a_column_of_events_in_words_counts_nothing(tmp_path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("Date,Events,Place\n2022-01-05,Protest,Almaty\n", "utf-8")
    frame, _ = incidents.load(path)
    assert frame["kind"].tolist() == ["protest"]


def test_counts_by_month_are_no_incidents() -> None:
    with pytest.raises(UsageError, match="counts events by area and time"):
        incidents.load(FOLDER / "acled_curated_hdx.csv")


def test_points_outside_their_country_are_doubted_and_turned_ones_not_drawn() -> None:
    frame, report = incidents.load(FOLDER / "swapped.csv")
    doubts = {reason: tally.first for reason, tally in report.doubted.items()}
    assert doubts["latitude and longitude look swapped: not drawn there"] == (1,)
    assert doubts["the point lies outside the country named"] == (2,)
    assert doubts["date is in the future"] == (3,)
    assert doubts["date is before 1900"] == (4,)
    assert abs(frame["lat"].iloc[0] - 43.25) < 0.01  # placed by its words


def test_figures_in_words_are_ranges_and_unknown_is_nothing() -> None:
    frame, report = incidents.load(FOLDER / "nulls.csv")
    ranges = frame[["killed_min", "killed_max", "injured_min", "injured_max"]].astype(object)
    told = ranges.where(ranges.notna(), None).to_numpy().tolist()
    assert told == [
        [None, None, None, None],
        [None, None, 10, None],
        [5, None, 1200, 1200],
        [5, 10, None, None],
    ]
    assert report.doubted["a figure cannot be read"].first == (4,)


def test_an_id_that_stands_with_another_event_hides_none_of_them() -> None:
    frame, report = incidents.load(FOLDER / "dupid.csv")
    assert frame["id"].is_unique
    assert report.doubted["its id stands with another event in an earlier row"].first == (2,)


def test_a_point_of_a_row_without_a_place_is_taken_for_the_middle_of_its_country() -> None:
    frame, _ = incidents.load(FOLDER / "icews.tab")
    assert frame["geo_precision"].tolist() == ["town", "country"]
