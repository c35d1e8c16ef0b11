"""The desk as a page of its own, and the way there."""

from __future__ import annotations

import streamlit as st

from incidents.web.desk import ask, review
from incidents.web.desk.work import close_desk, lying, open_desk


def button() -> None:
    """The way to the desk; it says so where unsaved drafts lie on it."""
    work = lying()
    label = f"Back to {len(work.drafts)} unsaved drafts" if work else "Read an article"
    if st.button(
        label, key="open_desk", icon=":material/article:", width="stretch", type="primary"
    ):
        open_desk()
        st.rerun(scope="app")  # the button stands in a fragment, the desk takes the page


def draw() -> None:
    """The desk: the form, and below it what was read."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Map", key="close_desk", icon=":material/arrow_back:", type="tertiary",
            on_click=close_desk, help="What you typed and read stays here.",
        )  # fmt: skip
        st.html('<h1 class="inc-title">Read an article</h1>', width="content")
    ask.draw()
    review.draw(lying())
