"""The door to what is known: it takes Query objects and answers with plain values."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

import duckdb
import pandas as pd

from incidents.errors import NotFound, StoreBroken
from incidents.geo import BoundingBox, Tile
from incidents.model import Article, Incident, Remembered, Status
from incidents.query import Query
from incidents.store import (
    batching,
    counts,
    datasets,
    history,
    mappings,
    memory,
    overview,
    paging,
    records,
    staging,
    tiles,
    timeline,
    words,
)
from incidents.store.areas import Question, laying
from incidents.store.bulk import prepared_table
from incidents.store.datasets import Account, Dataset, Load
from incidents.store.overview import Overview
from incidents.store.patience import Patience
from incidents.store.questions import Questions
from incidents.store.rebuilt import incident_of
from incidents.store.schema import connect
from incidents.store.timeline import Timeline
from incidents.store.transaction import Transaction

MOST_ROWS = 1_000_000  # what one frame may hold


class Store:
    """One file of incidents and articles; many may read while one writes."""

    def __init__(self, db: duckdb.DuckDBPyConnection, path: Path, patience_s: float | None) -> None:
        self.path, self._patience_s = path, patience_s
        self._writing = threading.Lock()
        self._use(db)

    def _use(self, db: duckdb.DuckDBPyConnection) -> None:
        self._db = db
        self._ask = laying(Patience(db, self._patience_s).ask)
        self._words = words.Words(db, self.path, lambda: self.id, self._ask)
        self.mappings = mappings.Mappings(db)
        self._words.attach()
        self._questions = Questions(db, self._ask, self._words)
        self._overview: Overview | None = None

    @classmethod
    def open(cls, path: Path, *, patience_s: float | None = None) -> Self:
        """The store in that file, made if there is none.

        A question that takes longer than `patience_s` seconds is broken off (TooCostly). Raises
        StoreLocked where another process has it, StoreTooNew or StoreError where the file is not
        ours to read; the file is left as it was.
        """
        return cls(connect(path), path, patience_s)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- changing ---------------------------------------------------------------------------

    def add(
        self,
        incidents: Sequence[Incident],
        articles: Sequence[Article] = (),
        *,
        remembered: Sequence[Remembered] = (),
        author: str = "reader",
        reason: str,
    ) -> history.Commit | None:
        """Keeps the incidents; None when all of them were there already and say the same.

        What a person has verified or rejected is never overwritten by what a machine reads.
        What is to be remembered is kept in the same version, which undo takes back as one.
        """
        rows = history.prepared(incidents)
        with self._writing, self._transaction() as db:
            records.keep_articles(db, articles)
            db.register("fresh", rows)
            fresh = db.execute(history.FRESH).df()
            db.unregister("fresh")
            if fresh.empty and not remembered:
                return None
            commit = history.next_commit(db, author, reason)
            added, changed = history.write_rows(db, commit.version, fresh)
            memory.write(db, commit.version, remembered)
        return replace(commit, added=added, changed=changed)

    def amend(
        self,
        incidents: Sequence[Incident],
        *,
        remembered: Sequence[Remembered] = (),
        author: str,
        reason: str,
    ) -> history.Commit:
        """Writes stored incidents as a person corrected them, whatever their status."""
        rows = history.prepared(incidents)
        with self._writing, self._transaction() as db:
            history.check_stored(db, [one.id for one in incidents])
            commit = history.next_commit(db, author, reason)
            _, changed = history.write_rows(db, commit.version, rows)
            memory.write(db, commit.version, remembered)
        return replace(commit, changed=changed)

    def forget(self, name: str, *, author: str, reason: str) -> history.Commit:
        """Ends what is remembered under that id; the incidents it placed stay as they are."""
        with self._writing, self._transaction() as db:
            commit = history.next_commit(db, author, reason)
            if not memory.forget(db, commit.version, [name]):
                raise NotFound("that correction is no longer remembered")
        return commit

    def load(
        self,
        tables: Iterable[pd.DataFrame],
        *,
        author: str,
        reason: str,
        account: Callable[[], Account] | None = None,
    ) -> history.Commit | None:
        """Keeps the rows of loaded tables as one change; None where nothing is new.

        A row whose id is known and that says something else replaces it, as a new version; what
        a person has judged or corrected stays. All or nothing, whatever the tables raise. `account`
        is asked once they are all read, and kept with what is new.
        """
        with self._writing, staging.room(lambda: self._db), self._transaction() as db:
            for table in tables:
                staging.stage(db, prepared_table(table))
            if not staging.staged(db):
                return None
            commit = history.next_commit(db, author, reason)
            added, changed = staging.write_staged(db, commit.version)
            if account:
                datasets.keep(db, commit.version, account())
        return replace(commit, added=added, changed=changed)

    def remove_dataset(self, name: str, *, author: str) -> history.Commit:
        """Takes the dataset's incidents out, as a new version that undo takes back."""
        with self._writing, self._transaction() as db:
            commit = history.next_commit(db, author, f"removed the dataset {name[:80]}")
            removed = datasets.remove(db, commit.version, [name])
        return replace(commit, changed=removed)

    def set_status(
        self, ids: Sequence[str], status: Status, *, author: str, reason: str
    ) -> history.Commit:
        """Marks incidents as verified, rejected or draft, as a new version with a reason."""
        with self._writing, self._transaction() as db:
            rows = history.marked(db, ids, status)
            commit = history.next_commit(db, author, reason)
            _, changed = history.write_rows(db, commit.version, rows)
        return replace(commit, changed=changed)

    def undo(self, version: int, *, author: str) -> history.Commit:
        """Takes one commit back, as a new version; refused once later ones build on it."""
        with self._writing, self._transaction() as db:
            history.check_undoable(db, version)
            commit = history.next_commit(db, author, f"undo of version {version}")
            added, changed = history.revert_rows(db, version, commit.version)
            memory.revert(db, version, commit.version)
        return replace(commit, added=added, changed=changed)

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with Transaction(self._db.cursor(), self.path) as db:
                yield db
        except StoreBroken:  # a full disk may end the connection: what was kept before is there
            self._db.close()
            self._use(connect(self.path))
            raise

    @functools.cached_property
    def id(self) -> str:
        """The store's own name, given when it was made: no other store has it."""
        row = self._db.cursor().execute("SELECT value FROM meta WHERE name = 'id'").fetchone()
        return str(row[0]) if row else "unnamed"

    # -- asking -----------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """The number of the last change; 0 for a new store."""
        return self._ask(history.newest)

    def index_words(self, goes_on: Callable[[], bool] = lambda: True) -> bool:
        """Indexes the words of what was added, for quicker searches; whether there was any.

        Small stores need none. It takes some seconds a million rows, a part at a time as long as
        `goes_on`; meanwhile everything is answered as ever. StoreError where it cannot be written.
        """
        return self._words.update(goes_on)

    def look_over(self) -> bool:
        """Counts a large store for its far views, if it changed since; whether it had to."""
        version, seen = self.version, self._overview
        if (seen and seen.version == version) or not self._questions.large:
            return False
        self._questions.rollups.update(version)
        self._overview = overview.overview(self._db.cursor(), version)
        return True

    def _question(self, query: Query) -> Question:
        """The query with its drawn area and its words looked up, and what counts it quickly."""
        return self._questions.question(query, self.version)

    def made_at(self, version: int) -> datetime | None:
        """When that version was made (UTC); None where there is no such version."""
        return self._ask(history.made_at, version)

    def commits(self, limit: int = 50) -> list[history.Commit]:
        """The latest changes, newest first."""
        return self._ask(history.commits, limit)

    def judged(self, ids: Sequence[str]) -> dict[str, str]:
        """Those of the incidents that a person has verified or rejected, with that status."""
        return self._ask(records.judged, ids)

    def known_articles(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are articles kept here."""
        return self._ask(records.known_articles, ids)

    def remembered(self, version: int | None = None) -> list[Remembered]:
        """Every correction of a place that is remembered, now or at that version, newest first."""
        return self._ask(memory.remembered, version)

    def uses(self) -> dict[str, int]:
        """How many incidents each remembered correction has placed, by its id."""
        return self._ask(memory.uses)

    def worded(self, country: str | None, article_id: str | None = None) -> list[memory.Worded]:
        """The drafts of a country or an article, or of all, whose places were read in words."""
        return self._ask(memory.worded, country, article_id)

    def incident(self, name: str) -> Incident:
        """A stored incident as the noun it was made of; NotFound if there is none."""
        record = self.get(name)
        return incident_of(record.row, record.evidence)

    def count(self, query: Query) -> int:
        """How many incidents fit."""
        return self._ask(counts.count, self._question(query))

    def frame(
        self, query: Query, *, order: str = "date", limit: int = MOST_ROWS, offset: int = 0
    ) -> pd.DataFrame:
        """The incidents that fit, as the table of COLUMNS, newest first."""
        question = self._question(query)
        return self._ask(paging.page, question, order, min(limit, MOST_ROWS), offset)

    def batches(self, query: Query, size: int = batching.BATCH) -> Iterator[pd.DataFrame]:
        """All the incidents that fit, newest first, as tables of at most `size` rows each.

        However many there are, only one batch is in memory; all are of one moment.
        """
        return batching.batches(self._db, self._question(query), paging.ORDERS["date"], size)

    def position(self, query: Query, name: str) -> int | None:
        """How many of what fits are newer than that incident; None where it does not fit."""
        return self._ask(counts.position, self._question(query), name, paging.ORDERS["date"])

    def get(self, name: str, version: int | None = None) -> records.Record:
        """One incident with its evidence and article; NotFound if there is none."""
        return self._ask(records.record, name, version)

    def tile(self, query: Query, tile: Tile, show: str = "") -> tiles.TileAnswer:
        """What the map draws on one tile; `show` is what its symbols tell, as in a link."""
        asked = self._question(query)
        return self._ask(tiles.tile_answer, asked, tile, self.version, show, self._overview)

    def summary(self, query: Query) -> counts.Summary:
        """The few numbers an analyst reads first."""
        return self._ask(counts.summary, self._question(query))

    def facets(self, query: Query) -> counts.Facets:
        """How many there are of each value of each filter."""
        return self._ask(counts.facets, self._question(query))

    def last_day(self) -> date | None:
        """The day of the latest incident there is; None where none is dated."""
        return self._ask(counts.last_day, self._question(Query()))

    def by_kind(self, query: Query) -> dict[str, int]:
        """How many there are of each kind that the query finds, most first."""
        return self._ask(counts.by_kind, self._question(query))

    def attribution(self, query: Query) -> list[str]:
        """Whom to credit for the places of the incidents that the query finds, most rows first."""
        return list(self._ask(counts.attribution, self._question(query)))

    def datasets(self) -> list[Dataset]:
        """Every dataset that has incidents now, with the accounts of its loads."""
        return self._ask(datasets.datasets)

    def loads(self, headers: str) -> list[Load]:
        """The loads of files with that header (its digest), newest first."""
        return self._ask(datasets.loads, headers)

    def credits(self, query: Query) -> list[str]:
        """What the sources of the loaded incidents that the query finds ask to be said."""
        return self._ask(datasets.credits_of, self._question(query))

    def timeline(self, query: Query, shown: Query | None = None) -> Timeline:
        """Every incident of the query counted once by when it was; reaches as far as `shown`."""
        asked = self._question(query)
        return self._ask(timeline.timeline, asked, shown and self._question(shown))

    def bounds(self, query: Query) -> BoundingBox | None:
        """The box around what fits."""
        return self._ask(counts.bounds, self._question(query))

    def changes_since(self, query: Query, version: int) -> tuple[int, int]:
        """How many of what fits now were added, and how many changed, after that version."""
        return self._ask(counts.changes_since, self._question(query), version)
