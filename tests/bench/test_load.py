"""The export that loading is measured with."""

from __future__ import annotations

import incidents
from incidents.bench.load import write


def test_the_measured_export_is_made_the_same_every_time_and_loads_whole(tmp_path) -> None:
    first, again = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (first, again):
        write(path, 50)
    frame, report = incidents.load(first)
    assert first.read_bytes() == again.read_bytes()
    assert (report.shape, report.rows, report.kept) == ("ACLED", 50, 50)
    assert not report.doubted
    assert frame["id"].is_unique
