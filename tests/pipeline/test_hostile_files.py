"""Files that want to harm or are harmed: a clear error, bounded work, and nothing lost."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import pandas as pd
import pytest

import incidents
from incidents.errors import UsageError
from incidents.pipeline.loading import Loading, keep
from incidents.query import Query
from incidents.store import Store

HEADER = "date,type,lat,lon,notes\n"
ROW = "2022-01-05,Fire,43.25,76.95,ok\n"
KML = '<kml xmlns="http://www.opengis.net/kml/2.2">{}</kml>'
POINT = "<Placemark><name>{}</name><Point><coordinates>1,2</coordinates></Point></Placemark>"


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


def laughs() -> bytes:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE kml [<!ENTITY e0 "ha">{nested}]>'
    return f"<?xml version='1.0'?>{doctype}{KML.format(POINT.format('&e9;'))}".encode()


def outside_entity() -> bytes:
    doctype = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return f"<?xml version='1.0'?>{doctype}{KML.format(POINT.format('&x;'))}".encode()


def parquet() -> bytes:
    target = io.BytesIO()
    pd.DataFrame({"date": ["2022-01-05"], "type": ["Fire"]}).to_parquet(target)
    return target.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "an entity from outside": (outside_entity, "DTD"),
    "a billion laughs": (laughs, "not whole XML|DTD"),
    "XML that is no map": (lambda: b"<?xml version='1.0'?><rss/>", "neither KML nor GPX"),
    "KML cut short": (lambda: KML.format(POINT)[:-20].encode(), "not whole XML"),
    "a bare link": (
        lambda: KML.format(
            "<NetworkLink><Link><href>http://example.org/</href></Link></NetworkLink>"
        ).encode(),
        "nothing is fetched",
    ),
    "a zip bomb": (lambda: zipped(a__csv=b"0" * (96 << 20)), "unpacks to far more"),
    "a gzip bomb": (lambda: gzip.compress(b"0" * (96 << 20)), "unpacks to far more"),
    "a zip in a zip": (lambda: zipped(a__zip=zipped(b__csv=b"a,b")), "zip in a zip"),
    "a gzip in a gzip": (lambda: gzip.compress(gzip.compress(b"a,b")), "packed twice"),
    "a zip of two tables": (lambda: zipped(a__csv=b"a,b", b__csv=b"a,b"), "should hold one file"),
    "a gzip cut short": (lambda: gzip.compress(HEADER.encode() * 99)[:-12], "cut short"),
    "a workbook cut short": (lambda: zipped(**{"[Content_Types]__xml": b"x"})[:-9], "cut short"),
    "a workbook without sheets": (lambda: zipped(**{"[Content_Types]__xml": b"x"}), "workbook"),
    "Parquet cut short": (lambda: parquet()[:-20], "no table that can be read"),
    "10,000 columns": (lambda: b",".join([b"c"] * 10_000) + b"\n1,2\n", "10000 columns"),
    "a line without an end": (lambda: HEADER.encode() + b"x" * (34 << 20), "longer than 4 MB"),
    "a first line without an end": (lambda: b"x" * (1 << 20), "longer than any table's"),
    "a zero byte in the first rows": (lambda: (HEADER + "a\0b\n").encode(), "not text|zero byte"),
    "a zero byte far below": (
        lambda: (HEADER + ROW * 20_000 + "a\0b\n").encode(), "line 20002 has a zero byte"
    ),
    "JSON nested without end": (lambda: b"[" * 100_000, "not whole JSON"),
    "JSON without records": (lambda: b'{"a": 1}', "holds no records"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name_and_nothing_stored_is_lost(name: str, tmp_path) -> None:
    content, told = BAD[name]
    bad, good = tmp_path / "bad.bin", tmp_path / "good.csv"
    bad.write_bytes(content())
    good.write_text(HEADER + ROW)
    with Store.open(tmp_path / "store.duckdb") as store:
        keep(store, good)
        with pytest.raises(UsageError, match=rf"(?s)bad\.bin.*(?:{told})"):
            keep(store, bad)
        assert store.count(Query()) == 1
        assert keep(store, good).version is None


def test_a_load_that_breaks_in_its_middle_leaves_nothing_behind(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + ROW)

    def breaking(found: Loading) -> Loading:
        yield from found
        raise UsageError("the rest cannot be read")

    with Store.open(tmp_path / "store.duckdb") as store:
        with pytest.raises(UsageError, match="the rest"):
            keep(store, path, watch=breaking)
        assert store.count(Query()) == 0
        assert keep(store, path).added == 1


def test_names_inside_a_zip_are_never_used_as_paths(tmp_path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"../../escaped__csv": (HEADER + ROW).encode()}))
    assert incidents.load(path)[1].kept == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_coordinates_that_are_no_numbers_are_no_points(tmp_path) -> None:
    path = tmp_path / "a.csv"
    points = ["NaN,inf", "1e308,2", "-inf,1e400", "=1+1,@x", "0,0", "91,0"]
    rows = [f"2022-01-05,Fire,{one},row {at}\n" for at, one in enumerate(points)]
    path.write_text(HEADER + "".join(rows))
    frame, report = incidents.load(path)
    assert report.rows == report.kept == len(points)
    assert frame["lat"].isna().all()


def test_letters_of_another_encoding_far_below_are_still_read(tmp_path) -> None:
    path = tmp_path / "a.csv"
    late = "2022-01-05,Fire,43.25,76.95,Köln\n".encode("cp1252")
    path.write_bytes((HEADER + ROW * 20_000).encode() + late)
    frame, _ = incidents.load(path)
    assert frame["quote"].iloc[-1] == "Köln"


def test_a_formula_is_what_it_came_to_and_no_text_becomes_one(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + '2022-01-05,Fire,43.25,76.95,"=HYPERLINK(""http://x"")"\n')
    frame, _ = incidents.load(path)
    assert frame["quote"].iloc[0] == '=HYPERLINK("http://x")'
    again = tmp_path / "b.csv"
    with Store.open(tmp_path / "store.duckdb") as store:
        keep(store, path)
        rows = store.frame(Query(), limit=1)
    again.write_bytes(incidents.formats.to_csv(rows))
    assert b"'=HYPERLINK" in again.read_bytes()


def test_a_file_whose_name_is_in_no_known_encoding_is_to_be_renamed(tmp_path) -> None:
    path = tmp_path / "caf\udce9.csv"
    try:
        path.write_text(HEADER + ROW)
    except OSError:
        pytest.skip("this system has no such names")
    with pytest.raises(UsageError, match="rename the file"):
        incidents.load(path)
