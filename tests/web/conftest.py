"""The routes without a server, on a store of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import incidents.web.page  # noqa: F401  (loads slowly: before the time of a page's run counts)
from incidents.web import ROUTES
from incidents.web.service import service

from .wire import Ask, answered

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
def ask(empty_service, make_incident, make_place) -> Iterator[Ask]:
    """Asks the routes, which have a store with a few incidents, one of them at the antimeridian."""
    empty_service.store.add(
        [
            make_incident(id="a", title="Пожар"),
            make_incident("2022-01-06", id="b", kind="looting", place=make_place(-17.0, 180.0)),
            make_incident(None, id="c", kind="protest", place=None),
            make_incident(id="d", kind="shutdown", place=make_place(48.0, 67.0, "country")),
        ],
        reason="test",
    )
    app = Starlette(routes=ROUTES)
    with start_blocking_portal() as portal:
        yield lambda asked: portal.call(answered, app, asked)


@pytest.fixture
def secret(empty_service) -> tuple[bytes, bytes]:
    """The header of a command that may read the note beside the store."""
    note = json.loads(empty_service.store.path.with_name("store.duckdb.owner").read_text())
    return b"authorization", f"Bearer {note['token']}".encode()


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
