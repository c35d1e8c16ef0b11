"""Tables geocoded online: what a stopped run keeps, and what fails without stopping one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from incidents import settings
from incidents.cli import main
from incidents.errors import IncidentsError
from incidents.geocode import (
    CachedGeocoder,
    Chain,
    Gazetteer,
    OnlineGeocoder,
    Outcome,
    answer_of,
    chain_from_settings,
)
from incidents.geocode.cache import Kept, cache_path
from incidents.geocode.options import options_from_settings
from incidents.pipeline.shared import shared_resolver

from .conftest import Known, Services

ROOT = settings.DATA.parent
OSM = "© OpenStreetMap contributors (ODbL)"
NAMES = [f"Qworxplatz{letter}" for letter in "abcdefghijklmnopqrst"]


@pytest.fixture
def table(tmp_path: Path, set_up: Path, services: Services) -> Path:
    """Forty rows of twenty names that no gazetteer has, and of Almaty."""
    services.known |= {name: Known(45 + at / 10, 70.0) for at, name in enumerate(NAMES)}
    path = tmp_path / "table.csv"
    pd.DataFrame({"place": [*NAMES, "Almaty", *reversed(NAMES)]}).to_csv(path, index=False)
    return path


@pytest.fixture
def own_cache(
    set_up: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder of kept answers of this test's own, beside the gazetteer's built index."""
    set_up.mkdir()
    for file in settings.cache_folder().iterdir():
        if not file.name.startswith("geocoders"):
            (set_up / file.name).symlink_to(file)
    monkeypatch.setenv("INCIDENTS_CACHE", str(set_up))
    shared_resolver.cache_clear()
    yield set_up
    shared_resolver.cache_clear()


def command(table: Path, *more: str) -> list[str]:
    return ["geocode", str(table), "--column", "place", *more]


