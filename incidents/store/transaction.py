"""All or nothing."""

from __future__ import annotations

import duckdb


class Transaction:
    """A cursor whose changes are kept at the end, or not at all on any error."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self._db = db

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        return self._db.begin()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._db.commit()
        else:
            self._db.rollback()
        self._db.close()
