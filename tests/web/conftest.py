"""The routes without a server, on a store of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import incidents.web.page  # noqa: F401  (loads slowly: before the time of a page's run counts)
from incidents.web import ROUTES
from incidents.web.service import service

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")


@pytest.fixture(autouse=True, scope="session")
def packages_looked_through_once() -> Iterator[None]:
    """Keeps Streamlit from reading what every installed package says of itself at each run.

    A server does that once as it starts; its AppTest would do it at every press of a button.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture
def empty_service(tmp_path, monkeypatch) -> Iterator:
    """The process's service on a new store without samples."""
    monkeypatch.setenv("INCIDENTS_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.setenv("INCIDENTS_SAMPLES", "0")
    shared = service()
    shared.start()
    assert shared.wait(30)
    yield shared
    shared.close()


@pytest.fixture
def client(empty_service) -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


@pytest.fixture
def page() -> Callable[..., AppTest]:
    """Opens the page by a link with these parameters."""

    def opened(**params) -> AppTest:
        test = AppTest.from_file(DASHBOARD, default_timeout=30)
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test

    return opened
