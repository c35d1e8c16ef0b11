"""How many: the numbers beside the map, each for the current query."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import duckdb

from incidents.geo import BoundingBox
from incidents.model import KINDS, GeoPrecision
from incidents.query import Query
from incidents.store.clauses import CLAUSES, INCIDENTS, Where, counting, where
from incidents.store.gathering import gathered
from incidents.store.rollups import DIMENSIONS

COUNTED_TO = 200_000  # placed incidents whose coordinates are counted one by one
MOST_SOURCES = 300  # that are offered to choose from
NOWHERE = "nowhere"  # stands for a precision where there is no place
HIDDEN_PLACES = """
SELECT CASE WHEN zkey IS NULL THEN $nowhere ELSE geo_precision END AS known, {n}
FROM {rows} WHERE {lifted} AND NOT ({precision}) GROUP BY known ORDER BY min(rank), known DESC
"""


@dataclass(frozen=True, slots=True)
class Killed:
    """How many were killed: what the report says that tells of most, or one dataset's rows in all.

    Figures of reports are never added up, since several may tell of one event. An end that is not
    known is None.
    """

    least: int | None
    most: int | None
    in_report: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The few numbers an analyst reads first.

    `places` counts the coordinates; past COUNTED_TO incidents `about` says that it was estimated.
    `hidden_undated` counts what fits but for having no date, when dates are asked for;
    `hidden_places` what fits but for the precision of its place, by precision, finest first;
    what has no place at all under `NOWHERE`.
    """

    incidents: int
    places: int
    unplaced: int
    undated: int
    first: date | None
    last: date | None
    killed: Killed | None = None
    about: bool = False
    hidden_undated: int = 0
    hidden_places: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many there are of each value, if only that filter were lifted.

    Of sources, the MOST_SOURCES with most incidents.
    """

    kinds: dict[str, int]
    countries: dict[str, int]
    precisions: dict[str, int]
    statuses: dict[str, int]
    sources: dict[str, int]


# The columns whose values are counted, and the clauses that each is counted without.
LIFTED = {
    "kind_no": frozenset({"kinds"}),
    "country": frozenset({"countries"}),
    "geo_precision": frozenset({"precision", "unplaced"}),
    "status": frozenset({"statuses", "not_rejected"}),
    "source": frozenset({"sources"}),
}
# What rows are gathered without, and by, for most of them: a country leaves so few rows that it is
# not lifted for the others, and of sources there may be too many to count them with others.
FACETED = LIFTED["kind_no"] | LIFTED["geo_precision"] | LIFTED["status"]
FACETS = "kind_no, country, geo_precision, status, rank, CASE WHEN zkey IS NOT NULL THEN 0 END zkey"

SUMMARY = """
SELECT {n}, {placed}, {dated}, min(date), greatest(max(date), max(date_end))
FROM {rows} WHERE {where}
"""
LAST_DAY = "SELECT greatest(max(date), max(date_end)) FROM {rows} WHERE {where}"
PLACES = "SELECT count(DISTINCT zkey) FROM incidents WHERE {where}"
ABOUT = "SELECT approx_count_distinct(zkey) FROM incidents WHERE {where}"
# What was read from an article is a report, and several may tell of one event; what was loaded is a
# row of a table of events.
KILLED = """
WITH told AS (
  SELECT killed_min AS least, killed_max AS most, dataset,
         quote_start IS NOT NULL OR article_id IS NOT NULL AS is_report
  FROM incidents WHERE {where} AND (killed_max IS NOT NULL OR killed_min IS NOT NULL))
SELECT least::BIGINT, most::BIGINT, is_report FROM (
  SELECT least, most, is_report FROM told WHERE is_report
  UNION ALL
  SELECT sum(least), CASE WHEN bool_and(most IS NOT NULL) THEN sum(most) END, false
  FROM told WHERE NOT is_report GROUP BY dataset)
