"""What was read, before anything is kept: text beside drafts, and what was left out."""

from __future__ import annotations

from collections import Counter
from datetime import date

import streamlit as st

from incidents.errors import IncidentsError
from incidents.web import wording
from incidents.web.desk import ask, drafts, keep, text
from incidents.web.desk.work import Work, discarded, is_open, lay, lying

LEFT_OUT_SHOWN = 100


@st.fragment
def draw(work: Work | None) -> None:
    """The article with its drafts, or what to do where there are none."""
    if lying() is not work or not is_open():
        st.rerun(scope="app")  # a button in here has cleared the desk or left it
    if work is None:
        _nothing_here()
        return
    _notices(work)
    if not work.drafts:
        st.info(
            "No incident was found in this article. Nothing is kept. If it reports one, check the"
            " language above.",
            icon=":material/search_off:",
        )
        text.draw(work)
        _left_out(work)
        return
    keep.draw(work)
    left, right = st.columns([11, 9], gap="medium")
    with left, st.container(key="desk_text_side"):
        text.draw(work)
        _left_out(work)
    with right:
        drafts.draw(work)


def _nothing_here() -> None:
    """What comes of reading, or the way back to the drafts that were just discarded."""
    gone = discarded()
    if gone is None:
        st.caption(
            "The incidents come out as drafts beside the text. Nothing is kept before you say so."
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", key="desk_discarded_line"):
        st.caption(f"{wording.counted(len(gone.drafts), 'draft')} discarded.", width="content")
        st.button("Bring them back", key="bring_back", type="tertiary", on_click=lay, args=(gone,))


def _notices(work: Work) -> None:
    """What the reader should know before trusting the drafts."""
    for notice in work.reading.notices:
        st.warning(wording.plain(f"{notice}."), icon=":material/info:")
    if work.reading.article.published is None and work.drafts:
        _ask_day()


def _ask_day() -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        st.markdown(
            ":material/event: **When was it published?** Without that day, weekdays and"
            " “last night” have no date.",
            width="stretch",
        )
        day = st.date_input(
            "Published on", value=None, key="asked_day", format="DD/MM/YYYY",
            min_value=date(1800, 1, 1), max_value=date.today(), width=170,
            label_visibility="collapsed",
        )  # fmt: skip
        if st.button("Read again", disabled=day is None) and isinstance(day, date):
            _read_again(day)


def _read_again(day: date) -> None:
    """Reads the article as published on that day, or says why it cannot; the drafts stay then."""
    try:
        ask.read_again(day)
    except IncidentsError as error:
        st.error(wording.plain(f"{error}."), icon=":material/error:")
    else:
        st.rerun(scope="app")


def _left_out(work: Work) -> None:
    """What only looked like an incident, and why it is none."""
    rejected = work.reading.rejected
    if not rejected:
        return
    counts = Counter(one.reason for one in rejected)
    with st.expander(
        f"{wording.counted(len(rejected), 'passage')} read and left out",
        icon=":material/filter_alt_off:",
    ):
        for reason, number in counts.most_common():
            st.caption(wording.plain(f"{reason} ({number})".capitalize()))
            words = [one.words for one in rejected if one.reason == reason and one.words]
            for one in words[:LEFT_OUT_SHOWN]:
                st.text(" ".join(one.split())[:300])
