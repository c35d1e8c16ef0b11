"""Keeping the drafts: the button says what it will do, and the map shows what it did."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Remembered, Status
from incidents.pipeline.corrections import lessons, outcome, problem
from incidents.web import address, undo, wording
from incidents.web.desk.work import Work, close_desk, discard, lay
from incidents.web.mapview import Choice
from incidents.web.places import spread
from incidents.web.service import service

NOTHING = "All were judged before"


def draw(work: Work) -> None:
    """How many there are, what saving will do, and the way out."""
    label = _label(work)
    with st.container(horizontal=True, vertical_alignment="center", key="desk_save"):
        st.markdown(
            f"**{wording.counted(len(work.drafts), 'draft')}** :gray[Untick what did not happen: it"
            " is kept as rejected, so that it stays out when the article is read again.]",
            width="stretch",
        )
        st.button(
            "Discard", key="discard_drafts", on_click=discard, args=(work,),
            help="Clears the drafts; the article stays in the form.",
        )  # fmt: skip
        st.button(
            label, key="save_drafts", type="primary", icon=":material/save:", on_click=_save,
            args=(work,), disabled=label is NOTHING,
        )  # fmt: skip
    if failure := st.session_state.pop("desk_failure", None):
        st.error(wording.plain(failure))


def _label(work: Work) -> str:
    """What pressing the button will do."""
    if not work.deciding:
        return NOTHING
    if not work.kept:
        return f"Keep {work.left_out} as rejected"
    saved = f"Save {wording.counted(work.kept, 'draft')}"
    return f"{saved}, keep {work.left_out} as rejected" if work.left_out else saved


def _save(work: Work) -> None:
    """Keeps the drafts in one change that can be undone, and shows them on the map."""
    if _is_unfinished(work):
        return
    incidents = outcome(work.deciding, undo.AUTHOR)
    learnt = lessons(work.deciding, undo.AUTHOR)
    try:
        commit = service().store.add(
            incidents, [work.reading.article], remembered=learnt, author=undo.AUTHOR,
            reason=_reason(work),
        )  # fmt: skip
    except IncidentsError as error:
        st.session_state.desk_failure = f"Nothing was saved: {error}."
        return
    told = _said(work, commit.added + commit.changed if commit else 0)
    undo.offer(commit, f"{told} {_remembered(learnt)}".strip())
    spread.offer(learnt, work.reading.article.id)
    shown = next((one.id for one in incidents if one.status is not Status.REJECTED), None)
    address.clear()
    st.session_state.chosen = Choice(shown)
    st.session_state.focus = shown
    lay(None)
    close_desk()


def _is_unfinished(work: Work) -> bool:
    """Whether something is still to be said before a place is remembered; opens that draft."""
    text = work.reading.article.text
    for draft in work.deciding:
        told = problem(draft, text)
        if told:
            work.selected = draft.read.id
            st.session_state.desk_failure = f"Draft {work.number(draft.read.id)}: {told}."
            return True
    return False


def _remembered(learnt: list[Remembered]) -> str:
    words = ", ".join(f"“{one.words}”" for one in learnt)
    return f"Remembered: {words}." if words else ""


def _reason(work: Work) -> str:
    article = work.reading.article
    parts = [f"read “{(article.title or article.text.strip().partition(chr(10))[0])[:80]}”"]
    corrected = sum(bool(one.corrections) and one.kept for one in work.deciding)
    if corrected:
        parts.append(f"{corrected} corrected")
    if work.left_out:
        parts.append(f"{work.left_out} rejected")
    return ", ".join(parts)


def _said(work: Work, changed: int) -> str:
    """What was done, and how many were there already and say the same."""
    if not changed:
        return "These drafts were saved before; nothing changed."
    told = f"{wording.counted(work.kept, 'draft')} saved"
    if work.left_out:
        told += f", {work.left_out} kept as rejected"
    same = len(work.deciding) - changed
    return f"{told}; {same} of them were there already." if same else f"{told}."
