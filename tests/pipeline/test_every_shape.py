"""Laws that hold for exports of every shape, whatever stands in their cells."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import incidents
from incidents.pipeline.loading import keep
from incidents.query import Query

FOLDER = Path(__file__).parents[1] / "exports"
SHAPES = {  # a file of that shape, and the number of the column that a newer export changes
    "acled_2024.csv": "notes",
    "acled_actor.csv": "notes",
    "ucdp49.csv": "side_a",
    "gdelt61.tsv": "6",
    "gtd.csv": "summary",
    "icews.tab": "Source Name",
    "scad.csv": "notes",
    "emdat.csv": "Location",
    "table.csv": "notes",
}
TABS = (".tsv", ".tab")
unhurried = settings(
    deadline=None,
    max_examples=8,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hostile = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\n\t\x1c\x1d\x1e"), max_size=9
)
odd = st.sampled_from(["", "0", "-99", "NA", "2022-01-05", "31/12/2021", "1e308", "=1+1", "43,2"])


TABLE = [
    ["event_id", "kind", "date", "notes", "lat", "lon", "killed"],
    ["A-1", "fire", "2022-01-05", "a shop", "43.25", "76.95", "2"],
    ["A-2", "clash", "2022-01-06", "", "", "", "5-10"],
    ["A-1", "fire", "2022-01-05", "a shop", "43.25", "76.95", "2"],
]


def cells(name: str) -> list[list[str]]:
    if name == "table.csv":
        return TABLE
    separator = "\t" if name.endswith(TABS) else ","
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_NONE if name.startswith("gdelt") else csv.QUOTE_MINIMAL
        return list(csv.reader(file, delimiter=separator, quoting=quoting))


def written(path: Path, rows: list[list[str]]) -> Path:
    if path.suffix in TABS:
        text = "\n".join("\t".join(cell.replace('"', "'") for cell in row) for row in rows)
        path.write_text(text + "\n", "utf-8")
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return path


@pytest.mark.parametrize("name", SHAPES)
@given(data=st.data())
@unhurried
def test_rows_read_are_rows_kept_folded_and_dropped(tmp_path, name, data) -> None:
    head, rows = cells(name)[:1], cells(name)[1:]
    drawn = []
    for row in data.draw(st.lists(st.sampled_from(rows), max_size=6)):
        changed = data.draw(
            st.dictionaries(st.integers(0, len(row) - 1), hostile | odd, max_size=4)
        )
        drawn.append([changed.get(at, cell) for at, cell in enumerate(row)])
    short = data.draw(st.booleans())
    drawn += [rows[0][: len(rows[0]) // 2]] if short else []
    frame, report = incidents.load(written(tmp_path / name, [*head, *rows, *drawn]))
    first = len(head) if name.startswith("gdelt") else 0  # no header: the first line is data
    dropped = sum(tally.count for tally in report.dropped.values())
    assert report.rows == first + len(rows) + len(drawn)
    assert report.rows == report.kept + report.folded + dropped
    assert (len(frame), frame["id"].is_unique) == (report.kept, True)
    assert report.unplaced == frame["lat"].isna().sum()


@pytest.mark.parametrize(("name", "column"), SHAPES.items())
def test_a_newer_export_changes_its_rows_and_keeps_how_they_were(
    store, tmp_path, name, column
) -> None:
    rows = [*cells(name)]
    first = keep(store, written(tmp_path / name, rows))
    before = store.frame(Query())
    at = int(column) if column.isdigit() else rows[0].index(column)
    changed = 0 if name.startswith("gdelt") else 1
    rows[changed] = [*rows[changed][:at], "Told otherwise", *rows[changed][at + 1 :]]
    second = keep(store, written(tmp_path / name, rows))
    assert (second.added, second.changed) == (0, 1)
    assert keep(store, tmp_path / name).version is None  # the same file again
    pd.testing.assert_frame_equal(store.frame(Query(version=first.version)), before)
    after = store.frame(Query())
    assert after["id"].tolist() == before["id"].tolist()
    assert not after.equals(before)