def started(table: Path, out: Path) -> subprocess.Popen[str]:
    words = command(table, "--online", "photon", "--output", str(out))
    return subprocess.Popen(
        [sys.executable, "-m", "incidents", *words], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def wait_for(happened: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.005)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Programs started meanwhile hear an interrupt, also where this run was told to hear none.

    A shell starts what runs in its background with interrupts ignored, and programs inherit that.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.usefixtures("interruptible")
def test_a_run_that_was_stopped_goes_on_where_it_was(
    services: Services, table: Path, own_cache: Path, tmp_path: Path, how: signal.Signals
) -> None:
    services.wait_s = 0.25
    out = tmp_path / "out.csv"
    with started(table, out) as first:
        wait_for(lambda: len(services.asked) >= 6)
        os.kill(first.pid, how)
        said = first.communicate()[1]
    assert not out.exists()
    if how is signal.SIGINT:
        assert first.returncode == 130
        assert "the same command goes on from there" in said
    services.wait_s = 0
    before = len(services.asked)
    with started(table, out) as second:
        said = second.communicate()[1]
    assert second.returncode == 0, said
    assert 5 <= int(said.partition("photon: ")[2].partition(" kept")[0].split(", ")[-1]) <= before
    times = Counter(services.names)
    assert set(times) == set(NAMES)
    asked_twice = [name for name, number in times.items() if number > 1]
    assert asked_twice in (
        [],
        [services.names[before - 1]],
    )  # the one under way when it was stopped
    placed = pd.read_csv(out)
    assert placed["lat"].notna().all()
    assert list(placed["origin"].unique()) == [OSM, "GeoNames (CC BY 4.0)"]


def test_a_service_that_refuses_leaves_the_gazetteers_answers(
    services: Services, table: Path, own_cache: Path, tmp_path: Path, capsys
) -> None:
    services.status = 403
    report = tmp_path / "report.json"
    assert main(command(table, "--online", "opencage", "--report", str(report))) == 1
    assert len(services.asked) == 1  # it rests then
    told = json.loads(report.read_bytes())
    first, *others = (told["failed"][name] for name in NAMES)
    assert first == "opencage refuses (403): check its key, and INCIDENTS_USER_AGENT"
    assert all("not asked: opencage rests until" in why for why in others)
    assert (told["placed"], told["missing"]) == (1, 40)
    assert told["services"]["opencage"] | {"last_failure": None} == {
        "answered": 0, "nothing": 0, "kept": 0, "refused": 1, "failed": 0, "not_asked": 19,
        "last_failure": None,
    }  # fmt: skip
    said = capsys.readouterr().err
    assert "1 refused, 19 not asked while it rested" in said
    assert "s3cret" not in said + report.read_text()


def test_another_service_answers_where_one_fails(
    services: Services, table: Path, own_cache: Path, capsys
) -> None:
    services.status, services.failures = 403, 1
    assert main(command(table, "--online", "opencage photon")) == 0
    said = capsys.readouterr().err
    assert "41 of 41 rows placed" in said
    assert "opencage: 1 refused, 19 not asked while it rested" in said
    assert "photon: 20 answered" in said
    assert f"places: {OSM}; GeoNames (CC BY 4.0)" in said


def test_names_that_fail_are_asked_again_by_the_next_run(
    services: Services, table: Path, own_cache: Path
) -> None:
    services.body, services.failures = b"<html>", 1
    assert main(command(table, "--online", "photon")) == 1
    shared_resolver.cache_clear()
    assert main(command(table, "--online", "photon")) == 0
    assert services.names == [*NAMES, NAMES[0]]


def test_without_the_option_or_the_setting_nobody_is_asked(
    services: Services, table: Path, own_cache: Path, capsys
) -> None:
    assert main(command(table)) == 0
    assert services.asked == []
    assert "1 of 41 rows placed" in capsys.readouterr().err


def test_a_service_that_cannot_be_used_is_told_before_anything_is_asked(
    services: Services, table: Path, own_cache: Path, capsys
) -> None:
    assert main(command(table, "--online", "photon,google,atlantis")) == 2
    assert "no geocoder 'atlantis'" in capsys.readouterr().err
    assert main(command(table, "--online", "photon", "--output", "out.doc")) == 2
    assert services.asked == []


def test_answers_are_kept_with_their_day_service_and_licence(
    services: Services, table: Path, own_cache: Path
) -> None:
    assert main(command(table, "--online", "photon")) == 0
    with Kept(cache_path()) as kept:
        rows = kept.all()
    assert {row[1] for row in rows} == {name.casefold() for name in NAMES}
    assert {(row[0], row[4], row[5]) for row in rows} == {
        (f"photon at {services.domain}", OSM,
         date.today().isoformat())
    }  # fmt: skip


def test_an_answer_that_there_is_none_is_kept_for_a_shorter_time(
    services: Services, set_up: Path
) -> None:
    services.known["Almaty"] = Known(43.2, 76.9)
    day = [date(2022, 1, 6)]
    online = OnlineGeocoder(options_from_settings(("photon",))[0])
    cached = CachedGeocoder(online, set_up / "kept.sqlite", "photon", "ODbL", lambda: day[0])
    for _ in range(2):
        cached.resolve("Almaty")
        cached.resolve("Atlantis")
    day[0] += timedelta(days=20)
    cached.resolve("Almaty")
    cached.resolve("Atlantis")
    assert services.names == ["Almaty", "Atlantis", "Atlantis"]
    cached.close()


def test_landmarks_come_from_a_service_or_stay_their_town(
    services: Services, set_up: Path, gazetteer: Gazetteer
) -> None:
    name = "City hall, Almaty"
    offline = gazetteer.resolve(name)
    assert offline is not None
    assert offline.precision.value == "town"
    services.known[name] = Known(43.2379, 76.9455, "townhall", name="Akimat of Almaty")
    chain = Chain(gazetteer, OnlineGeocoder(options_from_settings(("nominatim",))[0]))
    place = chain.resolve(name)
    assert place is not None
    assert (place.precision.value, place.feature) == ("site", "townhall")
    assert "OpenStreetMap" in place.origin
    assert place.candidates[0].name == "Almaty"


def test_an_unsure_answer_stands_where_the_service_fails_and_the_failure_is_told(
    services: Services, set_up: Path, gazetteer: Gazetteer
) -> None:
    services.status = 500
    chain = Chain(gazetteer, OnlineGeocoder(options_from_settings(("nominatim",))[0]))
    answer = answer_of(chain, "City hall, Almaty")
    assert answer.place is not None
    assert answer.place.name == "Almaty"
    assert [one.outcome for one in answer.told] == [Outcome.FAILED]
    assert answer.failures == ("nominatim answered with status 500",)


WRITER = """
import sys
from datetime import date
from pathlib import Path
from incidents.geocode.cache import Kept, cache_path
with Kept(Path(sys.argv[1])) as kept:
    for number in range(100):
        kept.keep(("photon", f"{sys.argv[2]}-{number}", ""), None, "ODbL", date.today())
        kept.wait("photon", 1.0, 0.0)
"""


def test_several_processes_keep_answers_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number)], cwd=ROOT)
        for number in range(4)
    ]
    assert [one.wait() for one in running] == [0] * 4
    with Kept(path) as kept:
        assert len(kept.all()) == 400
        assert kept.wait("photon", 1.0, 0.0) == 400


