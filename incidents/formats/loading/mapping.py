"""A batch of a file's rows as rows of our table, with what was dropped and what is doubted.

1. Parts of the shape → columns of COLUMNS, a column at a time.
2. Rows without a kind of ours are dropped, with the source's own word for what they tell.
3. Points that are none are left out and doubted; the row stays, to be geocoded or counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from incidents.formats.loading.cells import looked_up, people, words
from incidents.formats.loading.composed import composed
from incidents.formats.loading.days import Way
from incidents.formats.loading.geometry import precisions, reaches
from incidents.formats.loading.points import halves, points
from incidents.formats.loading.precise import precision_of
from incidents.formats.loading.shapes import NEAR_M, RADII, Shape
from incidents.model import KINDS, GeoPrecision
from incidents.model.frame import typed
from incidents.model.report import Tally

CountryCode = Callable[[str], str | None]  # a name or code as the source writes it → alpha-2
EARLIEST = pd.Timestamp("1900-01-01")
LONGEST_SPAN_DAYS = 366 * 5
KEY = "source key"
MOST_REASONS = 40  # words of a batch that are told one by one
NO_KIND = "no kind of ours for its words"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: its shape, its columns by part, and the way each writes its days."""

    shape: Shape
    columns: Mapping[str, str]
    days: Mapping[str, Way]  # date, date_end, published → way
    dataset: str
    today: date
    country_code: CountryCode
    kind: str | None = None  # of every row, where the file does not say


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of our table, index and KEY column of the source, and the tallies of the others."""

    frame: pd.DataFrame
    dropped: dict[str, Tally]
    doubted: dict[str, Tally]


def mapped(rows: pd.DataFrame, plan: Plan) -> Batch:
    """The batch under the plan; `rows` are text cells with row numbers as their index."""
    kinds, dropped = _kinds(rows, plan)
    kept = rows[kinds.notna()]
    told = _Told(kept, plan)
    place, where_doubts = _places(told)
    dates, when_doubts = _dates(told)
    figures, figure_doubts = _figures(told)
    frame = pd.DataFrame(
        {
            "kind": kinds[kinds.notna()],
            **place,
            **dates,
            **figures,
            **_words(told, kinds[kinds.notna()], place["place"]),
            "status": "draft",
            "hedged": False,
            "dataset": plan.dataset,
        },
        index=kept.index,
    )
    table = typed(frame).set_axis(kept.index)
    table[KEY] = told.words("key")
    doubts = pd.concat([where_doubts, when_doubts, figure_doubts], axis=1)
    return Batch(table, dropped, _tallies(doubts))


@dataclass(frozen=True, slots=True)
class _Told:
    """The kept rows, asked for a part of the plan."""

    rows: pd.DataFrame
    plan: Plan
    asked: dict[str, pd.Series] = field(default_factory=dict)

    def has(self, part: str) -> bool:
        return part in self.plan.columns

    def words(self, part: str) -> pd.Series:
        if part not in self.asked:
            self.asked[part] = words(self.rows, self.plan.columns.get(part))
        return self.asked[part]

    def codes(self, part: str) -> pd.Series:
        """The words up to a decimal point or from inside brackets: `1.0` and `(1) exact` are 1."""
        cells = self.words(part)
        return looked_up(cells, _code)


def _code(cell: str) -> str | None:
    found = re.match(r"\(?([^).\s]+)", cell)
    return found[1].lower() if found else None


def _kinds(rows: pd.DataFrame, plan: Plan) -> tuple[pd.Series, dict[str, Tally]]:
    found = pd.Series(pd.NA, index=rows.index, dtype="str")
    told = pd.Series(pd.NA, index=rows.index, dtype="str")
    for part in plan.shape.kind_parts:
        cells = words(rows, plan.columns.get(part))
        found = found.fillna(looked_up(cells, plan.shape.kind))
        told = told.fillna(cells)
    if plan.kind:
        found = found.fillna(plan.kind)
    return found, _without_kind(rows, told[found.isna()].fillna(""))


def _without_kind(rows: pd.DataFrame, told: pd.Series) -> dict[str, Tally]:
    """Why these rows are dropped: what they tell of is none of ours, or they tell nothing."""
    if told.empty:
        return {}
    common = set(told.value_counts().index[:MOST_REASONS])
    empty = (rows.loc[told.index[told == ""]].fillna("").astype("str") == "").all(axis=1)
    why = told.map(
        lambda word: f"no kind of ours for “{word[:80]}”" if word in common else NO_KIND
    ).mask(told == "", "says not what happened")
    why.loc[empty.index[empty]] = "the row is empty"
    return {
        reason: Tally.of(group) for reason, group in why.groupby(why, sort=False).groups.items()
    }


def _places(told: _Told) -> tuple[dict[str, pd.Series], pd.DataFrame]:
    lat, lon = told.words("lat"), told.words("lon")
    if told.has("point"):
        first, second = halves(told.words("point"))
        lat, lon = lat.fillna(first), lon.fillna(second)
    point, doubts = points(lat, lon)
    reach = _reaches(told)
    finest = _precision(told)
    if reach.notna().any():
        finest = precisions(reach).fillna(finest)
    exact = finest.where(point["lat"].notna(), "unknown")
    place = {
        "place": told.words("place").fillna(told.words("admin2")).fillna(told.words("admin1")),
        "country": _countries(told),
        "admin1": told.words("admin1"),
        "lat": point["lat"],
        "lon": point["lon"],
        "geo_precision": finest,  # without a point: how fine the words for the place are
        "radius_m": reach.round().astype("Int64").fillna(_radii(told, exact)),
    }
    return place, doubts


def _reaches(told: _Told) -> pd.Series:
    """Metres from the point of a line or an area to its farthest corner; missing for points."""
    found = pd.Series(float("nan"), index=told.rows.index)
    if told.has("area"):
        found = pd.to_numeric(told.words("area"), errors="coerce").astype("float64")
    return found.fillna(reaches(told.words("point"))) if told.has("point") else found


def _precision(told: _Told) -> pd.Series:
    """Ours for the source's code; without one, the coarsest that the row's own words leave.

    A point of a row that names only its district or region may be that area's centre.
    """
    plain = pd.Series(GeoPrecision.TOWN.value, index=told.rows.index, dtype="str")
    admin1, admin2 = told.words("admin1").notna(), told.words("admin2").notna()
    no_place = told.words("place").isna()
    if told.has("place"):
        plain = plain.mask(no_place & told.words("country").notna(), GeoPrecision.COUNTRY.value)
    plain = plain.mask(no_place & admin1, GeoPrecision.ADMIN1.value)
    plain = plain.mask(no_place & admin2, GeoPrecision.ADMIN2.value)
    if not told.has("precision"):
        return plain
    ours = {code: one.value for code, one in told.plan.shape.precisions.items()}
    codes = told.codes("precision")
    coded = looked_up(codes, ours.get)
    if (coded.isna() & codes.notna()).any():
        coded = coded.fillna(looked_up(told.words("precision").where(coded.isna()), precision_of))
    return coded.fillna("unknown").where(codes.notna(), plain)


def _radii(told: _Told, precision: pd.Series) -> pd.Series:
    radii = looked_up(precision, {one.value: far for one, far in RADII.items()}.get, "Int64")
    near = told.codes("precision").eq("2") & precision.eq(GeoPrecision.ADMIN2.value)
    return radii.mask(near, NEAR_M)


def _countries(told: _Told) -> pd.Series:
    """The alpha-2 code of each row's country, by its code first and then by its name."""
    found = pd.Series(pd.NA, index=told.rows.index, dtype="str")
    for part in ("country_code", "country", "country_fips"):
        cells = told.words(part)
        if part == "country_code" and not told.has("country") and told.has(part):
            raw = told.rows[told.plan.columns[part]].astype("str").str.strip()
            cells = cells.mask(raw == "NA", "NA")  # Namibia, where no name says otherwise
        cells = "fips:" + cells if part == "country_fips" else cells
        found = found.fillna(looked_up(cells, told.plan.country_code))
    return found


