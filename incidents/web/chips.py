"""The filters that are set, each in words with a press that lifts it alone."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from incidents.query import Query, filters
from incidents.store import Store
from incidents.web import address, recalled, wording

LONGEST = 60  # characters of a chip
SHORTER = {"bbox": "Inside part of the map"}  # degrees tell nobody anything at a glance
DATES = ("since", "until")


def draw(query: Query) -> None:
    """One chip a filter; nothing where none is set."""
    told = filters(query)
    if not told:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
        for field, phrase in told.items():
            st.button(
                wording.plain(_short(field, phrase)), key=f"lift_{field}", on_click=address.lift,
                args=(field,), icon=":material/close:", icon_position="right",
                help=wording.plain(f"{phrase}. Press to lift this filter."),
            )  # fmt: skip
        if len(told) > 1:
            st.button("Clear all", key="clear_chips", type="tertiary", on_click=address.clear)


def nothing_fits(store: Store, query: Query) -> None:
    """What to do where no incident fits: how many there would be without each filter."""
    st.markdown("**No incident fits these filters.**")
    found = {fields: recalled.count(store, _without(query, fields)) for fields in _ways_out(query)}
    helpful = {fields: count for fields, count in found.items() if count}
    pressed = [
        st.button(
            wording.plain(f"Without “{_told(query, fields)}”: {count:,}"),
            key=f"without_{'_'.join(fields)}", on_click=address.lift, args=fields,
            icon=":material/filter_alt_off:", type="tertiary",
        )
        for fields, count in helpful.items()
    ]  # fmt: skip
    if not helpful:
        st.caption("Nor would any without one of them alone.")
    pressed.append(st.button("Clear all filters", key="clear_empty", on_click=address.clear))
    if any(pressed):
        st.rerun(scope="app")  # this stands in a fragment, the filters are the page's


def _ways_out(query: Query) -> list[tuple[str, ...]]:
    """Each filter alone, and both dates together where neither is enough."""
    ways: list[tuple[str, ...]] = [(field,) for field in filters(query)]
    return [*ways, DATES] if set(DATES) <= filters(query).keys() else ways


def _without(query: Query, fields: tuple[str, ...]) -> Query:
    nothing = Query()
    return replace(query, **{field: getattr(nothing, field) for field in fields})


def _told(query: Query, fields: tuple[str, ...]) -> str:
    told = filters(query)
    return ", ".join(_short(field, told[field]) for field in fields)


def _short(field: str, phrase: str) -> str:
    words = SHORTER.get(field, phrase)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
