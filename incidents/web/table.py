"""The table: what the query finds, newest first, one row to pick."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from incidents.model import KINDS
from incidents.model.frame import records
from incidents.query import Query
from incidents.store import Store
from incidents.web import address, wording

ROWS_A_PAGE = 200
COLUMNS = {
    "When": "medium",
    "Kind": "small",
    "Place": "medium",
    "Precision": "small",
    "People": "medium",
    "Says": "medium",
    "Quote": "large",
    "Status": "small",
}


def draw(store: Store, query: Query) -> None:
    """One page of the incidents that fit."""
    matched = store.count(query)
    if not matched:
        _empty(query)
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
            name: st.column_config.TextColumn(width=width)  # type: ignore[arg-type]
            for name, width in COLUMNS.items()
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
    return pd.DataFrame(
        {
            "When": [wording.when(row) for row in rows],
            "Kind": [KINDS[row["kind"]].label for row in rows],
            "Place": [row["place"] or wording.country(row["country"]) or "" for row in rows],
            "Precision": [wording.PRECISIONS[row["geo_precision"]] for row in rows],
            "People": [wording.victims(row) or "" for row in rows],
            "Says": [row["attributed_to"] or row["source"] or "" for row in rows],
            "Quote": [row["quote"] or row["title"] or "" for row in rows],
            "Status": [wording.STATUSES[row["status"]] for row in rows],
        }
    )


def picked() -> str | None:
    """The incident of a row picked since the last run; the map then goes there."""
    rows = (st.session_state.get("table") or {}).get("selection", {}).get("rows", [])
    ids = st.session_state.get("table_ids", [])
    name = ids[rows[0]] if rows and rows[0] < len(ids) else None
    if name == st.session_state.get("table_pick"):
        return None
    st.session_state.table_pick = name
    if name:
        st.session_state.focus = name
    return name


def _empty(query: Query) -> None:
    """What to do where nothing fits."""
    with st.container(border=True):
        if query.is_everything:
            st.markdown("**Nothing here yet.** Read an article to put its incidents on the map.")
            return
        st.markdown("**No incident fits these filters.**")
        if st.button("Clear all filters", key="clear_empty", on_click=address.clear):
            st.rerun(scope="app")
