"""Which incidents: the filters, and their way to and from URL parameters without loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from incidents.errors import BadParameter
from incidents.geo import Area, BoundingBox
from incidents.model import GeoPrecision, Status, kind_of
from incidents.model.names import is_country
from incidents.query.spot import MOST_SPOTS, Spot

MAX_TEXT = 200  # characters of a free-text search
MOST_NAMES = 50
MAX_COUNT = 10_000_000
EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)

Params = Mapping[str, Sequence[str]]
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the store; an empty field does not ask.

    `precision` means this precise or better, except `unknown`, which asks for what has no
    place. No `statuses` means all but the rejected. `spots` asks for what lies at these alone,
    `bbox` for a box, `area` for what lies inside a ring drawn by hand. `version` asks for the
    data as it was. `datasets` asks for what was loaded under these names alone, `sources` for what
    these published. `view` asks for what lies in the part of the map that somebody looks at: no
    filter, and no part of the query's own parameters.
    """

    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    text: str | None = None
    countries: tuple[str, ...] = ()
    precision: GeoPrecision | None = None
    statuses: tuple[Status, ...] = ()
    min_killed: int | None = None
    bbox: BoundingBox | None = None
    area: Area | None = None
    spots: tuple[Spot, ...] = ()
    datasets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    version: int | None = None
    view: BoundingBox | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise BadParameter(
                "until", f"until ({self.until}) must not be before since ({self.since})"
            )

    @classmethod
    def from_params(cls, params: Params) -> Query:
        """The query that URL parameters spell; BadParameter for the first that is wrong."""
        for name, values in params.items():
            if any("\ud800" <= char <= "\udfff" for value in values for char in value):
                raise BadParameter(name, f"{name} must be whole letters, written in UTF-8")
        return cls(
            **{
                parameter.field: parameter.read(params[name])
                for name, parameter in PARAMETERS.items()
                if any(value.strip() for value in params.get(name, ()))
            }
        )

    def to_params(self) -> dict[str, list[str]]:
        """The URL parameters that spell this query; `from_params` reads them back the same."""
        return {
            name: written
            for name, parameter in PARAMETERS.items()
            if (written := parameter.write(getattr(self, parameter.field)))
        }

    @property
    def is_everything(self) -> bool:
        """Whether nothing is asked for in particular."""
        return all(getattr(self, field.name) in (None, ()) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One URL parameter: the field it fills, how it is read and how it is written."""

    field: str
    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], list[str]]

    @property
    def several(self) -> bool:
        """Whether it takes more than one value, with commas between them or repeated."""
        return self.write is _words


def _several(one: Callable[[str], Any]) -> Callable[[Sequence[str]], tuple[Any, ...]]:
    """Reads `a=1&a=2` and `a=1,2` alike; repeats count once and order is kept."""

    def read(values: Sequence[str]) -> tuple[Any, ...]:
        words = [word.strip() for value in values for word in value.split(",")]
        return tuple(dict.fromkeys(one(word) for word in words if word))

    return read


def _spots(values: Sequence[str]) -> tuple[Spot, ...]:
    """Reads `at=43.25,76.95,town&at=…`: commas stand inside a spot, so each has its own `at`."""
    spots = tuple(dict.fromkeys(Spot.parse(value) for value in values if value.strip()))
    if len(spots) > MOST_SPOTS:
        raise BadParameter("at", f"at may name at most {MOST_SPOTS} spots; got {len(spots)}")
    return spots


def _names(name: str) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Reads `dataset=a&dataset=b`; a name may hold commas, so each has its own parameter."""

    def read(values: Sequence[str]) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(value for value in values if value.strip()))
        if len(names) > MOST_NAMES or any(len(one) > MAX_TEXT for one in names):
            raise BadParameter(
                name, f"{name} may name at most {MOST_NAMES} {name}s of {MAX_TEXT} characters each"
            )
        return names

    return read


def _single(one: Callable[[str], Any]) -> Callable[[Sequence[str]], Any]:
    return lambda values: one(values[-1].strip())


def _words(value: Iterable[Any] | None) -> list[str]:
    return [str(one) for one in value or ()]


def _each(value: Iterable[Any]) -> list[str]:
    return [str(one) for one in value]


def _word(value: Any) -> list[str]:
    return [] if value is None else [str(value)]


def _day(name: str) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day <= LATEST:
            raise BadParameter(
                name,
                f"{name} must be a day such as 2022-01-05, from {EARLIEST} to {LATEST};"
                f" got {text[:40]!r}",
            )
        return day

    return read


def _count(name: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,8}", text) or int(text) > MAX_COUNT:
            raise BadParameter(
                name, f"{name} must be a whole number from 0 to {MAX_COUNT}; got {text[:40]!r}"
            )
        return int(text)

    return read


def _country(text: str) -> str:
    code = text.upper()
    if not (re.fullmatch("[A-Z]{2}", code) and is_country(code)):
        raise BadParameter(
            "country", f"country must be an ISO 3166-1 code such as KZ; got {text[:40]!r}"
        )
    return code


def _precision(text: str) -> GeoPrecision:
    return _choice("precision", GeoPrecision, text)


def _status(text: str) -> Status:
    return _choice("status", Status, text)


def _choice(name: str, choices: type[Choice], text: str) -> Choice:
    try:
        return choices(text.lower())
    except ValueError:
        wanted = ", ".join(choices)
        raise BadParameter(name, f"{name} must be one of {wanted}; got {text[:40]!r}") from None


def _text(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise BadParameter("q", f"q must be at most {MAX_TEXT} characters; got {len(text)}")
    return text


PARAMETERS: dict[str, Parameter] = {
    "kind": Parameter("kinds", _several(lambda word: kind_of(word.lower()).id), _words),
    "since": Parameter("since", _single(_day("since")), _word),
    "until": Parameter("until", _single(_day("until")), _word),
    "q": Parameter("text", _single(_text), _word),
    "country": Parameter("countries", _several(_country), _words),
    "precision": Parameter("precision", _single(_precision), _word),
    "status": Parameter("statuses", _several(_status), _words),
    "killed": Parameter("min_killed", _single(_count("killed")), _word),
    "bbox": Parameter("bbox", _single(BoundingBox.parse), _word),
    "area": Parameter("area", _single(Area.parse), _word),
    "at": Parameter("spots", _spots, _each),
    "dataset": Parameter("datasets", _names("dataset"), _each),
    "source": Parameter("sources", _names("source"), _each),
    "v": Parameter("version", _single(_count("v")), _word),
}
