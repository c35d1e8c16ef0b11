"""All that fits, a few thousand rows at a time: memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd

from incidents.model import COLUMNS
from incidents.model.frame import typed
from incidents.store.areas import Question
from incidents.store.clauses import where

BATCH = 8_192  # rows of a table handed on at a time
_TABLE = ", ".join(f'"{name}"' for name in COLUMNS)


def batches(
    db: duckdb.DuckDBPyConnection, query: Question, order: str, size: int
) -> Iterator[pd.DataFrame]:
    """The incidents that fit in that order of SQL, all as they were at one moment."""
    asked = where(query)
    with db.cursor() as reading:
        query.lay(reading)
        found = reading.sql(
            f"SELECT {_TABLE} FROM incidents WHERE {asked.sql} ORDER BY {order}",
            params=asked.values,
        )
        for batch in found.to_arrow_reader(size):
            yield typed(batch.to_pandas())
