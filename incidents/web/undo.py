"""What was changed last on this page, and the way back."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.store import Commit, Store
from incidents.web import wording

AUTHOR = "analyst"


def offer(commit: Commit | None, said: str) -> None:
    """Remembers a change, to be told and offered for undoing at the next run."""
    st.session_state.undo = commit.version if commit else None
    st.session_state.said, st.session_state.unsaid = said, None


def refused(error: IncidentsError) -> None:
    """Remembers that a change could not be made, and why, to be told at the next run."""
    st.session_state.undo = st.session_state.said = None
    st.session_state.unsaid = f"Nothing was changed: {error}."


def draw(store: Store) -> None:
    """What was done last; a button takes it back while nothing has been changed since."""
    said = st.session_state.get("said")
    if said:
        st.success(wording.plain(said), icon=":material/check:")
    if unsaid := st.session_state.get("unsaid"):
        st.error(wording.plain(unsaid), icon=":material/error:")
    version = st.session_state.get("undo")
    if not version or version != store.version:
        return
    if st.button("Undo the last change", icon=":material/undo:"):
        try:
            store.undo(version, author=AUTHOR)
        except IncidentsError as error:
            refused(error)
        else:
            offer(None, "Undone.")
        st.rerun(scope="app")