def _dates(told: _Told) -> tuple[dict[str, pd.Series], pd.DataFrame]:
    days, spans, unread = _told_days(told)
    first, last = days["date"], days["date_end"]
    future = first > pd.Timestamp(told.plan.today)
    early = first < EARLIEST
    backwards = last < first
    first = first.mask(future)
    last = last.mask(future | backwards | (last == first))
    codes = looked_up(told.codes("date_code"), told.plan.shape.spans.get)
    precision = codes.fillna(spans).mask(first.isna(), "unknown")
    doubts = pd.DataFrame(
        {
            "date cannot be read": unread,
            "date is in the future": future,
            "date is before 1900": early,
            "ends before it begins": backwards,
        }
    )
    told_days = {"date": first, "date_end": last, "date_precision": precision}
    return told_days | {"published": days["published"]}, doubts


def _told_days(told: _Told) -> tuple[dict[str, pd.Series], pd.Series, pd.Series]:
    """Each part's days, how long a stretch each first one stands for, and which were not read."""
    days = {part: _days(told, part) for part in ("date", "date_end", "published")}
    way = told.plan.days.get("date")
    spans = pd.Series(way.precision if way else "unknown", index=told.rows.index, dtype="str")
    said = told.words("date").notna()
    if told.has("year"):
        pieces = [told.words(part) for part in ("year", "month", "day")]
        first, lengths = composed(*pieces)
        last, _ = composed(*(told.words(f"end_{part}") for part in ("year", "month", "day")))
        spans = spans.where(days["date"].notna(), lengths)
        days["date"] = days["date"].fillna(first)
        days["date_end"] = days["date_end"].fillna(last.where(lengths == "day"))
        said |= pieces[0].notna()
    return days, spans, days["date"].isna() & said


