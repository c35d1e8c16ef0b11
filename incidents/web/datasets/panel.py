"""Loading data as a page of its own, and the way there."""

from __future__ import annotations

import streamlit as st

from incidents.query import Query
from incidents.store import Store
from incidents.web import undo, wording
from incidents.web.datasets import listed

OPEN = "datasets_open"


def is_open() -> bool:
    """Whether it is shown in place of the map."""
    return bool(st.session_state.get(OPEN))


def _open(wanted: bool) -> None:
    st.session_state[OPEN] = wanted


def button() -> None:
    """The way to it, from the panel beside the map."""
    st.button(
        "Load data, datasets", key="open_datasets", icon=":material/upload_file:", width="stretch",
        on_click=_open, args=(True,),
    )  # fmt: skip
    if is_open():
        st.rerun(scope="app")  # the button stands in a fragment, this takes the page


def draw(store: Store) -> None:
    """The drop zone, and below it what was loaded before."""
    from incidents.web.datasets import drop  # what loading needs is heavy, and seldom needed

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Map", key="close_datasets", icon=":material/arrow_back:", type="tertiary",
            on_click=_open, args=(False,),
        )  # fmt: skip
        st.html('<h1 class="inc-title">Load data</h1>', width="content")
    undo.draw(store)
    if drop.draw(store):
        _open(False)
        st.rerun()
    listed.draw(store)


def shown(store: Store, query: Query) -> None:
    """Under the map: whom the datasets that are shown ask to credit."""
    for credit in store.credits(query):
        st.caption(f"Data: {wording.plain(credit)}")
