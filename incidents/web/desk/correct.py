"""One draft opened: why it was read so, and every part of it to be corrected."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import streamlit as st

from incidents.errors import UsageError
from incidents.model import KINDS, DatePrecision, Figure, Place, When
from incidents.pipeline.choosing import places_called
from incidents.pipeline.corrections import Draft
from incidents.web import wording
from incidents.web.desk.work import Work
from incidents.web.places import choose, lesson

MOST_PEOPLE = 10_000_000
DATE_PRECISIONS = {
    "day": "That day", "night": "Night", "week": "About a week", "month": "Month", "year": "Year",
}  # fmt: skip


def draw(work: Work, name: str) -> None:
    """The fields of the draft, set as it stands; a change takes effect at once."""
    draft = work.drafts[name]
    _why(draft)
    if work.wrong:
        st.error(wording.plain(work.wrong))
    _kind(work, name)
    _place(work, name)
    _lesson(work, name)
    _when(work, name)
    _people(work, name)
    _source(work, name)
    if draft.corrections:
        st.caption(wording.plain("Corrected: " + "; ".join(draft.corrections) + "."))
        st.button(
            "As it was read", key=f"reset_{name}", icon=":material/undo:", type="tertiary",
            on_click=_reset, args=(work, name),
        )  # fmt: skip


def _why(draft: Draft) -> None:
    seen = draft.read.evidence
    told = [
        f"Read as “{seen.cue}”" if seen.cue else None,
        f"where: “{seen.place_words}”, {wording.PLACE_SOURCES.get(seen.place_source or '', '')}"
        if seen.place_words
        else None,
        _recalled(draft),
        f"when: “{seen.date_words}”" if seen.date_words else None,
        *seen.reasons,
    ]
    st.caption(wording.plain("; ".join(part for part in told if part) + "."))


def _recalled(draft: Draft) -> str | None:
    """Which correction placed it, where one did."""
    known = draft.read.evidence.remembered
    told = wording.recalled(asdict(known)) if known else None
    return f"placed by {told}" if told else None


def _kind(work: Work, name: str) -> None:
    kinds = list(KINDS)
    st.selectbox(
        "Kind", kinds, index=kinds.index(work.drafts[name].now.kind), key=f"kind_{name}",
        format_func=lambda one: KINDS[one].label,
        on_change=lambda: _set(work, name, kind=st.session_state[f"kind_{name}"]),
    )  # fmt: skip


def _place(work: Work, name: str) -> None:
    now = work.drafts[name].now
    words, which = st.columns(2)
    words.text_input(
        "Place", value=now.place_name or "", key=f"place_{name}", max_chars=200,
        placeholder="A town, or 43.25, 76.95", on_change=_look_up, args=(work, name),
    )  # fmt: skip
    choices = _choices(work, name)
    which.selectbox(
        "Which one", choices, index=choose.index_of(now.place, choices),
        key=f"which_{name}_{len(choices)}", format_func=choose.described,
        on_change=_choose, args=(work, name, len(choices)),
    )  # fmt: skip
    choose.precision(
        now.place, f"precise_{name}", lambda place: _put(work, name, place, now.place_name)
    )


def _choices(work: Work, name: str) -> list[Place | None]:
    """The places to choose from, the one that stands among them, and none at all."""
    draft = work.drafts[name]
    if name not in work.choices:
        words = draft.read.evidence.place_words or draft.read.place_name or ""
        work.choices[name] = places_called(words) if words else []
    return choose.options(work.choices[name], draft.now.place)


def _look_up(work: Work, name: str) -> None:
    """Asks the gazetteer for the words typed, and takes the likeliest place."""
    words = st.session_state[f"place_{name}"].strip()
    work.choices[name] = places_called(words) if words else []
    place = next(iter(work.choices[name]), None)
    _put(work, name, place, words or None)
    if words and place is None:
        work.wrong = f"No place called “{words}” is known; it is kept without a place on the map."


def _choose(work: Work, name: str, count: int) -> None:
    place = st.session_state[f"which_{name}_{count}"]
    _put(work, name, place, place.name if place else None)


def _put(work: Work, name: str, place: Place | None, words: str | None) -> None:
    """The draft at that place, the reason given before kept; what is remembered is asked anew."""
    because = work.drafts[name].because
    _take(work, name, replace(work.drafts[name].placed(place, words), because=because))
    for field in ("remember", "words", "scope"):
        st.session_state.pop(f"{field}_{name}", None)


def _take(work: Work, name: str, draft: Draft) -> None:
    work.wrong = None
    work.drafts[name] = draft


def _lesson(work: Work, name: str) -> None:
    """Why it is placed elsewhere, what that says of the words, and who else is placed by them."""
    draft = work.drafts[name]
    if "place" not in draft.changed or draft.lesson is None:
        return
    lesson.ask(lambda: work.drafts[name], name, lambda changed: _take(work, name, changed))
    others = work.alike(name)
    if others:
        told = f"Put {wording.counted(len(others), 'other draft')} of this article there too"
        st.button(
            told, key=f"others_{name}", icon=":material/done_all:", type="tertiary",
            on_click=_follow, args=(work, name, others),
        )  # fmt: skip


def _follow(work: Work, name: str, others: list[str]) -> None:
    """The others at the same place for the same reason; the words are remembered once."""
    led = work.drafts[name]
    for other in others:
        moved = work.drafts[other].placed(led.now.place, led.now.place_name)
        work.drafts[other] = replace(moved, because=led.because, lesson=None)


def _when(work: Work, name: str) -> None:
    when = work.drafts[name].now.when
    first, last, precision = st.columns(3)
    for column, label, field, value in (
        (first, "Date", "date", when.date),
        (last, "Until", "until", when.date_end),
    ):
        column.date_input(
            label, value=value, key=f"{field}_{name}", format="DD/MM/YYYY",
            min_value=date(1500, 1, 1), max_value=date.today(), on_change=_date, args=(work, name),
        )  # fmt: skip
    names = list(DATE_PRECISIONS)
    at = names.index(when.precision.value) if when.precision.value in names else 0
    precision.selectbox(
        "How exact", names, index=at, key=f"exact_{name}", format_func=DATE_PRECISIONS.__getitem__,
        disabled=when.date is None, on_change=_date, args=(work, name),
    )  # fmt: skip


def _date(work: Work, name: str) -> None:
    state, when = st.session_state, work.drafts[name].now.when
    first, last = state[f"date_{name}"], state[f"until_{name}"]
    if first is None:
        _set(work, name, when=When())
        return
    precision = DatePrecision(state[f"exact_{name}"])
    try:
        told = When(first, last if last != first else None, precision, when.words, when.source)
    except UsageError as error:
        work.wrong = f"The dates cannot be: {error}."
        return
    _set(work, name, when=told)


def _people(work: Work, name: str) -> None:
    """The three figures, each from and to; an empty end is open."""
    now = work.drafts[name].now
    with st.expander("People", expanded=any((now.killed, now.injured, now.arrested))):
        for field, column in zip(("killed", "injured", "arrested"), st.columns(3), strict=True):
            figure: Figure = getattr(now, field)
            for end, label, value in (
                ("min", f"{field.capitalize()}, from", figure.min),
                ("max", "to", figure.max),
            ):
                column.number_input(
                    label, min_value=0, max_value=MOST_PEOPLE, step=1, value=value,
                    key=f"{field}_{end}_{name}", placeholder="unknown",
                    on_change=_figure, args=(work, name, field),
                )  # fmt: skip


def _figure(work: Work, name: str, field: str) -> None:
    ends = [st.session_state[f"{field}_{end}_{name}"] for end in ("min", "max")]
    try:
        figure = Figure(*ends)
    except UsageError as error:
        work.wrong = f"The number of {field} cannot be: {error}."
        return
    _set(work, name, **{field: figure})


def _source(work: Work, name: str) -> None:
    now = work.drafts[name].now
    who, hedged = st.columns([3, 1], vertical_alignment="bottom")
    who.text_input(
        "Who says so", value=now.attributed_to or "", key=f"who_{name}", max_chars=200,
        placeholder="The report itself",
        on_change=lambda: _set(
            work, name, attributed_to=st.session_state[f"who_{name}"].strip() or None
        ),
    )  # fmt: skip
    hedged.checkbox(
        "Hedged", value=now.hedged, key=f"hedged_{name}",
        on_change=lambda: _set(work, name, hedged=st.session_state[f"hedged_{name}"]),
        help="The words themselves doubt it: “reportedly”, “allegedly”.",
    )  # fmt: skip


def _set(work: Work, name: str, **fields: Any) -> None:
    work.wrong = None
    work.drafts[name] = work.drafts[name].corrected(**fields)


def _reset(work: Work, name: str) -> None:
    """The draft as the machine read it; the fields are drawn anew from it."""
    work.wrong = None
    work.drafts[name] = Draft.of(work.drafts[name].read)
    work.choices.pop(name, None)
    for key in [key for key in st.session_state if str(key).endswith(name)]:
        del st.session_state[key]
