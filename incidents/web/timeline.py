"""The timeline: how many happened when, by kind."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from incidents.model import KINDS
from incidents.query import Query
from incidents.store import Bar, Store
from incidents.web import wording

HEIGHT = 150
# The stretches in Vega's words, in UTC so that a day is the same day in every browser.
UNITS = {
    "day": "utcyearmonthdate",
    "week": "utcyearweek",
    "month": "utcyearmonth",
    "year": "utcyear",
}
TOLD = {"day": "", "week": "week of ", "month": "month from ", "year": "year from "}


def draw(store: Store, query: Query) -> None:
    """Stacked bars by day, week, month or year; what is not drawn is counted beneath."""
    told = store.timeline(query)
    if told.bars:
        bars = list(told.bars)
        st.vega_lite_chart(_rows(bars, told.step), _chart(bars, told.step))
    words = [
        *wording.unsure(told.unsure, told.step),
        *wording.undrawn(told.outside, told.undated),
    ]
    if words:
        st.caption(f"Not drawn: {', '.join(words)}.")


def _rows(bars: list[Bar], step: str) -> pd.DataFrame:
    rows = [
        {
            "start": pd.Timestamp(bar.start, tz="UTC"),
            "Kind": KINDS[bar.kind].label,
            "Incidents": bar.count,
            "When": f"{TOLD[step]}{bar.start.day} {bar.start:%b %Y}",
        }
        for bar in bars
    ]
    return pd.DataFrame(rows)


def _chart(bars: list[Bar], step: str) -> dict[str, Any]:
    """A Vega-Lite chart of the bars, each kind in its own colour."""
    drawn = {bar.kind for bar in bars}
    shown = [kind for kind in KINDS.values() if kind.id in drawn]
    return {
        "height": HEIGHT,
        "mark": {"type": "bar", "cornerRadius": 1},
        "encoding": {
            "x": {
                "field": "start",
                "type": "temporal",
                "timeUnit": UNITS[step],
                "title": None,
                "scale": {"type": "utc"},
                "axis": {"format": "%-d %b %Y", "labelOverlap": True, "grid": False},
            },
            "y": {
                "aggregate": "sum",
                "field": "Incidents",
                "type": "quantitative",
                "title": None,
                "axis": {"tickMinStep": 1, "tickCount": 3},
            },
            "color": {
                "field": "Kind",
                "type": "nominal",
                "legend": None,
                "scale": {
                    "domain": [kind.label for kind in shown],
                    "range": [kind.colour for kind in shown],
                },
            },
            "tooltip": [{"field": name} for name in ("When", "Kind", "Incidents")],
        },
    }
