"""What Streamlit has no word for: the kinds' marks and a few spacings, as CSS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

import streamlit as st

from incidents.model import KINDS, Kind

PAGE = """
.block-container {padding: 2.2rem 1.6rem 2rem; max-width: 1900px}
[data-testid="stSidebarContent"] {padding-top: 0}
[data-testid="stSidebarUserContent"] {padding-inline: 0}
.st-key-kinds button {padding: 2px 10px 2px 6px; min-height: 30px}
.st-key-kinds button p::before {
  content: ""; display: inline-block; width: 13px; height: 13px; margin-right: 6px;
  vertical-align: -2px}
.inc-brand {font-size: 1.35rem; font-weight: 700; letter-spacing: -.01em; margin: -2.2rem 0 0}
.inc-line {font-size: .95rem; margin: 0}
.inc-line b {font-variant-numeric: tabular-nums}
[data-testid="stCaptionContainer"] {opacity: .82}
.st-key-killed p {font-size: .95rem}
.st-key-chips button {min-height: 32px; padding: 2px 8px 2px 11px}
.inc-muted {opacity: .72}
.st-key-show_hidden button p {white-space: normal; text-align: start}
.inc-kind {display: flex; align-items: center; gap: 8px; font-weight: 650; font-size: 1.15rem;
  margin: 0 0 2px}
.inc-passage {border-left: 3px solid var(--kind); padding: 2px 0 2px 12px; margin: 10px 0;
  line-height: 1.5; overflow-wrap: anywhere}
.inc-passage mark {background: color-mix(in srgb, var(--kind) 20%, transparent); color: inherit;
  padding: 1px 0; border-radius: 2px}
.inc-facts {margin: 8px 0 !important; padding: 0 !important; display: grid;
  grid-template-columns: minmax(84px, auto) 1fr; gap: 5px 12px; font-size: .9rem;
  overflow-wrap: anywhere}
.inc-facts dt {opacity: .72} .inc-facts dd {margin: 0}
.inc-swatch {display: inline-block; width: 15px; height: 15px; flex: none}
.inc-facts dd {padding: 0}
.inc-title {font-size: 1.35rem; font-weight: 700; letter-spacing: -.01em; margin: 0; padding: 0}
[class*="st-key-pick_"] button {text-align: start; padding: 0; min-height: 0}
[class*="st-key-pick_"] button > div, [class*="st-key-pick_"] button > div > * {
  justify-content: flex-start; text-align: start; width: 100%}
[class*="st-key-pick_"] p {white-space: normal; line-height: 1.35}
[class*="st-key-pick_"] p::before {content: ""; display: inline-block; width: 14px; height: 14px;
  margin-right: 7px; vertical-align: -2px}
[class*="st-key-draft_"] {padding: 3px 0}
div:has(> .st-key-desk_save) {position: sticky; top: 2.6rem; z-index: 9}
.st-key-desk_save {padding: 8px 0; background: light-dark(#fff, #171614)}
.st-key-desk_text_side {position: sticky; top: 7rem}
div:has(> .st-key-desk_text_side), div:has(> div > .st-key-desk_text_side) {height: 100%}
.st-key-quick_range button {padding: 4px 9px; min-width: 0; flex: 1 1 auto}
.st-key-panel {position: sticky; top: 3.6rem}
div:has(> .st-key-panel), div:has(> div > .st-key-panel) {height: 100%}
[data-testid="stExpandSidebarButton"] {width: auto; padding-inline: 6px 10px}
[data-testid="stExpandSidebarButton"]::after {content: "Filters"; margin-inline-start: 4px;
  font-size: .95rem; font-weight: 600}
.st-key-filter_since [role="group"], .st-key-filter_until [role="group"] {
  padding-inline: 9px 0; font-size: .84rem}
.st-key-filter_since [role="group"] > span, .st-key-filter_until [role="group"] > span {
  padding-inline: 0}
@media (max-width: 768px) {.block-container {padding-top: 4.2rem}}
@media (forced-colors: active) {button[aria-pressed="true"] {outline: 3px solid Highlight}
  .st-key-kinds button p::before, .inc-swatch {forced-color-adjust: none}}
.inc-paper {display: none}
@media print {.inc-paper {display: block}
  [data-testid="stSidebar"], .st-key-share, .st-key-table_head, .st-key-clear_chips,
  .st-key-panel button, .st-key-chips [data-testid="stIconMaterial"],
  [data-testid="stElementContainer"]:has([data-testid="stDataFrame"]) {display: none !important}}
@media (max-width: 640px) {.block-container {padding: 4.2rem .7rem 1rem}
  [data-testid="stColumn"]:has(+ [data-testid="stColumn"] .st-key-panel),
  [data-testid="stColumn"]:has(+ [data-testid="stColumn"] .st-key-panel) >
    [data-testid="stVerticalBlock"] {display: contents}
  [data-testid="stColumn"]:has(+ [data-testid="stColumn"] .st-key-panel) >
    [data-testid="stVerticalBlock"] > :not(:first-child) {order: 2}
  [data-testid="stColumn"]:has(+ [data-testid="stColumn"] .st-key-panel) >
    [data-testid="stVerticalBlock"] > * {flex-basis: 100% !important}
  [data-testid="stColumn"]:has(.st-key-panel) {order: 1}
  .st-key-desk_text_side, div:has(> .st-key-desk_save) {position: static}}
"""


def apply() -> None:
    """Adds the page's own styles."""
    st.html(f"<style>{PAGE}</style>")


def mark(kind: Kind) -> str:
    """CSS declarations that fill a box with the kind's shape in its colour."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{kind.shape}" fill="{kind.colour}" fill-rule="evenodd"/></svg>'
    )
    return f'background: url("data:image/svg+xml,{quote(svg)}") center / contain no-repeat'


def mark_drafts(kinds: Mapping[str, str]) -> None:
    """Gives each draft's line its kind's mark; `kinds` is kind by draft."""
    rules = "".join(
        f".st-key-pick_{name} p::before {{{mark(KINDS[kind])}}}" for name, kind in kinds.items()
    )
    st.html(f"<style>{rules}</style>")


def mark_kinds(shown: Sequence[str]) -> None:
    """Gives each button of the kinds' filter its kind's mark, in the order shown."""
    rules = "".join(
        f".st-key-kinds button:nth-of-type({place}) p::before {{{mark(KINDS[name])}}}"
        for place, name in enumerate(shown, start=1)
    )
    st.html(f"<style>{rules}</style>")
