"""What a file leaves open, asked: its columns, its kinds, and which way its dates are written."""

from __future__ import annotations

import streamlit as st

from incidents.model import KINDS
from incidents.pipeline.previewing import Preview
from incidents.pipeline.recognised import Choices
from incidents.web import wording

PARTS = {  # the parts that are asked about; others are as guessed
    "lat": "Latitude",
    "lon": "Longitude",
    "place": "Place",
    "country": "Country",
    "date": "Date",
    "type": "What happened",
    "title": "Title",
    "notes": "Description",
    "killed": "Killed",
    "source": "Source",
    "url": "Link",
    "key": "Identifier",
}
DAY_FIRST = {"day": "Day first: 31/12", "month": "Month first: 12/31"}


def choices(preview: Preview, before: Choices) -> Choices:
    """What the visitor settles about the file; as it is guessed where nothing is said."""
    shape = _shape(preview, before)
    if shape != before.shape:
        return Choices(shape)  # what was settled for another shape says nothing about this one
    columns = _columns(preview, before) if preview.is_any_table else before.columns
    return Choices(shape, _kind(preview, before), _dates(preview, before), columns)


def _shape(preview: Preview, before: Choices) -> str | None:
    """What the file is taken for, where its headers leave a choice."""
    labels = list(preview.shapes)
    if preview.report.shape not in labels:
        return before.shape
    chosen = st.selectbox(
        "Taken for", labels, index=labels.index(preview.report.shape), key="load_shape",
        format_func=lambda label: label[0].upper() + label[1:],
    )  # fmt: skip
    return before.shape if chosen == preview.report.shape else preview.shapes[chosen]


def _columns(preview: Preview, before: Choices) -> tuple[tuple[str, str], ...]:
    """A selectbox a part, four in a row; only what differs from the guess is a choice."""
    st.markdown("**Which column says what** :gray[Guessed from names and values: please check.]")
    told = {part: one for part, one in before.columns if not one or one in preview.headers}
    names = list(PARTS)
    for start in range(0, len(names), 4):
        for cell, part in zip(st.columns(4), names[start : start + 4], strict=False):
            guess = preview.report.mapping.get(part)
            chosen = cell.selectbox(
                PARTS[part],
                [None, *preview.headers],
                index=preview.headers.index(guess) + 1 if guess in preview.headers else 0,
                format_func=lambda header: header or "None",
                key=f"load_part_{part}",
            )
            if chosen != guess:
                told[part] = chosen or ""
    return tuple(told.items())


def _kind(preview: Preview, before: Choices) -> str | None:
    """One kind for all rows, asked where the file names none or the visitor named one."""
    unsaid = not {"type", "subtype", "code"} & set(preview.report.mapping)
    if not (unsaid or before.kind):
        return None
    return st.selectbox(
        "Every row is a",
        [None, *KINDS],
        index=[None, *KINDS].index(before.kind),
        format_func=lambda name: KINDS[name].label if name else "Choose what happened",
        key="load_kind",
    )


def _dates(preview: Preview, before: Choices) -> str | None:
    """Which comes first in a date, asked where the column can be read both ways."""
    if not (preview.report.ambiguous or before.dates):
        return before.dates
    for column, ways in preview.report.ambiguous.items():
        told = wording.plain(f"{column} may be written as {' or '.join(ways)}")
        st.warning(f"{told}: until you say which, no dates are read.", icon=":material/event:")
    return st.radio(
        "Dates are written",
        list(DAY_FIRST),
        index=list(DAY_FIRST).index(before.dates) if before.dates else None,
        format_func=DAY_FIRST.__getitem__,
        horizontal=True,
        key="load_dates",
    )
