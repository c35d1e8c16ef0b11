"""What a query needs before it is asked: its area and its words looked up, and what counts it."""

from __future__ import annotations

from dataclasses import fields

import duckdb

from incidents.query import Query
from incidents.store import overview
from incidents.store.areas import Areas, Question
from incidents.store.patience import Asks
from incidents.store.rollups import Rollups
from incidents.store.words import Words


class Questions:
    """Looks queries up in one store; `ask` hands a cursor to what asks."""

    def __init__(self, db: duckdb.DuckDBPyConnection, ask: Asks, words: Words) -> None:
        self.rollups = Rollups(db)
        self._areas = Areas(ask)
        self._words = words

    @property
    def large(self) -> bool:
        """Whether the store has so many rows that it is counted before it is asked."""
        return self._words.rows >= overview.FROM_ROWS

    def question(self, query: Query, version: int) -> Question:
        """The query looked up; `version` is the newest of the data."""
        return Question(
            **{one.name: getattr(query, one.name) for one in fields(Query)},
            inside=self._areas.inside(query.area, version) if query.area else None,
            sought=self._words.clause(query.text) if query.text else None,
            large=self.large,
            rollup=self.rollups.table(version) if query.version in (None, version) else None,
        )
