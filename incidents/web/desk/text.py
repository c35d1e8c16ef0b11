"""The article with each draft's words marked in its kind's colour; pressing a mark selects it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from incidents.model import KINDS
from incidents.pipeline.corrections import Draft
from incidents.web.desk.work import Work

ASSETS = Path(__file__).parent
MOST_SHOWN = 200_000  # characters: as much as is read
HTML = '<div class="text" role="document" aria-label="The article"></div>'


def draw(work: Work) -> None:
    """The text; after a press on a mark its draft is the selected one."""
    picked = (st.session_state.get("desk_text") or {}).get("picked")
    if picked in work.drafts and picked != work.selected:
        work.selected = picked
    article = work.reading.article
    pieces = segments(article.text[:MOST_SHOWN], list(work.drafts.values()))
    _component()(
        key="desk_text",
        data={
            "pieces": pieces,
            "digest": hashlib.blake2b(repr(pieces).encode(), digest_size=8).hexdigest(),
            "drafts": {name: _look(work, name) for name in work.drafts},
            "selected": work.selected,
            "language": article.language,
        },
        on_picked_change=lambda: None,
    )
    if len(article.text) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN:,} characters; the rest was not read.")


def segments(text: str, drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """The text in pieces that join to it again, each with the ids of the drafts it belongs to.

    `cue` is true for the words that gave a kind away.
    """
    quotes = [(one.read.id, *_span(one)) for one in drafts]
    cues = [span for one in drafts for span in _cue(text, one)]
    edges = {0, len(text)}
    edges.update(edge for _, *span in quotes for edge in span if edge <= len(text))
    edges.update(edge for span in cues for edge in span)
    return [
        {
            "text": text[start:end],
            "ids": [name for name, first, last in quotes if first <= start < last],
            "cue": _covers(cues, start),
        }
        for start, end in pairwise(sorted(edges))
    ]


def _span(draft: Draft) -> tuple[int, int]:
    return draft.read.quote_start or 0, draft.read.quote_end or 0


def _cue(text: str, draft: Draft) -> Iterable[tuple[int, int]]:
    start, end = _span(draft)
    cue = draft.read.evidence.cue or ""
    at = text.find(cue, start, end) if cue else -1
    return [(at, at + len(cue))] if at >= 0 else []


def _covers(spans: Iterable[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _look(work: Work, name: str) -> dict[str, Any]:
    draft = work.drafts[name]
    kind = KINDS[draft.now.kind]
    return {
        "number": work.number(name),
        "colour": kind.colour,
        "label": kind.label,
        "kept": draft.kept,
    }


def _component() -> Callable[..., object]:
    return st.components.v2.component(
        "article_text",
        html=HTML,
        css=(ASSETS / "text.css").read_text(encoding="utf-8"),
        js=(ASSETS / "text.js").read_text(encoding="utf-8"),
    )
