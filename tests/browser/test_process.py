"""The dashboard as a process among others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import date

import pytest

from incidents import settings
from incidents.bench.browser import ROOT, Dashboard
from incidents.geo import Point
from incidents.model import GeoPrecision, Place, Remembered
from incidents.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TOLD = "Betogers staken op 5 januari 2022 in Karaganda het stadhuis in brand."


@pytest.fixture
def running(tmp_path):
    with Dashboard(
        tmp_path, INCIDENTS_CACHE=str(settings.cache_folder()), INCIDENTS_SAMPLES="0"
    ) as dashboard:
        assert health(dashboard)["incidents"] == 0
        yield dashboard


def health(dashboard) -> dict:
    with urllib.request.urlopen(f"{dashboard.url}/healthz", timeout=60) as answer:
        return json.load(answer)


def save(folder) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "incidents", "read", "-", "--save", "--format", "json"],
        input=TOLD.encode(),
        cwd=ROOT,
        env={**os.environ, "INCIDENTS_STORE": str(folder / "store.duckdb")},
        capture_output=True,
        check=False,
    )


def test_a_command_saves_through_the_dashboard_that_has_the_store(running, tmp_path) -> None:
    done = save(tmp_path)
    assert done.returncode == 0
    assert b"incidents added to" in done.stderr
    assert health(running)["incidents"] == len(json.loads(done.stdout)) > 0


def test_a_command_exports_through_the_dashboard_that_has_the_store(running, tmp_path) -> None:
    save(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "incidents", "export", "--kind", "fire", "--output",
         str(tmp_path / "out.csv")],
        cwd=ROOT, env={**os.environ, "INCIDENTS_STORE": str(tmp_path / "store.duckdb")},
        check=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Karaganda" in (tmp_path / "out.csv").read_text()


def test_a_second_dashboard_on_the_same_store_says_so(running, tmp_path) -> None:
    with (
        Dashboard(tmp_path, INCIDENTS_CACHE=str(settings.cache_folder())) as second,
        pytest.raises(urllib.error.HTTPError) as refused,
    ):
        health(second)
    assert refused.value.code == 503
    said = json.load(refused.value)["error"]
    assert "another dashboard has the store" in said
    assert running.url.replace("127.0.0.1", "localhost") in said
    assert health(running)["incidents"] == 0


def test_a_dashboard_that_was_killed_leaves_what_was_saved(tmp_path) -> None:
    with Dashboard(
        tmp_path, INCIDENTS_CACHE=str(settings.cache_folder()), INCIDENTS_SAMPLES="0"
    ) as first:
        health(first)
        assert save(tmp_path).returncode == 0
        kept = health(first)["incidents"]
        os.kill(first.pid, 9)
    with Dashboard(tmp_path, INCIDENTS_CACHE=str(settings.cache_folder())) as second:
        assert health(second)["incidents"] == kept > 0


def test_a_command_asks_the_dashboard_that_has_the_store_what_is_remembered(tmp_path) -> None:
    here = Place("Dom Xyz", Point(42.8765, 74.6), GeoPrecision.SITE, 100, country="KG")
    known = Remembered("Dom Xyz", "dom xyz", "KG", here, "seen", "analyst", date(2026, 11, 20))
    with Store.open(tmp_path / "store.duckdb") as store:
        store.add([], remembered=[known], reason="by hand")
    (tmp_path / "table.csv").write_text("place,land\nDom Xyz,KG\nDom Xyz,KZ\n")
    with Dashboard(
        tmp_path, INCIDENTS_CACHE=str(settings.cache_folder()), INCIDENTS_SAMPLES="0"
    ) as dashboard:
        assert health(dashboard)["version"] == 1
        done = subprocess.run(
            [sys.executable, "-m", "incidents", "geocode", str(tmp_path / "table.csv"),
             "--column", "place", "--country-column", "land"],
            cwd=ROOT, env={**os.environ, "INCIDENTS_STORE": str(tmp_path / "store.duckdb")},
            capture_output=True, check=True, text=True,
        )  # fmt: skip
    _, first, second = done.stdout.splitlines()
    assert "42.8765,74.6,site" in first
    assert "42.8765" not in second
    assert "placed as they were corrected before: 1" in done.stderr
