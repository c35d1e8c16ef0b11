"""What many tests need: incidents made to order, and a store of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from incidents.geo import Point
from incidents.model import DatePrecision, GeoPrecision, Incident, Place, When
from incidents.store import Store

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
