"""What goes out comes back: file → table → file gives the same bytes, in every format."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from pandas.testing import assert_frame_equal

from incidents.formats import TABLES, About
from incidents.formats.csv import read_csv
from incidents.formats.geojson import read_geojson
from incidents.formats.kml import read_kml
from incidents.formats.parquet import read_parquet
from incidents.formats.xlsx import read_xlsx
from incidents.model import empty_frame, to_frame
from incidents.model.frame import COLUMNS

from .conftest import frames

READERS: dict[str, Callable[[bytes], pd.DataFrame]] = {
    ".csv": read_csv,
    ".geojson": read_geojson,
    ".kml": lambda data: read_kml(io.BytesIO(data)),
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
}
EXACT = [".csv", ".geojson", ".parquet"]  # the others cannot hold every letter or every digit


def written(frame: pd.DataFrame, about: About, ending: str, size: int = 4) -> bytes:
    target = io.BytesIO()
    batches = (frame.iloc[at : at + size] for at in range(0, len(frame), size))
    TABLES[ending](batches, about, target)
    return target.getvalue()


def test_every_table_format_has_a_reader() -> None:
    assert set(READERS) == set(TABLES)


@pytest.mark.slow
@pytest.mark.parametrize("ending", TABLES)
@settings(deadline=None, max_examples=60)
@given(frame=frames())
def test_a_file_read_back_and_written_again_is_the_same_file(about, ending, frame) -> None:
    first = written(frame, about, ending)
    back = READERS[ending](first)
    assert list(back.columns) == list(COLUMNS)
    assert written(back, about, ending) == first


@pytest.mark.slow
@pytest.mark.parametrize("ending", EXACT)
@settings(deadline=None, max_examples=60)
@given(frame=frames())
def test_every_cell_comes_back_as_it_was(about, ending, frame) -> None:
    assert_frame_equal(READERS[ending](written(frame, about, ending)), frame)


@pytest.mark.parametrize("ending", TABLES)
def test_a_file_of_no_incidents_can_be_read(about, ending) -> None:
    back = READERS[ending](written(empty_frame(), about, ending))
    assert_frame_equal(back, empty_frame())


@pytest.mark.parametrize("ending", TABLES)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_days_and_counts_stay_themselves_in_every_time_zone(
    about, ending, zone, make_incident, monkeypatch
) -> None:
    frame = to_frame([make_incident("1850-07-31"), make_incident("2022-01-05")])
    frame["killed_min"] = pd.array([0, None], dtype="Int64")
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        back = READERS[ending](written(frame, about, ending))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [str(day)[:10] for day in back["date"]] == ["1850-07-31", "2022-01-05"]
    assert back["killed_min"].equals(pd.Series([0, None], dtype="Int64"))
