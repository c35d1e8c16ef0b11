"""Choices for files of one shape, kept under a name that a person gave."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from incidents.errors import NotFound, UsageError

TABLE = """
CREATE TABLE IF NOT EXISTS mappings (name VARCHAR PRIMARY KEY, choices VARCHAR NOT NULL);
"""
LONGEST = 80  # letters of a name


@dataclass(frozen=True, slots=True)
class Mappings:
    """The named mappings of a store; what they hold is JSON of whoever made the choices."""

    db: duckdb.DuckDBPyConnection

    def keep(self, name: str, choices: str) -> None:
        """Keeps the choices under the name, in place of what stood there."""
        check(name)
        self.db.cursor().execute("INSERT OR REPLACE INTO mappings VALUES (?, ?)", [name, choices])

    def get(self, name: str) -> str:
        """The choices under that name; NotFound tells the names there are."""
        found = self.db.cursor().execute("SELECT choices FROM mappings WHERE name = ?", [name])
        row = found.fetchone()
        if row is None:
            known = ", ".join(self.names()) or "none yet"
            raise NotFound(f"there is no mapping {name[:LONGEST]!r}; there is {known}")
        return str(row[0])

    def names(self) -> list[str]:
        """The names, in order."""
        rows = self.db.cursor().execute("SELECT name FROM mappings ORDER BY name").fetchall()
        return [name for (name,) in rows]


def check(name: str) -> None:
    """UsageError where that is no name for a mapping."""
    if not (name.strip() == name and 0 < len(name) <= LONGEST and name.isprintable()):
        raise UsageError(f"a mapping's name has 1 to {LONGEST} letters in one line; got {name!r}")
