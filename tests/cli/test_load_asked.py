"""What a file leaves open is asked by the command, and the answer holds for the next such file."""

from __future__ import annotations

import pytest

from incidents.cli.main import main
from incidents.pipeline.recognised import KNOWN
from incidents.query import Query
from incidents.store import Store

OPEN = "id,kind,date,place,country,lat,lon\n1,fire,03/04/2021,Almaty,KZ,43.25,76.95\n"
SECOND = "2,fire,05/06/2021,Almaty,KZ,43.25,76.95\n"


@pytest.fixture
def export(tmp_path):
    def write(text: str, name: str = "desk.csv") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def days(store) -> list[str]:
    with Store.open(store) as opened:
        return sorted(opened.frame(Query())["date"].dt.strftime("%Y-%m-%d").fillna("none"))


def test_days_that_may_be_months_are_asked_about_and_nothing_is_stored(
    store, export, capsys
) -> None:
    assert main(["load", export(OPEN + SECOND)]) == 2
    told = capsys.readouterr().err
    assert "'date'" in told
    assert "'03/04/2021' and '05/06/2021'" in told
    assert "--dates day or --dates month" in told
    with Store.open(store) as opened:
        assert opened.count(Query()) == 0


@pytest.mark.parametrize(
    ("first", "read"), [("day", "2021-04-03"), ("month", "2021-03-04"), ("none", "none")]
)
def test_an_answer_settles_how_days_are_read(store, export, first, read) -> None:
    assert main(["load", export(OPEN), "--dates", first]) == 0
    assert days(store) == [read]


def test_the_answer_holds_for_the_next_file_with_the_same_header_and_that_is_said(
    store, export, capsys
) -> None:
    assert main(["load", export(OPEN), "--dates", "day"]) == 0
    assert "earlier file" not in capsys.readouterr().err
    later = export(OPEN + SECOND, "later.csv")
    assert main(["load", later, "--afresh"]) == 2
    assert main(["load", later]) == 0
    assert "choices of an earlier file with the same header" in capsys.readouterr().err
    assert "2021-06-05" in days(store)


def test_what_is_said_now_goes_before_what_was_said_then(store, export) -> None:
    assert main(["load", export(OPEN), "--dates", "day"]) == 0
    assert main(["load", export(OPEN + SECOND, "later.csv"), "--dates", "month"]) == 0
    assert "2021-05-06" in days(store)


def test_that_dates_were_left_out_is_not_recalled(store, export) -> None:
    assert main(["load", export(OPEN), "--dates", "none"]) == 0
    assert main(["load", export(OPEN + SECOND, "later.csv")]) == 2


def test_an_answer_that_settles_nothing_is_asked_about_again(store, export, capsys) -> None:
    days_or_years = export(OPEN.replace("03/04/2021", "13-06-07"))
    assert main(["load", days_or_years, "--dates", "month"]) == 2
    assert "year first" in capsys.readouterr().err


def test_the_kind_of_all_rows_is_never_taken_from_an_earlier_file(store, export, capsys) -> None:
    table = "date,place,lat,lon\n2021-04-23,Almaty,43.25,76.95\n"
    assert main(["load", export(table), "--kind", "fire"]) == 0
    assert main(["load", export(table, "looted.csv")]) == 2
    assert "what happened" in capsys.readouterr().err


KEPT = "Wann,Was,Breite,Länge\n03/04/2021,Brand,43.25,76.95\n"


def test_a_mapping_kept_under_a_name_reads_a_file_with_another_header_more(
    store, export, capsys
) -> None:
    said = ["--dates", "day", "--column", "lat=Breite", "--save-mapping", "desk"]
    assert main(["load", export(KEPT, "first.csv"), *said]) == 0
    wider = KEPT.replace("Länge", "Länge,Ort").replace("76.95", "76.95,Almaty")
    assert main(["load", export(wider, "second.csv")]) == 2
    assert main(["load", export(wider, "second.csv"), "--mapping", "desk"]) == 0
    assert days(store) == ["2021-04-03", "2021-04-03"]


def test_what_is_said_now_counts_before_what_a_mapping_keeps(store, export) -> None:
    first = export(OPEN, "first.csv")
    assert main(["load", first, "--dates", "day", "--kind", "fire", "--save-mapping", "desk"]) == 0
    assert main(["load", export(OPEN.replace("1,fire", "9,fire"), "b.csv"),
                 "--mapping", "desk", "--dates", "month"]) == 0  # fmt: skip
    assert days(store) == ["2021-03-04", "2021-04-03"]


def test_a_mapping_that_nobody_kept_is_an_error_that_tells_the_others(
    store, export, capsys
) -> None:
    path = export(OPEN)
    assert main(["load", path, "--dates", "day", "--save-mapping", "desk"]) == 0
    assert main(["load", path, "--mapping", "dsek"]) == 2
    assert "there is no mapping 'dsek'; there is desk" in capsys.readouterr().err


def test_a_mapping_kept_again_replaces_the_one_of_that_name(store, export) -> None:
    path = export(OPEN)
    for first in ("day", "month"):
        assert main(["load", path, "--dates", first, "--save-mapping", "desk"]) == 0
    with Store.open(store) as opened:
        assert opened.mappings.names() == ["desk"]
        assert '"dates": "month"' in opened.mappings.get("desk")


@pytest.mark.parametrize("name", [" ", " desk", "a\nb", "x" * 81])
def test_a_mapping_has_a_name_of_one_line(store, export, name) -> None:
    assert main(["load", export(OPEN), "--dates", "day", "--save-mapping", name]) == 2


@pytest.mark.parametrize("shape", sorted(KNOWN.keys() - {"table"}))
def test_a_file_is_not_taken_for_what_it_has_not_the_columns_of(
    store, export, capsys, shape
) -> None:
    assert main(["load", export(OPEN), "--as", shape]) == 2
    assert f"has not the columns of {shape}" in capsys.readouterr().err
