"""The drafts: a small map of them, and one line each; the selected one opens for correction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from incidents import maps
from incidents.model import KINDS, to_frame
from incidents.model.frame import records
from incidents.pipeline.corrections import Draft
from incidents.web import style, wording
from incidents.web.desk import correct
from incidents.web.desk.work import Work

MAP_HEIGHT = 230  # pixels
LIST_HEIGHT = 330
FEW = 5  # drafts that need no scrolling
A_PAGE = 25  # drafts drawn at once


def draw(work: Work) -> None:
    """The map, the draft that is open, and the list to choose from."""
    _map(work)
    style.mark_drafts({name: one.now.kind for name, one in work.drafts.items()})
    if work.selected:
        _open(work, work.selected)
    names = list(work.drafts)
    first = _first(work, names)
    with st.container(height=LIST_HEIGHT if len(names) > FEW else "content", border=True, gap=None):
        for name in names[first:][:A_PAGE]:
            _line(work, name)


def _open(work: Work, name: str) -> None:
    """The selected draft with its fields."""
    with st.container(border=True, key="desk_open_draft", gap="small"):
        kind = KINDS[work.drafts[name].now.kind]
        st.html(
            Markup(
                '<p class="inc-kind"><span class="inc-swatch" style="{mark}"></span>'
                "Draft {number} of {total}</p>"
            ).format(mark=style.mark(kind), number=work.number(name), total=len(work.drafts))
        )
        correct.draw(work, name)


def _first(work: Work, names: list[str]) -> int:
    """Where the shown page of the list begins: the one with the selected draft, or as asked."""
    if len(names) <= A_PAGE:
        return 0
    pages = (len(names) + A_PAGE - 1) // A_PAGE
    if work.selected and st.session_state.get("desk_seen") != work.selected:
        st.session_state.desk_page = names.index(work.selected) // A_PAGE + 1
        st.session_state.desk_seen = work.selected
    page = st.number_input(f"Page of {pages}", min_value=1, max_value=pages, key="desk_page")
    return (int(page) - 1) * A_PAGE


def _map(work: Work) -> None:
    """Where the kept drafts lie now, each as precisely as its words say."""
    from streamlit_folium import st_folium  # registers itself with the running server

    kept = [one.now for one in work.drafts.values() if one.kept]
    answer = st_folium(
        maps.map_of_rows(to_frame(kept)),
        key="desk_map",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=maps.state_group(
            "", version=0, selected=work.selected, theme=st.context.theme.type or "light"
        ),
    )
    _follow(work, answer)


def _follow(work: Work, answer: Any) -> None:
    """Selects the draft whose symbol was pressed since the last run."""
    pressed = ((answer or {}).get("last_active_drawing") or {}).get("properties") or {}
    if pressed.get("n") is None or pressed["n"] == st.session_state.get("desk_click"):
        return
    st.session_state.desk_click = pressed["n"]
    if pressed.get("id") in work.drafts and pressed["id"] != work.selected:
        work.selected = pressed["id"]
        st.rerun(scope="fragment")


def _line(work: Work, name: str) -> None:
    draft = work.drafts[name]
    row = records(to_frame([draft.now]))[0]
    with st.container(horizontal=True, vertical_alignment="top", key=f"draft_{name}"):
        st.checkbox(
            f"Keep draft {work.number(name)}", value=draft.kept, key=f"keep_{name}",
            label_visibility="collapsed", on_change=_keep, args=(work, name),
        )  # fmt: skip
        st.button(
            f"{work.number(name)}  {_headline(row)}  \n:gray[{_below(row, draft)}]",
            key=f"pick_{name}", type="tertiary", on_click=_select, args=(work, name),
            width="stretch",
        )  # fmt: skip


def _headline(row: dict[str, Any]) -> str:
    place = row["place"] or wording.country(row["country"]) or "no place"
    return wording.plain(f"{KINDS[row['kind']].label} · {place} · {wording.when(row)}")


def _below(row: dict[str, Any], draft: Draft) -> str:
    parts = [
        wording.PRECISIONS[row["geo_precision"]],
        wording.victims(row),
        row["attributed_to"],
        "hedged" if row["hedged"] else None,
        "corrected" if draft.corrections else f"{row['confidence']} confidence",
        None if draft.kept else "rejected",
    ]
    return wording.plain(" · ".join(part for part in parts if part))


def _keep(work: Work, name: str) -> None:
    work.drafts[name] = replace(work.drafts[name], kept=st.session_state[f"keep_{name}"])


def _select(work: Work, name: str) -> None:
    work.selected = name
    work.wrong = None
