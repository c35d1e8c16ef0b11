import io
import json

import pandas as pd
import pytest

from incidents import formats
from incidents.model import empty_frame, to_frame


def test_csv_has_a_header_and_iso_days(make_incident) -> None:
    read = pd.read_csv(io.BytesIO(formats.to_csv(to_frame([make_incident()]))))
    assert read.loc[0, "date"] == "2022-01-05"
    assert read.loc[0, "lat"] == 43.25


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_is_a_formula(make_incident, text) -> None:
    told = formats.to_csv(to_frame([make_incident(quote=text, title=text)]))
    read = pd.read_csv(io.BytesIO(told), dtype=str, keep_default_na=False)
    assert read.loc[0, "quote"][0] == "'"
    assert read.loc[0, "title"][0] == "'"


def test_negative_numbers_stay_numbers(make_incident, make_place) -> None:
    told = formats.to_csv(to_frame([make_incident(place=make_place(-33.9, -70.6))]))
    assert pd.read_csv(io.BytesIO(told)).loc[0, "lat"] == -33.9


def test_geojson_puts_longitude_first_and_keeps_what_has_no_place(make_incident) -> None:
    frame = to_frame([make_incident(), make_incident(place=None)])
    placed, unplaced = json.loads(formats.to_geojson(frame))["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [76.91, 43.25]}
    assert unplaced["geometry"] is None
    assert unplaced["properties"]["kind"] == "fire"


def test_an_empty_table_is_a_file_with_no_rows() -> None:
    assert json.loads(formats.to_geojson(empty_frame()))["features"] == []
    assert formats.to_csv(empty_frame()).decode().startswith("id,kind,date")


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("v=3", "incidents_v=3.csv"),
        ("kind=fire&kind=looting&v=3", "incidents_kind=fire_kind=looting_v=3.csv"),
        ("q=%D0%BF%D0%BE%2F..%2F+x&v=12", "incidents_q=по-..-x_v=12.csv"),
    ],
)
def test_a_download_is_named_for_what_it_holds(link, name) -> None:
    assert formats.file_name(link, ".csv") == name


def test_the_name_of_a_download_is_cut_before_its_version() -> None:
    name = formats.file_name(f"q={'a' * 500}&v=3", ".parquet")
    assert name.endswith("a_v=3.parquet")
    assert len(name) < 120
