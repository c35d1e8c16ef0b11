"""Anybody's tables in and out."""

from __future__ import annotations

import zipfile

import pandas as pd
import pytest

from incidents.errors import UsageError
from incidents.formats import read_table, write_table

FRAME = pd.DataFrame({"n": [1, 2], "plaats": ["Köln", "=1+1"], "mixed": ["a", 2]})


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_table_comes_back_as_it_went_out(tmp_path, ending) -> None:
    write_table(FRAME, tmp_path / f"t.{ending}")
    back = read_table(tmp_path / f"t.{ending}")
    assert list(back.columns) == ["n", "plaats", "mixed"]
    assert list(back["plaats"]) == ["Köln", "=1+1"]
    assert list(back["n"].astype(int)) == [1, 2]
    assert list(back["mixed"].astype(str)) == ["a", "2"]


def test_what_a_file_holds_counts_and_not_its_name(tmp_path) -> None:
    write_table(FRAME, tmp_path / "t.xlsx")
    (tmp_path / "t.csv").write_bytes((tmp_path / "t.xlsx").read_bytes())
    assert list(read_table(tmp_path / "t.csv")["plaats"]) == ["Köln", "=1+1"]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", "|"), ("cp1251", ";")],
)
def test_encodings_and_separators_are_found_out(tmp_path, encoding, separator) -> None:
    word = "Жанаозен" if encoding == "cp1251" else "Málaga"
    lines = [separator.join(["plaats", "n"]), *(separator.join([word, str(n)]) for n in range(30))]
    (tmp_path / "t.csv").write_bytes("\r\n".join(lines).encode(encoding))
    back = read_table(tmp_path / "t.csv")
    assert list(back.columns) == ["plaats", "n"]
    assert set(back["plaats"]) == {word}


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path) -> None:
    rich = "<r><t>x</t></r><f>1</f></r>"
    hostile = pd.DataFrame({"a": ["=HYPERLINK(1)", "http://example.org", "+1", rich]})
    write_table(hostile, tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        sheet = "".join(packed.read(name).decode() for name in packed.namelist() if "xl/" in name)
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"PAR1 and then nothing", b"PK\x03\x04 cut off", b"a,b\n\x00\x01,\xff\n" * 99],
    ids=["nothing", "blank", "parquet", "zip", "noise"],
)
def test_a_file_that_is_no_table_says_what_would_be_right(tmp_path, data) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(UsageError, match=r"t\.csv .*CSV, XLSX or Parquet"):
        read_table(tmp_path / "t.csv")


def test_a_workbook_that_unpacks_too_far_is_refused(tmp_path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(401):
            sheet.write(b" " * 1_000_000)
    with pytest.raises(UsageError, match="over 400 MB"):
        read_table(tmp_path / "t.xlsx")


def test_rows_of_other_lengths_are_named(tmp_path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n1,2,3,4\n")
    with pytest.raises(UsageError, match="line 3"):
        read_table(tmp_path / "t.csv")


def test_an_ending_that_is_none_of_ours_is_named(tmp_path) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.xlsx, \.parquet"):
        write_table(FRAME, tmp_path / "t.ods")


def test_a_table_that_cannot_be_written_whole_leaves_the_old_one(tmp_path) -> None:
    path = tmp_path / "out.parquet"
    write_table(pd.DataFrame({"a": [1]}), path)
    with pytest.raises(ValueError, match=r".+"):
        write_table(pd.DataFrame([[1, 2]], columns=["a", "a"]), path)
    assert list(read_table(path)["a"]) == [1]
    assert [one.name for one in tmp_path.iterdir()] == ["out.parquet"]
