"""What many tests need: incidents made to order, and a store of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from incidents.geo import Point
from incidents.model import DatePrecision, GeoPrecision, Incident, Place, When
from incidents.store import Store

# A law holds however busy the machine is: no example is timed.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

NO_BROWSER = "needs a browser: apt-get install chromium chromium-driver"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what needs a browser where there is none; never where everything must run.

    A browser test that fails is tried once more, and told as rerun: a browser on a busy machine
    is late now and then, and what is broken fails twice.
    """
    can = shutil.which("chromium") and shutil.which("chromedriver")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
            if not can and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(autouse=True, scope="session")
def no_store_of_ones_own(tmp_path_factory) -> Iterator[None]:
    """No test sees, or opens, the store of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.getbasetemp() / "no-store"
        patch.setenv("INCIDENTS_STORE", str(folder / "none.duckdb"))
        yield


MakeIncident = Callable[..., Incident]


@pytest.fixture
def make_place() -> Callable[..., Place]:
    def make(lat: float = 43.25, lon: float = 76.91, precision: str = "town", **more: Any) -> Place:
        told = {"name": "Almaty", "radius_m": 15_000, "country": "KZ"} | more
        return Place(point=Point(lat, lon), precision=GeoPrecision(precision), **told)

    return make


@pytest.fixture
def make_incident(make_place: Callable[..., Place]) -> MakeIncident:
    numbers = count(1)

    def make(day: str | None = "2022-01-05", **more: Any) -> Incident:
        when = When(date.fromisoformat(day), None, DatePrecision.DAY) if day else When()
        told = {
            "id": f"i{next(numbers)}",
            "kind": "fire",
            "title": "Fire, Almaty",
            "when": when,
            "place": make_place(),
        } | more
        return Incident(**told)

    return make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.duckdb") as opened:
        yield opened


@pytest.fixture
def killed(tmp_path: Path) -> Callable[..., str]:
    """Runs Python code and kills it, with no warning, some time after its first word.

    Gives what it said until then.
    """

    def run(code: str, *words: object, after: float) -> str:
        told = tmp_path / "told.txt"
        with told.open("w") as output:
            command = [sys.executable, "-c", code, *map(str, words)]
            with subprocess.Popen(command, stdout=output) as process:
                while not told.read_text() and process.poll() is None:
                    time.sleep(0.02)
                time.sleep(after)
                process.send_signal(signal.SIGKILL)
        said = told.read_text()
        assert said, "it ended before it began"
        return said

    return run
