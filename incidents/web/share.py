"""Sharing the view: a link that restores it, and its rows as a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from incidents import formats
from incidents.pipeline.export import export
from incidents.query import Link, Query
from incidents.store import Store

# Reads the address at the moment of the press, so that it holds where the map stands now,
# and adds the version of the data that is on screen. Old browsers and plain http have no
# clipboard object: there the older command copies.
COPY_JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("span");
  const words = said.textContent;
  const link = () => {
    const url = new URL(window.location.href);
    url.searchParams.set("v", data.version);
    return url.toString();
  };
  const byCommand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  button.onclick = async () => {
    const text = link();
    button.dataset.link = text;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch (refused) {
      done = byCommand(text);
    }
    said.textContent = done ? "Copied" : "Copy failed: use the address bar";
    setTimeout(() => { said.textContent = words; }, 1800);
  };
}
"""
COPY_HTML = """
<button type="button" title="A link to exactly this view: filters, map, selection and version">
<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path fill="none"
stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0
0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500"/></svg>
<span aria-live="polite">Copy link</span></button>
"""
COPY_CSS = """
button {display: inline-flex; align-items: center; justify-content: center; gap: 8px; width: 100%;
  min-height: 40px; padding: 4px 12px; font: inherit; font-size: .875rem;
  cursor: pointer; white-space: nowrap;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, .5rem)}
button:hover, button:focus-visible {border-color: var(--st-primary-color);
  color: var(--st-primary-color)}
"""


def buttons(store: Store, query: Query) -> None:
    """Copy link, and the rows as a file."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        _copy_link()(
            data={"version": query.version or store.version}, key="copy_link", width="content"
        )
        with st.popover("Download", icon=":material/download:", key="download"):
            _downloads(store, query)


def _downloads(store: Store, query: Query) -> None:
    """One button a format, each saying who reads it: of the data on screen, also if it changes."""
    version = store.version if query.version is None else query.version
    shown = replace(query, version=version)
    st.caption("All incidents that fit the filters, wherever the map looks")
    for ending, kind in formats.FILE_KINDS.items():
        st.download_button(
            kind.label,
            partial(_file, store, shown, ending),
            file_name=formats.file_name(str(Link(shown)), ending),
            mime=kind.media_type,
            icon=f":material/{kind.icon}:",
            width="stretch",
            on_click="ignore",
        )


def _file(store: Store, query: Query, ending: str) -> bytes:
    """The file's content, made when its button is pressed."""
    target = io.BytesIO()
    export(store, query, ending, target)
    return target.getvalue()


def _copy_link() -> Callable[..., object]:
    return st.components.v2.component("copy_link", html=COPY_HTML, css=COPY_CSS, js=COPY_JS)
