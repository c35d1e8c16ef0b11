"""The sample articles: read through the real pipeline once, into a new store."""

from __future__ import annotations

from pathlib import Path

from incidents import settings
from incidents.extract import RuleExtractor
from incidents.news import from_file
from incidents.pipeline.reader import Reader
from incidents.pipeline.shared import Progress
from incidents.store import Store

DATASET = "samples"
AUTHOR = "samples"


def needs_samples(store: Store) -> bool:
    """Whether the store has never held anything and samples are wanted."""
    return settings.wants_samples() and store.version == 0


def warm_up() -> None:
    """Reads the samples' words alone, while their places cannot be looked up yet.

    That loads the lexicons and compiles the patterns that reading them for good will need.
    """
    extractor = RuleExtractor()
    for path in _paths():
        article = from_file(path)
        for _ in extractor.claims(article, ()):
            pass


def load_samples(store: Store, reader: Reader, progress: Progress | None = None) -> int:
    """Reads the articles of data/articles into the store; says how many incidents that made."""
    paths = _paths()
    readings = []
    for done, path in enumerate(paths):
        if progress:
            progress(done / len(paths), f"Reading {path.stem}")
        readings.append(reader.read(from_file(path), dataset=DATASET))
    incidents = [incident for reading in readings for incident in reading.incidents]
    store.add(
        incidents,
        [reading.article for reading in readings],
        author=AUTHOR,
        reason=f"{len(paths)} sample articles read",
    )
    return len(incidents)


def _paths() -> list[Path]:
    return sorted((settings.DATA / "articles").glob("*.md"))
