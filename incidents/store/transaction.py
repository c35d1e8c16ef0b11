"""All or nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb

from incidents.errors import StoreBroken, StoreError


class Transaction:
    """A cursor whose changes are kept at the end, or not at all on any error."""

    def __init__(self, db: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._db = db
        self._path = path

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        return self._db.begin()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        try:
            if kind is None:
                self._db.commit()
            else:
                self._db.rollback()
        except duckdb.Error as failed:
            raise self._refusal(failed) from failed
        finally:
            self._db.close()
        if isinstance(error, duckdb.Error):
            raise self._refusal(error) from error

    def _refusal(self, error: duckdb.Error) -> StoreError:
        """What went wrong with the file, a full disk say, and that nothing was lost by it."""
        what = " ".join(str(error).split())[:300]
        kind = StoreBroken if isinstance(error, duckdb.FatalException) else StoreError
        return kind(
            f"the store {self._path} could not take the change ({what}); none of it was kept and"
            " all that was there is as it was. If the disk is full, free some space and try again"
        )