ORDER BY coalesce(most, least) DESC, least DESC LIMIT 1
"""


def count(db: duckdb.DuckDBPyConnection, query: Query) -> int:
    """How many incidents fit."""
    asked = counting(query)
    sql = f"SELECT {asked.n} FROM {asked.rows} WHERE {asked.sql}"
    row = db.execute(sql, asked.values).fetchone()
    return int(row[0]) if row else 0


def summary(db: duckdb.DuckDBPyConnection, query: Query) -> Summary:
    """The numbers for the query, and what its date and precision filters hide unseen."""
    asked = where(query)
    incidents, placed, dated, first, last = _numbers(db, counting(query))
    killed = db.execute(KILLED.format(where=asked.sql), asked.values).fetchone()
    about = placed > COUNTED_TO
    return Summary(
        incidents,
        _rounded(_places(db, asked, ABOUT)) if about else _places(db, asked, PLACES),
        incidents - placed,
        incidents - dated,
        first,
        last,
        Killed(*killed) if killed else None,
        about,
        hidden_undated=_hidden(db, query, frozenset({"since", "until"}), "date IS NULL"),
        hidden_places=_hidden_places(db, query),
    )


def _numbers(
    db: duckdb.DuckDBPyConnection, asked: Where
) -> tuple[int, int, int, date | None, date | None]:
    """How many there are, with a place, and with a date; the first and the last day."""
    sql = SUMMARY.format(
        where=asked.sql,
        rows=asked.rows,
        n=asked.n,
        placed=asked.n_where("zkey IS NOT NULL"),
        dated=asked.n_where("date IS NOT NULL"),
    )
    incidents, placed, dated, first, last = db.execute(sql, asked.values).fetchall()[0]
    return incidents, placed, dated, first, last


def _places(db: duckdb.DuckDBPyConnection, asked: Where, sql: str) -> int:
    row = db.execute(sql.format(where=asked.sql), asked.values).fetchone()
    return int(row[0]) if row else 0


def _rounded(estimate: int) -> int:
    """The estimate to two digits: it is a few in a hundred off."""
    unit = int(10 ** max(0, len(str(estimate)) - 2))
    return round(estimate / unit) * unit


def _hidden(
    db: duckdb.DuckDBPyConnection, query: Query, lifted: frozenset[str], condition: str
) -> int:
    full, asked = where(query), counting(query, without=lifted)
    if full.sql == where(query, without=lifted).sql:
        return 0
    values = {name: value for name, value in full.values.items()
              if name in asked.values or f"${name}" in condition}  # fmt: skip
    row = db.execute(
        f"SELECT {asked.n} FROM {asked.rows} WHERE {asked.sql} AND {condition}", values
    ).fetchone()
    return int(row[0]) if row else 0


def _hidden_places(db: duckdb.DuckDBPyConnection, query: Query) -> dict[str, int]:
    if query.precision is None:
        return {}
    lifted = counting(replace(query, precision=None))
    unplaced = query.precision is GeoPrecision.UNKNOWN
    asked = {"nowhere": NOWHERE} | ({} if unplaced else {"precision": query.precision.rank})
    condition = CLAUSES["unplaced" if unplaced else "precision"]
    sql = HIDDEN_PLACES.format(lifted=lifted.sql, precision=condition, rows=lifted.rows, n=lifted.n)
    rows = db.execute(sql, lifted.values | asked).fetchall()
    return {str(known): int(n) for known, n in rows}


def facets(db: duckdb.DuckDBPyConnection, query: Query) -> Facets:
    """Counts by kind, country, precision and status, each without its own filter."""
    found = {
        column: _values(db, asked, column, MOST_SOURCES if column == "source" else None)
        for column, asked in _faceted(db, query).items()
    }
    names = list(KINDS)
    return Facets(
        kinds={names[int(number)]: n for number, n in found["kind_no"].items()},
        countries=found["country"],
        precisions=found["geo_precision"],
        statuses=found["status"],
        sources=found["source"],
    )


def _faceted(db: duckdb.DuckDBPyConnection, query: Query) -> dict[str, Where]:
    """For each column the fewest rows that tell its values, without its own filter."""
    asked = {column: _asked(query, column, lifted) for column, lifted in LIFTED.items()}
    if asked["kind_no"].rows != INCIDENTS:
        return asked
    told = gathered(db, where(query, without=FACETED), FACETS, "told")
    columns = ["kind_no", "geo_precision", "status", *([] if query.countries else ["country"])]
    return asked | {column: _among(told, query, LIFTED[column]) for column in columns}


def _asked(query: Query, column: str, lifted: frozenset[str]) -> Where:
    told = counting if column in DIMENSIONS else where
    return told(query, without=lifted)


def _among(told: Where, query: Query, lifted: frozenset[str]) -> Where:
    """What fits of that which was gathered without FACETED, but for what is lifted."""
    others = frozenset(CLAUSES) - FACETED
    asked = where(query, without=others | lifted)
    return replace(told, sql=asked.sql or "true", values=asked.values)


def last_day(db: duckdb.DuckDBPyConnection, query: Query) -> date | None:
    """The day of the latest incident that the query finds; None where none is dated."""
    asked = counting(query)
    row = db.execute(LAST_DAY.format(where=asked.sql, rows=asked.rows), asked.values).fetchone()
    return row[0] if row else None


def by_kind(db: duckdb.DuckDBPyConnection, query: Query) -> dict[str, int]:
    """How many there are of each kind that the query finds, most first."""
    names = list(KINDS)
    return {names[int(number)]: n for number, n in _facet(db, query, "kind_no").items()}


def attribution(db: duckdb.DuckDBPyConnection, query: Query) -> dict[str, int]:
    """Who said where they lie → how many, most first; what came with its point says nobody."""
    return _facet(db, query, "nullif(json_extract_string(evidence, '$.origin'), 'person')")


def position(db: duckdb.DuckDBPyConnection, query: Query, name: str, order: str) -> int | None:
    """How many of what fits come before that incident in that order; None where it does not fit."""
    asked = where(query)
    row = db.execute(
        f"SELECT before FROM (SELECT id, row_number() OVER (ORDER BY {order}) - 1 AS before"
        f" FROM incidents WHERE {asked.sql}) WHERE id = $name",
        asked.values | {"name": name},
    ).fetchone()
    return int(row[0]) if row else None


def _facet(db: duckdb.DuckDBPyConnection, query: Query, column: str) -> dict[str, int]:
    return _values(db, _asked(query, column, frozenset()), column)


def _values(
    db: duckdb.DuckDBPyConnection, asked: Where, column: str, most: int | None = None
) -> dict[str, int]:
    """How many there are of each value of a column, most first."""
    rows = db.execute(
        f"SELECT {column}, {asked.n} AS n FROM {asked.rows}"
        f" WHERE {asked.sql} AND {column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $most",
        asked.values | {"most": most},
    ).fetchall()
    return {str(value): int(n) for value, n in rows}


def bounds(db: duckdb.DuckDBPyConnection, query: Query) -> BoundingBox | None:
    """The smallest box around the query's incidents, pins before areas; None if none is placed."""
    asked = where(query)
    row = db.execute(
        "SELECT min(lon), min(lat), max(lon), max(lat) FROM incidents"
        f" WHERE {asked.sql} AND zkey IS NOT NULL GROUP BY rank > 3 ORDER BY rank > 3 LIMIT 1",
        asked.values,
    ).fetchone()
    return BoundingBox(*row) if row else None


CHANGES = """
SELECT count(*) FILTER (NOT known), count(*) FILTER (known) FROM (
  SELECT EXISTS (
    SELECT 1 FROM incidents old WHERE old.id = incidents.id AND old.since_v <= $seen
  ) AS known
  FROM incidents WHERE {where} AND since_v > $seen)
"""


def changes_since(db: duckdb.DuckDBPyConnection, query: Query, version: int) -> tuple[int, int]:
    """How many of what fits now were added, and how many changed, after that version."""
    asked = where(replace(query, version=None))
    row = db.execute(CHANGES.format(where=asked.sql), asked.values | {"seen": version}).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
