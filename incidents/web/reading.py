"""Reading an article on the page: paste, look at the drafts, keep them."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from incidents.errors import IncidentsError, UsageError
from incidents.extract import LANGUAGES
from incidents.model import Article, to_frame
from incidents.news import from_bytes, from_text
from incidents.pipeline import Reading
from incidents.web import table, undo, wording
from incidents.web.service import service

MAX_UPLOAD_MB = 2  # a report is never longer; the reader refuses it too


def button() -> None:
    """The way into reading."""
    if st.button("Read an article", icon=":material/article:", width="stretch", type="primary"):
        _dialog()


@st.dialog("Read an article", width="large", icon=":material/article:")
def _dialog() -> None:
    text = st.text_area(
        "Text", key="article_text", height=220, max_chars=None,
        placeholder="Paste the article here: its title, then the text as published.",
    )  # fmt: skip
    file = st.file_uploader(
        "or a file", type=["txt", "md"], key="article_file", max_upload_size=MAX_UPLOAD_MB
    )
    day, language = st.columns(2)
    published = day.date_input(
        "Published on", value=None, key="article_day", format="DD/MM/YYYY",
        min_value=date(1800, 1, 1), max_value=date.today(),
        help="Words such as “Wednesday” or “last night” are counted from this day.",
    )  # fmt: skip
    code = language.selectbox(
        "Language", [None, *LANGUAGES], key="article_language",
        format_func=lambda name: wording.language(name) if name else "Find out by itself",
    )  # fmt: skip
    source, url = st.columns(2)
    publisher = source.text_input("Source", key="article_source", placeholder="Who published it")
    address = url.text_input("Link", key="article_url", placeholder="https://…")
    if st.button("Read", type="primary", disabled=not (text or file)):
        try:
            article = _article(
                text,
                file.getvalue() if file else b"",
                published=published,
                language=code,
                source=publisher.strip() or None,
                url=address.strip() or None,
            )
            with st.spinner("Reading"):
                st.session_state.reading = service().reader.read(article)
        except UsageError as error:
            st.session_state.reading = None
            st.error(wording.plain(str(error)))
    _drafts(st.session_state.get("reading"))


def _article(text: str, file: bytes, **about: Any) -> Article:
    """The pasted text as an article, or else the file."""
    return from_text(text, **about) if text.strip() else from_bytes(file, **about)


def _drafts(reading: Reading | None) -> None:
    """What was read, before it is kept."""
    if reading is None:
        return
    if not reading.incidents:
        st.info("No incident was found in this article. Nothing is kept.")
        return
    st.markdown(f"**{wording.counted(len(reading.incidents), 'draft')}**")
    if reading.article.published is None:
        st.warning("Without the day of publication, weekdays and “last night” have no date.")
    st.dataframe(table.readable(to_frame(reading.incidents)), hide_index=True, height=280)
    if st.button("Keep these drafts", type="primary", icon=":material/save:"):
        _keep(reading)


def _keep(reading: Reading) -> None:
    try:
        commit = service().store.add(
            reading.incidents, [reading.article], author=undo.AUTHOR,
            reason=f"read “{(reading.article.title or reading.incidents[0].title)[:80]}”",
        )  # fmt: skip
    except IncidentsError as error:
        st.error(wording.plain(str(error)))
        return
    added = commit.added if commit else 0
    undo.offer(commit, f"{wording.counted(added, 'incident')} added.")
    st.session_state.reading = None
    st.rerun(scope="app")
