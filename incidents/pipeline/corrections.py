"""Drafts under a person's hands: what was corrected, what was left out, and what that saves.

A draft that a person leaves out is kept as rejected, so that it does not come back when the same
article is read again, and so that who looks later sees what the machine had read. What a person
corrected is told in the evidence, beside what the machine had read; the evidence names the report's
words only for what was read in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from incidents.errors import UsageError
from incidents.geocode.names import fold
from incidents.model import (
    BY_HAND,
    Figure,
    Incident,
    Place,
    Remembered,
    Status,
    When,
    kind_of,
)
from incidents.model.remembered import LONGEST_WORDS
from incidents.pipeline.choosing import POSITION
from incidents.pipeline.confidence import settled
from incidents.pipeline.lessons import Lesson, suggested
from incidents.pipeline.memory import phrase, stands_in


@dataclass(frozen=True, slots=True)
class Draft:
    """An incident as it was read, as it stands now, and whether it is to be kept."""

    read: Incident
    now: Incident
    kept: bool = True
    why: str = ""  # it is left out, in the person's own words
    because: str = ""  # it is placed elsewhere
    lesson: Lesson | None = None  # what that says of the words

    @classmethod
    def of(cls, incident: Incident) -> Draft:
        """The draft that nobody has touched yet."""
        return cls(incident, incident)

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of what a person changed: keys of TOLD."""
        return tuple(name for name, told in TOLD.items() if told(self.read) != told(self.now))

    @property
    def corrections(self) -> tuple[str, ...]:
        """What a person changed, in words: `kind: fire → explosion`."""
        return tuple(
            f"{name}: {TOLD[name](self.read)} → {TOLD[name](self.now)}" for name in self.changed
        )

    def placed(self, place: Place | None, words: str | None) -> Draft:
        """The draft at that place, with the lesson that this suggests."""
        stated = place is not None and place.feature == POSITION
        name = self.read.place_name if stated and self.read.place_name else words
        draft = self.corrected(place=place, place_name=name)
        lesson = suggested(self.read, place) if "place" in draft.changed else None
        return replace(draft, lesson=lesson)

    def corrected(self, **fields: object) -> Draft:
        """The draft with these fields of its incident changed, and a title that fits them."""
        now = replace(self.now, **fields)  # type: ignore[arg-type]  # fields of Incident
        return replace(self, now=replace(now, title=_title(now)))


def outcome(
    drafts: Iterable[Draft], author: str = "analyst", day: date | None = None
) -> list[Incident]:
    """What is saved: kept drafts as they stand now, the others as read and rejected."""
    return [marked(one, author, day) if one.kept else _rejected(one) for one in drafts]


def lesson_of(draft: Draft, author: str, day: date | None = None) -> Remembered | None:
    """What is to be remembered of the draft's place; None where nothing is.

    UsageError where the reason or the words are missing.
    """
    lesson, place = draft.lesson, draft.now.place
    if not draft.kept or lesson is None or not lesson.wanted or place is None:
        return None
    words = lesson.words.strip()
    name = words if place.feature == POSITION else place.name
    return Remembered(
        words, fold(words), lesson.country, replace(place, name=name[:LONGEST_WORDS] or "unnamed"),
        draft.because.strip(), author, day or date.today(), _place(draft.read),
    )  # fmt: skip


def lessons(drafts: Iterable[Draft], author: str, day: date | None = None) -> list[Remembered]:
    """What is to be remembered of the drafts' places."""
    return [one for draft in drafts if (one := lesson_of(draft, author, day))]


def problem(draft: Draft, text: str | None) -> str | None:
    """What is still to be said before the draft's place is remembered, in one sentence."""
    try:
        known = lesson_of(draft, "nobody")
    except UsageError as error:
        return str(error)
    if known is None or text is None or stands_in(known.words, text):
        return None
    if known.key == fold(phrase(draft.read.evidence) or ""):
        return None  # a building and its town, which need not stand side by side
    return f"“{known.words}” does not stand in this report: words as it has them would be right"


def _rejected(draft: Draft) -> Incident:
    """The incident as it was read, rejected, with the person's reason where one is given."""
    why = (f"rejected: {draft.why}",) if draft.why else ()
    evidence = replace(draft.read.evidence, corrected=why)
    return replace(draft.read, status=Status.REJECTED, evidence=evidence)


def marked(draft: Draft, author: str = "analyst", day: date | None = None) -> Incident:
    """The incident with its corrections in the evidence; the quote stays that of the report."""
    if not draft.changed:
        return draft.now
    level, reasons = settled(draft.now.confidence, draft.now.evidence.reasons, draft.changed)
    placed = "place" in draft.changed
    why = (f"reason: {draft.because}",) if placed and draft.because else ()
    told = (*draft.read.evidence.corrected, *draft.corrections, *why)
    seen = replace(draft.now.evidence, corrected=told, reasons=reasons)
    now = replace(draft.now, confidence=level, evidence=seen)
    if placed:
        now = _placed_by_hand(now, lesson_of(draft, author, day), draft.read.place)
    return _dated_by_hand(now) if "date" in draft.changed else now


def _placed_by_hand(incident: Incident, known: Remembered | None, before: Place | None) -> Incident:
    """No words of the report stand for a place that a person chose, unless they mean it always."""
    place = incident.place
    if known is not None:
        place = known.instead_of(before)
        incident = replace(incident, place_name=known.place.name)
        incident = replace(incident, title=_title(incident))
    evidence = replace(
        incident.evidence,
        place_words=known.words if known else None,
        place_source=BY_HAND,
        facility=None,
        origin=BY_HAND if known else place.origin if place else None,
        candidates=place.candidates if place else (),
        remembered=known.recalled if known else None,
    )
    return replace(incident, evidence=evidence)


def _dated_by_hand(incident: Incident) -> Incident:
    """No words of the report stand for a day that a person set."""
    evidence = replace(incident.evidence, date_words=None, date_source=BY_HAND)
    when = replace(incident.when, words=None, source=BY_HAND)
    return replace(incident, when=when, evidence=evidence)


def _title(incident: Incident) -> str:
    label = kind_of(incident.kind).label
    return f"{label}, {incident.place_name}" if incident.place_name else label


def _place(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return "no place"
    where = f"{place.name}, {place.country}" if place.country else place.name
    return f"{where} ({place.point.lat:.3f}, {place.point.lon:.3f})"


def _when(when: When) -> str:
    if when.date is None:
        return "no date"
    span = f"{when.date} to {when.date_end}" if when.date_end else f"{when.date}"
    return f"{span} ({when.precision})"


def _figure(figure: Figure) -> str:
    if not figure:
        return "unknown"
    least, most = ("…" if end is None else str(end) for end in (figure.min, figure.max))
    return least if least == most else f"{least} to {most}"


TOLD: dict[str, Callable[[Incident], str]] = {
    "kind": lambda one: kind_of(one.kind).label.lower(),
    "place": _place,
    "date": lambda one: _when(one.when),
    "killed": lambda one: _figure(one.killed),
    "injured": lambda one: _figure(one.injured),
    "arrested": lambda one: _figure(one.arrested),
    "who says so": lambda one: one.attributed_to or "the report itself",
    "hedged": lambda one: "yes" if one.hedged else "no",
}
