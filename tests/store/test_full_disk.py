"""A disk that is full: said clearly, and nothing that was kept is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from incidents.query import Query
from incidents.store import Store

pytest.importorskip("resource", reason="this system cannot bound what a process writes")
ROOT = Path(__file__).parents[2]
# What a process may write to one file is bounded, which is what a full disk is to it.
CHANGES = """
import resource, sys
from pathlib import Path
from incidents.bench.making import tables
from incidents.errors import StoreError
from incidents.model import Status
from incidents.query import Query
from incidents.store import Store

with Store.open(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY))
    try:
        store.load(tables(100_000), author="t", reason="too much")
    except StoreError as error:
        print(error)
    print(store.count(Query()), store.version)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.set_status(["kept"], Status.VERIFIED, author="t", reason="there is room again")
    print(store.count(Query()), store.version)
"""
LOAD = """
import resource, sys
from incidents.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY))
sys.exit(main(["load", sys.argv[1]]))
"""


def run(code: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip


def test_a_change_that_finds_no_room_is_refused_whole_and_later_ones_go_on(
    store, make_incident
) -> None:
    store.add([make_incident(id="kept")], reason="test")
    store.close()
    ran = run(CHANGES, str(store.path))
    said, after, then = ran.stdout.splitlines()
    assert str(store.path) in said
    assert "free some space" in said
    assert (after, then) == ("1 1", "1 2")
    with Store.open(store.path) as again:
        assert (again.count(Query()), again.version) == (1, 2)


def test_a_load_by_command_that_finds_no_room_says_so_in_a_sentence(
    store, make_incident, tmp_path
) -> None:
    store.add([make_incident(id="kept")], reason="test")
    store.close()
    rows = "".join(f"2022-01-05,fire,{n / 100},{n / 50},{'word ' * 20}{n}\n" for n in range(8_000))
    file = tmp_path / "many.csv"
    file.write_text(f"date,kind,lat,lon,notes\n{rows}")
    ran = run(LOAD, str(file), INCIDENTS_STORE=str(store.path))
    assert ran.returncode == 2
    assert "free some space" in ran.stderr
    assert "Traceback" not in ran.stderr
    with Store.open(store.path) as again:
        assert again.count(Query()) == 1
