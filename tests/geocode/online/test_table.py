"""The documented table of services says what the code does."""

from __future__ import annotations

import re

import pytest

from incidents import settings
from incidents.geocode.services import KNOWN, Terms

DOCUMENT = (settings.DATA.parent / "docs" / "geocoding.md").read_text("utf-8")
ROWS = {
    name: line
    for line in DOCUMENT.splitlines()
    if line.startswith("| `")
    for name in re.findall(r"`(\w+)`", line.split("|")[1])
}


@pytest.mark.parametrize("service", KNOWN)
def test_every_service_stands_there_with_its_pace_days_and_credit(service: str) -> None:
    terms: Terms = KNOWN[service]
    _, _, _, pace, days, credit, _ = ROWS[service].split("|")
    assert pace.strip().startswith(f"{terms.interval:g} s")
    assert days.strip() == f"{terms.keep_days} day{'s' if terms.keep_days > 1 else ''}"
    assert credit.strip() == terms.licence
