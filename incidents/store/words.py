"""The words of a large store and the rows that hold them, in a file beside it.

A search asks whether a text stands anywhere in a row; looking through millions of rows takes a
while. Here each word of the store is kept once, with the numbers of its rows: few words are looked
through, and the rows follow. Rows are only ever added, so that their numbers stay; what has been
added since is indexed later, and until then a search looks through the rows themselves. The file
holds nothing of its own: one that is missing, broken or of another store is made anew.
"""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from incidents.errors import StoreError
from incidents.store import searched
from incidents.store.patience import Asks

FORMAT = "1"  # of this file; another is made anew
INDEXED_FROM = 200_000  # rows; fewer are looked through as quickly
CHUNK = 200_000  # rows indexed at a time, each all or nothing
REMEMBERED = 64  # texts whose rows are known
MOST_CHECKED = 50_000  # rows of a phrase's rarest word that are read to find the phrase
COMMON = 4  # a word in more than one of so many rows is as quickly looked for in the rows

WORD = r"[\p{L}\p{N}\p{M}]+"
TABLES = """
CREATE TABLE words.meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE words.terms (no INTEGER NOT NULL, term VARCHAR NOT NULL);
CREATE TABLE words.postings (no INTEGER NOT NULL, row BIGINT NOT NULL);
"""
FOUND = f"""
CREATE OR REPLACE TEMP TABLE found AS SELECT DISTINCT term, row FROM (
  SELECT rowid AS row, unnest(regexp_extract_all(searched, '{WORD}')) AS term
  FROM incidents WHERE rowid BETWEEN $first AND $last)
"""
NEW_TERMS = """
INSERT INTO words.terms
SELECT (SELECT coalesce(max(no), 0) FROM words.terms) + row_number() OVER (), term
FROM (SELECT DISTINCT term FROM found) fresh
WHERE NOT EXISTS (SELECT 1 FROM words.terms known WHERE known.term = fresh.term)
"""
POSTINGS = """
INSERT INTO words.postings SELECT no, row FROM found JOIN words.terms USING (term) ORDER BY no, row
"""
LAST = "SELECT id || ' ' || since_v FROM incidents WHERE rowid = $row"
# How a word of what is sought stands in a word of a row: whole in the midst of what is sought; at
# its ends there may be more letters to it.
WHOLE, START = "term = $word", "starts_with(term, $word)"
END, WITHIN = "ends_with(term, $word)", "contains(term, $word)"
TERMS = "SELECT no FROM words.terms WHERE {}"
COUNT = f"SELECT count(*) FROM words.postings WHERE no IN ({TERMS})"
ROWS = f"SELECT DISTINCT row FROM words.postings WHERE no IN ({TERMS})"

Clause = tuple[str, dict[str, Any]]  # its name among the clauses, and its parameters


