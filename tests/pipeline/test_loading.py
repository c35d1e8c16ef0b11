"""Exports as they are written, era by era, and the account of every row."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import incidents
from incidents.errors import UsageError
from incidents.model import COLUMNS

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)


def acled(
    key="KAZ1", day="05 January 2022", kind="Mob violence", actor="Rioters", lat="43.25",
    lon="76.95", precision="1", place="Almaty", type_="Riots", notes='"Shops, then\nthe city hall"',
) -> str:  # fmt: skip
    return (
        f"{key},{day},2022,1,Demonstrations,{type_},{kind},{actor},,Rioters,Police,,State,15,,"
        f"398,Caucasus and Central Asia,Kazakhstan,Almaty,,,{place},{lat},{lon},{precision},"
        f"Azattyq,National,{notes},3,crowd size=no report,1650000000"
    )


@pytest.fixture
def written(tmp_path: Path):
    def write(*lines: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return write


def test_an_acled_export_is_read_without_editing_a_column(written) -> None:
    frame, report = incidents.load(written(ACLED, acled()))
    row = frame.iloc[0]
    assert report.shape == "ACLED"
    assert list(frame.columns) == list(COLUMNS)
    assert (row["kind"], f"{row['date']:%Y-%m-%d}", row["country"]) == ("clash", "2022-01-05", "KZ")
    assert (row["lat"], row["geo_precision"], row["killed_min"]) == (43.25, "town", 3)
    assert row["quote"] == "Shops, then\nthe city hall"
    assert row["actors"] == "Rioters; Police"


def test_an_older_acled_export_in_capitals_is_read_too(written) -> None:
    frame, report = incidents.load(
        written(
            "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,"
            "ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,"
            "ADMIN3,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES",
            "615,1ALG,1,01-January-2015,2015,1,Battle-No change of territory,Military Forces of"
            " Algeria,,1,AQIM,,2,12,Algeria,Boumerdes,,,Boumerdes,36.766,3.477,1,El Watan,An"
            " ambush,2",
        )
    )
    row = frame.iloc[0]
    assert report.shape == "ACLED"
    assert (row["kind"], f"{row['date']:%Y-%m-%d}", row["country"]) == ("clash", "2015-01-01", "DZ")


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["5-Aug-24", "9-May-20"], "2024-08-05"),
        (["31-12-19", "01-02-20"], "2019-12-31"),
        (["2022-01-05", "2021-12-31"], "2022-01-05"),
        (["12/25/2021", "01/02/2022"], "2021-12-25"),
        (["20220105", "20211231"], "2022-01-05"),
    ],
)
def test_the_way_days_are_written_follows_from_the_whole_column(written, days, first) -> None:
    lines = [acled(key=f"K{number}", day=day) for number, day in enumerate(days)]
    frame, report = incidents.load(written(ACLED, *lines))
    assert f"{frame['date'].iloc[0]:%Y-%m-%d}" == first
    assert not report.ambiguous


def test_a_column_of_days_that_stays_open_is_asked_about(written) -> None:
    path = written(ACLED, acled(day="05/06/2022"), acled(key="K2", day="07/08/2022"))
    frame, report = incidents.load(path)
    assert frame["date"].isna().all()
    assert set(frame["date_precision"]) == {"unknown"}
    assert [*report.ambiguous] == ["event_date"]
    settled, _ = incidents.load(path, dates="month")
    assert f"{settled['date'].iloc[0]:%Y-%m-%d}" == "2022-05-06"


def test_an_event_in_several_rows_is_one_incident_with_all_its_actors(written) -> None:
    frame, report = incidents.load(written(ACLED, acled(), acled(actor="Looters"), acled(key="K2")))
    assert (report.rows, report.kept, report.folded) == (3, 2, 1)
    assert frame["actors"].iloc[0] == "Rioters; Police; Looters"
    assert frame["killed_max"].iloc[0] == 3


def test_a_row_without_coordinates_is_placed_by_its_words(written) -> None:
    frame, report = incidents.load(written(ACLED, acled(lat="", lon="", place="Zhanaozen")))
    assert report.geocoded == 1
    assert abs(frame["lat"].iloc[0] - 43.34) < 0.1
    assert report.doubted["no coordinates"].first == (1,)


def test_what_is_no_incident_of_ours_is_dropped_by_name(written) -> None:
    path = written(
        ACLED, acled(), acled(key="K2", type_="Strategic developments", kind="Agreement"), "too,few"
    )
    frame, report = incidents.load(path)
    assert (report.rows, report.kept) == (3, 1)
    assert {reason: tally.first for reason, tally in report.dropped.items()} == {
        "no kind of ours for “Agreement”": (2,),
        "fewer cells than the header has columns": (3,),
    }
    assert len(frame) == 1


def test_points_off_the_earth_and_in_the_gulf_of_guinea_are_doubted(written) -> None:
    lines = [
        acled(key="A", lat="0", lon="0", place="Nowhereville", precision="1"),
        acled(key="B", lat="1e308", lon="nan", place="Nowhereville"),
        acled(key="C", lat="95.5", lon="20", place="Nowhereville"),
    ]
    frame, report = incidents.load(written(ACLED, *lines))
    assert frame["geo_precision"].tolist() == ["admin1"] * 3  # somewhere in their region
    assert {reason: tally.count for reason, tally in report.doubted.items()} == {
        "no coordinates": 1, "coordinates are 0, 0": 1, "coordinates are off the Earth": 1,
    }  # fmt: skip


@pytest.mark.parametrize("tagged", [False, True], ids=["plain", "with HXL tags"])
def test_ucdp_figures_are_a_range_and_its_days_a_span(written, tagged) -> None:
    header = "id,year,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,best,high,low,source_headline"  # noqa: E501
    row = "244657,2017,1,Government of Mali,JNIM,4,Mopti region,Mopti region,14.5,-4.2,Mali,2,2017-06-21 00:00:00.000,2017-06-23 00:00:00.000,4,9,2,Ambush"  # noqa: E501
    tags = ",".join(f"#tag{number}" for number in range(header.count(",") + 1))
    frame, report = incidents.load(written(header, *([tags] if tagged else []), row))
    told = frame.iloc[0]
    assert (report.shape, report.rows, report.kept) == ("UCDP GED", 1, 1)
    assert (told["killed_min"], told["killed_max"]) == (2, 9)
    assert f"{told['date']:%d}-{told['date_end']:%d}" == "21-23"
    assert (told["geo_precision"], told["date_precision"]) == ("admin1", "week")


def test_gdelt_comes_without_a_header_and_counts_reports(written) -> None:
    row = [""] * 61
    row[0], row[1], row[6], row[26], row[51] = "1001", "20220105", "PROTESTER", "145", "4"
    row[52], row[53], row[56], row[57] = "Almaty, Almaty, Kazakhstan", "KZ", "43.25", "76.95"
    row[60] = "https://example.org/a"
    frame, report = incidents.load(written("\t".join(row), "\t".join(["1002", *row[1:]])))
    assert report.rows == report.kept == 2
    assert (frame["kind"].iloc[0], frame["country"].iloc[0]) == ("clash", "KZ")
    assert frame["url"].iloc[0] == "https://example.org/a"
    assert "not events" in report.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_any_table_is_guessed_from_its_headers_and_values(written, encoding) -> None:
    frame, report = incidents.load(
        written(
            "Datum;Ort;Land;Breite;Länge;Art;Tote;Beschreibung",
            "05.01.2022;Almaty;Kasachstan;43,25;76,95;Fire;;„Feuer“",
            "16.01.2022;Köln;Deutschland;50,94;6,96;Protest;2;zwei; drei".replace("; drei", ""),
            encoding=encoding,
        )
    )
    assert list(frame["kind"]) == ["fire", "protest"]
    assert list(frame["lat"]) == [43.25, 50.94]
    assert list(frame["country"]) == ["KZ", "DE"]
    assert frame["killed_min"].isna().tolist() == [True, False]
    assert report.mapping["lat"] == "Breite"


def test_a_table_that_says_not_what_happened_asks_for_a_kind(written) -> None:
    path = written("date,lat,lon", "2022-01-05,43.25,76.95")
    with pytest.raises(UsageError, match="what happened"):
        incidents.load(path)
    frame, _ = incidents.load(path, kind="protest")
    assert list(frame["kind"]) == ["protest"]


def test_geojson_points_are_read_and_lines_have_a_point_that_says_how_far_they_reach(
    written,
) -> None:
    def feature(geometry):
        return {"type": "Feature", "geometry": geometry, "properties": {"kind": "fire"}}

    point = {"type": "Point", "coordinates": [76.95, 43.25]}
    outline = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    features = [feature(point), feature(outline)]
    path = written(json.dumps({"type": "FeatureCollection", "features": features}))
    frame, _ = incidents.load(path)
    assert frame["lat"].tolist()[0] == 43.25
    assert frame["geo_precision"].tolist() == ["town", "country"]
    assert frame["radius_m"].iloc[1] > 150_000


def test_packed_files_are_known_by_content_and_bombs_refused(written, tmp_path) -> None:
    plain = written(ACLED, acled())
    packed = tmp_path / "export"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    zipped = tmp_path / "a.bin"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(plain, "../../etc/export.csv")
    for path in (packed, zipped):
        assert incidents.load(path)[1].kept == 1
    cut = tmp_path / "cut.gz"
    cut.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(UsageError, match="cut short"):
        incidents.load(cut)
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(b"0," * (100 << 20)))
    with pytest.raises(UsageError, match="unpacks to far more"):
        incidents.load(bomb)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"just words", b"{not json", b"PK\x03\x04broken", b"a,b\n"]
)
def test_what_holds_no_table_is_refused_by_name(tmp_path, content) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"bad\.csv"):
        incidents.load(path, kind="fire")


cell = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=12)


@given(st.lists(st.tuples(cell, cell, cell, cell), max_size=20))
@settings(max_examples=40, deadline=None)
def test_whatever_stands_in_a_table_every_row_is_accounted_for(tmp_path_factory, rows) -> None:
    path = tmp_path_factory.mktemp("load") / "table.csv"
    quoted = [",".join('"' + one.replace('"', '""') + '"' for one in row) for row in rows]
    path.write_text(
        "\n".join(["kind,date,lat,lon", "fire,2022-01-05,1,2", *quoted]) + "\n", "utf-8"
    )
    frame, report = incidents.load(path)
    assert report.rows == len(rows) + 1
    assert len(frame) == report.kept
