"""One dashboard on the samples for all browser tests, and browsers to look at it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents import settings
from incidents.bench.browser import Dashboard, chrome

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory) -> Iterator[Dashboard]:
    folder = tmp_path_factory.mktemp("dashboard")
    with Dashboard(folder, INCIDENTS_CACHE=str(settings.cache_folder())) as running:
        with urllib.request.urlopen(f"{running.url}/healthz", timeout=60) as answer:
            assert json.load(answer)["incidents"] > 0
        yield running


@pytest.fixture
def browser() -> Iterator:
    with chrome() as opened:
        yield opened


@pytest.fixture
def another_browser() -> Iterator:
    """A visitor who shares nothing with the first."""
    with chrome() as opened:
        yield opened


@pytest.fixture(scope="session")
def screenshots() -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
