"""How long a visitor waits for the dots of a store of any size, in a real browser."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from incidents.bench.browser import MAP, Dashboard, chrome, drawn, wait
from incidents.bench.scale import CENTRE
from incidents.bench.served import copied
from incidents.bench.timing import RUNS, Measure

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ZOOM = 5  # where a visitor begins: a country fills the map
REST_S = 1.0  # between two acts, as nobody acts while the page is still drawn

# The least that a page with a map can be: Leaflet comes from its own server, as ours does.
PLAIN_MAP = """
import folium
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

app = st.App(__file__, routes=[Mount("/plain", StaticFiles(directory=leaflet.BASE_DIR))])

if __name__ == "__main__":
    from streamlit_folium import st_folium  # it registers with the running server

    plain = folium.Map(location=(49, 31), zoom_start=5, tiles=None)
    plain.default_js = [("leaflet", "/plain/leaflet.js")]
    plain.default_css = [("leaflet", "/plain/leaflet.css")]
    folium.CircleMarker((49, 31)).add_to(plain)
    st_folium(plain, key="map", height=560, use_container_width=True, returned_objects=[])
"""
PLAIN_DOT = """document.querySelector('iframe[src*="streamlit_folium"]')
  ?.contentDocument?.querySelector('path.leaflet-interactive')"""
OUR_DOTS = f"{MAP}?.incidentsMap?.drawn?.().length"
# Notes, from the page's first moment on, when something is there: to ask from outside would wait
# for whatever the page does next.
NOTE = """
const look = () => { if (SEEN) window.seenAt = Date.now(); else setTimeout(look, 10); };
if (window === window.top) look();
"""
SEEN_AT = "return window.seenAt"

KINDS = 'return Boolean(document.querySelector(".st-key-kinds button"))'

# Acts, and answers with the milliseconds until other tiles than before are painted.
PAINTED = """
const [act, tell] = [arguments[0], arguments[arguments.length - 1]];
const { map, layer } = MAP.incidentsMap;
const before = layer.tiles.shown;
const since = performance.now();
layer.on("drawn", function heard() {
  const told = ({ generation, keys }) => generation + keys.map(({ key }) => key).sort();
  if (!layer.tiles.idle || told(layer.tiles.shown) === told(before)) return;
  layer.off("drawn", heard);
  tell(performance.now() - since);
});
({ filter: () => document.querySelector(".st-key-kinds button").click(),
   pan: () => map.panBy([arguments[1], 0], { animate: false }),
   zoom: () => map.setZoom(map.getZoom() + arguments[1]) })[act]();
""".replace("MAP", MAP)


def measures(path: Path | None = None) -> Iterator[Measure]:
    """Every wait for dots of the store in that file, or of one made for it."""
    with tempfile.TemporaryDirectory() as name, chrome() as browser:
        folder = Path(name)
        copied(path, folder / "store.duckdb")
        browser.set_script_timeout(60)
        plain = _plain_loads(browser, folder)
        yield Measure("first visit to the dot of a plain folium map", plain, "s")
        with Dashboard(folder, INCIDENTS_SAMPLES="0") as dashboard:
            loads = _first_visits(browser, dashboard.url, OUR_DOTS)
            yield Measure("first visit to first dots", loads, "s")
            times = tuple(one / median(plain) for one in loads)
            yield Measure("first visit to first dots, beside the plain map", times, "times")
            yield from _acts(browser, dashboard.url)


def _plain_loads(browser: Chrome, folder: Path) -> tuple[float, ...]:
    script = folder / "plain.py"
    script.write_text(PLAIN_MAP)
    with Dashboard(folder, script=script) as dashboard:
        return _first_visits(browser, dashboard.url, PLAIN_DOT)


def _forget(browser: Chrome) -> None:
    """Makes the next visit the browser's first: nothing of the page is in its cache."""
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})


def _first_visits(browser: Chrome, url: str, seen: str) -> tuple[float, ...]:
    """Seconds from asking for the page until that expression is true in it, with nothing cached."""
    note = {"source": NOTE.replace("SEEN", seen)}
    noted = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", note)
    waits = tuple(_first_visit(browser, url) for _ in range(RUNS))
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", noted)
    return waits


def _first_visit(browser: Chrome, url: str) -> float:
    _forget(browser)
    start = time.time()
    browser.get(url)
    seen = wait(lambda: browser.execute_script(SEEN_AT), 60, lambda: "the map drew nothing")
    return float(seen) / 1_000 - start


def _acts(browser: Chrome, url: str) -> Iterator[Measure]:
    """Filter changes, pans and zooms of one visit, each to dots that the browser has to ask for."""
    browser.get(f"{url}/?lat={CENTRE.lat}&lon={CENTRE.lon}&zoom={ZOOM}")
    drawn(browser)
    wait(lambda: browser.execute_script(KINDS), 60, lambda: "the page offers no kinds")
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    for what, steps in (
        ("filter", [0] * RUNS),
        ("pan", [500 if run % 8 < 4 else -500 for run in range(RUNS)]),
        ("zoom", [1 if run % 8 < 4 else -1 for run in range(RUNS)]),
    ):
        waits = tuple(_painted(browser, what, step) for step in steps)
        yield Measure(f"{what} to new dots", waits, "ms")
    told = browser.get_log("browser")  # type: ignore[no-untyped-call]
    errors = [entry for entry in told if entry["level"] == "SEVERE"]
    yield Measure("errors in the browser's console", (float(len(errors)),), "")


def _painted(browser: Chrome, act: str, step: int) -> float:
    time.sleep(REST_S)
    browser.execute_script(f"{MAP}.incidentsMap.layer.tiles.cache.clear()")
    return float(browser.execute_async_script(PAINTED, act, step))
