"""A map that carries everything inside: for notebooks, and for saving as one HTML file."""

from __future__ import annotations

import json
import re
from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from incidents.errors import UsageError
from incidents.maps.page import bare_map
from incidents.maps.script import Start, State, options
from incidents.maps.served import BASEMAP_FILES, asset
from incidents.model import GeoPrecision, kind_of
from incidents.model.frame import records, typed

MOST_ROWS = 50_000  # about 40 MB of HTML; more belongs into the dashboard
MOST_LETTERS = 1_000  # of a quote; it is evidence, not the article
NEAR_DEGREES = 1  # small towns this near to an incident are named
MOST_SMALL = 2_000  # of them, the biggest: all would weigh a megabyte
SHOWN = (
    "id",
    "kind",
    "date",
    "date_precision",
    "place",
    "country",
    "lat",
    "lon",
    "geo_precision",
    "radius_m",
    "attributed_to",
    "title",
    "quote",
    "source",
    "url",
    "published",
    "status",
)

SAID = frozenset({"attributed_to", "title", "quote", "source", "url", "published"})  # if anything


class Libraries(MacroElement):
    """Leaflet and our scripts and styles, written into the page's head."""

    _template = Template("""
        {% macro header(this, kwargs) %}
            <style>{{ this.styles }}</style>
            <script>{{ this.scripts }}</script>
        {% endmacro %}
    """)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "IncidentsLibraries"
        styles = [asset(name).text for name in ("leaflet.css", "incidents-map.css")]
        # The pictures are Leaflet's markers and layer switch, which we do not use.
        self.styles = re.sub(r"url\([^)]*\)", "none", "\n".join(styles))
        scripts = [asset(name).text for name in ("leaflet.js", "incidents-map.js")]
        self.scripts = re.sub(r"//# sourceMappingURL=.*", "", "\n".join(scripts))


def to_map(frame: pd.DataFrame, *, theme: str | None = None) -> folium.Map:
    """The frame's incidents on a map that needs no connection: shows in Jupyter, `.save()`s.

    `theme` is light, dark or None for the reader's own. UsageError for an unknown kind, or for
    more rows than one file can carry.
    """
    if len(frame) > MOST_ROWS:
        raise UsageError(f"one map holds at most {MOST_ROWS:,} incidents; got {len(frame):,}")
    placed, unplaced = shown_rows(frame)
    made = bare_map()
    folium.Figure(title="Incidents").add_child(made)
    Libraries().add_to(made)
    carried = options(basemap=_basemap(placed), rows=placed, unplaced=unplaced)
    Start(carried).add_to(made)
    State({"query": "", "version": None, "theme": theme}).add_to(made)
    return made


def shown_rows(frame: pd.DataFrame) -> tuple[list[dict[str, Any]], int]:
    """The rows that have a place, as the script draws them; and how many have none."""
    rows = [_row(row, number) for number, row in enumerate(records(typed(frame)))]
    placed = [row for row in rows if _has_place(row)]
    return placed, len(rows) - len(placed)


def _row(row: dict[str, Any], number: int) -> dict[str, Any]:
    """The columns that the map shows, strings bounded; a precision that is missing is unknown."""
    shown = {name: _bounded(row[name]) for name in SHOWN}
    precision = shown["geo_precision"] or GeoPrecision.UNKNOWN.value
    return {name: value for name, value in shown.items() if value or name not in SAID} | {
        "id": shown["id"] or str(number),
        "kind": kind_of(row["kind"] or "").id,
        "geo_precision": GeoPrecision(precision).value,
    }


def _bounded(value: Any) -> Any:
    if isinstance(value, str) and len(value) > MOST_LETTERS:
        return value[: MOST_LETTERS - 1] + "…"
    return value


def _has_place(row: dict[str, Any]) -> bool:
    lat, lon = row["lat"], row["lon"]
    return lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180


def _basemap(placed: list[dict[str, Any]]) -> dict[str, Any]:
    """The base map's files inside the page: the fine coasts stay out, they weigh a megabyte."""
    files = {name: BASEMAP_FILES[name] for name in ("world50", "towns")}
    carried = {name: json.loads(asset(file).body) for name, file in files.items()}
    return carried | {"small": _near(json.loads(asset(BASEMAP_FILES["small"]).body), placed)}


def _near(towns: dict[str, list[Any]], placed: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The towns around the incidents, as columns."""
    around = {
        (round(row["lat"]) + north, round(row["lon"]) + east)
        for row in placed
        for north in range(-NEAR_DEGREES, NEAR_DEGREES + 1)
        for east in range(-NEAR_DEGREES, NEAR_DEGREES + 1)
    }
    spots = zip(towns["lat"], towns["lon"], strict=True)
    kept = [at for at, (lat, lon) in enumerate(spots) if (round(lat), round(lon)) in around]
    if len(kept) > MOST_SMALL:
        kept = sorted(sorted(kept, key=lambda at: -towns["population"][at])[:MOST_SMALL])
    columns = {
        name: [towns[name][at] for at in kept] for name in ("name", "lat", "lon", "population")
    }
    return {**columns, "capital": []}
