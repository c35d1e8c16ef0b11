"""Annotated incidents and articles made to order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from incidents.evaluation.gold import GoldArticle, GoldIncident
from incidents.geo import Point
from incidents.model import Article, DatePrecision, GeoPrecision

TEXT = "On Wednesday crowds set fire to the city hall of Almaty. Two people died, police said."
ALMATY = Point(43.25, 76.91)

MakeGold = Callable[..., GoldIncident]


@pytest.fixture
def make_gold() -> MakeGold:
    """A fire in Almaty on 5 January 2022, unless told otherwise."""

    def make(**more: Any) -> GoldIncident:
        quote = more.pop("quote", "crowds set fire to the city hall of Almaty")
        day = more.pop("day", "2022-01-05")
        told = {
            "kinds": ("fire",),
            "quote": quote,
            "start": TEXT.find(quote),
            "end": TEXT.find(quote) + len(quote),
            "place": "Almaty",
            "country": "KZ",
            "point": ALMATY,
            "tolerance_km": 25.0,
            "precision": GeoPrecision.TOWN,
            "first": date.fromisoformat(day) if day else None,
            "last": date.fromisoformat(day) if day else None,
            "date_precision": DatePrecision.DAY if day else DatePrecision.UNKNOWN,
        } | more
        return GoldIncident(**told)

    return make


@pytest.fixture
def make_gold_article() -> Callable[..., GoldArticle]:
    def make(*incidents: GoldIncident, traps: tuple[str, ...] = ()) -> GoldArticle:
        return GoldArticle("almaty", Article(TEXT, language="en"), "en", incidents, traps)

    return make
