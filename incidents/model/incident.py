"""An incident: a claim with a place, a date and a source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from incidents.model.article import Article
from incidents.model.claim import Claim, Figure
from incidents.model.place import Candidate, Place
from incidents.model.remembered import Recalled
from incidents.model.when import When


class Status(StrEnum):
    """What a person has said of it so far."""

    DRAFT = "draft"
    VERIFIED = "verified"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the table has no column for: how the reader came to each answer."""

    article_id: str | None = None
    reader: str | None = None  # rules, or the name of the model that read it
    cue: str | None = None
    place_words: str | None = None
    place_source: str | None = None
    facility: str | None = None
    date_words: str | None = None
    date_source: str | None = None
    hedge_words: str | None = None
    origin: str | None = None
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()  # by a person, as `kind: fire → explosion`
    remembered: Recalled | None = None  # the correction that placed it


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, as one report tells it."""

    id: str
    kind: str
    title: str
    when: When = field(default_factory=When)
    place: Place | None = None
    place_name: str | None = None
    killed: Figure = field(default_factory=Figure)
    injured: Figure = field(default_factory=Figure)
    arrested: Figure = field(default_factory=Figure)
    actors: tuple[str, ...] = ()
    hedged: bool = False
    attributed_to: str | None = None
    quote: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    status: Status = Status.DRAFT
    confidence: str | None = None  # high, medium, low
    dataset: str = "articles"
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was read and not kept, and why."""

    source: str
    reason: str
    words: str


def incident_id(article: Article, claim: Claim) -> str:
    """A stable id: the same claim of the same article keeps it, whenever it is read again."""
    mention = claim.place.mention
    told = f"{article.id}|{claim.kind}|{claim.start}|{claim.cue}|{mention.name if mention else ''}"
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
