"""Reading a folder, a table or a feed: progress, what was refused, and where to go on."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from incidents import settings
from incidents.cli import output
from incidents.cli.progress import Progress
from incidents.cli.streams import Stream
from incidents.errors import UsageError
from incidents.model import to_frame
from incidents.news import Collection, Feed, Item
from incidents.pipeline.batch import Known, Outcome, Read, Refused, jobs_for, read_many
from incidents.pipeline.keeping import Keeper
from incidents.pipeline.recalling import recollection_at

EXIT_SOME_REFUSED = 1
MOST_TOLD = 20  # of the refused and of the notices; all of them are counted


@dataclass(slots=True)
class Report:
    """What became of the articles, for the person at the terminal."""

    read: int = 0
    known: int = 0
    before: int = 0  # dealt with by the run that broke off
    incidents: int = 0
    added: int = 0
    refused: list[Refused] = field(default_factory=list)  # the first MOST_TOLD
    reasons: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)
    noticed: int = 0
    recalled: int = 0  # incidents placed as a person corrected

    def take(self, outcome: Outcome) -> None:
        """Counts one article."""
        if isinstance(outcome, Known):
            self.known += 1
        elif isinstance(outcome, Refused):
            self.reasons[outcome.reason] += 1
            self.refused += [outcome] if len(self.refused) < MOST_TOLD else []
        else:
            self.read += 1
            self.incidents += len(outcome.reading.incidents)
            self.recalled += outcome.reading.recalled
            self._notice(outcome)

    def _notice(self, outcome: Read) -> None:
        for notice in outcome.reading.notices:
            self.noticed += 1
            if len(self.notices) < MOST_TOLD:
                self.notices.append(f"{outcome.where}: {notice}")

    def lines(self) -> Iterator[str]:
        """The report, a line at a time."""
        failed = self.reasons.total()
        yield (
            f"{self.read} articles read, {self.incidents} incidents;"
            f" {self.known + self.before} there already; {failed} refused"
        )
        if self.recalled:
            yield f"  {self.recalled} incidents placed as corrected before"
        yield from (f"  refused: {one.where}: {one.reason}" for one in self.refused)
        if failed > len(self.refused):
            yield f"  and {failed - len(self.refused)} more were refused"
        yield from (f"  notice: {notice}" for notice in self.notices)
        if self.noticed > len(self.notices):
            yield f"  and {self.noticed - len(self.notices)} more notices"


def run(collection: Collection, options: argparse.Namespace) -> int:
    """Reads every article of the collection; 1 where some were refused."""
    if options.url:
        raise UsageError("--url is the link of one article; many name their own")
    report = Report()
    try:
        with _target(options, collection) as (target, progress):
            _read(collection, options, target, progress, report)
    finally:
        _tell(report, collection, options)
    return EXIT_SOME_REFUSED if report.reasons else 0


def _read(
    collection: Collection,
    options: argparse.Namespace,
    target: BinaryIO,
    progress: Progress | None,
    report: Report,
) -> None:
    total = collection.total
    keeper = Keeper(settings.store_path()) if options.save else None
    done = progress.done if progress else set()
    report.before = len(done)
    stream = Stream(target, options.format, progress.rows if progress else 0, begun=bool(done))
    known = keeper.known if keeper and not options.again else None
    memory = output.told_memory(recollection_at())
    jobs = _jobs(collection, options, total)
    with tqdm(total=total, initial=len(done), unit="article", disable=None) as bar:
        items = _left(collection, frozenset(done))
        for outcomes in read_many(items, jobs=jobs, known=known, memory=memory):
            readings = [one.reading for one in outcomes if isinstance(one, Read)]
            stream.write(to_frame(one for reading in readings for one in reading.incidents))
            if keeper and readings:
                reason = f"read {len(readings)} articles of {collection.name[:80]}"
                report.added += keeper.keep(readings, reason)
            for outcome in outcomes:
                report.take(outcome)
            if progress:
                progress.step([one.where for one in outcomes], target, stream.rows)
            bar.update(len(outcomes))
    stream.end()
    if progress:
        progress.finish()


def _left(collection: Collection, done: frozenset[str]) -> Iterator[Item]:
    return (item for item in collection if item.where not in done)


def _jobs(collection: Collection, options: argparse.Namespace, total: int | None) -> int:
    """How many processes; pages of a feed are asked for one at a time."""
    if isinstance(collection, Feed) and collection.guard:
        return 1
    return int(options.jobs or jobs_for(total))


@contextmanager
def _target(
    options: argparse.Namespace, collection: Collection
) -> Iterator[tuple[BinaryIO, Progress | None]]:
    """Where the incidents go: stdout, or a file that an interrupted run goes on with."""
    if not options.output:
        with nullcontext(sys.stdout.buffer) as stdout:
            yield stdout, None
        return
    path = Path(options.output)
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {str(path.parent)!r} to write {path.name!r} in")
    progress = Progress.beside(path, _run(options, collection))
    with path.open("r+b" if progress.done else "wb") as file:
        file.truncate(progress.size)
        file.seek(progress.size)
        yield file, progress


def _run(options: argparse.Namespace, collection: Collection) -> dict[str, object]:
    """What must be the same for an interrupted run to go on."""
    path = Path(options.article)
    file = path.stat() if path.is_file() else None
    return {
        "input": str(options.article),
        "stamp": [file.st_size, file.st_mtime_ns] if file else collection.name,
        "format": options.format,
        "about": [options.published, options.language, options.source],
    }


def _tell(report: Report, collection: Collection, options: argparse.Namespace) -> None:
    for line in report.lines():
        output.tell(line)
    if isinstance(collection, Feed) and collection.left_out:
        output.tell(f"  {collection.left_out} further entries were left out; --limit sets how many")
    if options.save:
        output.tell(f"{report.added} incidents added to {settings.store_path()}")
