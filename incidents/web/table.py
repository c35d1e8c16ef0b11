"""The table: what the query finds, newest first, one row to pick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from incidents.model import KINDS
from incidents.model.frame import records
from incidents.query import Query
from incidents.store import Store
from incidents.web import chips, wording
from incidents.web.mapview import Choice

ROWS_A_PAGE = 200
WIDTHS = {  # pixels
    "When": 185,
    "Kind": 130,
    "Place": 140,
    "People": 130,
    "Quote": 420,
    "Who says so": 170,
    "Precision": 120,
    "Status": 80,
}


def draw(store: Store, query: Query) -> None:
    """One page of the incidents that fit."""
    matched = store.count(query)
    if not matched:
        _empty(store, query)
        return
    page = _page(matched)
    frame = store.frame(query, limit=ROWS_A_PAGE, offset=page * ROWS_A_PAGE)
    st.session_state.table_ids = list(frame["id"])
    st.dataframe(
        readable(frame),
        key="table",
        hide_index=True,
        height=min(36 * (len(frame) + 1) + 2, 420),
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()
        },
    )


def _page(matched: int) -> int:
    """Which page is shown; asked for only where there are several."""
    pages = (matched + ROWS_A_PAGE - 1) // ROWS_A_PAGE
    if pages == 1:
        return 0
    chosen = st.number_input(
        f"Page of {pages:,} ({matched:,} incidents)", min_value=1, max_value=pages, key="page"
    )
    return int(chosen) - 1


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    rows = records(frame)
    told: dict[str, Callable[[dict[str, Any]], str | None]] = {
        "When": wording.when,
        "Kind": lambda row: KINDS[row["kind"]].label,
        "Place": lambda row: row["place"] or wording.country(row["country"]),
        "People": wording.victims,
        "Quote": lambda row: row["quote"] or row["title"],
        "Who says so": lambda row: row["attributed_to"] or row["source"],
        "Precision": lambda row: wording.PRECISIONS[row["geo_precision"]],
        "Status": lambda row: wording.STATUSES[row["status"]],
    }
    return pd.DataFrame({name: [tell(row) or "" for row in rows] for name, tell in told.items()})


def picked() -> Choice | None:
    """The incident of a row picked since the last run; the map then goes there."""
    rows = (st.session_state.get("table") or {}).get("selection", {}).get("rows", [])
    ids = st.session_state.get("table_ids", [])
    name = ids[rows[0]] if rows and rows[0] < len(ids) else None
    if name == st.session_state.get("table_pick"):
        return None
    st.session_state.table_pick = name
    if not name:
        return None
    st.session_state.focus = name
    return Choice(name)


def _empty(store: Store, query: Query) -> None:
    """What to do where nothing fits."""
    with st.container(border=True):
        if query.is_everything:
            st.markdown("**Nothing here yet.** Read an article to put its incidents on the map.")
        else:
            chips.nothing_fits(store, query)
