"""How long a visitor waits, in a real browser."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from incidents.bench.browser import MAP, Dashboard, chrome, drawn, wait
from incidents.bench.timing import Measure, resident_mb

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

RUNS = 5

# What Streamlit itself costs: a page that says one word.
EMPTY_PAGE = """
import streamlit as st
st.markdown("ready")
"""


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = tuple(_empty_start(folder) for _ in range(RUNS))
        yield Measure("Streamlit's own: start to an empty page", empty, "s")
        first = (_start(folder, folder / "cache"),)
        yield from _starts("first start to first dots", first, empty)
        later = tuple(_start(folder, folder / "cache") for _ in range(RUNS))
        yield from _starts("later start to first dots", later, empty)
        yield from _visit(folder)


def _starts(what: str, values: tuple[float, ...], empty: tuple[float, ...]) -> Iterator[Measure]:
    """The seconds, and how many times those of the empty page measured just before."""
    yield Measure(what, values, "s")
    own = median(empty)
    yield Measure(f"{what}, beside an empty page", tuple(one / own for one in values), "times")


def _empty_start(folder: Path) -> float:
    """Seconds from the command to the word of a page that holds nothing else."""
    script = folder / "empty.py"
    script.write_text(EMPTY_PAGE)
    with chrome() as browser:
        start = time.perf_counter()
        with Dashboard(folder, script=script) as dashboard:
            browser.get(dashboard.url)
            shown = "return document.querySelector('.stMarkdown')?.textContent"
            wait(lambda: browser.execute_script(shown), 60, lambda: "the empty page stayed empty")
            return time.perf_counter() - start


def _start(folder: Path, cache: Path) -> float:
    """Seconds from the command to the first symbol, the browser being open already."""
    with chrome() as browser:
        start = time.perf_counter()
        with Dashboard(folder, INCIDENTS_CACHE=str(cache)) as dashboard:
            browser.get(dashboard.url)
            drawn(browser, 120)
            return time.perf_counter() - start


def _visit(folder: Path) -> Iterator[Measure]:
    """What a visitor of a running dashboard waits for."""
    with (
        chrome() as browser,
        Dashboard(folder, INCIDENTS_CACHE=str(folder / "cache")) as dashboard,
    ):
        loads, changes = [], []
        for _ in range(RUNS):
            start = time.perf_counter()
            browser.get(dashboard.url)
            before = drawn(browser)
            loads.append(time.perf_counter() - start)
            changes.append(_filter_change(browser, before))
        yield Measure("page load to first dots, warm", tuple(loads), "s")
        yield Measure("filter change to new dots", tuple(changes), "s")
        yield Measure("resident memory of the server", (resident_mb(dashboard.pid),), "MB")


def _filter_change(browser: Chrome, before: list[Any]) -> float:
    wait(lambda: browser.execute_script(f"return {MAP}.incidentsMap.idle"), 20, lambda: "busy")
    find = "return document.querySelector('.st-key-kinds button')"
    button = wait(lambda: browser.execute_script(find), 20, lambda: "there are no kinds to press")
    start = time.perf_counter()
    button.click()
    drawn(browser, other_than=before)
    return time.perf_counter() - start
