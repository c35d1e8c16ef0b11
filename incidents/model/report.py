"""What an import kept, folded, dropped and doubted, so that every row is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from incidents.errors import IncidentsError

FIRST = 10  # row numbers that a report names for each reason


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows for one reason, and the first of them; row 1 is the first below the header."""

    count: int = 0
    first: tuple[int, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[int]) -> Tally:
        """The tally of these rows."""
        listed = list(rows)
        return cls(len(listed), tuple(listed[:FIRST]))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.count + other.count, (self.first + other.first)[:FIRST])


Reasons = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The account of one file: rows = kept + folded + dropped; doubts are among the kept.

    `ambiguous` names columns that can be read in several ways, with the ways; `mapping` says which
    column of the file each of ours was read from.
    """

    file: str
    shape: str  # what the file was taken for, in words
    rows: int = 0
    kept: int = 0
    folded: int = 0  # rows that tell of an incident another row tells of
    dropped: Reasons = field(default_factory=dict)
    doubted: Reasons = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()  # columns of the file that nothing was read from
    geocoded: int = 0  # kept rows whose point is ours, from their words
    unplaced: int = 0  # kept rows without a point
    attribution: str | None = None  # what the source asks to be said
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        gone = sum(one.count for one in self.dropped.values())
        if self.rows != self.kept + self.folded + gone:
            raise IncidentsError(
                f"{self.file}: {self.rows} rows read, but {self.kept} kept, {self.folded} folded"
                f" and {gone} dropped"
            )

    def plus(self, batch: LoadReport) -> LoadReport:
        """The account of both, of the same file."""
        return replace(
            self,
            rows=self.rows + batch.rows,
            kept=self.kept + batch.kept,
            folded=self.folded + batch.folded,
            dropped=merged(self.dropped, batch.dropped),
            doubted=merged(self.doubted, batch.doubted),
            geocoded=self.geocoded + batch.geocoded,
            unplaced=self.unplaced + batch.unplaced,
        )

    @classmethod
    def of_values(cls, told: Mapping[str, Any]) -> LoadReport:
        """The report that `as_values` told."""
        tallies = {
            name: {
                reason: Tally(one["count"], tuple(one["first"]))
                for reason, one in told[name].items()
            }
            for name in ("dropped", "doubted")
        }
        listed = {name: tuple(told[name]) for name in ("unused", "notes")}
        ambiguous = {name: tuple(ways) for name, ways in told["ambiguous"].items()}
        return cls(**{**told, **tallies, **listed, "ambiguous": ambiguous})

    def as_values(self) -> dict[str, object]:
        """The same as plain values for JSON."""
        return asdict(self)


def merged(one: Reasons, other: Reasons) -> dict[str, Tally]:
    """The tallies of both, reason by reason."""
    return {
        reason: one.get(reason, Tally()) + other.get(reason, Tally())
        for reason in dict.fromkeys([*one, *other])
    }
