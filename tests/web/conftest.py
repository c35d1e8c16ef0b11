"""The routes without a server, on a store of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import incidents.web.page  # noqa: F401  (loads slowly: before the time of a page's run counts)
from incidents.web import ROUTES
from incidents.web.service import service


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
