"""What a corrected place says of its words: why, and whether they are to mean that from now on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from incidents.model.remembered import LONGEST_REASON, LONGEST_WORDS
from incidents.pipeline.corrections import Draft
from incidents.pipeline.lessons import Lesson
from incidents.web import wording

ANYWHERE = "in any country"
Current = Callable[[], Draft]  # as it is when a widget changes, which may be later than drawn
Change = Callable[[Draft], None]


def ask(current: Current, name: str, change: Change) -> None:
    """The reason, and below it what is to be remembered; `change` takes the draft as it is then.

    Widgets are named by `name`.
    """
    draft = current()
    lesson = draft.lesson
    if lesson is None:
        return
    st.text_input(
        "Why this place?", value=draft.because, key=f"because_{name}", max_chars=LONGEST_REASON,
        placeholder="What shows it: another paragraph, a video, the map", on_change=_take,
        args=(current, name, change),
    )  # fmt: skip
    st.checkbox(
        f"Remember for these words {_where(lesson.country)}", value=lesson.wanted,
        key=f"remember_{name}", on_change=_take, args=(current, name, change),
        help="From now on the same words are placed here, in articles and in tables, and the"
        " evidence says so. Remembered places are listed below the evidence, where each can be"
        " forgotten.",
    )  # fmt: skip
    if lesson.wanted:
        _words(current, lesson, name, change)
    else:
        st.caption(_unwanted(lesson))


def _words(current: Current, lesson: Lesson, name: str, change: Change) -> None:
    st.text_input(
        "Words, as the report has them", value=lesson.words, key=f"words_{name}",
        max_chars=LONGEST_WORDS, on_change=_take, args=(current, name, change),
    )  # fmt: skip
    home = _home(current())
    choices: list[str | None] = [home, None] if home else [None]
    st.selectbox(
        "Where they mean this place", choices, index=choices.index(lesson.country),
        key=f"scope_{name}", format_func=_where, on_change=_take, args=(current, name, change),
    )  # fmt: skip


def _unwanted(lesson: Lesson) -> str:
    if not lesson.words:
        return "Only this incident is placed here: the report has no words for the place."
    return wording.plain(
        f"Only this incident is placed here. Tick it if “{lesson.words}” always means this place."
    )


def _home(draft: Draft) -> str | None:
    """The country that the lesson may be kept to."""
    for place in (draft.now.place, draft.read.place):
        if place and place.country:
            return place.country
    return None


def _where(country: str | None) -> str:
    return wording.within(country) if country else ANYWHERE


def _take(current: Current, name: str, change: Change) -> None:
    """The draft as the widgets say now."""
    state, draft = st.session_state, current()
    if draft.lesson is None:
        return  # its place was taken back since the widgets were drawn
    lesson = Lesson(
        words=state.get(f"words_{name}", draft.lesson.words),
        country=state.get(f"scope_{name}", draft.lesson.country),
        wanted=state[f"remember_{name}"],
    )
    change(replace(draft, because=state[f"because_{name}"], lesson=lesson))
