"""The form: an article's text, file or address, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from incidents import settings
from incidents.errors import IncidentsError
from incidents.extract import LANGUAGES
from incidents.model import Article
from incidents.news import MAX_FILE_BYTES, from_bytes, from_text, from_url
from incidents.pipeline.recalling import recollection_of
from incidents.web import wording
from incidents.web.desk.work import Work, lay, lying
from incidents.web.service import service

TEXT, FILE, ADDRESS = "Text", "File", "Web address"
# Widgets forget their values once they are not drawn; what was typed is kept beside them.
KEPT = (
    "article_way", "article_text", "article_address", "article_day", "article_language",
    "article_source", "article_url",
)  # fmt: skip
MISSING = {
    TEXT: "Paste the article first.",
    FILE: "Choose a file first.",
    ADDRESS: "Give the address of the page first.",
}
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in; it outlives the widget that took it."""

    name: str
    data: bytes


def draw() -> None:
    """The form, folded away once something has been read."""
    typed = st.session_state.setdefault("desk_typed", {})
    for key in KEPT:
        if key in typed and key not in st.session_state:
            st.session_state[key] = typed[key]
    work = lying()
    with st.expander(_title(work), expanded=work is None, icon=":material/edit_note:"):
        way = _way()
        _about(way)
        _asked_of()
        _read_button(way)
    for key in KEPT:
        typed[key] = st.session_state.get(key)


def _title(work: Work | None) -> str:
    if work is None:
        return "The article"
    article = work.reading.article
    opening = article.title or " ".join(article.text[:80].split()) + "…"
    day = wording.day(article.published) if article.published else "no publication day"
    parts = (opening, article.source, day)
    told = " · ".join(part for part in parts if part)
    return f"The article: {wording.plain(told[:160])}"


def _way() -> str:
    if st.session_state.get("article_way") is None:
        st.session_state.article_way = TEXT
    way = st.segmented_control(
        "How it comes in", [TEXT, FILE, ADDRESS], key="article_way", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    if way in (TEXT, None):
        st.text_area(
            "Text", key="article_text", height=240, label_visibility="collapsed",
            placeholder="Paste the article here: its title, then the text as published.",
        )  # fmt: skip
    elif way == FILE:
        _file()
    else:
        st.text_input(
            "Address of the page", key="article_address", placeholder="https://…",
            help="The page is fetched once, when you press Read. Nothing is fetched before.",
        )  # fmt: skip
    return way or TEXT


def _file() -> None:
    file = st.file_uploader(
        "A text, web page, Word or PDF file",
        type=["txt", "md", "html", "htm", "docx", "pdf"],
        key="article_file",
        max_upload_size=MAX_FILE_BYTES // MEGABYTE,
    )
    if file:
        st.session_state.desk_upload = Upload(file.name, file.getvalue())
    elif upload := st.session_state.get("desk_upload"):
        st.caption(f"Handed in before: {wording.plain(upload.name)}")


def _about(way: str) -> None:
    """What the article itself may not say."""
    day, language, source, url = st.columns([3, 3, 4, 4])
    day.date_input(
        "Published on", value=None, key="article_day", format="DD/MM/YYYY",
        min_value=date(1800, 1, 1), max_value=date.today(),
        help="“Wednesday” and “last night” are counted from this day.",
    )  # fmt: skip
    language.selectbox(
        "Language", [None, *LANGUAGES], key="article_language",
        format_func=lambda name: wording.language(name) if name else "Find out",
    )  # fmt: skip
    source.text_input("Source", key="article_source", placeholder="Who published it")
    url.text_input(
        "Link", key="article_url", placeholder="https://…", disabled=way == ADDRESS,
        help="Where it can be read; nothing is fetched from there.",
    )  # fmt: skip


def _asked_of() -> None:
    """Who is told something of what is read, where the settings name anybody."""
    if named := settings.online_geocoders():
        st.caption(
            wording.plain(
                f"Where a town has its city hall or parliament is asked of {', '.join(named)}:"
                " the building and the town, nothing else of the article."
            )
        )


def _read_button(way: str) -> None:
    if not st.button("Read", key="read_article", type="primary"):
        return
    if not _has(way):  # never greyed out: what was just pasted counts only once it is pressed
        st.warning(MISSING[way], icon=":material/edit_note:")
        return
    try:
        with st.spinner("Fetching and reading" if way == ADDRESS else "Reading"):
            _lay_read(_article(way))
    except IncidentsError as error:  # also a folder that cannot be written
        st.error(wording.plain(f"{error}."), icon=":material/error:")
    else:
        st.rerun()


def read_again(published: date) -> None:
    """Reads the article on the desk anew, as published on that day."""
    work = lying()
    if work is None:
        return
    article = work.reading.article
    anew = from_text(
        article.text, published=published, language=article.language, title=article.title,
        url=article.url, source=article.source,
    )  # fmt: skip
    st.session_state.desk_typed["article_day"] = published
    st.session_state.pop("article_day", None)
    _lay_read(anew)


def _lay_read(article: Article) -> None:
    """Reads the article and puts its drafts on the desk, with what was said of them before."""
    memory = recollection_of(service().store)
    reading = service().reader.read(article, memory=memory)
    judged = service().store.judged([one.id for one in reading.incidents])
    lay(Work.of(reading, judged))


def _has(way: str) -> bool:
    if way == FILE:
        return bool(st.session_state.get("desk_upload"))
    return bool((st.session_state.get(KEPT[1] if way == TEXT else KEPT[2]) or "").strip())


def _article(way: str) -> Article:
    typed = st.session_state
    about: dict[str, Any] = {
        "published": typed.article_day,
        "language": typed.article_language,
        "source": (typed.article_source or "").strip() or None,
    }
    if way == ADDRESS:
        return from_url(typed.article_address.strip(), **about)
    about["url"] = (typed.article_url or "").strip() or None
    if way == FILE:
        upload: Upload = typed.desk_upload
        return from_bytes(upload.data, name=upload.name, **about)
    pasted = typed.article_text.encode("utf-8", "replace")  # front matter and HTML are understood
    return from_bytes(pasted, **about)
