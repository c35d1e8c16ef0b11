"""Whatever a table of incidents holds, its file loaded is exported the same."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

import incidents
from incidents.formats import TABLES, About
from incidents.formats.csv import to_csv
from incidents.model import to_frame
from incidents.model.frame import COLUMNS

from .conftest import CHOICES, frames

unhurried = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def written(frame: pd.DataFrame, about: About, ending: str) -> bytes:
    target = io.BytesIO()
    TABLES[ending]([frame], about, target)
    return target.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("ending", TABLES)
@unhurried
@given(frame=frames().filter(len))
def test_an_export_loaded_and_exported_is_the_same_bytes(tmp_path, about, ending, frame) -> None:
    path = tmp_path / f"export{ending}"
    path.write_bytes(first := written(frame, about, ending))
    loaded, report = incidents.load(path)
    assert (report.kept, report.dropped) == (len(frame), {})
    assert written(loaded, about, ending) == first


TEXTS = [name for name, kind in COLUMNS.items() if kind == "str" and name not in CHOICES]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"])
def test_no_column_of_text_is_ever_a_formula(tmp_path, make_incident, name, text) -> None:
    frame = to_frame([make_incident()])
    frame[name] = text
    path = tmp_path / "export.csv"
    path.write_bytes(first := to_csv(frame))
    plain = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert plain.loc[0, name].startswith("'")
    loaded, _ = incidents.load(path)
    assert loaded.loc[0, name] == text
    assert to_csv(loaded) == first


def test_a_zero_byte_of_a_text_does_not_spoil_the_file(tmp_path, make_incident) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(to_csv(to_frame([make_incident(quote="\0cut")])))
    loaded, _ = incidents.load(path)
    assert loaded.loc[0, "quote"] == "\ufffdcut"