class Words:
    """The index of one store's words."""

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        path: Path,
        store: Callable[[], str],
        ask: Asks,
    ) -> None:
        self._db = db
        self._ask = ask
        self.path = path.with_name(f"{path.name}.words")
        self._store = store
        self._attached = False
        self._indexed = 0
        self._writing = threading.Lock()
        self._known = functools.lru_cache(REMEMBERED)(self._looked_up)

    def clause(self, text: str) -> Clause | None:
        """How the rows with that text are found by their words; None where that is not quicker."""
        rows = self.rows
        if rows < INDEXED_FROM or not self._attached or self._indexed != rows:
            return None
        try:
            return self._known(text, rows)
        except duckdb.IOException:  # torn: it holds nothing of its own, and is made anew
            self._drop()
            return None

    def update(self, goes_on: Callable[[], bool]) -> bool:
        """Indexes what has been added, as long as `goes_on`; whether there was something to do.

        Raises StoreError where the file cannot be written; searches go on without it.
        """
        with self._writing:
            rows = self.rows
            if rows < INDEXED_FROM or self._indexed == rows:
                return False
            try:
                self._attach()
                while self._indexed < rows and goes_on():
                    self._index(self._indexed, min(rows, self._indexed + CHUNK))
            except (duckdb.Error, OSError) as error:
                raise StoreError(
                    f"the index of words {self.path} cannot be written ({error});"
                    " searches look through all rows instead"
                ) from error
        return True

    def attach(self) -> None:
        """Opens the file, if there is one, so that it serves from the start.

        Where that is impossible, what is wrong is told once it is written.
        """
        if not self.path.exists():
            return
        with self._writing, contextlib.suppress(duckdb.Error, OSError):
            self._attach()

    @property
    def rows(self) -> int:
        """How many rows the store has, older versions of incidents among them."""
        return self._ask(_rows)

    def _attach(self) -> None:
        if self._attached:
            return
        try:
            self._open()
        except duckdb.Error:  # broken, or no index at all: it holds nothing of its own
            self._detach()
            self.path.unlink(missing_ok=True)
            self._open()
        self._attached = True

    def _open(self) -> None:
        db = self._db.cursor()
        quoted = str(self.path).replace("'", "''")  # a name of a file is no parameter there
        db.execute(f"ATTACH '{quoted}' AS words")
        if not self._fits(db):
            self._detach()
            self.path.unlink()
            db.execute(f"ATTACH '{quoted}' AS words")
            db.execute(TABLES)
            self._tell(db, "format", FORMAT)
            self._tell(db, "store", self._store())
            self._tell(db, "indexed", "0")
            self._indexed = 0

    def _drop(self) -> None:
        """Gives the file up; the next update begins a new one."""
        with self._writing:
            self._detach()
            self.path.unlink(missing_ok=True)
            self._attached, self._indexed = False, 0

    def _detach(self) -> None:
        self._db.cursor().execute("DETACH DATABASE IF EXISTS words")

    def _fits(self, db: duckdb.DuckDBPyConnection) -> bool:
        """Whether the file is of our form, of this store, and speaks of rows that are there."""
        made = db.execute(
            "SELECT 1 FROM duckdb_tables() WHERE database_name = 'words' AND table_name = 'meta'"
        ).fetchone()
        if not made:
            return False
        meta = dict(db.execute("SELECT name, value FROM words.meta").fetchall())
        if (meta.get("format"), meta.get("store")) != (FORMAT, self._store()):
            return False
        self._indexed = int(meta.get("indexed", 0))
        last = db.execute(LAST, {"row": self._indexed - 1}).fetchone()
        return self._indexed == 0 or (last is not None and last[0] == meta.get("last"))

    def _index(self, first: int, end: int) -> None:
        db = self._db.cursor()
        db.begin()
        try:
            db.execute(FOUND, {"first": first, "last": end - 1})
            db.execute(NEW_TERMS)
            db.execute(POSTINGS)
            db.execute("DROP TABLE found")
            last = db.execute(LAST, {"row": end - 1}).fetchone()
            self._tell(db, "last", last[0] if last else "")
            self._tell(db, "indexed", str(end))
            db.commit()
        except duckdb.Error:
            db.rollback()
            raise
        self._indexed = end

    def _tell(self, db: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
        db.execute("INSERT OR REPLACE INTO words.meta VALUES (?, ?)", [name, value])

    def _looked_up(self, text: str, rows: int) -> Clause | None:
        return self._ask(_found, text, rows)


def _rows(db: duckdb.DuckDBPyConnection) -> int:
    row = db.execute("SELECT count(*) FROM incidents").fetchone()
    return int(row[0]) if row else 0


def _found(db: duckdb.DuckDBPyConnection, text: str, rows: int) -> Clause | None:
    """How the rows with that text are found, of so many rows."""
    row = db.execute(
        f"SELECT {searched.FOLDED.format('$text')} AS folded, regexp_extract_all(folded, '{WORD}')",
        {"text": text},
    ).fetchone()
    folded, found = row or ("", [])
    if not found:
        return None
    standing = _standing(folded, found)
    count, word, how = min((_count(db, *one), *one) for one in standing)
    if found != [folded]:
        return None if count > MOST_CHECKED else _phrase(db, folded, word, how)
    # A single word, or part of one: whatever holds it fits.
    terms = db.execute(TERMS.format(how), {"word": word}).fetchnumpy()["no"]
    if count == rows and len(terms) == 1:
        return "text_everywhere", {}
    if count * COMMON > rows:
        return None
    return "text_terms", {"text_terms": terms}


def _count(db: duckdb.DuckDBPyConnection, word: str, how: str) -> int:
    row = db.execute(COUNT.format(how), {"word": word}).fetchone()
    return int(row[0]) if row else 0


def _phrase(db: duckdb.DuckDBPyConnection, folded: str, word: str, how: str) -> Clause:
    """The rows that hold the whole text, of those that hold its rarest word."""
    told = db.execute(
        "SELECT rowid, searched FROM incidents"
        f" WHERE rowid IN (SELECT unnest((SELECT list(row) FROM ({ROWS.format(how)}))))",
        {"word": word},
    ).fetchall()
    found = [row for row, words in told if folded in words]
    return "text_rows", {"text_rows": np.array(found, dtype=np.int64)}


def _standing(folded: str, found: list[str]) -> list[tuple[str, str]]:
    """Each word of what is sought with how it stands in a row's word."""
    open_start, open_end = folded.startswith(found[0]), folded.endswith(found[-1])
    if len(found) == 1:
        how = {(True, True): WITHIN, (True, False): END, (False, True): START}
        return [(found[0], how.get((open_start, open_end), WHOLE))]
    ends = {0: END if open_start else WHOLE, len(found) - 1: START if open_end else WHOLE}
    return [(word, ends.get(number, WHOLE)) for number, word in enumerate(found)]
