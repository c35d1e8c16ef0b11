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
    """The selected draft: what it is, the judgement on it, and its fields."""
    with st.container(border=True, key="desk_open_draft", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            kind = KINDS[work.drafts[name].now.kind]
            st.html(
                Markup(
                    '<p class="inc-kind"><span class="inc-swatch" style="{mark}"></span>'
                    "Draft {number} of {total}</p>"
                ).format(mark=style.mark(kind), number=work.number(name), total=len(work.drafts))
            )
            _judge_button(work, name)
            _step(work, name, -1, "Draft before", ":material/chevron_left:")
            _step(work, name, 1, "Next draft", ":material/chevron_right:")
        if name in work.judged:
            st.caption(
                f"{wording.STATUSES[work.judged[name]]} before: it stays as it is. Its evidence on"
                " the map is the place to change that."
            )
        elif work.drafts[name].kept:
            correct.draw(work, name)
        else:
            _why(work, name)


def _judge_button(work: Work, name: str) -> None:
    if name in work.judged:
        return
    kept = work.drafts[name].kept
    st.button(
        "Reject" if kept else "Keep", key=f"judge_{name}", on_click=_keep, args=(work, name),
        kwargs={"kept": not kept}, icon=":material/block:" if kept else ":material/check:",
    )  # fmt: skip


def _step(work: Work, name: str, by: int, label: str, icon: str) -> None:
    names = list(work.drafts)
    to = names.index(name) + by
    st.button(
        "", key=f"desk_step_{by}", icon=icon, help=label, type="tertiary",
        disabled=not 0 <= to < len(names), on_click=_select, args=(work, names[to % len(names)]),
    )  # fmt: skip


def _why(work: Work, name: str) -> None:
    """The reason for leaving a draft out; the history keeps it."""
    st.text_input(
        "Why is it left out?", value=work.drafts[name].why, key=f"why_{name}", max_chars=300,
        placeholder="It did not happen, it is told twice, …: kept with it as rejected",
        on_change=lambda: _set_why(work, name, st.session_state[f"why_{name}"].strip()),
    )  # fmt: skip


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
        maps.live_map(),
        key="desk_map",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=maps.live_group(
            to_frame(kept), selected=work.selected, theme=st.context.theme.type or "light"
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
    below = _below(row, draft, work.judged.get(name))
    with st.container(horizontal=True, wrap=False, vertical_alignment="top", key=f"draft_{name}"):
        st.session_state[f"keep_{name}"] = draft.kept  # the open draft's button says so too
        st.checkbox(
            f"Keep draft {work.number(name)}", key=f"keep_{name}", disabled=name in work.judged,
            label_visibility="collapsed", on_change=_keep, args=(work, name),
        )  # fmt: skip
        st.button(
            f"{work.number(name)}  {_headline(row)}  \n:gray[{below}]",
            key=f"pick_{name}", type="tertiary", on_click=_select, args=(work, name),
            width="stretch",
        )  # fmt: skip


def _headline(row: dict[str, Any]) -> str:
    place = row["place"] or wording.country(row["country"]) or "no place"
    return wording.plain(f"{KINDS[row['kind']].label} · {place} · {wording.when(row)}")


def _below(row: dict[str, Any], draft: Draft, before: str | None) -> str:
    parts = [
        wording.PRECISIONS[row["geo_precision"]],
        wording.victims(row),
        row["attributed_to"],
        "hedged" if row["hedged"] else None,
        "corrected" if draft.corrections else f"{row['confidence']} confidence",
        f"{before} before" if before else (None if draft.kept else "rejected"),
    ]
    return wording.plain(" · ".join(part for part in parts if part))


def _keep(work: Work, name: str, kept: bool | None = None) -> None:
    """Keeps or leaves out a draft: as said, or else as its box in the list is ticked."""
    ticked = bool(st.session_state[f"keep_{name}"]) if kept is None else kept
    work.drafts[name] = replace(work.drafts[name], kept=ticked)


def _set_why(work: Work, name: str, why: str) -> None:
    work.drafts[name] = replace(work.drafts[name], why=why)


def _select(work: Work, name: str) -> None:
    work.selected = name
    work.wrong = None
