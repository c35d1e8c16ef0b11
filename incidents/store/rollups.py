"""A large store counted by day, so that its numbers need no look at rows.

Headline, timeline and most of the facets ask how many there are by date, kind, precision, status
and dataset: of millions of incidents some hundred thousand rows remain that tell it exactly. They
are held in memory for the newest version and kept in step by what began and what ended since, so
that a small change costs no pass over the store. What they have no column for the rows answer.
"""

from __future__ import annotations

import threading

import duckdb

KEPT = 3  # the newest rollups: a question under way may still read one that is no longer the last

# Each dimension under the name of the column it is counted by, so that a query's clauses fit both.
DIMENSIONS = {
    "date": "date",
    "date_end": "date_end",
    "date_precision": "date_precision",
    "kind_no": "kind_no",
    "rank": "rank",
    "geo_precision": "geo_precision",
    "status": "status",
    "dataset": "dataset",
    "zkey": "CASE WHEN zkey IS NOT NULL THEN 0::BIGINT END",  # only whether there is a place
}
_NAMES = ", ".join(DIMENSIONS)
_COUNTED = ", ".join(f"{sql} AS {name}" for name, sql in DIMENSIONS.items())

ROLLED_UP = f"""
CREATE TABLE {{table}} AS
SELECT {_NAMES}, sum(n)::BIGINT AS n FROM (
  {{before}}
  SELECT {_COUNTED}, count(*) AS n FROM incidents
  WHERE since_v > {{done}} AND since_v <= {{version}} GROUP BY ALL
  UNION ALL
  SELECT {_COUNTED}, -count(*) AS n FROM incidents
  WHERE until_v > {{done}} AND until_v <= {{version}} GROUP BY ALL
) GROUP BY ALL HAVING sum(n) <> 0 ORDER BY date, kind_no
"""


class Rollups:
    """The counts by day of a store's newest version, and which table holds them."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        db.execute("ATTACH ':memory:' AS rollups")
        self._db = db
        self._made: list[int] = []
        self._making = threading.Lock()

    def table(self, version: int) -> str | None:
        """The table that counts that version, the newest, by day; None where there is none."""
        made = self._made
        return _table(version) if made and made[-1] == version else None

    def update(self, version: int) -> None:
        """Counts what began and what ended up to that version since it was last counted."""
        with self._making, self._db.cursor() as db:
            done = self._made[-1] if self._made else 0
            if done >= version:
                return
            before = f"SELECT {_NAMES}, n FROM {_table(done)} UNION ALL" if done else ""
            db.execute(
                ROLLED_UP.format(table=_table(version), before=before, done=done, version=version)
            )
            for old in self._made[: 1 - KEPT]:
                db.execute(f"DROP TABLE {_table(old)}")
            self._made = [*self._made[1 - KEPT :], version]


def _table(version: int) -> str:
    return f"rollups.days_{version:d}"
