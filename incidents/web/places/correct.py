"""The place of a stored incident corrected beside its evidence: by name, degrees or a press."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from incidents import maps
from incidents.errors import IncidentsError
from incidents.geo import Point
from incidents.model import Place, to_frame
from incidents.pipeline.choosing import place_at, places_called
from incidents.pipeline.corrections import Draft, lessons, marked, problem
from incidents.store import Record, Store
from incidents.web import undo, wording
from incidents.web.places import choose, lesson, spread

MOVING = "place_moving"  # the incident whose place is being corrected
SAVED = "place_saved"
MAP_HEIGHT = 240  # pixels
MOVED = "The place has just changed: look where it is now, and save again."


@dataclass(slots=True)
class Moving:
    """One incident's place under a person's hands."""

    draft: Draft
    found: list[Place] = field(default_factory=list)
    wrong: str | None = None
    turn: int = 0  # widgets are drawn anew after a press on the map

    @property
    def key(self) -> str:
        return f"{self.draft.read.id}_{self.turn}"


def button(store: Store, record: Record) -> None:
    """The way to the form, while it is not open."""
    name = record.row["id"]
    if _moving(name) is None:
        st.button(
            "Correct the place", key=f"move_{name}", icon=":material/edit_location_alt:",
            on_click=_begin, args=(store, name),
        )  # fmt: skip


def form(store: Store, record: Record) -> None:
    """The fields of the place, once they were asked for."""
    if st.session_state.pop(SAVED, False):
        st.rerun(scope="app")  # the counts and the map beside this fragment follow
    moving = _moving(record.row["id"])
    if moving:
        with st.container(border=True, key="place_form", gap="small"):
            _fields(moving)
            _end(store, record, moving)


def _moving(name: str) -> Moving | None:
    moving: Moving | None = st.session_state.get(MOVING)
    return moving if moving and moving.draft.read.id == name else None


def _begin(store: Store, name: str) -> None:
    incident = store.incident(name)
    words = incident.evidence.place_words or incident.place_name or ""
    st.session_state[MOVING] = Moving(Draft.of(incident), places_called(words) if words else [])


def _fields(moving: Moving) -> None:
    now, key = moving.draft.now, moving.key
    st.text_input(
        "Place", value=now.place_name or "", key=f"moved_{key}", max_chars=200,
        placeholder="A town, or 43.25, 76.95", on_change=_look_up, args=(moving,),
    )  # fmt: skip
    places = choose.options(moving.found, now.place)
    st.selectbox(
        "Which one", places, index=choose.index_of(now.place, places), key=f"which_{key}",
        format_func=choose.described, on_change=_choose, args=(moving,),
    )  # fmt: skip
    _map(moving)
    choose.precision(now.place, f"precise_{key}", lambda place: _be_precise(moving, place))
    if "place" in moving.draft.changed:
        lesson.ask(lambda: moving.draft, key, lambda draft: _set(moving, draft))


def _map(moving: Moving) -> None:
    """Where it stands now; a press on the map moves it."""
    from streamlit_folium import st_folium  # registers itself with the running server

    st.caption("Or press on the map where it was.")
    st_folium(
        maps.live_map(), key="place_map", height=MAP_HEIGHT, use_container_width=True,
        returned_objects=["last_clicked"],
        feature_group_to_add=maps.live_group(
            to_frame([moving.draft.now]), theme=st.context.theme.type or "light"
        ),
        on_change=lambda: _follow(moving, st.session_state.get("place_map")),
    )  # fmt: skip


def _follow(moving: Moving, answer: Any) -> None:
    """Puts the place where the map was pressed just now; an answer kept from before moves none."""
    pressed = (answer or {}).get("last_clicked")
    if not pressed:
        return
    lon = (float(pressed["lng"]) + 180) % 360 - 180  # the map goes round the Earth
    point = Point(round(float(pressed["lat"]), 5), round(lon, 5))
    words = f"{point.lat}, {point.lon}"
    _place(moving, place_at(point, words), words)


def _be_precise(moving: Moving, place: Place) -> None:
    """The same position as exact as that; what was said of the words stays."""
    before = moving.draft
    draft = before.placed(place, place.name)
    _set(moving, replace(draft, because=before.because, lesson=before.lesson or draft.lesson))


def _look_up(moving: Moving) -> None:
    words = st.session_state[f"moved_{moving.key}"].strip()
    moving.found = places_called(words) if words else []
    _place(moving, next(iter(moving.found), None), words or None)
    if words and not moving.found:
        moving.wrong = f"No place called “{words}” is known."


def _choose(moving: Moving) -> None:
    place = st.session_state[f"which_{moving.key}"]
    _place(moving, place, place.name if place else None)


def _place(moving: Moving, place: Place | None, words: str | None) -> None:
    draft = moving.draft.placed(place, words)
    _set(moving, replace(draft, because=moving.draft.because))
    moving.turn += 1


def _set(moving: Moving, draft: Draft) -> None:
    moving.wrong = None
    moving.draft = draft


def _end(store: Store, record: Record, moving: Moving) -> None:
    if moving.wrong:
        st.error(wording.plain(moving.wrong), icon=":material/error:")
    place = moving.draft.now.place
    st.caption(_chosen(moving.draft))
    with st.container(horizontal=True):
        # A press belongs to the place that stood beside the button: each place has its own button.
        st.button(
            "Save the place", key=f"place_save_{moving.key}_{place.precision if place else None}",
            type="primary", icon=":material/save:", disabled="place" not in moving.draft.changed,
            on_click=_save, args=(store, record, moving, place),
        )  # fmt: skip
        st.button("Cancel", key="place_cancel", on_click=_close)


def _chosen(draft: Draft) -> str:
    """What saving would store, in words and degrees."""
    place = draft.now.place
    if "place" not in draft.changed:
        return "No other place is chosen yet: type one, pick one, or press on the map."
    if place is None:
        return "To be saved: no place on the map."
    name, point = draft.now.place_name or place.name, place.point
    where = f"{name} at {point.lat:.5f}, {point.lon:.5f} ({wording.PRECISIONS[place.precision]})"
    return wording.plain(f"To be saved: {where}.")


def _save(store: Store, record: Record, moving: Moving, shown: Place | None) -> None:
    """One version that undo takes back: the incident where it was shown, and what is remembered."""
    draft = moving.draft
    moving.wrong = _missing(draft, record) if draft.now.place == shown else MOVED
    if moving.wrong:
        return
    try:
        learnt = lessons([draft], undo.AUTHOR)
        commit = store.amend(
            [marked(draft, undo.AUTHOR)], remembered=learnt, author=undo.AUTHOR,
            reason=f"place corrected: {draft.because.strip()}",
        )  # fmt: skip
    except IncidentsError as error:
        moving.wrong = f"Nothing was saved: {error}."
        return
    spread.offer(learnt, draft.read.evidence.article_id)
    undo.offer(commit, _said(draft, [one.words for one in learnt]))
    st.session_state[SAVED] = True
    _close()


def _missing(draft: Draft, record: Record) -> str | None:
    if not draft.because.strip():
        return "Say in a few words why it was there, so that others can judge it."
    told = problem(draft, record.article.text if record.article else None)
    return f"{told}." if told else None


def _said(draft: Draft, words: list[str]) -> str:
    place = draft.now.place_name or "no place"
    return f"Placed at {place}" + (f"; “{words[0]}” is remembered." if words else ".")


def _close() -> None:
    st.session_state.pop(MOVING, None)
