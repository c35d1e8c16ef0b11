"""One draft opened: why it was read so, and every part of it to be corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from incidents.errors import UsageError
from incidents.model import KINDS, DatePrecision, Figure, Place, When
from incidents.pipeline.choosing import places_called
from incidents.pipeline.corrections import Draft
from incidents.web import wording
from incidents.web.desk.work import Work

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
        f"when: “{seen.date_words}”" if seen.date_words else None,
        *seen.reasons,
    ]
    st.caption(wording.plain("; ".join(part for part in told if part) + "."))


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
    current = next((at for at, one in enumerate(choices) if _same(one, now.place)), 0)
    which.selectbox(
        "Which one", choices, index=current, key=f"which_{name}_{len(choices)}",
        format_func=_described, on_change=_choose, args=(work, name, len(choices)),
    )  # fmt: skip


def _choices(work: Work, name: str) -> list[Place | None]:
    """The places to choose from, the one that stands among them, and none at all."""
    draft = work.drafts[name]
    if name not in work.choices:
        words = draft.read.evidence.place_words or draft.read.place_name or ""
        work.choices[name] = places_called(words) if words else []
    found: list[Place | None] = [*work.choices[name]]
    if draft.now.place and not any(_same(one, draft.now.place) for one in found):
        found.insert(0, draft.now.place)
    return [*found, None]


def _same(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.point, one.precision) == (other.point, other.precision)


def _described(place: Place | None) -> str:
    if place is None:
        return "No place on the map"
    region = place.admin1 if place.admin1 != place.name else None
    country = wording.country(place.country) if place.country else None
    parts = dict.fromkeys([place.name, region, country])
    return f"{', '.join(part for part in parts if part)} ({wording.PRECISIONS[place.precision]})"


def _look_up(work: Work, name: str) -> None:
    """Asks the gazetteer for the words typed, and takes the likeliest place."""
    words = st.session_state[f"place_{name}"].strip()
    work.choices[name] = places_called(words) if words else []
    place = next(iter(work.choices[name]), None)
    _set(work, name, place=place, place_name=words or None)
    if words and place is None:
        work.wrong = f"No place called “{words}” is known; it is kept without a place on the map."


def _choose(work: Work, name: str, count: int) -> None:
    place = st.session_state[f"which_{name}_{count}"]
    _set(work, name, place=place, place_name=place.name if place else None)


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
