"""A lesson put onto other stored drafts with the same words: offered, never done unasked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Remembered
from incidents.pipeline.recalling import alike, applied
from incidents.store import Store
from incidents.web import undo, wording

OFFERED = "lessons_offered"  # what was remembered last: id → the article it was learnt from

DONE = "lesson_spread"


def offer(learnt: Sequence[Remembered], article_id: str | None) -> None:
    """Remembers for the next run that these lessons may be put onto other drafts."""
    st.session_state[OFFERED] = {one.id: article_id for one in learnt}


def draw(store: Store) -> None:
    """A button for each lesson learnt last that other drafts could follow."""
    if st.session_state.pop(DONE, False):
        st.rerun(scope="app")  # the map and the counts beside this fragment follow
    offered = st.session_state.get(OFFERED) or {}
    known = {one.id: one for one in store.remembered()} if offered else {}
    for name, article_id in offered.items():
        if name in known:
            button(store, known[name], alike(store, known[name], article_id))


def button(store: Store, known: Remembered, ids: Sequence[str]) -> None:
    """Puts the lesson onto those drafts; not there where there are none."""
    if not ids:
        return
    told = f"Apply to {wording.counted(len(ids), 'other draft')} with “{known.words}”"
    st.button(
        wording.plain(told), key=f"spread_{known.id}", icon=":material/done_all:",
        on_click=_apply, args=(store, known, ids),
    )  # fmt: skip


def _apply(store: Store, known: Remembered, ids: Sequence[str]) -> None:
    try:
        moved = [applied(store.incident(name), known, undo.AUTHOR) for name in ids]
        commit = store.amend(
            moved, author=undo.AUTHOR, reason=f"placed as “{known.words}” was corrected"
        )
    except IncidentsError as error:
        undo.refused(error)
        return
    st.session_state[DONE] = True
    told = wording.counted(len(ids), "draft")
    undo.offer(commit, f"{told} placed at {known.place.name}, as “{known.words}” was corrected.")
