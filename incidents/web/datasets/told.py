"""A load report in words."""

from __future__ import annotations

from pathlib import Path

import orjson
import streamlit as st

from incidents.model.report import LoadReport, Reasons
from incidents.web import wording

SHOWN = 12  # reasons of each sort


def draw(report: LoadReport) -> None:
    """What was kept, folded and dropped, with the reasons and the first rows of each."""
    dropped = sum(one.count for one in report.dropped.values())
    parts = [
        f"**{wording.counted(report.rows, 'row')}** read",
        f"**{report.kept:,}** kept",
        f"{report.folded:,} folded into others" if report.folded else "",
        f"**{dropped:,}** dropped",
        f"{report.geocoded:,} placed by their words" if report.geocoded else "",
        f"{report.unplaced:,} without a place" if report.unplaced else "",
    ]
    st.markdown(" · ".join(filter(None, parts)))
    _reasons("Dropped", report.dropped)
    _reasons("Kept, but doubted", report.doubted)
    for note in report.notes:
        st.caption(wording.plain(note))
    if report.attribution:
        st.caption(f"Credit: {wording.plain(report.attribution)}")


def download(report: LoadReport, key: str) -> None:
    """The whole account as a file: what `load --format json` prints of it."""
    st.download_button(
        "All of it as JSON",
        orjson.dumps([report.as_values()], option=orjson.OPT_INDENT_2),
        file_name=f"{Path(report.file).stem}-report.json",
        mime="application/json", key=key, icon=":material/download:", type="tertiary",
        on_click="ignore", help="Every reason with its count and first rows.",
    )  # fmt: skip


def _reasons(title: str, reasons: Reasons) -> None:
    most = sorted(reasons.items(), key=lambda one: -one[1].count)
    lines = [
        f"- {tally.count:,}: {wording.plain(reason)}"
        f" :gray[row {', '.join(f'{row:,}' for row in tally.first[:5])}"
        f"{' …' if tally.count > 5 else ''}]"
        for reason, tally in most[:SHOWN]
    ]
    if len(most) > SHOWN:
        lines.append(f"- and {wording.counted(len(most) - SHOWN, 'more reason')}")
    if lines:
        st.markdown("\n".join([f"{title}:", "", *lines]))
