"""Geocoding a table: each distinct name looked up once, and an account of every row.

1. The names of a column, with the country that a row gives in whatever way, made distinct.
2. Each asked of the gazetteer, and of the online geocoders that the settings name.
3. The answers put beside the rows; what the table said itself is kept and compared.
4. A report: rows placed, doubtful, not found, not answered, positions that look swapped, what each
   online service did, and whom to credit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from itertools import count, islice
from typing import TYPE_CHECKING

import pandas as pd
import pycountry

from incidents.errors import UsageError
from incidents.geo import Point, distance_m
from incidents.geocode import Told, answer_of
from incidents.geocode.collecting import uncollected
from incidents.geocode.levels import level_of
from incidents.model import Candidate, GeoPrecision, Place, Remembered
from incidents.pipeline.accounts import ServiceAccount, accounts, attribution
from incidents.pipeline.memory import NOTHING, Recollection, recalled_names
from incidents.pipeline.places import point_of
from incidents.pipeline.questions import NO_NAME, Asked, Numbers, Questions, questions
from incidents.pipeline.shared import shared_gazetteer, shared_resolver

if TYPE_CHECKING:
    from incidents.geocode import Resolver

ADDED = (
    "lat", "lon", "geo_precision", "radius_m", "country", "geonameid", "score", "level", "origin",
)  # fmt: skip
LATITUDES = ("lat", "latitude", "breedtegraad", "breite", "широта", "latitud", "y")
LONGITUDES = ("lon", "lng", "long", "longitude", "lengtegraad", "länge", "долгота", "longitud", "x")
SURE = 0.5  # a lower score says that the name is likelier something else than this
NEAR_M, FAR_M = 100_000, 500_000  # swapped: near the answer the other way round, far as it stands
AT_ONCE = 1_000  # names read from the index in one go
TYPES = {
    "lat": "float64", "lon": "float64", "geo_precision": "str", "radius_m": "Int64",
    "country": "str", "geonameid": "Int64", "score": "float64", "origin": "str",
}  # fmt: skip
NAMED = 100  # names of each sort that a report lists

Progress = Callable[[Iterable[Asked]], Iterable[Asked]]


@dataclass(frozen=True, slots=True)
class GeocodeReport:
    """What became of every row: placed + missing + empty = rows; the rest says which to check."""

    rows: int
    distinct: int  # names looked up
    placed: int  # rows
    empty: int  # rows without a name
    missing: int  # rows whose name was not found
    doubtful: dict[str, str]  # name → what else it may be: under SURE, or a guess
    not_found: dict[str, int]  # name that nobody knows → rows
    failed: dict[str, str]  # every name that a service might have placed → why it did not answer
    unknown_countries: dict[str, int]  # what stood in the country column → rows
    swapped: tuple[int, ...]  # first rows (1 is the first below the header) that look swapped
    services: dict[str, ServiceAccount]  # online service → what it did
    attribution: dict[str, int]  # whom to credit → rows
    remembered: dict[str, str] = field(default_factory=dict)  # name → the correction that placed it

    def as_values(self) -> dict[str, object]:
        """The same as plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of the names that were looked up."""

    places: dict[Asked, Place] = field(default_factory=dict)
    failed: dict[Asked, str] = field(default_factory=dict)  # name → why services did not answer
    told: list[Told] = field(default_factory=list)


def geocoded(
    frame: pd.DataFrame,
    column: str,
    country_column: str | None,
    progress: Progress | None = None,
    services: tuple[str, ...] | None = None,
    memory: Recollection = NOTHING,
) -> pd.DataFrame:
    """The frame with the columns of ADDED: see `incidents.geocode`.

    What `memory` holds of a name in its country goes before what anybody else says.
    `services` are online geocoders to ask in place of those the settings name; what they answer is
    kept as it comes, so that a batch which is stopped goes on where it was. `attrs["report"]` holds
    a GeocodeReport as plain values.
    """
    for name in (column, country_column):
        if name is not None and name not in frame:
            raise UsageError(
                f"there is no column {name!r}; the columns are {', '.join(map(str, frame))}"
            )
    asked = questions(frame, column, country_column)
    codes = {country: _code(country) for country in asked.countries}
    recalled = _recalled(asked.distinct, codes, memory)
    others = [one for one in asked.distinct if one not in recalled]
    resolver = shared_resolver(services)
    with uncollected() if resolver is shared_gazetteer() else nullcontext():  # online takes hours
        answers = _answers(others, codes, resolver, progress)
    answers.places.update({one: place for one, (place, _) in recalled.items()})
    places = [answers.places.get(one) for one in asked.distinct]
    with uncollected():
        placed = _beside(frame, _columns(places).reindex(asked.of_row), country_column)
        report = _report(frame, asked, answers, codes)
    told = {name: _correction(known) for (name, _), (_, known) in recalled.items()}
    placed.attrs["report"] = replace(report, remembered=told).as_values()
    return placed


def _recalled(
    distinct: Iterable[Asked], codes: dict[str, str | None], memory: Recollection
) -> dict[Asked, tuple[Place, Remembered]]:
    """Those of the names that a person has corrected, a country that is none left aside."""
    if not memory:
        return {}
    asked = {one: (one[0], codes.get(one[1])) for one in distinct}
    found = recalled_names(set(asked.values()), memory, shared_gazetteer())
    return {one: found[name] for one, name in asked.items() if name in found}


def _correction(known: Remembered) -> str:
    """What a name was taken for by memory, since when and why."""
    where = (
        f"{known.place.name}, {known.place.country}" if known.place.country else known.place.name
    )
    return f"taken for {where} as {known.author} corrected on {known.day}: {known.reason}"


def _answers(
    asked: Sequence[Asked],
    codes: dict[str, str | None],
    resolver: Resolver,
    progress: Progress | None,
) -> Answers:
    """Every name with its place; where a service fails, the rest of the table goes on."""
    answers = Answers()
    gazetteer = shared_gazetteer()
    for number, (name, country) in enumerate(progress(asked) if progress else asked):
        if number % AT_ONCE == 0:
            gazetteer.expect(name for name, _ in asked[number : number + AT_ONCE])
        answer = answer_of(resolver, name, codes.get(country))
        if answer.place:
            answers.places[name, country] = answer.place
        if answer.failures and not (answer.place and answer.place.score > SURE):
            answers.failed[name, country] = "; ".join(answer.failures)
        answers.told.extend(answer.told)
    return answers


def _code(country: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country given as a code or by name; None if it is none."""
    upper = country.upper()
    if len(upper) == 2:
        found = pycountry.countries.get(alpha_2=upper)
    elif len(upper) == 3:
        found = pycountry.countries.get(alpha_3=upper)
    else:
        place = shared_gazetteer().resolve(country)
        return place.country if place and place.precision is GeoPrecision.COUNTRY else None
    return str(found.alpha_2) if found else None


