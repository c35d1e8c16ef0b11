"""Keeping what was read: in the store, or by way of the dashboard that has it open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from incidents.errors import StoreLocked
from incidents.pipeline import handover
from incidents.pipeline.reader import Reading
from incidents.store import Store

AUTHOR = "command line"


@dataclass(frozen=True, slots=True)
class Keeper:
    """The store's file, opened for each question and closed again.

    So a dashboard may start or stop in the middle of a long run.
    """

    path: Path

    def known(self, ids: Sequence[str]) -> Collection[str]:
        """Those of the articles that are there already."""
        if not self.path.exists():
            return ()
        try:
            with Store.open(self.path) as store:
                return store.known_articles(ids)
        except StoreLocked as locked:
            return handover.known(ids, self.path, locked)

    def keep(self, readings: Sequence[Reading], reason: str) -> int:
        """Keeps what was read, as one version; how many incidents that added."""
        try:
            with Store.open(self.path) as store:
                commit = store.add(
                    [incident for reading in readings for incident in reading.incidents],
                    [reading.article for reading in readings],
                    author=AUTHOR,
                    reason=reason,
                )
                return commit.added if commit else 0
        except StoreLocked as locked:
            articles = [reading.article for reading in readings]
            return handover.send(articles, self.path, locked, reason=reason)
