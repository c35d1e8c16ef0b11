"""The filters: what the sidebar asks."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from incidents.errors import TooCostly
from incidents.model import KINDS
from incidents.query import EARLIEST, LATEST, MAX_TEXT, Query
from incidents.store import Facets, Store
from incidents.web import address, recalled, style, wording

LONGEST = 40  # characters of a source's name
QUICK_RANGES = {"All": None, "Week": 7, "Month": 30, "Year": 365}


def begin() -> None:
    """Its head alone: the page has its width from the start."""
    st.sidebar.html('<p class="inc-brand">Incidents</p>')


def draw(store: Store, query: Query) -> None:
    """The filters, set as the query says; a change of one reruns the page."""
    facets = _counted(store, query)
    with st.sidebar:
        st.text_input(
            "Search",
            key=address.WIDGETS["text"],
            placeholder="Words in quote, place, source",
            icon=":material/search:",
            max_chars=200,
        )
        _dates(store)
        _kinds(facets)
        _places(facets)
        _people(facets)
        if not query.is_everything:
            st.button(
                "Clear all filters", on_click=address.clear, icon=":material/filter_alt_off:",
                width="stretch",
            )  # fmt: skip


def _counted(store: Store, query: Query) -> Facets:
    """How many there are of each; of nothing where that takes too long: choices stay chosen."""
    try:
        return recalled.facets(store, query)
    except TooCostly:  # the numbers above the map say so already
        return Facets({}, {}, {}, {}, {})


def _dates(store: Store) -> None:
    """Since, until, and ranges that count back from the latest incident there is."""
    try:
        last = recalled.last_day(store)
    except TooCostly:
        last = None
    st.segmented_control(
        "Dates",
        list(QUICK_RANGES),
        key="quick_range",
        on_change=_set_range,
        args=(last,),
        help="Counted back from the latest incident in the data, not from today.",
        width="stretch",
    )
    for column, label, field in zip(
        st.columns(2, gap="xsmall"), ("From", "To"), ("since", "until"), strict=True
    ):
        column.date_input(
            label,
            value=None,
            min_value=EARLIEST,
            max_value=LATEST,
            format="DD/MM/YYYY",
            key=address.WIDGETS[field],
            on_change=_forget_range,
        )
    first_day = st.session_state[address.WIDGETS["since"]]
    last_day = st.session_state[address.WIDGETS["until"]]
    if first_day and last_day and last_day < first_day:
        st.warning("“To” is before “From”; it is left out until it comes after.")


def _set_range(last: date | None) -> None:
    days = QUICK_RANGES.get(st.session_state.quick_range or "All")
    if days is None or last is None:
        since, until = None, None
    else:
        since, until = last - timedelta(days=days - 1), last
    address.set_filter("since", since)
    address.set_filter("until", until)


def _forget_range() -> None:
    st.session_state.quick_range = None


def _kinds(facets: Facets) -> None:
    """The kinds there are, each with its colour, shape and count."""
    chosen = st.session_state[address.WIDGETS["kinds"]] or []
    shown = [name for name in KINDS if name in facets.kinds or name in chosen]
    style.mark_kinds(shown)
    with st.container(key="kinds"):
        st.pills(
            "Kinds",
            shown,
            selection_mode="multi",
            key=address.WIDGETS["kinds"],
            format_func=lambda name: f"{KINDS[name].label} {facets.kinds.get(name, 0):,}",
        )


def _places(facets: Facets) -> None:
    chosen = st.session_state[address.WIDGETS["countries"]] or []
    st.multiselect(
        "Country",
        list(dict.fromkeys([*facets.countries, *chosen])),
        key=address.WIDGETS["countries"],
        format_func=lambda code: f"{wording.country(code)} ({facets.countries.get(code, 0):,})",
        placeholder="Any country",
    )
    linked = st.session_state[address.WIDGETS["precision"]]  # a link may name a finer step
    st.selectbox(
        "How precise the place is",
        [
            None,
            *(
                one
                for one in wording.PRECISIONS
                if one in wording.PRECISION_FILTERS or one == linked
            ),
        ],
        key=address.WIDGETS["precision"],
        format_func=lambda name: (
            f"{wording.precision_filter(name)} ({wording.fitting(name, facets.precisions):,})"
        ),
        placeholder=wording.precision_filter(None),
    )


def _people(facets: Facets) -> None:
    st.multiselect(
        "Status",
        list(wording.STATUSES),
        key=address.WIDGETS["statuses"],
        format_func=lambda name: f"{wording.STATUSES[name]} ({facets.statuses.get(name, 0):,})",
        placeholder="Drafts and verified",
    )
    _sources(facets)
    st.number_input(
        "Killed, at least",
        min_value=0,
        max_value=10_000_000,
        step=1,
        value=None,
        key=address.WIDGETS["min_killed"],
        placeholder="Any number",
        help="Counts the highest figure a report gives; reports without a figure are left out.",
    )


def _sources(facets: Facets) -> None:
    """Who published it; asked only where there are several."""
    key = address.WIDGETS["sources"]
    known = [name for name in facets.sources if len(name) <= MAX_TEXT]  # others fit in no link
    options = list(dict.fromkeys([*known, *(st.session_state[key] or [])]))
    if len(options) < 2 and not st.session_state[key]:
        return
    st.multiselect(
        "Source",
        options,
        key=key,
        format_func=lambda name: f"{_cut(name)} ({facets.sources.get(name, 0):,})",
        placeholder="Any source",
    )


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