def _columns(places: Sequence[Place | None]) -> pd.DataFrame:
    """The columns of ADDED, one row a name."""
    told = [
        point_of(one) | {"level": level_of(one).value, "origin": one.origin} if one else {}
        for one in places
    ]
    return pd.DataFrame(told, columns=list(ADDED)).astype(TYPES)


def _beside(frame: pd.DataFrame, added: pd.DataFrame, country_column: str | None) -> pd.DataFrame:
    """The frame with the answers in columns; its own columns of those names become NAME_given."""
    own = {
        name: _free(f"{name}_given", frame)
        for name in ADDED
        if name in frame and name != country_column
    }
    if country_column == "country":
        added = added.drop(columns="country")
    return pd.concat([frame.rename(columns=own), added.set_axis(frame.index)], axis=1)


def _free(name: str, frame: pd.DataFrame) -> str:
    """The name, with a number behind it where the frame has a column of that name."""
    numbered = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(one for one in numbered if one not in frame)


def _report(
    frame: pd.DataFrame,
    asked: Questions,
    answers: Answers,
    codes: dict[str, str | None],
) -> GeocodeReport:
    places = [answers.places.get(one) for one in asked.distinct]
    rows = asked.rows
    missing: Counter[str] = Counter()
    unknown_names: Counter[str] = Counter()  # to everybody who was asked, and all answered
    for one, place, row_count in zip(asked.distinct, places, rows, strict=True):
        if place is None:
            missing[one[0]] += row_count
            unknown_names[one[0]] += 0 if one in answers.failed else row_count
    doubts = {
        name: _doubt(place)
        for (name, _), place in answers.places.items()
        if place.score < SURE or place.note
    }
    unknown = {name: count for name, count in asked.countries.items() if codes[name] is None}
    return GeocodeReport(
        rows=len(frame),
        distinct=len(asked.distinct),
        placed=sum(rows) - missing.total(),
        empty=len(frame) - sum(rows),
        missing=missing.total(),
        doubtful=dict(list(doubts.items())[:NAMED]),
        not_found=dict((+unknown_names).most_common(NAMED)),
        failed={_asked_as(one): why for one, why in answers.failed.items()},
        unknown_countries=dict(Counter(unknown).most_common(NAMED)),
        swapped=tuple(islice(_swapped(frame, places, asked.of_row), NAMED)),
        services=accounts(answers.told),
        attribution=attribution(places, rows),
    )


