"""All places that are remembered: by whom, when, why, how often used; each can be forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Remembered
from incidents.pipeline.recalling import alike_of
from incidents.store import Store
from incidents.web import undo, wording
from incidents.web.places import choose, spread

OPEN = "places_open"
MANY = 8  # from here on they can be searched
MOST_SHOWN = 100


def is_open() -> bool:
    """Whether the list is shown in place of the map."""
    return bool(st.session_state.get(OPEN))


def button(store: Store) -> None:
    """The way to the list, where anything is remembered."""
    number = len(store.remembered())
    if number:
        st.button(
            wording.counted(number, "remembered place"), key="open_places", type="tertiary",
            icon=":material/bookmark:", on_click=_open, args=(True,),
        )  # fmt: skip
    if is_open():
        st.rerun(scope="app")  # the button stands in a fragment, the list takes the page


def _open(wanted: bool) -> None:
    st.session_state[OPEN] = wanted


def draw(store: Store) -> None:
    """The list, latest first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Map", key="close_places", icon=":material/arrow_back:", type="tertiary",
            on_click=_open, args=(False,),
        )  # fmt: skip
        st.html('<h1 class="inc-title">Remembered places</h1>', width="content")
    undo.draw(store)
    entries, uses = store.remembered(), store.uses()
    st.caption(
        "What people have said that words mean. The same words in the same country are placed so"
        " when an article is read or a table geocoded. Forgetting one changes no incident."
        if entries
        else "Nothing is remembered. Correct a place, on the desk or beside its evidence, and keep"
        " “Remember for these words” ticked."
    )
    drafts = store.worded(None) if entries else []
    for one in _found(entries)[:MOST_SHOWN]:
        _entry(store, one, uses.get(one.id, 0), alike_of(drafts, one))


def _found(entries: list[Remembered]) -> list[Remembered]:
    if len(entries) < MANY:
        return entries
    asked = st.text_input("Search", key="places_search", placeholder="Words, place, reason")
    words = (asked or "").casefold()
    found = [one for one in entries if words in " ".join(_told(one)).casefold()]
    if len(found) > MOST_SHOWN:
        st.caption(f"The latest {MOST_SHOWN} of {len(found):,}; search for others.")
    return found


def _told(one: Remembered) -> tuple[str, ...]:
    return one.words, one.place.name, one.reason, one.author, wording.country(one.country) or ""


def _entry(store: Store, one: Remembered, uses: int, others: Sequence[str]) -> None:
    point = one.place.point
    where = f"{choose.described(one.place)}, {point.lat:.3f}, {point.lon:.3f}"
    with st.container(border=True, key=f"remembered_{one.id}", gap="xsmall"):
        st.markdown(f"**{wording.plain(f'“{one.words}”')}** {_scope(one)} → {wording.plain(where)}")
        st.caption(wording.plain(_why(one, uses)))
        with st.container(horizontal=True, vertical_alignment="center"):
            spread.button(store, one, others)
            st.button(
                "Forget", key=f"forget_{one.id}", icon=":material/bookmark_remove:",
                on_click=_forget, args=(store, one),
            )  # fmt: skip


def _scope(one: Remembered) -> str:
    return wording.plain(wording.within(one.country) if one.country else "in any country")


def _why(one: Remembered, uses: int) -> str:
    before = f" Before: {one.taken_for}." if one.taken_for else ""
    used = f"{wording.counted(uses, 'incident')} placed so."
    return f"{one.reason} ({one.author}, {wording.day(one.day)}). {used}{before}"


def _forget(store: Store, one: Remembered) -> None:
    try:
        commit = store.forget(one.id, author=undo.AUTHOR, reason=f"forgot “{one.words}”")
    except IncidentsError as error:
        undo.refused(error)
    else:
        undo.offer(commit, f"“{one.words}” is no longer remembered.")
