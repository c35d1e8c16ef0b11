"""The address bar and the widgets, each following the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from incidents.model import GeoPrecision, Status
from incidents.query import ORDERS, PARAMETERS, Link, Query
from incidents.web.mapview import Choice

# Query field → key of its widget; the widget's value is the field's, or empty.
WIDGETS = {
    "kinds": "filter_kinds",
    "since": "filter_since",
    "until": "filter_until",
    "text": "filter_text",
    "countries": "filter_countries",
    "precision": "filter_precision",
    "statuses": "filter_statuses",
    "sources": "filter_sources",
    "min_killed": "filter_killed",
}
WITHOUT_WIDGET = ("bbox", "area", "datasets")  # kept in the session under their own names
OURS = (*PARAMETERS, "incident")  # the map itself keeps its own part up to date
VIEWPORT = ("lat", "lon", "zoom")
MAPS_OWN = (*VIEWPORT, "layer", "show")


@dataclass(frozen=True, slots=True)
class Address:
    """What the link said when it was opened: sentences about what was wrong with it."""

    notices: tuple[str, ...]


def follow() -> Address:
    """Sets the widgets to what the address says, if it changed by other hands than ours."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    seen = {name: values for name, values in params.items() if name not in MAPS_OWN}
    if st.session_state.get("address_seen") != seen:
        link, notices = Link.from_params(params)
        _set_widgets(link.query)
        st.session_state.chosen = Choice(link.incident, link.query.spots)
        st.session_state.order = link.order or ORDERS[0]
        st.session_state.in_view = link.rows is not None
        for asked in ("table_order", "table_in_view"):  # the table asks anew, from these
            st.session_state.pop(asked, None)
        if link.viewport is None:
            # A link to one incident goes there, and a link to a spot's list likewise.
            st.session_state.focus = link.incident or next(iter(link.query.spots), None)
            _drop_viewport()
        st.session_state.address_seen = seen
        st.session_state.notices = tuple(notices)
    if any(key not in st.session_state for key in WIDGETS.values()):
        _set_widgets(st.session_state.get("filters", Query()))  # back from where none were drawn
    return Address(st.session_state.notices)


def _drop_viewport() -> None:
    """Takes what is no view of the map out of the address: copied on, it would be refused again."""
    for name in VIEWPORT:
        if name in st.query_params:
            del st.query_params[name]


def _set_widgets(query: Query) -> None:
    for field, key in WIDGETS.items():
        st.session_state[key] = _widget_value(getattr(query, field))
    st.session_state.pinned = query.version
    for field in WITHOUT_WIDGET:
        st.session_state[field] = getattr(query, field)


def _widget_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return str(value) if isinstance(value, GeoPrecision) else value


def asked() -> Query:
    """The query that the widgets spell now."""
    state = st.session_state
    since, until = state[WIDGETS["since"]], state[WIDGETS["until"]]
    precision = state[WIDGETS["precision"]]
    return Query(
        kinds=tuple(state[WIDGETS["kinds"]] or ()),
        since=since,
        until=until if not _backwards(since, until) else None,
        text=(state[WIDGETS["text"]] or "").strip() or None,
        countries=tuple(state[WIDGETS["countries"]] or ()),
        precision=GeoPrecision(precision) if precision else None,
        statuses=tuple(Status(status) for status in state[WIDGETS["statuses"]] or ()),
        sources=tuple(state[WIDGETS["sources"]] or ()),
        min_killed=state[WIDGETS["min_killed"]],
        version=state.pinned,
        **{field: state[field] for field in WITHOUT_WIDGET},
    )


def _backwards(since: date | None, until: date | None) -> bool:
    return since is not None and until is not None and until < since


def write(query: Query, chosen: Choice) -> None:
    """Puts the state of the page into the address bar; the map's own part is kept."""
    order = st.session_state.order
    ours = Link(
        replace(query, spots=chosen.spots),
        order=None if order == ORDERS[0] else order,
        rows="view" if st.session_state.in_view else None,
        incident=chosen.incident,
    ).to_params()
    if ours == st.session_state.address_seen:
        return
    kept = {name: st.query_params.get_all(name) for name in MAPS_OWN if name in st.query_params}
    st.query_params.from_dict(ours | kept)
    st.session_state.address_seen = ours


def clear() -> None:
    """Lifts every filter; for a button's callback."""
    _set_widgets(Query())


def lift(*fields: str) -> None:
    """Lifts these filters of the query; for a button's callback."""
    nothing = Query()
    for field in fields:
        value = getattr(nothing, field)
        if field in WIDGETS:
            set_filter(field, _widget_value(value))
        else:
            st.session_state[field] = value
        if field in ("since", "until"):
            st.session_state.quick_range = None


def set_filter(field: str, value: Any) -> None:
    """Sets one filter; for a button's callback."""
    st.session_state[WIDGETS[field]] = value
