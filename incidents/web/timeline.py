"""The timeline: how many happened when, by kind."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from incidents.model import KINDS
from incidents.query import Query
from incidents.store import Bar, Store
from incidents.store.counts import first_of, step_for

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
    span = store.main_span(query)
    if span is None:
        return
    step = step_for(*span)
    every = store.timeline(query, step)
    bars = [bar for bar in every if first_of(step, span[0]) <= bar.start <= span[1]]
    if bars:
        st.altair_chart(_chart(bars, step), height=HEIGHT)
    outside = sum(bar.count for bar in every) - sum(bar.count for bar in bars)
    inexact = store.count(query) - sum(bar.count for bar in every)
    told = [
        f"{inexact:,} not dated to the {step}" if inexact else "",
        f"{outside:,} long before or after" if outside else "",
    ]
    if any(told):
        st.caption(f"Not drawn: {', '.join(filter(None, told))}.")


def _chart(bars: list[Bar], step: str) -> alt.Chart:
    frame = pd.DataFrame(
        [(pd.Timestamp(bar.start), KINDS[bar.kind].label, bar.count) for bar in bars],
        columns=["start", "Kind", "Incidents"],
    )
    frame["When"] = [f"{TOLD[step]}{day.day} {day:%b %Y}" for day in frame["start"]]
    shown = [kind for kind in KINDS.values() if kind.label in set(frame["Kind"])]
    return (
        alt.Chart(frame)
        .mark_bar(cornerRadius=1)
        .encode(
            x=alt.X(
                "start:T",
                timeUnit=UNITS[step],
                title=None,
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(format="%-d %b %Y", labelOverlap=True, grid=False),
            ),
            y=alt.Y("sum(Incidents):Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3)),
            color=alt.Color(
                "Kind:N",
                legend=None,
                scale=alt.Scale(
                    domain=[kind.label for kind in shown], range=[kind.colour for kind in shown]
                ),
            ),
            tooltip=["When", "Kind", "Incidents"],
        )
    )
