"""Frames to draw, a browser to draw them in, and a server that answers with made-up tiles."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from incidents.errors import NotFound
from incidents.maps import asset, base_map, state_group

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --window-size=1000,700"
).split()
PREFIX = "/some/prefix"  # as behind a reverse proxy
SPOT = (43.2385, 76.9455)
OWN_BASEMAP = {
    "id": "own",
    "name": "City plan",
    "url": "basemaps/own/{z}/{x}/{y}",
    "attribution": "Our cartographers",
    "outside": False,
    "least": 0,
    "most": 18,
}
OUTSIDE_BASEMAP = OWN_BASEMAP | {
    "id": "osm",
    "name": "OpenStreetMap",
    "url": "https://tiles.outside.invalid/{z}/{x}/{y}.png",
    "outside": True,
}
PLACES_FOUND = [
    {"name": "Alma", "where": "Town, Canada", "lat": 48.55, "lon": -71.65,
     "radius": 1770, "zoom": 11},
    {"name": "Almaty", "where": "<b>Town</b>", "lat": 43.25, "lon": 76.91,
     "radius": 14483, "zoom": 11},
]  # fmt: skip


PATIENCE = 30  # seconds for a busy machine


def until(browser: Any, script: str, *given: Any) -> Any:
    """What the script returns as soon as that is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = browser.execute_script(script, *given)
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"never came true: {script}")


def drawn(browser: Any) -> Any:
    """The symbols on the map once it is at rest."""
    until(browser, "return Boolean(window.incidentsMap && incidentsMap.idle)")
    return browser.execute_script("return incidentsMap.drawn()")


@pytest.fixture
def make_row() -> Callable[..., dict[str, Any]]:
    def make(**given: Any) -> dict[str, Any]:
        return {
            "id": "a1",
            "kind": "fire",
            "date": "2022-01-05",
            "date_precision": "day",
            "place": "City hall",
            "lat": SPOT[0],
            "lon": SPOT[1],
            "geo_precision": "site",
            "radius_m": 150,
        } | given

    return make


@pytest.fixture
def make_frame(make_row: Callable[..., dict[str, Any]]) -> Callable[..., pd.DataFrame]:
    """A frame with one row for each dictionary of what is particular about it."""

    def make(*particulars: dict[str, Any]) -> pd.DataFrame:
        rows = [{"id": f"a{n}", **given} for n, given in enumerate(particulars, start=1)]
        return pd.DataFrame([make_row(**row) for row in rows])

    return make


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium with the log of its network requests."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("needs chromium and chromedriver on the path")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(driver))
    yield opened
    opened.quit()


@pytest.fixture
def requests_of(browser: Any) -> Callable[[], list[str]]:
    """The addresses that the browser asked for since the last call."""

    def requests() -> list[str]:
        messages = [
            json.loads(entry["message"])["message"] for entry in browser.get_log("performance")
        ]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    requests()
    return requests


class Answers(BaseHTTPRequestHandler):
    """The addresses that the map's script asks for, below PREFIX, with one incident or many."""

    asked: list[str]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self.asked.append(self.path)
        body, media_type = self.answer(address.path.removeprefix(PREFIX), address.query)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, path: str, query: str) -> tuple[bytes, str]:
        if path == "/component/streamlit_folium.st_folium/index.html":
            return page().encode(), "text/html"
        failing = "kind=storming" in query and "/tiles/" in path
        if failing or path == "/favicon.ico":
            return b"", "text/plain"
        if path.startswith("/map/"):
            try:
                found = asset(path.removeprefix("/map/"))
            except NotFound:
                return b"", "text/plain"
            return found.body, found.media_type
        return json.dumps(told(path, parse_qs(query))).encode(), "application/json"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a test's output is its failures."""


def page() -> str:
    """The base map with a state on it, as the component puts it together."""
    made = base_map()
    state_group("kind=fire", version=3, selected=None, focus=None, theme="light").add_to(made)
    return str(made.get_root().render())


def told(path: str, query: dict[str, list[str]]) -> Any:
    if path == "/api/bounds":
        lat, lon = SPOT
        return {"bbox": [lon - 1, lat - 1, lon + 1, lat + 1]}
    if path == "/basemaps":
        return {"basemaps": [OWN_BASEMAP, OUTSIDE_BASEMAP], "problem": None}
    if path == "/api/places/search":
        return {"places": PLACES_FOUND if query["q"] == ["alma"] else []}
    if path == "/api/incidents":
        return {"type": "FeatureCollection", "features": [feature("s1"), feature("s2")]}
    if path.startswith("/api/incidents/"):
        row = {"id": path.rsplit("/", 1)[1], "lat": 43.6, "lon": 77.4, "geo_precision": "town"}
        return {"incident": row, "evidence": {}}
    return tile(*(int(part) for part in path.removesuffix(".json").split("/")[2:]))


def feature(id: str) -> dict[str, Any]:
    properties = {"kind": "fire", "geo_precision": "town", "title": f"<b>{id}</b>"}
    geometry = {"type": "Point", "coordinates": [77.4, 43.6]}
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}


def tile(z: int, x: int, y: int) -> dict[str, Any]:
    """A dot at SPOT, a stack of two in a town, and an area; each in its own tile."""
    from incidents.geo import Point, Tile

    lines = [
        ("points", SPOT, 1, "p1", 0, 150),
        ("points", (43.6, 77.4), 2, "s1", 3, 9000),
        ("areas", (43.9, 76.3), 1, "r1", 5, 40000),
    ]
    names = "x y lat lon n kind shares id prec radius date dprec place".split()
    groups: dict[str, dict[str, list[Any]]] = {
        group: {name: [] for name in names} for group in ("points", "areas")
    }
    for group, (lat, lon), n, id, prec, radius in lines:
        if Tile.holding(Point(lat, lon), z) != Tile(z, x, y):
            continue
        row = [0, 0, lat, lon, n, 3, [[3, n]], id, prec, radius, "2022-01-05", "day", "Here"]
        for name, value in zip(names, row, strict=True):
            groups[group][name].append(value)
    return {"v": 3, "extent": 4096, "more": False, **groups}


@pytest.fixture
def served() -> Iterator[tuple[str, list[str]]]:
    """The address of the page, and the list of what was asked for so far."""
    asked: list[str] = []
    handler = type("Handler", (Answers,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host = f"http://127.0.0.1:{server.server_port}"
    yield f"{host}{PREFIX}/component/streamlit_folium.st_folium/index.html", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Any], str]:
    """Saves a map and gives the address to open it from the disk."""

    def save(made: Any) -> str:
        path = tmp_path / "map.html"
        made.save(str(path))
        return path.as_uri()

    return save