def _days(told: _Told, part: str) -> pd.Series:
    way = told.plan.days.get(part)
    if way is None:
        return pd.Series(pd.NaT, index=told.rows.index, dtype="datetime64[s]")
    return way.read(told.words(part))


def _figures(told: _Told) -> tuple[dict[str, pd.Series], pd.DataFrame]:
    """Minimum and maximum of each figure, and which cells were no figure."""
    figures = {}
    unread = pd.Series(False, index=told.rows.index)
    for name in ("killed", "injured", "arrested"):
        ends = {end: told.words(f"{name}_{end}") for end in ("min", "max")}
        if not any(told.has(part) for part in (name, f"{name}_min", f"{name}_max")):
            continue
        least, most = people(told.words(name))
        no_code = ~told.words(name).str.startswith("-", na=True)  # as -99: the source knows none
        unread |= no_code & least.isna() & most.isna()
        least = people(ends["min"])[0].fillna(least)
        most = people(ends["max"])[1].fillna(most)
        figures[f"{name}_min"] = least.mask((least > most).fillna(False), most)
        figures[f"{name}_max"] = most.mask((most < least).fillna(False), least)
    return figures, pd.DataFrame({"a figure cannot be read": unread})


def _words(told: _Told, kinds: pd.Series, place: pd.Series) -> dict[str, pd.Series]:
    labels = looked_up(kinds, {kind.id: kind.label for kind in KINDS.values()}.get)
    own = told.words("title").fillna(told.words("subtype")).fillna(labels)
    title = own.where(place.isna(), own + ", " + place.fillna(""))
    actors = told.words("actor1") + "; " + told.words("actor2")
    return {
        "title": title.where(told.words("title").isna(), own),
        "quote": told.words("notes"),
        "source": told.words("source"),
        "url": told.words("url").where(told.words("url").str.match(r"https?://", na=False)),
        "actors": actors.fillna(told.words("actor1")).fillna(told.words("actor2")),
        "language": told.words("language"),
    }


def _tallies(doubts: pd.DataFrame) -> dict[str, Tally]:
    """Reason → the rows it holds for."""
    return {
        str(reason): Tally.of(int(row) for row in doubts.index[column.fillna(False)])
        for reason, column in doubts.items()
        if column.fillna(False).any()
    }
