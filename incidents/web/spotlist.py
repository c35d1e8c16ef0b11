"""The list of several incidents at one spot of the map, beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from incidents.model import KINDS
from incidents.model.frame import records
from incidents.query import Query
from incidents.store import Store
from incidents.web import wording
from incidents.web.mapview import Choice

ASSETS = Path(__file__).parent / "assets"
KEY = "spot_list"


def answered(chosen: Choice) -> Choice:
    """What is chosen after a press on the list: one of its incidents, or the list closed."""
    told = st.session_state.get(KEY) or {}
    if told.get("closed"):
        return Choice(chosen.incident)
    picked = told.get("picked")
    return replace(chosen, incident=str(picked)[:64]) if picked else chosen


def draw(store: Store, query: Query, chosen: Choice) -> None:
    """The list under the query's filters; the browser fetches its rows as they are looked at."""
    asked = replace(query, spots=chosen.spots, version=query.version or store.version)
    counts = store.by_kind(asked)
    with st.container(border=True, key="spot_list_box"):
        _component()(
            key=KEY,
            data={
                "query": urlencode(asked.to_params(), doseq=True, safe=","),
                "count": sum(counts.values()),
                "heading": wording.counted(sum(counts.values()), "incident"),
                "where": _where(store, asked),
                "kinds": [_look(name, count) for name, count in counts.items()],
                "selected": chosen.incident,
                "pressed": st.session_state.get("map_click"),
                "dark": st.context.theme.type == "dark",
            },
            on_picked_change=lambda: None,
            on_closed_change=lambda: None,
        )


def _where(store: Store, asked: Query) -> str:
    """Where they are, in words that say how sure that is."""
    if len(asked.spots) > 1:
        return f"in {len(asked.spots)} places that touch on the map"
    rows = records(store.frame(asked, limit=1))
    return wording.somewhere(rows[0]) if rows else "None of them fits the filters."


def _look(name: str, count: int) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        "id": name,
        "label": kind.label,
        "count": count,
        "colour": kind.colour,
        "shape": kind.shape,
    }


def _component() -> Callable[..., object]:
    html, css, js = ((ASSETS / f"spotlist.{end}").read_text(encoding="utf-8")
                     for end in ("html", "css", "js"))  # fmt: skip
    return st.components.v2.component(KEY, html=html, css=css, js=js)
