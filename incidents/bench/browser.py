"""A running dashboard and a real browser that looks at it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlparse

from incidents.errors import MissingExtra, ServiceError
from incidents.settings import DATA

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = DATA.parent
START_S = 60.0
POLL_S = 0.05  # oftener would take the time that is being measured
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
MAP = "document.querySelector('iframe[src*=\"streamlit_folium\"]')?.contentWindow"
DRAWN = f"return {MAP}?.incidentsMap?.drawn() ?? []"


class Dashboard:
    """`streamlit run dashboard.py` in a process of its own, with folders of its own."""

    def __init__(self, folder: Path, *, script: Path = ROOT / "dashboard.py", **env: str) -> None:
        self._folder = folder
        self._env = {**os.environ, "INCIDENTS_STORE": str(folder / "store.duckdb"), **env}
        self._script = script
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def log(self) -> str:
        """What the process has printed so far."""
        return (self._folder / "log.txt").read_text(errors="replace")

    def __enter__(self) -> Self:
        with (self._folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(self._script),
                 "--server.headless", "true", "--server.port", str(self.port),
                 "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"],
                cwd=ROOT, env=self._env, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        wait(self._answers, START_S, lambda: f"the dashboard did not start:\n{self.log}")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process
        self._process.terminate()
        self._process.wait(20)

    def _answers(self) -> bool:
        with socket.socket() as attempt:
            return attempt.connect_ex(("127.0.0.1", self.port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(ready: Callable[[], Any], seconds: float, why: Callable[[], str]) -> Any:
    """What `ready` says once it says something true; ServiceError with `why` after that long."""
    end = time.monotonic() + seconds
    while not (found := ready()):
        if time.monotonic() > end:
            raise ServiceError(why())
        time.sleep(POLL_S)
    return found


@contextmanager
def chrome(*, width: int = 1400, height: int = 900, dark: bool = False) -> Iterator[Chrome]:
    """Debian's Chromium without a window, with its network traffic on record."""
    try:
        from selenium import webdriver
    except ImportError as error:
        raise MissingExtra(
            "the browser is driven by selenium: pip install -r requirements-dev.txt"
        ) from error
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        raise MissingExtra("no browser is here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*QUIET, f"--window-size={width},{height}"):
        options.add_argument(flag)
    if dark:
        options.add_argument("--force-dark-mode")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options, webdriver.ChromeService(driver))
    try:
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        yield browser
    finally:
        browser.quit()


def drawn(browser: Chrome, seconds: float = 60.0, *, other_than: object = None) -> list[Any]:
    """The symbols on the map, once there are any (other than those given)."""

    def ready() -> list[Any] | None:
        symbols = browser.execute_script(DRAWN)
        return symbols if symbols and symbols != other_than else None

    found: list[Any] = wait(ready, seconds, lambda: "the map drew nothing new")
    return found


def outside_requests(browser: Chrome, origin: str) -> list[str]:
    """Every address the browser asked for that is not of that origin."""
    told = []
    for entry in browser.get_log("performance"):  # type: ignore[no-untyped-call]
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = message["params"]["request"]["url"]
            if urlparse(address).scheme in {"http", "https", "ws", "wss"}:
                told.append(address)
    host = urlparse(origin).netloc
    return [address for address in told if urlparse(address).netloc != host]
