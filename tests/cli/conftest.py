"""A store of its own for each test of a command."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands of the test keep incidents."""
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("INCIDENTS_STORE", str(path))
    return path