def _asked_as(asked: Asked) -> str:
    """A name as a report shows it, with the country that its row gave."""
    name, country = asked
    return f"{name} ({country})" if country else name


def _doubt(place: Place) -> str:
    """What a doubtful name was taken for, and what it may be instead."""
    others = [one for one in place.candidates if one.point != place.point][:2]
    called = [(place.name, place.country), *((one.name, one.country) for one in others)]
    alike = len(set(called)) < len(called)
    rivals = " or ".join(_called(one, alike) for one in others)
    taken = place.note or f"taken for {_called(place, alike)}"
    if rivals or place.note:
        return f"{taken}; may be {rivals}" if rivals else taken
    return f"{taken}, {_weakness(place)}"


def _called(one: Place | Candidate, alike: bool) -> str:
    """The name and country, and the region between them where it tells namesakes apart."""
    region = one.admin1 if alike else None
    return ", ".join(str(part) for part in (one.name, region, one.country) if part)


def _weakness(place: Place) -> str:
    """What makes an answer without a rival doubtful."""
    if place.geonameid is not None:
        return "a place of few people"
    return f"which is hardly the name asked for ({place.origin})"


def _swapped(frame: pd.DataFrame, places: Sequence[Place | None], of_row: Numbers) -> Iterator[int]:
    """Rows whose own latitude and longitude fit the name only the other way round."""
    own = {str(name).strip().lower(): name for name in frame.columns}
    lat = next((own[name] for name in LATITUDES if name in own), None)
    lon = next((own[name] for name in LONGITUDES if name in own), None)
    if lat is None or lon is None:
        return
    given = frame[[lat, lon]].apply(pd.to_numeric, errors="coerce")
    for number, row in enumerate(zip(given[lat], given[lon], of_row, strict=True), 1):
        if row[2] != NO_NAME and _is_swapped(row[0], row[1], places[row[2]]):
            yield number


def _is_swapped(lat: float, lon: float, place: Place | None) -> bool:
    if place is None or pd.isna(lat) or pd.isna(lon) or not abs(lon) <= 90 or not abs(lat) <= 180:
        return False
    reach = NEAR_M + place.radius_m
    if distance_m(Point(lon, lat), place.point) > reach:
        return False
    return abs(lat) > 90 or distance_m(Point(lat, lon), place.point) > FAR_M
