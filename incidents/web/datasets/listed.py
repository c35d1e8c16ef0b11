"""The datasets there are: shown or hidden, with their load reports, and taken out."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.store import Dataset, Store
from incidents.web import undo, wording
from incidents.web.datasets import told


def draw(store: Store) -> None:
    """A card for each dataset, the largest first."""
    found = store.datasets()
    if not found:
        return
    st.subheader("Datasets")
    names = [one.name for one in found]
    for place, one in enumerate(found):
        with st.container(border=True, gap="xsmall"):
            _card(store, one, f"{place}_{store.version}", names)


def _card(store: Store, one: Dataset, key: str, names: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{wording.plain(one.name)}** {_about(one)}", width="stretch")
        shown = st.session_state.get("datasets") or ()
        if len(names) > 1:
            last = tuple(shown) == (one.name,)
            st.toggle(
                "On the map", value=not shown or one.name in shown, key=f"dataset_shown_{key}",
                on_change=_toggle, args=(one.name, names), disabled=last,
                help="One dataset at least stays on the map." if last else None,
            )  # fmt: skip
        with st.popover("Remove", icon=":material/delete:"):
            st.markdown(_warning(one))
            st.button(
                "Remove it", key=f"dataset_remove_{key}", type="primary", on_click=_remove,
                args=(store, one.name),
            )  # fmt: skip
    if one.attribution:
        st.caption(f"Credit: {wording.plain(one.attribution)}")
    for at, load in enumerate(one.loads):
        title = f"{load.account.report.file}, loaded on {wording.day(load.made_at.date())}"
        with st.expander(wording.plain(title)):
            told.draw(load.account.report)
            told.download(load.account.report, f"load_account_{key}_{at}")


def _about(one: Dataset) -> str:
    return f":gray[{wording.counted(one.rows, 'incident')}]"


def _warning(one: Dataset) -> str:
    judged = f", {one.judged:,} of them judged by a person," if one.judged else ""
    told = wording.counted(one.rows, "incident")
    return f"{told}{judged} will leave the map. The history keeps them, and you can undo this."


def _toggle(name: str, names: list[str]) -> None:
    """Shows or hides one; all shown asks for none in particular, and none cannot be."""
    shown = list(st.session_state.get("datasets") or names)
    wanted = [one for one in names if (one in shown) != (one == name)]
    st.session_state.datasets = () if wanted in ([], names) else tuple(wanted)


def _remove(store: Store, name: str) -> None:
    try:
        commit = store.remove_dataset(name, author=undo.AUTHOR)
    except IncidentsError as error:
        undo.refused(error)
        return
    left = tuple(one for one in st.session_state.get("datasets") or () if one != name)
    st.session_state.datasets = left
    undo.offer(commit, f"“{name}” was removed: {wording.counted(commit.changed, 'incident')}.")
