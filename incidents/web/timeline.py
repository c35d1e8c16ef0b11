"""The timeline: how many happened when, by kind; a brush sets the dates, a player walks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from incidents.errors import UsageError
from incidents.model import KINDS
from incidents.query import PARAMETERS, Query
from incidents.store import Store, Timeline
from incidents.store.steps import last_of
from incidents.web import address, recalled, wording

ASSETS = Path(__file__).parent / "assets"
KEY = "timeline"
DATES = ("since", "until")


def follow() -> None:
    """Reruns the whole page where the brush has set the dates: the filters stand elsewhere."""
    if st.session_state.pop("timeline_set", False):
        st.rerun()


def draw(store: Store, query: Query) -> None:
    """Stacked bars of all dates, the chosen ones marked; what is in no bar is told in words."""
    lifted = replace(query, since=None, until=None)
    told = recalled.timeline(store, lifted, query if query.since or query.until else None)
    undrawn = wording.listed(wording.undrawn(told.outside, told.undated), "and")
    if not told.starts:
        if undrawn:
            st.caption(f"The timeline is empty: {undrawn}.")
        return
    with st.container(key="timeline_box"):
        _component()(
            key=KEY,
            data=_drawn(told)
            | {
                "undrawn": undrawn,
                "query": _spelled(lifted),
                "since": query.since.isoformat() if query.since else None,
                "until": query.until.isoformat() if query.until else None,
                "dark": st.context.theme.type == "dark",
            },
            on_dates_change=_set,
        )


def _drawn(told: Timeline) -> dict[str, Any]:
    """The bars by the numbers of their stretches and kinds."""
    places = {start: place for place, start in enumerate(told.starts)}
    kinds = [name for name in KINDS if any(bar.kind == name for bar in told.bars)]
    return {
        "step": told.step,
        "starts": [start.isoformat() for start in told.starts],
        "end": last_of(told.step, told.starts[-1]).isoformat(),
        "kinds": [{"label": KINDS[name].label, "colour": KINDS[name].colour} for name in kinds],
        "bars": [
            (places[bar.start], kinds.index(bar.kind), bar.count)
            for bar in sorted(told.bars, key=lambda bar: kinds.index(bar.kind))
        ],
        "cover": _cover(told),
        "unsure": wording.listed(wording.unsure(told.unsure, told.step), "and"),
        "sentence": _sentence(told),
    }


def _cover(told: Timeline) -> list[int]:
    """For each stretch, how many of the fringe may lie in it."""
    changes = [0] * (len(told.starts) + 1)
    places = {start: place for place, start in enumerate(told.starts)}
    for span in told.fringe:
        changes[places.get(span.first, 0)] += span.count
        changes[places.get(span.last, len(told.starts) - 1) + 1] -= span.count
    return list(accumulate(changes[:-1]))


def _sentence(told: Timeline) -> str:
    """The chart in words, for those who do not see it."""
    count = sum(bar.count for bar in told.bars)
    sums: dict[str, int] = {}
    for bar in told.bars:
        sums[bar.kind] = sums.get(bar.kind, 0) + bar.count
    kinds = sorted(sums, key=lambda name: -sums[name])[:3]
    most = wording.listed([f"{KINDS[name].label} {sums[name]:,}" for name in kinds], "and")
    ends = f"{wording.day(told.starts[0])} to {wording.day(last_of(told.step, told.starts[-1]))}"
    words = f"{wording.counted(count, 'incident')} by {told.step}, {ends}"
    return f"{words}; most of all {most}" if most else words


def _spelled(query: Query) -> str:
    """The query as the map is given it, with room for both dates where they stand in it."""
    params = query.to_params() | {name: [""] for name in DATES}
    ordered = {name: params[name] for name in PARAMETERS if name in params}
    return urlencode(ordered, doseq=True, safe=",")


def _set() -> None:
    """Sets the dates that the brush says."""
    try:
        asked = chosen_dates((st.session_state.get(KEY) or {}).get("dates"))
    except UsageError as error:
        st.toast(f"These dates cannot be used: {error}", icon=":material/warning:")
        return
    address.set_filter("since", asked.since)
    address.set_filter("until", asked.until)
    st.session_state.quick_range = None
    st.session_state.timeline_set = True


def chosen_dates(told: object) -> Query:
    """The query of the two days that the browser names, an empty one for an open end.

    The browser may say anything: UsageError for what are no dates.
    """
    if not isinstance(told, list) or len(told) != len(DATES):
        raise UsageError("two days are needed, the first and the last")
    return Query.from_params({name: [str(day)[:32]] for name, day in zip(DATES, told, strict=True)})


def _component() -> Callable[..., object]:
    html, css, script, player = (
        (ASSETS / name).read_text(encoding="utf-8")
        for name in ("timeline.html", "timeline.css", "timeline.js", "player.js")
    )
    return st.components.v2.component(KEY, html=html, css=css, js=script + player)
