"""The drop zone: what a file is taken for, what becomes of its rows, and loading it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from incidents import maps
from incidents.errors import IncidentsError, UsageError
from incidents.formats.loading.files import TABLES
from incidents.pipeline.asked import Named, keep_named, named_choices
from incidents.pipeline.loading import Kept, Loading, keep
from incidents.pipeline.previewing import Preview, before, preview
from incidents.pipeline.recognised import NO_CHOICES, Choices
from incidents.store import Store
from incidents.web import address, undo, wording
from incidents.web.datasets import ask, told
from incidents.web.datasets.dropped import Dropped
from incidents.web.mapview import Choice

WORK = "load_work"
PACKED = (".zip", ".gz", ".kmz", ".txt", ".xls")
MOST_DOTS = 500  # of the preview's map
MAP_HEIGHT = 300


@dataclass(slots=True)
class Work:
    """A dropped file, the choices made for it, and what it would be loaded as under them."""

    file: Dropped
    choices: Choices
    preview: Preview
    like: str | None = None  # the dataset whose choices were taken over
    name: str | None = None  # under which its choices were kept
    drawn: str | None = None  # the preview's map, drawn once: each rerun would load it anew


def draw(store: Store) -> bool:
    """The drop zone and the file in it; whether the file has been loaded."""
    handed = st.file_uploader(
        "Drop a file of incidents here",
        type=[one.lstrip(".") for one in dict.fromkeys((*TABLES, *PACKED))],
        key="load_file",
        help="An export of ACLED, UCDP or GDELT, or any table: CSV, Excel, Parquet, GeoJSON, KML."
        " Nothing is kept before you press the button below it.",
    )
    if handed is None:
        _forget()
        return False
    try:
        work = _looked_at(store, handed)
    except UsageError as error:
        st.error(wording.plain(f"{error}."), icon=":material/error:")
        return False
    return _shown(store, work)


def _looked_at(store: Store, handed: UploadedFile) -> Work:
    """The work on that file: begun when it is new."""
    work: Work | None = st.session_state.get(WORK)
    if work and work.file.key == handed.file_id:
        return work
    _forget()
    with st.spinner("Looking at the file"):
        file = Dropped(handed.name, handed, handed.file_id)
        last = before(store, file.path)
        chosen = last[1] if last else NO_CHOICES
        like = last[0].account.dataset if last and chosen != NO_CHOICES else None
        work = Work(file, chosen, preview(file.path, chosen), like)
    st.session_state[WORK] = work
    return work


def _forget() -> None:
    """Lets go of the file and of what was chosen for it."""
    work: Work | None = st.session_state.pop(WORK, None)
    if work:
        work.file.forget()
    for key in ("load_named", "load_keep"):
        st.session_state.pop(key, None)
    _unsay()


def _unsay() -> None:
    """Lets the questions begin with what is taken for granted now."""
    for key in [one for one in st.session_state if str(one).startswith("load_part_")]:
        del st.session_state[key]
    for key in ("load_shape", "load_kind", "load_dates"):
        st.session_state.pop(key, None)


def _shown(store: Store, work: Work) -> bool:
    found = work.preview
    size = f"{wording.counted(found.rows, 'row')}, {wording.counted(len(found.headers), 'column')}."
    taken = "" if found.shapes else f"Taken for **{wording.plain(found.report.shape)}**: "
    st.markdown(taken + size)
    if work.like:
        st.info(
            wording.plain(f"Read as the last file with these columns was: “{work.like}”."),
            icon=":material/history:",
        )
    name = _named(store, work)
    chosen = ask.choices(found, work.choices)
    if name != work.name:
        work.name, chosen = name, named_choices(store, name) if name else NO_CHOICES
        _unsay()
    if chosen != work.choices:
        if chosen.shape != work.choices.shape:
            _unsay()
        work.choices = chosen
        with st.spinner("Reading it so"):
            work.preview, work.drawn = preview(work.file.path, chosen), None
        st.rerun()
    _becomes(work)
    return _confirm(store, work)


def _named(store: Store, work: Work) -> str | None:
    """The name under which choices were kept and by which the file is to be read."""
    names = store.mappings.names()
    if not names:
        return work.name
    return st.selectbox(
        "Read as files before", [None, *names], key="load_named",
        format_func=lambda name: name or "As guessed from names and values",
    )  # fmt: skip


def _becomes(work: Work) -> None:
    """What becomes of the rows: the account, the map, and the rows as they stand in the file."""
    found = work.preview
    if found.problem:
        st.warning(wording.plain(f"{found.problem}."), icon=":material/help:")
    else:
        rows, drawn = st.columns([1, 1], gap="medium")
        with rows:
            if not found.is_whole:
                st.caption(f"Of the first {found.report.rows:,} rows; all are told after loading.")
            told.draw(found.report)
        with drawn:
            work.drawn = _map(found) if work.drawn is None else work.drawn
            if work.drawn:
                st.iframe(work.drawn, height=MAP_HEIGHT)
    st.caption("The first rows of the file")
    st.dataframe(found.sample, height=200, hide_index=False)


def _map(found: Preview) -> str:
    """A page with the first incidents on a map; empty where none has a place."""
    placed = found.frame[found.frame["lat"].notna()].head(MOST_DOTS)
    return maps.to_map(placed).get_root().render() if len(placed) else ""


def _confirm(store: Store, work: Work) -> bool:
    credit = None
    left, right = st.columns(2, gap="medium")
    if work.preview.report.attribution is None:
        credit = left.text_input(
            "Source and licence, as they should be credited", key="load_credit", max_chars=200,
            placeholder="City archive, CC BY 4.0",
        )  # fmt: skip
    if work.preview.is_any_table or work.choices != NO_CHOICES:
        right.text_input(
            "Keep these choices under a name, for files like this", key="load_keep",
            max_chars=80, placeholder="Weekly list of the city",
        )  # fmt: skip
    pressed = st.button(
        f"Load {wording.counted(work.preview.rows, 'row')}", key="load_confirm", type="primary",
        icon=":material/add_location_alt:", disabled=work.preview.problem is not None,
    )  # fmt: skip
    return pressed and _loaded(store, work, (credit or "").strip() or None)


def _loaded(store: Store, work: Work, credit: str | None) -> bool:
    """Loads the file with a bar that follows its rows; the map then shows them."""
    bar = st.progress(0.0, "Loading")

    def watch(found: Loading) -> Loading:
        for frame, report in found:
            share = min(1.0, report.rows / max(1, work.preview.rows))
            bar.progress(share, f"{report.rows:,} of {work.preview.rows:,} rows")
            yield frame, report
        bar.progress(1.0, "Storing them in the order of the map")

    name = str(st.session_state.get("load_keep") or "").strip() or None
    try:
        Named(saved=name)  # refused before anything is loaded
        kept = keep(store, work.file.path, work.choices, watch, undo.AUTHOR, credit)
        if name:
            keep_named(store, name, work.choices, kept.report)
    except IncidentsError as error:
        bar.empty()
        st.error(wording.plain(f"Nothing was loaded: {error}."), icon=":material/error:")
        return False
    _tell(store, kept)
    _forget()
    return True


def _tell(store: Store, kept: Kept) -> None:
    """Shows the rows on the map and offers to take them back."""
    dropped = sum(one.count for one in kept.report.dropped.values())
    lost = f" {wording.counted(dropped, 'row')} dropped: see Datasets." if dropped else ""
    if kept.version is None:
        undo.offer(None, f"Every row of {kept.report.file} was here already; nothing changed.")
        return
    done = f"{kept.report.file}: {kept.added:,} added, {kept.changed:,} changed.{lost}"
    undo.offer(next((one for one in store.commits() if one.version == kept.version), None), done)
    address.clear()
    st.session_state.chosen = Choice()
    st.session_state.datasets = tuple(
        one.name
        for one in store.datasets()
        if any(load.version == kept.version for load in one.loads)
    )
