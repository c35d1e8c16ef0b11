"""Rows looked at once for several counts.

What several counts ask is grouped by all that they look at, in one pass; each then reads the
few groups. It is as a rollup made for one question, where the store holds none that tells it.
"""

from __future__ import annotations

import duckdb

from incidents.store.clauses import Where


def gathered(db: duckdb.DuckDBPyConnection, asked: Where, columns: str, name: str) -> Where:
    """What fits, counted by the columns, in a table of that name, which this cursor alone sees."""
    sql = f"SELECT {columns}, {asked.n} AS n FROM {asked.rows} WHERE {asked.sql} GROUP BY ALL"
    db.register(name, db.sql(sql, params=asked.values).to_arrow_table())
    return Where("true", {}, name, "sum(n)")
