"""KML, KMZ, GPX and workbooks as people make them."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

import incidents

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>January</name>
<Folder><name>Protests</name>
<Placemark><name>March in Almaty</name>
<description>
<![CDATA[<b>Many</b> people<br>marched &amp; sang<script>alert(1)</script>]]>
</description>
<TimeStamp><when>2022-01-05T23:30:00Z</when></TimeStamp>
<Point><coordinates>76.9,43.25,0</coordinates></Point></Placemark>
<Placemark><name>The route</name><LineString><coordinates>76,43 77,44</coordinates></LineString>
</Placemark></Folder>
<Folder><name>Fires</name><Placemark><name>City hall</name>
<TimeSpan><begin>2022-01-05</begin><end>2022-01-06</end></TimeSpan>
<ExtendedData><Data name="killed"><value>3</value></Data></ExtendedData>
<Point><coordinates> 76.94,43.24 </coordinates></Point></Placemark></Folder>
</Document></kml>"""
GPX = """<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="43.25" lon="76.9"><time>2022-01-05T10:00:00Z</time><name>Market</name>
<desc>Smoke over the market</desc><type>Fire</type></wpt></gpx>"""


@pytest.fixture(params=["kml", "kmz"])
def placemarks(request, tmp_path) -> Path:
    path = tmp_path / f"map.{request.param}"
    if request.param == "kml":
        path.write_text(KML, "utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", KML)
            archive.writestr("files/icon.png", b"a picture")
    return path


def test_folders_tell_kinds_and_descriptions_are_plain_text(placemarks) -> None:
    frame, _ = incidents.load(placemarks)
    assert frame["kind"].tolist() == ["protest", "protest", "fire"]
    assert frame["quote"].iloc[0] == "Many people\nmarched & sang"
    assert [f"{day:%d}" for day in frame["date"].dropna()] == ["05", "05"]
    assert f"{frame['date_end'].iloc[2]:%Y-%m-%d}" == "2022-01-06"
    assert frame["killed_min"].iloc[2] == 3
    assert (frame["lat"].iloc[0], frame["lon"].iloc[0]) == (43.25, 76.9)
    assert frame["geo_precision"].tolist() == ["town", "admin1", "town"]  # the second is a line


def test_waypoints_of_a_gpx_file_are_rows(tmp_path) -> None:
    path = tmp_path / "walk.gpx"
    path.write_text(GPX, "utf-8")
    frame, _ = incidents.load(path)
    row = frame.iloc[0]
    assert (row["kind"], row["lat"], row["lon"], row["title"]) == ("fire", 43.25, 76.9, "Market")


def test_a_workbook_is_read_below_its_title_from_the_right_sheet_with_cells_merged(
    tmp_path,
) -> None:
    path = tmp_path / "report.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        about = book.add_worksheet("README")
        about.write_row(0, 0, ["About", "this"])
        about.write_row(1, 0, ["what", "it is"])
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "Incidents of January 2022")
        sheet.write_row(2, 0, ["Date", "Type", "Country", "Place", "Latitude", "Longitude"])
        for line, number in enumerate((5, 6), start=3):
            sheet.write_datetime(line, 0, datetime(2022, 1, number), day)
            sheet.write_row(line, 3, ["Almaty", 43.25, 76.9])
            sheet.write(line, 1, "Fire")
        sheet.merge_range(3, 2, 4, 2, "Kazakhstan")
        sheet.write(6, 0, "Source: made for a test")
    frame, report = incidents.load(path)
    assert frame["country"].tolist() == ["KZ", "KZ"]
    assert [f"{one:%m-%d}" for one in frame["date"]] == ["01-05", "01-06"]
    assert (report.rows, report.kept) == (4, 2)
    assert report.notes == (
        "the sheet “Data” was read, not README", "the 2 rows above the header hold no data",
    )  # fmt: skip
