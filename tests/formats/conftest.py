"""Tables of every shape, and the facts that a file says of itself."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import strategies as st

from incidents.formats import About
from incidents.model import KINDS, DatePrecision, GeoPrecision, Status
from incidents.model.frame import COLUMNS, DAYS, typed

CHOICES = {
    "kind": list(KINDS),
    "date_precision": list(DatePrecision),
    "geo_precision": list(GeoPrecision),
    "status": list(Status),
}
# What an article may hold: any letter of any script, line ends, tabs, signs of formulas and markup.
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(LETTERS, min_size=1, max_size=30) | st.sampled_from(
    ["=1+1", "'=1+1", "''", "-5 °C", "\ttab", "\r\nend", '"quoted", and\nmore', "<b>&amp;</b>",
     "NA", "None", "nan", "007", "1e5", "_x0041_", "]]>", " spaces ", "TRUE", "٣", "\u202eabc",
     "<r><t>x</t></r>", "\ufffe", "inf"]
)  # fmt: skip


def cell(name: str) -> st.SearchStrategy:
    kind = COLUMNS[name]
    if name in CHOICES:
        return st.sampled_from([str(one) for one in CHOICES[name]])
    if name in DAYS:
        return st.none() | st.dates(date(1800, 1, 1), date(2199, 12, 31))
    if kind == "Int64":
        return st.none() | st.integers(0, 10_000_000)
    return st.none() | (st.booleans() if kind == "boolean" else TEXTS)


@st.composite
def frames(draw) -> pd.DataFrame:
    """Tables of up to six incidents, as the store hands them out."""
    rows = []
    for number in range(draw(st.integers(0, 6))):
        row = {name: draw(cell(name)) for name in COLUMNS if name not in {"lat", "lon"}}
        row["id"] = f"i{number}"
        spot = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
        row["lat"], row["lon"] = draw(st.just((None, None)) | spot)
        rows.append(row)
    return typed(pd.DataFrame(rows, columns=list(COLUMNS)))


@pytest.fixture(scope="session")
def about() -> About:
    made_at = datetime(2022, 1, 6, 10, 11, 12)
    return About(("Kind: Fire", "Words: “=1+1 <b>”"), "kind=fire&v=3", 3, made_at, 2)
