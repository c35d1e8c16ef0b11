"""The table kept to the part of the map in view, as long as somebody asks for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from incidents.errors import BadParameter
from incidents.geo import BoundingBox
from incidents.query import Query
from incidents.store import Store
from incidents.web import wording

ASSETS = Path(__file__).parent / "assets"
SWITCH, KEY = "table_in_view", "map_view"  # keys of the widgets
LONGEST = 100  # characters of a box
SAID = (
    "The table then has only the incidents whose place lies in the part of the map that you see,"
    " and follows the map. The filters, the timeline and the downloads stay as they are."
)


def asked() -> bool:
    """Whether the table is to keep to the view; draws the switch that says so."""
    st.session_state.setdefault(SWITCH, st.session_state.in_view)  # it was not drawn last time
    st.session_state.in_view = st.toggle("Only what the map shows", key=SWITCH, help=SAID)
    return bool(st.session_state.in_view)


def keep(store: Store, query: Query, matched: int) -> tuple[Query, int]:
    """The query within the view and how many fit that, told in words; none until the view is known.

    What is told comes from a part of the page that listens to the map: it reruns the table when
    the map has come to rest elsewhere, and only while it is drawn.
    """
    view = _seen()
    kept = replace(query, view=view)
    found = store.count(kept) if view else 0
    _component()(
        key=KEY,
        data={"box": view and str(view), "told": _told(found, matched) if view else WAITING},
        on_box_change=lambda: None,
    )
    if view and not found:
        st.button(
            f"Show all {matched:,} in the table", key="leave_view", on_click=_leave, type="tertiary"
        )
    return kept, found


WAITING = "Waiting for the map to say what it shows."


def _told(found: int, matched: int) -> str:
    if not found:
        return "Nothing of the current filter lies in this part of the map."
    whole = "" if found == matched else f" Downloads hold all {matched:,}."
    return f"{found:,} of {wording.counted(matched, 'incident')} in this part of the map.{whole}"


def _seen() -> BoundingBox | None:
    """The part of the map in view, once the map has said so; the browser may say anything."""
    told = (st.session_state.get(KEY) or {}).get("box")
    if not told:
        return None
    try:
        return BoundingBox.parse(str(told)[:LONGEST])
    except BadParameter as error:
        st.toast(f"The map's view cannot be used: {error}", icon=":material/warning:")
        return None


def _leave() -> None:
    st.session_state[SWITCH] = False


def _component() -> Callable[..., object]:
    html, css, script = (
        (ASSETS / f"inview.{end}").read_text(encoding="utf-8") for end in ("html", "css", "js")
    )
    return st.components.v2.component(KEY, html=html, css=css, js=script)