def test_a_service_that_comes_back_is_asked_again_after_the_wait_it_named(
    services: Services, set_up: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENTS_CACHE", str(set_up))
    services.known[NAMES[0]] = Known(45.0, 70.0)
    services.status, services.headers, services.failures = 503, {"Retry-After": "7"}, 2
    slept: list[float] = []
    chain = chain_from_settings(gazetteer, sleep=slept.append, services=["photon"])
    place = chain.resolve(NAMES[0])
    assert place is not None
    assert [round(seconds) for seconds in slept] == [7, 7]
    assert len(services.asked) == 3


def test_a_service_that_stays_down_is_left_alone_after_three_names(
    services: Services, set_up: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENTS_CACHE", str(set_up))
    services.status = 500
    chain = chain_from_settings(gazetteer, sleep=lambda _: None, services=["photon"])
    told = [answer_of(chain, name).told[0].outcome for name in NAMES]
    assert told == [Outcome.FAILED] * 3 + [Outcome.NOT_ASKED] * 17
    assert services.names == [name for name in NAMES[:3] for _ in range(3)]
    assert answer_of(chain, "Almaty").place is not None


def test_answers_older_than_the_terms_allow_are_deleted(services: Services, set_up: Path) -> None:
    services.known["Almaty"] = Known(43.2, 76.9)
    online = OnlineGeocoder(options_from_settings(("photon",))[0])
    for day in (date(2022, 1, 6), date(2022, 3, 6)):
        with Kept(set_up / "kept.sqlite") as kept:
            cached = CachedGeocoder(
                online, kept, "photon", "ODbL", lambda day=day: day, keep_days=30
            )
            assert len(kept.all()) == 0
            cached.resolve("Almaty")
    assert len(services.asked) == 2


def test_a_kept_answer_that_cannot_be_read_is_asked_for_anew(
    services: Services, set_up: Path
) -> None:
    services.known["Almaty"] = Known(43.2, 76.9)
    online = OnlineGeocoder(options_from_settings(("photon",))[0])
    with Kept(set_up / "kept.sqlite") as kept:
        for broken in ("{", '{"name": "Almaty"}', '{"candidates": 3}', "[]"):
            kept.keep(("photon", "almaty", ""), broken, "ODbL", date.today())
            place = CachedGeocoder(online, kept, "photon", "ODbL").resolve("Almaty")
            assert place is not None
    assert len(services.asked) == 4


def test_a_file_of_answers_that_is_none_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(IncidentsError, match="delete the file, or set INCIDENTS_CACHE"):
        Kept(path)
    with pytest.raises(IncidentsError, match="INCIDENTS_CACHE"):
        Kept(path / "below a file")


def test_what_nobody_answered_is_not_called_unknown(
    services: Services, table: Path, own_cache: Path, tmp_path: Path, capsys
) -> None:
    services.status, services.failures = 403, 1
    report = tmp_path / "report.json"
    assert main(command(table, "--online", "opencage", "--report", str(report))) == 1
    told = json.loads(report.read_bytes())
    assert (told["not_found"], told["missing"], len(told["failed"])) == ({}, 40, 20)
    assert told["attribution"] == {"GeoNames (CC BY 4.0)": 1}
    said = capsys.readouterr().err.splitlines()
    assert sum("opencage rests until" in line for line in said) == 1  # one reason, one line
    assert any(line.startswith("  not answered, opencage refuses (403)") for line in said)
