"""More shapes that people keep: parts of known exports, counts, codes for names, spots of heat."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import incidents
from incidents.errors import UsageError
from incidents.formats.loading.points import both
from incidents.formats.loading.precise import precision_of


@pytest.fixture
def written(tmp_path):
    def write(*lines: str, name: str = "export.csv", ends: str = "\n") -> Path:
        path = tmp_path / name
        path.write_bytes((ends.join(lines) + ends).encode())
        return path

    return write


def test_an_acled_export_without_its_ids_is_one_still(written) -> None:
    header = '"","country","year","event_date","admin1","location","event_type","sub_event_type"'
    rows = ['"1","Kazakhstan",2022,"2022-01-05","Almaty","Almaty","Battles","Armed clash",27,3']
    path = written(f'{header},"interaction","fatalities"', *rows)
    frame, report = incidents.load(path)
    assert (report.shape, frame["kind"].tolist()) == ("ACLED", ["clash"])


def test_terrorism_data_with_plain_names_and_a_line_that_names_the_separator(written) -> None:
    header = "eventid;year;month;day;country;country_txt;city;attacktype1;attacktype1_txt;nkill"
    row = "200812210029;2008;12;0;97;Israel;Sderot;3;Bombing/Explosion;2"
    frame, report = incidents.load(written("sep=;", header, row))
    first = frame.iloc[0]
    assert report.shape == "Global Terrorism Database"
    assert (first["country"], first["date_precision"], first["killed_min"]) == ("IL", "month", 2)


def test_social_conflict_data_without_ids_is_read_by_its_codes(written) -> None:
    path = written("countryname,eyr,etype,ndeath", "Mali,1991,4,110", "Mali,1999,-9,-77")
    frame, report = incidents.load(path)
    assert frame["kind"].tolist() == ["clash"]
    assert (frame["killed_min"].tolist(), report.rows) == ([110], 2)


def test_spots_of_heat_are_fires_that_nobody_counted_and_volcanoes_are_none(written) -> None:
    header = "latitude,longitude,acq_date,satellite,frp,daynight,type"
    rows = ["-11.8,142.05,2019-08-01,Terra,6.6,D,0", "19.4,-155.2,2019-08-01,Terra,9.1,N,1"]
    frame, report = incidents.load(written(header, *rows))
    assert frame["kind"].tolist() == ["fire"]
    assert "one fire may be many" in report.notes[0]


def test_counts_by_year_and_municipality_are_no_incidents(written) -> None:
    lines = ["crime_type,state,year,value", "Homicidio,Jalisco,2015,12", "Homicidio,Jalisco,2016,0"]
    with pytest.raises(UsageError, match="counts events by area and time"):
        incidents.load(written(*lines))


def test_codes_and_coordinates_are_no_names_of_places(written) -> None:
    header = "Date,Primary Type,District,Latitude,Longitude,Location"
    rows = ['2015-09-05,THEFT,009,41.815,-87.669,"(41.815, -87.669)"',
            '2015-09-06,ARSON,015,41.895,-87.765,"(41.895, -87.765)"']  # fmt: skip
    frame, _ = incidents.load(written(header, *rows))
    assert frame["place"].isna().all()
    assert frame["kind"].tolist() == ["looting", "fire"]


def test_the_name_of_a_country_counts_before_its_code_in_another_list(written) -> None:
    lines = ["date,type,country,country_txt", "2020-01-05,fire,4,Iraq"]
    assert incidents.load(written(*lines))[0]["country"].tolist() == ["IQ"]


def test_lines_may_end_as_on_an_old_mac(written) -> None:
    lines = ["fecha,delito,lugar", "15/01/2014,Lesiones,Zapopan", "16/01/2014,Robos,Zapopan"]
    frame, report = incidents.load(written(*lines, ends="\r"))
    assert (report.rows, frame["kind"].tolist()) == (2, ["injury", "looting"])


def test_a_radius_beside_a_point_says_how_precise_it_is(written) -> None:
    lines = ["date,type,lat,lon,radius_m", "2026-05-10,fire,41.03,28.97,220"]
    lines += ["2026-05-10,flood,41.04,28.99,9000"]
    frame, _ = incidents.load(written(*lines))
    assert frame["geo_precision"].tolist() == ["street", "admin2"]
    assert frame["radius_m"].tolist() == [220, 9000]


def test_an_array_with_bare_names_as_scripts_keep_it_is_read(written) -> None:
    told = ['[{id: "A1", date: "2022-02-24", type: "shelling", latitude: "49.8",',
            ' longitude: "36.6", tags: ["one", "two"],},]']  # fmt: skip
    frame, _ = incidents.load(written(*told, name="data.json"))
    assert (frame["kind"].tolist(), frame["lat"].tolist()) == (["shelling"], [49.8])


def test_precision_in_words_is_the_coarsest_they_name(written) -> None:
    words = ["centre de localité approximatif", "village in the province", "Район", "?!"]
    assert [one and one.value for one in map(precision_of, words)] == [
        "town", "admin1", "admin2", None,
    ]  # fmt: skip
    feature = {
        "type": "Feature",
        "properties": {"kind": "fire", "date": "2022-01-05", "precision": "approximate town"},
        "geometry": {"type": "Point", "coordinates": [76.9, 43.2]},
    }
    path = written(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert incidents.load(path)[0]["geo_precision"].tolist() == ["town"]


def test_two_words_after_one_that_ends_on_n_or_s_are_no_coordinates() -> None:
    assert both("Western Africa") is None
    assert both("North South") is None
    assert both("43.25 N 76.95 E") == ("43.25N", "76.95E")


def test_rows_of_a_file_that_is_called_by_its_kind_are_of_that_kind_and_that_is_said(
    written,
) -> None:
    lines = ["Incident Date,City Or County,State,# Killed", '"June 2, 2021",Toledo,Ohio,1']
    frame, report = incidents.load(written(*lines, name="mass_shootings-2021.csv"))
    assert frame["kind"].tolist() == ["attack"]
    assert report.notes == (
        "no column says what happened: each row is taken for a case of attack, as the file is"
        " called",
    )
    assert incidents.load(written(*lines, name="killings.csv"), kind="arrest")[0]["kind"][0] == (
        "arrest"
    )


@pytest.mark.parametrize("name", ["fire_stations.csv", "towns.csv", "protests and fires.csv"])
def test_a_file_called_by_something_else_too_is_asked_about(written, name) -> None:
    with pytest.raises(UsageError, match="no column that says what happened"):
        incidents.load(written("date,place", "2021-06-02,Toledo", name=name))


def test_a_file_of_no_day_or_no_place_is_not_taken_for_incidents_by_its_name(written) -> None:
    for header in ("date,owner", "place,owner"):
        with pytest.raises(UsageError, match="no column that says what happened"):
            incidents.load(written(header, "2021-06-02,Somebody", name="protests.csv"))


def test_records_under_a_name_in_capitals_are_found(written) -> None:
    record = {"id": 1, "type_of_violence": 3, "date_start": "2017-07-31", "best": 6}
    told = json.dumps({"TotalCount": 1, "Result": [record | {"country": "Afghanistan"}]})
    frame, report = incidents.load(written(told, name="answer.json"))
    assert (report.shape, frame["kind"].tolist()) == ("UCDP GED", ["attack"])


def test_days_with_a_point_behind_them_are_days(written) -> None:
    lines = ["Datum;Tip;Opština", "05.01.2022.;Požar;Beograd", "16.01.2022.;Nezgoda;Beograd"]
    frame, _ = incidents.load(written(*lines))
    assert [f"{day:%m-%d}" for day in frame["date"]] == ["01-05", "01-16"]
    assert frame["kind"].tolist() == ["fire", "accident"]
