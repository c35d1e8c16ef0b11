"""What the online services did in a batch: how often each answered, and why it did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.geocode import Outcome, Told
from incidents.model import Place


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Names by what one service did with them; asked = answered + nothing + refused + failed."""

    answered: int = 0
    nothing: int = 0  # it knows no such place
    kept: int = 0  # answered before: nobody was asked
    refused: int = 0
    failed: int = 0
    not_asked: int = 0  # while it rested
    last_failure: str | None = None


OWN = frozenset({"as stated", "person"})  # origins that are nobody's to be credited


def accounts(told: Iterable[Told]) -> dict[str, ServiceAccount]:
    """Each service with its account."""
    counts: dict[str, Counter[Outcome]] = {}
    failures: dict[str, str] = {}
    for one in told:
        counts.setdefault(one.service, Counter())[one.outcome] += 1
        if one.outcome in (Outcome.FAILED, Outcome.REFUSED):
            failures[one.service] = one.why
    return {
        service: ServiceAccount(
            **{outcome.name.lower(): number for outcome, number in count.items()},
            last_failure=failures.get(service),
        )
        for service, count in counts.items()
    }


def attribution(places: Sequence[Place | None], rows: Sequence[int]) -> dict[str, int]:
    """Whom to credit → rows: who said where each row lies, most rows first."""
    counts: Counter[str] = Counter()
    for place, count in zip(places, rows, strict=True):
        if place and place.origin not in OWN:
            counts[place.origin] += count
    return dict(counts.most_common())
