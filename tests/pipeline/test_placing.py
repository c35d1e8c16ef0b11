"""Rows with words for their place and no point lie no finer, and nowhere else, than they say."""

from __future__ import annotations

from pathlib import Path

import pytest

import incidents


@pytest.fixture
def written(tmp_path):
    def write(*lines: str) -> Path:
        path = tmp_path / "export.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


def test_a_village_that_nobody_knows_lies_somewhere_in_its_region(written) -> None:
    lines = ["date,type,place,admin1,country"]
    lines += ["2022-09-23,looting,Nowhereville,Boucle du Mouhoun,Burkina Faso"]
    row = incidents.load(written(*lines))[0].iloc[0]
    assert (row["place"], row["geo_precision"]) == ("Nowhereville", "admin1")
    assert row["radius_m"] > 100_000


def test_a_region_that_stands_alone_is_no_town_of_that_name(written) -> None:
    lines = ["date,type,state,country", "2022-09-23,looting,Aguascalientes,Mexico"]
    row = incidents.load(written(*lines))[0].iloc[0]
    assert row["geo_precision"] == "admin1"


def test_a_town_called_like_its_region_is_the_town(written) -> None:
    lines = ["date,type,place,admin1,country", "2022-01-05,fire,Almaty,Almaty,Kazakhstan"]
    row = incidents.load(written(*lines))[0].iloc[0]
    assert (row["geo_precision"], round(row["lat"])) == ("town", 43)


def test_a_name_without_a_country_lies_where_the_points_of_the_file_do(written) -> None:
    lines = ["date,type,place,lat,lon"]
    lines += [f"2021-01-0{day},robbery,Somewhere {day},-34.{day},-58.4" for day in range(1, 6)]
    lines += ["2021-01-06,robbery,Santa Monica,,", "2021-01-07,robbery,Quilmes,,"]
    frame, report = incidents.load(written(*lines))
    assert frame["lat"].isna().tolist() == [False] * 5 + [True, False]
    assert (report.geocoded, report.unplaced) == (1, 1)
    assert frame["geo_precision"].iloc[5] == "unknown"
