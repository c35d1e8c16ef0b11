"""The timeline: how many happened when, by kind."""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd
import streamlit as st

from incidents.model import KINDS
from incidents.query import Query
from incidents.store import Bar, Store
from incidents.store.counts import step_for
from incidents.web import wording

HEIGHT = 150


def draw(store: Store, query: Query) -> None:
    """Stacked bars by day, week, month or year; what has no day is counted beneath."""
    summary = store.summary(query)
    step = step_for(summary.first, summary.last)
    bars = store.timeline(query, step)
    if bars:
        st.altair_chart(_chart(bars, step), height=HEIGHT)
    shown = sum(bar.count for bar in bars)
    missing = summary.incidents - shown
    if missing:
        st.caption(
            f"{wording.counted(missing, 'incident')} not dated to the {step}, so not drawn here."
        )


def _chart(bars: list[Bar], step: str) -> alt.Chart:
    frame = pd.DataFrame(
        [(bar.start, _end(bar.start, step), KINDS[bar.kind].label, bar.count) for bar in bars],
        columns=["start", "end", "Kind", "Incidents"],
    )
    frame["Day"] = [f"{day.day} {day:%b %Y}" for day in frame["start"]]
    shown = [kind for kind in KINDS.values() if kind.label in set(frame["Kind"])]
    return (
        alt.Chart(frame)
        .mark_bar(cornerRadius=1)
        .encode(
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%-d %b %Y", labelOverlap=True)),
            x2="end:T",
            y=alt.Y("sum(Incidents):Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3)),
            color=alt.Color(
                "Kind:N",
                legend=None,
                scale=alt.Scale(
                    domain=[kind.label for kind in shown], range=[kind.colour for kind in shown]
                ),
            ),
            tooltip=["Day", "Kind", "Incidents"],
        )
    )


def _end(start: date, step: str) -> date:
    """The day after the stretch, less a sliver so that neighbours stay apart."""
    if step == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    if step == "year":
        return start.replace(year=start.year + 1)
    return start + timedelta(days=7 if step == "week" else 1)
