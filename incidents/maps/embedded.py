"""The self-contained map as parts, for a page that has more to say than a map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from incidents.maps.standalone import to_map

ELEMENTS = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)

GLANCE = 120  # letters of a quote
DECIMALS = 5  # of a degree: a metre


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a page needs to show the map: none of it holds a text that could end its element."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]  # to run before the body
    body: str
    start: str  # to run behind the body


def embedded(frame: pd.DataFrame) -> Embedded:
    """The map of `to_map` in parts. The same frame makes the same parts.

    What is said of an incident is cut to a glance and refers to the row of the page's table.
    """
    made = to_map(_glanced(frame))
    made._id = "incidents"  # folium's own is drawn by lot
    root: Any = made.get_root()  # a Figure, which branca types as an Element
    root.render()
    found = ELEMENTS.findall(root.header.render())
    return Embedded(
        styles=tuple(text for name, text in found if name == "style"),
        scripts=tuple(text for name, text in found if name == "script"),
        body=root.html.render(),
        start=root.script.render(),
    )


def _glanced(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows without what the table beside the map tells in full."""
    told = frame["quote"].fillna(frame["title"])
    cut = told.where(told.str.len() <= GLANCE, told.str.slice(0, GLANCE - 1) + "…")
    numbers = pd.Series(range(1, len(frame) + 1), index=frame.index).astype("str")
    return frame.assign(
        quote=cut, title=None, url=None, published=pd.NaT, attributed_to=None,
        source="No. " + numbers + " in the table",
        lat=frame["lat"].round(DECIMALS), lon=frame["lon"].round(DECIMALS),
    )  # fmt: skip
