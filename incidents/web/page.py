"""The whole page for one visitor, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from incidents.errors import IncidentsError, TooCostly
from incidents.model import GeoPrecision
from incidents.query import Query
from incidents.settings import DATA
from incidents.store import NOWHERE, Killed, Store, Summary
from incidents.web import (
    address,
    chips,
    datasets,
    desk,
    evidence,
    mapview,
    opening,
    recalled,
    share,
    sidebar,
    spotlist,
    style,
    table,
    timeline,
    undo,
    wording,
)
from incidents.web.places import listed, spread
from incidents.web.service import service

P = ParamSpec("P")

KILLED = (
    "The most that one report tells of, or that one loaded dataset of events tells in all. Figures"
    " of several reports are not added up: they may tell of one event."
)
ON_PAPER = """<p class="inc-paper">The incidents themselves, with their sources, are in the brief:
press Download, then “Brief, to read, print and send”.</p>"""
ICON = DATA / "icon.png"  # a Material icon would be fetched from elsewhere


def show() -> None:
    """Draw the whole dashboard for one visitor."""
    st.set_page_config(page_title="Incidents", page_icon=str(ICON), layout="wide")
    style.apply()
    store = _opened()
    if desk.is_open():
        desk.draw()
        return
    if listed.is_open():
        listed.draw(store)
        return
    if datasets.is_open():
        datasets.draw(store)
        return
    notices = address.follow().notices
    query = st.session_state.filters = address.asked()
    _notices([*notices, *_future(store, query)])
    sidebar.begin()
    _headline(store, query)
    _body(store, query)
    sidebar.draw(store, query)  # last, so that the map's own loading starts first


def _notices(notices: list[str]) -> None:
    """What was wrong with the link: one line, and the list of it where there is more."""
    if len(notices) == 1:
        st.warning(wording.plain(notices[0]), icon=":material/link_off:")
    elif notices:
        with st.expander(f"{len(notices)} parts of this link were left out", icon="⚠️"):
            for notice in notices:
                st.warning(wording.plain(notice))


def _future(store: Store, query: Query) -> list[str]:
    if query.version is None or query.version <= store.version:
        return []
    return [f"There is no version {query.version} of the data yet; this is {store.version}."]


def _opened() -> Store:
    """The store, once it is ready; until then a progress bar, and on failure what to do."""
    shared = service()
    shared.start()
    slot = st.empty()  # always there: were it to go, the first filter would remount the map
    if not shared.wait(0.2):
        bar = slot.progress(0.0, "Opening the store")
        while not shared.wait(0.1):
            bar.progress(shared.progress.fraction, shared.progress.what)
        slot.empty()
    try:
        return shared.store
    except IncidentsError as error:
        st.error(
            wording.plain(f"The dashboard cannot start: {error}"), icon=":material/database_off:"
        )
        st.stop()


def _headline(store: Store, query: Query) -> None:
    """The numbers, what the filters hide, and the buttons that share the view."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _in_time(_numbers, store, query)
    with right, st.container(key="share"):
        share.buttons(store, query)
    with st.container():  # always there: what comes and goes before the map would remount it
        chips.draw(query)
        _in_time(_version_notice, store, query)


def _numbers(store: Store, query: Query) -> None:
    summary = recalled.summary(store, query)
    places = wording.counted(summary.places, "place")
    st.html(
        f'<p class="inc-line"><b>{wording.counted(summary.incidents, "incident")}</b>'
        f' <span class="inc-muted">at {"about " * summary.about}{places}</span></p>',
        width="content",
    )
    _killed(summary.killed)
    if summary.unplaced and not (query.bbox or query.area):
        st.button(
            f"{wording.counted(summary.unplaced, 'has', 'have')} no place",
            key="show_unplaced",
            type="tertiary",
            icon=":material/location_off:",
            on_click=address.set_filter,
            args=("precision", "unknown"),
            help="They are in the table but on no map. Press to see only these.",
        )
    if summary.hidden_undated:
        undated = wording.counted(summary.hidden_undated, "undated incident")
        st.caption(f"{undated} left out by the dates")
    _hidden_places(summary, query)


def _killed(killed: Killed | None) -> None:
    if killed is None:
        return
    said = ", as one report says" if killed.in_report else ""
    with st.container(key="killed", width="content"):
        told = f"**{wording.figure(killed.least, killed.most)} killed**{said}"
        st.markdown(told, width="content", help=KILLED)


def _hidden_places(summary: Summary, query: Query) -> None:
    """Counts what fits but for the precision of its place; a press shows it too."""
    if not summary.hidden_places or not query.precision:
        return
    if query.precision is GeoPrecision.UNKNOWN:
        placed = sum(summary.hidden_places.values())
        told = f"{wording.counted(placed, 'incident has', 'incidents have')} a place"
    else:
        told = wording.hidden(summary.hidden_places, NOWHERE)
    st.button(
        f"{told}: show",
        key="show_hidden",
        type="tertiary",
        icon=":material/visibility_off:",
        on_click=address.set_filter,
        args=("precision", None),
        help=f"Hidden by the filter “{wording.precision_filter(query.precision)}”.",
    )


def _version_notice(store: Store, query: Query) -> None:
    """Says so where the link shows the data as it was, and what has changed since."""
    if query.version is None or query.version >= store.version:
        return
    added, changed = store.changes_since(query, query.version)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            f"This link shows the data as it was at version {query.version}."
            f" Since then {added:,} added and {changed:,} changed.",
            icon=":material/history:",
        )
        st.button("Show the latest", on_click=_unpin)


def _unpin() -> None:
    st.session_state.pinned = None


@st.fragment
def _body(store: Store, query: Query) -> None:
    """Map, evidence, timeline and table: a click reruns only these."""
    timeline.follow()
    chosen = spotlist.answered(table.picked() or st.session_state.chosen)
    map_side, panel = st.columns([13, 7], gap="medium")
    with map_side:
        chosen = mapview.draw(store, query, chosen)
    opening.map_first()
    with panel, st.container(key="panel"):  # before the rest: somebody pressed to see it
        if chosen.spots:
            _in_time(spotlist.draw, store, query, chosen)
        if chosen.incident or not chosen.spots:
            _in_time(evidence.draw, store, query, chosen.incident)
        desk.button()
        datasets.button()
        undo.draw(store)
        spread.draw(store)
        listed.button(store)
    with map_side:
        _in_time(datasets.shown, store, query)
        _in_time(timeline.draw, store, query)
        _in_time(table.draw, store, query, chosen)
        st.html(ON_PAPER)
    st.session_state.chosen = chosen
    address.write(query, chosen)


def _in_time(draw: Callable[P, None], *args: P.args, **more: P.kwargs) -> None:
    """Draws that part of the page, or says that its answer would take too much."""
    try:
        draw(*args, **more)
    except TooCostly as error:
        st.warning(wording.plain(str(error)), icon=":material/hourglass_disabled:")
