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
FIRST = 40  # rows that come with the list, so that it opens at once; a page in the script
MOST_LETTERS = 300  # of a quote; two lines of it are shown


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
    first = records(store.frame(asked, limit=FIRST))
    with st.container(border=True, key="spot_list_box"):
        _component()(
            key=KEY,
            data={
                "spots": " ".join(map(str, chosen.spots)),
                "query": urlencode(asked.to_params(), doseq=True, safe=","),
                "count": sum(counts.values()),
                "heading": wording.counted(sum(counts.values()), "incident"),
                "where": _where(asked, first),
                "first": [_row(row) for row in first],
                "kinds": [_look(name, count) for name, count in counts.items()],
                "selected": chosen.incident,
                "position": _position(store, asked, chosen.incident),
                "pressed": st.session_state.get("map_click"),
                "dark": st.context.theme.type == "dark",
            },
            on_picked_change=lambda: None,
            on_closed_change=lambda: None,
        )


def _where(asked: Query, first: list[dict[str, Any]]) -> str:
    """Where they are, in words that say how sure that is."""
    if not first:
        return "None of them fits the filters."
    if len(asked.spots) > 1:
        return f"in {len(asked.spots)} places that touch on the map"
    return wording.somewhere(first[0])


def _position(store: Store, asked: Query, incident: str | None) -> int | None:
    """Where in the list the chosen incident stands: a link may name one far down."""
    return store.position(asked, incident) if incident else None


def _row(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: row[name] for name in ("id", "kind", "date", "date_end", "date_precision")}
    return shown | {"quote": (row["quote"] or row["title"] or "")[:MOST_LETTERS]}


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
