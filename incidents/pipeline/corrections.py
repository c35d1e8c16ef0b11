"""Drafts under a person's hands: what was corrected, what was left out, and what that saves.

A draft that a person leaves out is kept as rejected, so that it does not come back when the same
article is read again, and so that who looks later sees what the machine had read. What a person
corrected is told in the evidence, beside what the machine had read.
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
from incidents.pipeline.shared import shared_gazetteer

CHOICES = 8  # places of one name to choose from
STATED_RADIUS_M = 100  # a position given in degrees is taken at its word
BY_HAND = "a person"


@dataclass(frozen=True, slots=True)
class Draft:
    """An incident as it was read, as it stands now, and whether it is to be kept."""

    read: Incident
    now: Incident
    kept: bool = True

    @classmethod
    def of(cls, incident: Incident) -> Draft:
        """The draft that nobody has touched yet."""
        return cls(incident, incident)

    @property
    def corrections(self) -> tuple[str, ...]:
        """What a person changed, in words: `kind: fire → explosion`."""
        return tuple(
            f"{name}: {told(self.read)} → {told(self.now)}"
            for name, told in TOLD.items()
            if told(self.read) != told(self.now)
        )

    def corrected(self, **fields: object) -> Draft:
        """The draft with these fields of its incident changed, and a title that fits them."""
        now = replace(self.now, **fields)  # type: ignore[arg-type]  # fields of Incident
        return replace(self, now=replace(now, title=_title(now)))


def outcome(drafts: Iterable[Draft]) -> list[Incident]:
    """What is saved: kept drafts as they stand now, the others as read and rejected."""
    return [
        _marked(draft) if draft.kept else replace(draft.read, status=Status.REJECTED)
        for draft in drafts
    ]


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


def _marked(draft: Draft) -> Incident:
    """The incident with its corrections in the evidence; the words stay those of the report."""
    changed = draft.corrections
    if not changed:
        return draft.now
    return replace(draft.now, evidence=replace(draft.now.evidence, corrected=changed))


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
