"""How long a visitor waits who drops a large export on the page, in a real browser."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from incidents.bench import load
from incidents.bench.browser import Dashboard, chrome, drawn, wait
from incidents.bench.timing import Measure

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

RUNS = 3
LONGEST_S = 300.0
OPEN = "return document.querySelector('.st-key-open_datasets button')"
ZONE = "return document.querySelector('.st-key-load_file input[type=file]')"
CONFIRM = "return document.querySelector('.st-key-load_confirm button:not(:disabled)')"


def measures(rows: int = load.ROWS) -> Iterator[Measure]:
    """Seconds from the drop to the account, and from the press below it to the first dots."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "made.csv"
        load.write(path, rows)
        runs = [_dropped(Path(name) / str(run), path) for run in range(RUNS)]
    looked, loaded = zip(*runs, strict=True)
    what = f"{rows:,} rows"
    yield Measure(f"drop of {what} to what becomes of them", looked, "s")
    yield Measure(f"press to load {what} to first dots", loaded, "s")
    yield Measure(f"drop of {what} to first dots", tuple(map(sum, runs)), "s")


def _dropped(folder: Path, path: Path) -> tuple[float, float]:
    """The two waits of a visitor to a dashboard whose store is empty."""
    folder.mkdir()
    with chrome() as browser, Dashboard(folder, INCIDENTS_SAMPLES="0") as dashboard:
        browser.get(dashboard.url)
        _found(browser, OPEN).click()
        zone = _found(browser, ZONE)
        start = time.perf_counter()
        zone.send_keys(str(path))
        confirm = _found(browser, CONFIRM)
        looked = time.perf_counter()
        confirm.click()
        drawn(browser, LONGEST_S)
        return looked - start, time.perf_counter() - looked


def _found(browser: Chrome, script: str) -> WebElement:
    element: WebElement = wait(
        lambda: browser.execute_script(script), LONGEST_S, lambda: f"the page lacks: {script}"
    )
    return element
