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
from incidents.web import chips, inview, recalled, wording
from incidents.web.mapview import Choice

ROWS_A_PAGE = 200
ORDER, PAGE, TABLE = "table_order", "table_page", "table"  # keys of the widgets
SORTED_BY = {  # order of the store → how it is said
    "date": "Newest first",
    "oldest": "Oldest first",
    "kind": "Kind",
    "place": "Place",
    "killed": "Most killed",
    "said": "Who says so",
    "precision": "Most precise place",
}
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
BY_COLUMN = {  # what a press on a column's head sorts by, in turn
    "When": ("date", "oldest"),
    "Kind": ("kind",),
    "Place": ("place",),
    "People": ("killed",),
    "Who says so": ("said",),
    "Precision": ("precision",),
}


def draw(store: Store, query: Query, chosen: Choice) -> None:
    """One page of the incidents that fit, sorted as a whole; the chosen one is marked."""
    matched = recalled.count(store, query)
    if not matched:
        _empty(store, query)
        return
    head = st.container(horizontal=True, vertical_alignment="bottom", key="table_head")
    with head:
        in_view = inview.asked()
    if in_view:
        query, matched = inview.keep(store, query, matched)
    if not matched:
        return
    with head:
        page, order = _asked(query, matched)
    frame = store.frame(query, order=order, limit=ROWS_A_PAGE, offset=page * ROWS_A_PAGE)
    st.session_state.table_ids = list(frame["id"])
    _mark(chosen.incident)
    st.dataframe(
        readable(frame),
        key=TABLE,
        hide_index=True,
        height=min(36 * (len(frame) + 1) + 2, 420),
        on_select=_touched,
        # A column that can be chosen is not sorted by the browser, which knows but this page.
        selection_mode=["single-row", "single-column"],
        column_config={
            name: st.column_config.TextColumn(_headed(name, order), width=width)
            for name, width in WIDTHS.items()
        },
        alt="The incidents that fit the filters, a row each",
    )


def _asked(query: Query, matched: int) -> tuple[int, str]:
    """Which page and which order are wanted; the page is asked for where there are several."""
    pages = (matched + ROWS_A_PAGE - 1) // ROWS_A_PAGE
    if st.session_state.get("table_query") != query:  # other rows: its page number says nothing
        st.session_state.table_query = query
        st.session_state[PAGE] = 1
    st.session_state.setdefault(ORDER, st.session_state.order)  # it was not drawn last time
    order = st.selectbox(
        "Sorted by", list(SORTED_BY), key=ORDER, format_func=SORTED_BY.__getitem__, width=220,
        on_change=_to_first_page,
    )  # fmt: skip
    page = 1
    if pages > 1:
        page = st.number_input(
            f"Page of {pages:,}", min_value=1, max_value=pages, key=PAGE, width=170
        )
    st.session_state.order = order
    return int(page) - 1, order


def _headed(name: str, order: str) -> str:
    """The column's name, with an arrow where the rows are sorted by it."""
    if order not in BY_COLUMN.get(name, ()):
        return name
    return f"{name} {'↓' if order in ('date', 'killed') else '↑'}"


def _touched() -> None:
    """After a press on a column's head: sorts by it."""
    selection = st.session_state[TABLE]["selection"]
    if not selection["columns"]:
        return
    orders = BY_COLUMN.get(selection["columns"][0])
    if orders:
        now = st.session_state.get(ORDER)
        st.session_state[ORDER] = orders[
            (orders.index(now) + 1) % len(orders) if now in orders else 0
        ]
        _to_first_page()
    st.session_state[TABLE] = {"selection": {"rows": selection["rows"], "columns": []}}


def _to_first_page() -> None:
    st.session_state[PAGE] = 1


def _mark(incident: str | None) -> None:
    """Marks the incident's row, if this page has it; that is nobody's pick."""
    ids = st.session_state.table_ids
    rows = [ids.index(incident)] if incident in ids else []
    if rows != _rows():
        st.session_state[TABLE] = {"selection": {"rows": rows, "columns": []}}
    st.session_state.table_pick = incident if rows else None


def _rows() -> list[int]:
    """The rows that are marked, as the browser says."""
    return list((st.session_state.get(TABLE) or {}).get("selection", {}).get("rows", []))


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
    """The incident of a row picked since the last run; the map goes there unless it shows it."""
    rows, ids = _rows(), st.session_state.get("table_ids", [])
    name = ids[rows[0]] if rows and rows[0] < len(ids) else None
    if name == st.session_state.get("table_pick"):
        return None
    st.session_state.table_pick = name
    if not name:
        return None
    if not st.session_state.in_view:
        st.session_state.focus = name
    return Choice(name)


def _empty(store: Store, query: Query) -> None:
    """What to do where nothing fits."""
    with st.container(border=True):
        if query.is_everything:
            st.markdown("**Nothing here yet.** Read an article to put its incidents on the map.")
        else:
            chips.nothing_fits(store, query)
