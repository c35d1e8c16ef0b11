"""Annotated texts of place names: what a careful reader would mark, read from JSON and checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from incidents.errors import IncidentsError, UsageError
from incidents.evaluation.gold import MAX_BYTES
from incidents.geo import Point


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """One place name where it stands in the text, and where the place lies.

    Without a point it is a place that no gazetteer of towns and regions has to know: a sea, a
    street. Nothing is asked for it, and an answer there is a wrong dot.
    """

    name: str
    start: int
    end: int
    point: Point | None = None
    country: str | None = None
    is_country: bool = False  # then any middle of that country is right, however large it is


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text and every place name in it, in reading order."""

    name: str
    text: str
    language: str
    toponyms: tuple[GoldToponym, ...]


def holds_toponyms(folder: Path) -> bool:
    """Whether the first of a folder's annotated texts marks place names and no incidents."""
    first = min(folder.glob("*.json"), default=None)
    try:
        if first is None or first.stat().st_size > MAX_BYTES:
            return False
        told = json.loads(first.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False  # whoever reads the folder says what is wrong with it
    return isinstance(told, dict) and "toponyms" in told


def gold_texts(folder: Path) -> list[GoldText]:
    """The annotated texts of a folder, by name; UsageError with the name of a broken one."""
    return [_gold(path) for path in sorted(folder.glob("*.json"))]


def _gold(path: Path) -> GoldText:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"it is over {MAX_BYTES // 1_000_000} MB")
        return _text(path.stem, json.loads(path.read_bytes()))
    except KeyError as error:
        raise UsageError(f"{path.name[:80]} marks no place names: it lacks {error}") from error
    except RecursionError:
        raise UsageError(f"{path.name[:80]} marks no place names: it nests too deep") from None
    except (IncidentsError, OSError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{path.name[:80]} marks no place names: {error}") from error


def _text(name: str, told: dict[str, Any]) -> GoldText:
    text = str(told["text"])
    toponyms = sorted((_toponym(one, text) for one in told["toponyms"]), key=lambda one: one.start)
    for one, following in pairwise(toponyms):
        if following.start < one.end:
            raise UsageError(f"{one.name[:60]!r} and {following.name[:60]!r} overlap")
    return GoldText(name, text, str(told["language"]), tuple(toponyms))


def _toponym(told: dict[str, Any], text: str) -> GoldToponym:
    name, start, end = str(told["name"]), int(told["start"]), int(told["end"])
    if text[start:end] != name:
        raise UsageError(f"{name[:60]!r} does not stand at {start} to {end}")
    point = None if told["lat"] is None else Point(float(told["lat"]), float(told["lon"]))
    is_country = told.get("precision") == "country"
    return GoldToponym(name, start, end, point, told["country"], is_country)
