"""A Query as SQL: a table of clauses; values travel as parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from incidents.model import KINDS, GeoPrecision, Status
from incidents.query import Query, Spot
from incidents.store import searched
from incidents.store.areas import Question

_NEAR = 1e-6  # degrees, 11 cm: a tile tells points to the sixth digit
_ANY_RANK = -1
EDGES = ("west", "south", "east", "north")  # as a box lists them

# A span of days fits when it overlaps the days asked for.
CLAUSES = {
    "kinds": "list_contains($kinds, kind_no)",
    "since": "coalesce(date_end, date) >= $since",
    "until": "date <= $until",
    "text": searched.SOUGHT,
    # As lists: a join with the rows of a word would be planned the wrong way round.
    "text_terms": (
        "rowid IN (SELECT unnest((SELECT list(row) FROM words.postings"
        " WHERE no IN (SELECT unnest($text_terms)))))"
    ),
    "text_everywhere": "true",
    "text_rows": "rowid IN (SELECT unnest($text_rows))",
    "countries": "list_contains($countries, country)",
    "precision": "rank <= $precision",
    "unplaced": "zkey IS NULL",
    "statuses": "list_contains($statuses, status)",
    "not_rejected": "status <> 'rejected'",
    "min_killed": "coalesce(killed_max, killed_min) >= $min_killed",
    "bbox": "lat BETWEEN $south AND $north AND lon BETWEEN $west AND $east",
    "bbox_across": "lat BETWEEN $south AND $north AND (lon >= $west OR lon <= $east)",
    "view": "lat BETWEEN $view_south AND $view_north AND lon BETWEEN $view_west AND $view_east",
    "view_across": (
        "lat BETWEEN $view_south AND $view_north AND (lon >= $view_west OR lon <= $view_east)"
    ),
    "datasets": "list_contains($datasets, dataset)",
    "sources": "list_contains($sources, source)",
    # The keys first: rows lie in their order, so that most are never looked at.
    "area": (
        "zkey BETWEEN $area_first AND $area_last AND (zkey >> $area_shift IN"
        " (SELECT unnest($area_squares)) OR zkey IN (SELECT unnest($area_keys)))"
    ),
    "area_laid": (
        "zkey BETWEEN $area_first AND $area_last AND (zkey >> $area_shift IN"
        " (SELECT square FROM {area}_squares) OR zkey IN (SELECT zkey FROM {area}_keys))"
    ),
    # The latitudes first: few rows come as far as the comparison with each spot.
    "spots": (
        "lat BETWEEN $spots_south AND $spots_north AND len(list_filter($spots, lambda spot:"
        f" abs(lat - spot.lat) <= {_NEAR} AND abs(lon - spot.lon) <= {_NEAR}"
        f" AND spot.rank IN ({_ANY_RANK}, rank))) > 0"
    ),
    "now": "until_v IS NULL",
    "then": "since_v <= $version AND (until_v IS NULL OR until_v > $version)",
}


INCIDENTS = "incidents"  # the table of all
VERSIONS = frozenset({"now", "then"})
# The clauses that name only what a rollup is counted by.
ROLLED = VERSIONS | {
    "kinds", "since", "until", "precision", "unplaced", "statuses", "not_rejected", "datasets"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """A condition in SQL and the values of its parameters.

    `rows` is the table that it is about, and `counted` how many incidents some of its rows are.
    """

    sql: str
    values: dict[str, Any]
    rows: str = INCIDENTS
    counted: str = "count(*)"

    @property
    def n(self) -> str:
        """How many incidents, as a column of SQL."""
        return f"coalesce({self.counted}, 0)::BIGINT"

    @property
    def each(self) -> str:
        """How many incidents a single row stands for, as a column of SQL."""
        return "1" if self.rows == INCIDENTS else "n"

    def n_where(self, condition: str) -> str:
        """How many of them fulfil a further condition, as a column of SQL."""
        return f"coalesce({self.counted} FILTER ({condition}), 0)::BIGINT"

    def only(self, condition: str) -> Where:
        """What fits and fulfils a further condition."""
        return replace(self, sql=f"{self.sql} AND {condition}")


def is_large(query: Query) -> bool:
    """Whether the store is large: it is one that is counted by day, if perhaps not as asked."""
    return isinstance(query, Question) and query.large


def counting(query: Query, *, without: frozenset[str] = frozenset()) -> Where:
    """The condition on the fewest rows that count what the query asks for.

    Those are the incidents, or the rows of a rollup where one tells as much: only its DIMENSIONS
    may then be named beside the condition.
    """
    rollup = query.rollup if isinstance(query, Question) else None
    if rollup is None or not _wanted(query).keys() - without <= ROLLED:
        return where(query, without=without)
    asked = where(query, without=without | VERSIONS)
    return Where(asked.sql or "true", asked.values, rollup, "sum(n)")


def where(query: Query, *, without: frozenset[str] = frozenset()) -> Where:
    """The condition a query asks for; `without` names fields of it to leave out."""
    wanted = {name: value for name, value in _wanted(query).items() if name not in without}
    values: dict[str, Any] = {}
    for value in wanted.values():
        values |= value
    sql = " AND ".join(f"({CLAUSES[name]})" for name in wanted)
    area = query.inside.name if isinstance(query, Question) and query.inside else ""
    return Where(sql.format(area=area), values)


def _wanted(query: Query) -> dict[str, dict[str, Any]]:
    """Clause name → its parameters, for every clause the query needs."""
    wanted: dict[str, dict[str, Any]] = {}
    if query.kinds:
        wanted["kinds"] = {"kinds": [KINDS[kind].number for kind in query.kinds]}
    if query.since:
        wanted["since"] = {"since": query.since}
    if query.until:
        wanted["until"] = {"until": query.until}
    if query.text:
        name, values = _sought(query)
        wanted[name] = values
    if query.countries:
        wanted["countries"] = {"countries": list(query.countries)}
    if query.precision is GeoPrecision.UNKNOWN:
        wanted["unplaced"] = {}
    elif query.precision:
        wanted["precision"] = {"precision": query.precision.rank}
    if query.statuses:
        wanted["statuses"] = {"statuses": [status.value for status in query.statuses]}
    else:
        wanted["not_rejected"] = {}
    if query.min_killed is not None:
        wanted["min_killed"] = {"min_killed": query.min_killed}
    if query.bbox:
        name = "bbox" if query.bbox.west <= query.bbox.east else "bbox_across"
        wanted[name] = dict(zip(EDGES, query.bbox.edges, strict=True))
    if query.view:
        name = "view" if query.view.west <= query.view.east else "view_across"
        named = [f"view_{edge}" for edge in EDGES]
        wanted[name] = dict(zip(named, query.view.edges, strict=True))
    if query.datasets:
        wanted["datasets"] = {"datasets": list(query.datasets)}
    if query.sources:
        wanted["sources"] = {"sources": list(query.sources)}
    if query.area:
        name, values = _inside(query)
        wanted[name] = values
    if query.spots:
        wanted["spots"] = _at(query.spots)
    if query.version is None:
        wanted["now"] = {}
    else:
        wanted["then"] = {"version": query.version}
    return wanted


def _sought(query: Query) -> tuple[str, dict[str, Any]]:
    """The clause for the text: by the index of words where that has been looked up."""
    known = query.sought if isinstance(query, Question) else None
    return known or ("text", {"text": query.text})


def _inside(query: Query) -> tuple[str, dict[str, Any]]:
    """The clause for the area, which names what lies in it or the tables that do."""
    if not isinstance(query, Question) or query.inside is None:
        raise TypeError("a query with a drawn area must be looked up first: see Areas")
    inside = query.inside
    keys = {"area_first": inside.first, "area_last": inside.last, "area_shift": inside.shift}
    if inside.is_long:
        return "area_laid", keys
    return "area", keys | {"area_squares": inside.squares, "area_keys": inside.keys}


def _at(spots: tuple[Spot, ...]) -> dict[str, Any]:
    lats = [spot.point.lat for spot in spots]
    return {
        "spots": [
            {
                "lat": spot.point.lat,
                "lon": spot.point.lon,
                "rank": spot.precision.rank if spot.precision else _ANY_RANK,
            }
            for spot in spots
        ],
        "spots_south": min(lats) - _NEAR,
        "spots_north": max(lats) + _NEAR,
    }


assert {status.value for status in Status} == {"draft", "verified", "rejected"}  # see not_rejected
