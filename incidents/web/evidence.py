"""The selected incident: what was said, where it stood, who said it, and how sure that is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlparse

import streamlit as st
from markupsafe import Markup

from incidents.errors import IncidentsError, NotFound
from incidents.model import KINDS, Status
from incidents.query import Query
from incidents.store import Record, Store
from incidents.web import style, undo, wording
from incidents.web.context import passage
from incidents.web.places import correct


def draw(store: Store, query: Query, selected: str | None) -> None:
    """The evidence of the selected incident, or what to do where none is selected."""
    with st.container(border=True, key="evidence"):
        if not selected:
            st.markdown("**Evidence**")
            st.caption(
                "Press a symbol on the map or a row of the table to read what the report says,"
                " word for word, and how its place and date were found."
            )
            return
        try:
            record = store.get(selected, query.version)
        except NotFound as error:
            st.warning(wording.plain(f"{error}."))
            return
        _heading(record)
        _passage(record)
        _facts(record)
        _doubts(record)
        _candidates(record)
        is_newest = query.version in (None, store.version)
        with st.container(horizontal=True, vertical_alignment="center"):
            _review(store, record)
            if is_newest:
                correct.button(store, record)
        if is_newest:
            correct.form(store, record)


def _heading(record: Record) -> None:
    row, kind = record.row, KINDS[record.row["kind"]]
    place = row["place"] or wording.country(row["country"]) or "place unknown"
    st.html(
        Markup(
            '<p class="inc-kind"><span class="inc-swatch" style="{mark}"></span>{label}</p>'
            '<p class="inc-line">{place} · {when}</p>'
        ).format(mark=style.mark(kind), label=kind.label, place=place, when=wording.when(row))
    )


def _passage(record: Record) -> None:
    """The quote among the words around it, as text, never as markup."""
    kind = KINDS[record.row["kind"]]
    words = passage(record) or {"before": "", "quote": record.row["quote"] or "", "after": ""}
    if not words["quote"]:
        return
    st.html(
        Markup(
            '<div class="inc-passage" dir="auto" lang="{language}" style="--kind: {colour}">'
            '<span class="inc-muted">{before}</span> <mark>{quote}</mark>'
            ' <span class="inc-muted">{after}</span></div>'
        ).format(colour=kind.colour, language=record.row["language"] or "", **words)
    )


def _facts(record: Record) -> None:
    facts = {name: value for name, value in _told(record).items() if value}
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts.items()
    )
    st.html(Markup('<dl class="inc-facts">{}</dl>').format(rows))


def _told(record: Record) -> dict[str, Any]:
    """Heading → words, in reading order; empty ones are left out."""
    row, seen = record.row, record.evidence
    return {
        "People": wording.victims(row),
        "Who says so": row["attributed_to"] or "the report itself",
        "Hedged": f"yes: “{seen['hedge_words']}”" if seen.get("hedge_words") else
                  ("yes" if row["hedged"] else "no"),
        "Source": _source(record),
        "Where": _where(row, seen),
        "Placed by": wording.recalled(seen.get("remembered"))
        or wording.ORIGINS.get(seen.get("origin") or "", seen.get("origin")),
        "When": _when(row, seen),
        "Read as": f"“{seen['cue']}”" if seen.get("cue") else None,
        "Read by": wording.reader(seen.get("reader")),
        "Confidence": wording.CONFIDENCES.get(row["confidence"] or ""),
        "Status": wording.STATUSES[row["status"]],
    }  # fmt: skip


def _source(record: Record) -> str | Markup | None:
    """The report's title and publisher, as a link where its address is a web address."""
    row = record.row
    title = record.article.title if record.article else None
    told = ", ".join(part for part in (title, row["source"], row["published"]) if part) or None
    if row["url"] and urlparse(row["url"]).scheme in {"http", "https"}:
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
            row["url"], told or row["url"]
        )
    return told


def _where(row: dict[str, Any], seen: dict[str, Any]) -> str:
    if row["lat"] is None:
        return "No place that could be found on the map"
    parts = [
        f"{wording.PRECISIONS[row['geo_precision']]}, within {wording.distance(row['radius_m'])}"
        if row["radius_m"]
        else wording.PRECISIONS[row["geo_precision"]],
        f"from “{seen['place_words']}”" if seen.get("place_words") else None,
        wording.PLACE_SOURCES.get(seen.get("place_source") or ""),
        seen.get("facility"),
    ]
    return ", ".join(part for part in parts if part)


def _when(row: dict[str, Any], seen: dict[str, Any]) -> str:
    parts = [
        wording.when(row),
        f"from “{seen['date_words']}”" if seen.get("date_words") else None,
        wording.DATE_SOURCES.get(seen.get("date_source") or "") if row["date"] else None,
    ]
    return ", ".join(part for part in parts if part)


def _doubts(record: Record) -> None:
    reasons = record.evidence.get("reasons") or []
    if reasons:
        st.caption(wording.plain("Why not more: " + "; ".join(reasons) + "."))
    corrected = record.evidence.get("corrected") or []
    if corrected:
        st.caption(wording.plain("By a person: " + "; ".join(corrected) + "."))


def _candidates(record: Record) -> None:
    """The places the words could have meant, the chosen one first."""
    candidates = record.evidence.get("candidates") or []
    if not candidates:
        return
    with st.expander(wording.counted(len(candidates), "candidate place")):
        for one in candidates:
            point = one["point"]
            st.text(
                f"{one['name']}, {wording.country(one['country'])}"
                f" ({wording.PRECISIONS[one['precision']].lower()},"
                f" {point['lat']:.3f}, {point['lon']:.3f}){_score(one['score'])}"
            )


def _score(score: float) -> str:
    """How likely it was; nothing of what it was taken for until a person said better."""
    return f", score {score:.2f}" if score < 1 else ""


def _review(store: Store, record: Record) -> None:
    """Verify or reject, with a reason that the history keeps."""
    row = record.row
    others = [status for status in Status if status.value != row["status"]]
    with st.popover("Review", icon=":material/fact_check:"):
        reason = st.text_input(
            "Reason", key=f"reason_{row['id']}", max_chars=300,
            placeholder="Kept in the history",
        )  # fmt: skip
        for status in others:
            if st.button(_verb(status), key=f"{status.value}_{row['id']}", width="stretch"):
                _judge(store, row["id"], status, reason or _verb(status))
                st.rerun(scope="app")
        for change in reversed(record.versions):
            st.caption(
                f"Version {change.version}: {wording.plain(change.reason)} ({change.author})"
            )


def _judge(store: Store, name: str, status: Status, reason: str) -> None:
    try:
        commit = store.set_status([name], status, author=undo.AUTHOR, reason=reason)
    except IncidentsError as error:
        undo.refused(error)
    else:
        undo.offer(commit, f"{wording.STATUSES[status.value]}: kept in the history.")


def _verb(status: Status) -> str:
    return {
        Status.DRAFT: "Back to draft",
        Status.VERIFIED: "Mark as verified",
        Status.REJECTED: "Reject",
    }[status]
