"""Drafts under a person's hands: what was corrected, what was left out, and what that saves.

A draft that a person leaves out is kept as rejected, so that it does not come back when the same
article is read again, and so that who looks later sees what the machine had read. What a person
corrected is told in the evidence, beside what the machine had read; the evidence names the report's
words only for what was read in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from incidents.geocode.asking import asked, position
from incidents.model import (
    Figure,
    GeoPrecision,
    Incident,
    Place,
    Status,
    When,
    kind_of,
)
from incidents.pipeline.confidence import settled
from incidents.pipeline.shared import shared_gazetteer

CHOICES = 8  # places of one name to choose from
STATED_RADIUS_M = 100  # a position given in degrees is taken at its word
BY_HAND = "person"  # as the source of a place or a day


@dataclass(frozen=True, slots=True)
class Draft:
    """An incident as it was read, as it stands now, and whether it is to be kept."""

    read: Incident
    now: Incident
    kept: bool = True
    why: str = ""  # it is left out, in the person's own words

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

    def corrected(self, **fields: object) -> Draft:
        """The draft with these fields of its incident changed, and a title that fits them."""
        now = replace(self.now, **fields)  # type: ignore[arg-type]  # fields of Incident
        return replace(self, now=replace(now, title=_title(now)))


def outcome(drafts: Iterable[Draft]) -> list[Incident]:
    """What is saved: kept drafts as they stand now, the others as read and rejected."""
    return [_marked(draft) if draft.kept else _rejected(draft) for draft in drafts]


def places_called(words: str) -> list[Place]:
    """The places that the words may mean, likeliest first; a position in degrees is one."""
    stated = position(words)
    if stated is not None:
        return [
            Place(
                words.strip(), stated, GeoPrecision.SITE, STATED_RADIUS_M,
                feature="position", origin=BY_HAND,
            )
        ]  # fmt: skip
    gazetteer, question = shared_gazetteer(), asked(words)
    if question is None:
        return []
    found = gazetteer.ranked(question)[:CHOICES]
    places = [gazetteer.place([one]) for one in found]
    likeliest = gazetteer.resolve(words)
    if likeliest and all(likeliest.point != one.point for one in places):
        places.insert(0, likeliest)  # an airport, or what a comma narrows
    return places


def _rejected(draft: Draft) -> Incident:
    """The incident as it was read, rejected, with the person's reason where one is given."""
    why = (f"rejected: {draft.why}",) if draft.why else ()
    evidence = replace(draft.read.evidence, corrected=why)
    return replace(draft.read, status=Status.REJECTED, evidence=evidence)


def _marked(draft: Draft) -> Incident:
    """The incident with its corrections in the evidence; the quote stays that of the report."""
    if not draft.changed:
        return draft.now
    level, reasons = settled(draft.now.confidence, draft.now.evidence.reasons, draft.changed)
    seen = replace(draft.now.evidence, corrected=draft.corrections, reasons=reasons)
    now = replace(draft.now, confidence=level, evidence=seen)
    now = _placed_by_hand(now) if "place" in draft.changed else now
    return _dated_by_hand(now) if "date" in draft.changed else now


def _placed_by_hand(incident: Incident) -> Incident:
    """No words of the report stand for a place that a person chose."""
    place = incident.place
    evidence = replace(
        incident.evidence, place_words=None, place_source=BY_HAND, facility=None,
        origin=place.origin if place else None, candidates=place.candidates if place else (),
    )  # fmt: skip
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
