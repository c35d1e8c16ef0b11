"""What became of a name: its place, and what each online service told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from incidents.errors import ServiceError
from incidents.model import Place

if TYPE_CHECKING:
    from incidents.geocode.patience import Resolver


class Outcome(StrEnum):
    """What a service did with one name."""

    ANSWERED = "answered"
    NOTHING = "nothing"  # it was asked and knows no such place
    KEPT = "kept"  # an answer of earlier, also that there was none: nobody was asked
    REFUSED = "refused"
    NOT_ASKED = "not asked"  # while it rests
    FAILED = "failed"

    @property
    def is_failure(self) -> bool:
        return self in (Outcome.REFUSED, Outcome.NOT_ASKED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one name at one service, and why where it failed."""

    service: str
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A place or none, and what the services that were turned to told."""

    place: Place | None
    told: tuple[Told, ...] = ()

    @property
    def failures(self) -> tuple[str, ...]:
        """Why services did not answer, where their answer may have been better than this one."""
        return tuple(one.why for one in self.told if one.outcome.is_failure)


class _Accountable(Protocol):
    """The method of a resolver that can also say how its answer came about."""

    def __call__(self, name: str, *, country: str | None = None) -> Answer: ...


def answer_of(resolver: Resolver, name: str, country: str | None = None) -> Answer:
    """The resolver's answer with its account; a service's failure is told in it, not raised."""
    try:
        answer: _Accountable | None = getattr(resolver, "answer", None)
        if answer is not None:
            return answer(name, country=country)
        return Answer(resolver.resolve(name, country=country))
    except ServiceError as failure:
        return Answer(None, (Told("online", Outcome.FAILED, str(failure)),))
