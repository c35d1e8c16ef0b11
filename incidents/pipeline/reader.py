"""Article → claims → places → incidents: the one journey every door takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from incidents.errors import BadArticle
from incidents.extract import (
    AFTER_PUBLICATION,
    LANGUAGES,
    MAX_READ,
    NOTICED,
    Extractor,
    language_of,
)
from incidents.model import (
    BY_HAND,
    Article,
    Claim,
    Evidence,
    GeoPrecision,
    Incident,
    Mention,
    Place,
    Rejected,
    Remembered,
    kind_of,
)
from incidents.model.incident import incident_id
from incidents.model.names import language_name
from incidents.model.remembered import as_precise
from incidents.pipeline.confidence import confidence
from incidents.pipeline.memory import NOTHING, Corrected, Recollection

if TYPE_CHECKING:
    from incidents.geocode import Answer

MAX_NOTICES = 3  # of one reading; more say nothing new
LONGEST_NOTICE = 100  # characters quoted


class Places(Protocol):
    """Anything that finds the places a text names."""

    def mentions(self, text: str, language: str | None = None) -> list[Mention]: ...


class Atlas(Protocol):
    """Anything that knows which airport serves a town, and what a country is called."""

    def airport(self, place: Place) -> Place | None: ...

    def country_name(self, code: str) -> str | None: ...

    def resolve(self, name: str) -> Place | None: ...


class Buildings(Protocol):
    """Anything that finds the one building of its kind in a town, if it is sure."""

    def within(self, town: Place, kind: str, words: str) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article: its incidents, and what was left out and why."""

    article: Article
    incidents: tuple[Incident, ...]
    rejected: tuple[Rejected, ...]
    unanswered: tuple[str, ...] = ()  # why online services did not say where a building is

    @property
    def notices(self) -> tuple[str, ...]:
        """What speaks against how the article was taken in: its day above all; plain sentences."""
        told = [f"{one.reason}: “{_short(one.words)}”" for one in self._doubts()]
        left = [f"a building was left at its town: {why}" for why in self.unanswered]
        return (*self.article.notices, *list(dict.fromkeys([*told, *left]))[:MAX_NOTICES])

    @property
    def recalled(self) -> int:
        """How many incidents are placed as a person corrected their words before."""
        return sum(one.evidence.remembered is not None for one in self.incidents)

    def _doubts(self) -> Iterator[Rejected]:
        """A day ahead is news now and then; where most days lie ahead, publication is wrong."""
        ahead = sum(one.reason == AFTER_PUBLICATION for one in self.rejected)
        dated = sum(one.evidence.date_source == "sentence" for one in self.incidents)
        for one in self.rejected:
            if one.reason in NOTICED and (one.reason != AFTER_PUBLICATION or ahead > dated):
                yield one


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_NOTICE else plain[: LONGEST_NOTICE - 1] + "…"


class Reader:
    """Reads articles; what it reads with is handed to it."""

    def __init__(
        self,
        extractor: Extractor,
        places: Places,
        atlas: Atlas,
        buildings: Buildings | None = None,
    ) -> None:
        self._extractor = extractor
        self._places = places
        self._atlas = atlas
        self._buildings = buildings

    def read(
        self, article: Article, *, dataset: str = "articles", memory: Recollection = NOTHING
    ) -> Reading:
        """The article's incidents, each a draft with its quote.

        What `memory` holds of its places goes before what the gazetteer says. Raises BadArticle
        for a language that is not read here.
        """
        article = replace(article, language=article.language or _language(article))
        text = article.text[:MAX_READ]
        mentions = self._places.mentions(text, article.language)
        named = memory.corrected(text, mentions, self._atlas.resolve)
        incidents: list[Incident] = []
        rejected: list[Rejected] = []
        unanswered: list[str] = []
        for claim in self._extractor.claims(article, named.mentions):
            if isinstance(claim, Rejected):
                rejected.append(claim)
            else:
                known = _remembered(claim, named, memory)
                place = self._place(claim, named.mentions, known)
                if known is None:
                    place = self._building(claim, place, unanswered)
                incident = _incident(claim, place, article, dataset, self._extractor.name)
                incidents.append(_recalled(incident, known))
        return Reading(article, tuple(incidents), tuple(rejected), tuple(unanswered))

    def _building(self, claim: Claim, place: Place | None, unanswered: list[str]) -> Place | None:
        """The building that the claim speaks of where a service is sure of it, else the place."""
        facility, words = claim.place.facility, claim.place.facility_words
        if self._buildings is None or place is None or not facility or not words:
            return place
        if claim.place.source not in ("sentence", "carried"):
            return place  # a town that is only the article's main one is guess enough
        answer = self._buildings.within(place, facility, words)
        unanswered.extend(() if answer.place else answer.failures)
        return answer.place or place

    def _place(
        self, claim: Claim, mentions: Sequence[Mention], known: Remembered | None
    ) -> Place | None:
        """Where it happened, no more precisely than the words say, or as a person said."""
        mention = claim.place.mention
        if mention and known and mention.place.point != known.place.point:
            return known.instead_of(mention.place)  # the building, not its town
        if known and claim.place.source != "sentence":
            return _around(known.instead_of(None))  # no other sentence speaks of that very building
        if mention is None:
            return self._whole_country(mentions) if claim.place.source == "country" else None
        if claim.place.facility == "airport" and mention.place.precision.is_point:
            return self._atlas.airport(mention.place) or mention.place
        return mention.place

    def _whole_country(self, mentions: Sequence[Mention]) -> Place | None:
        """The country that most named places lie in, where the words say "the country"."""
        counts = Counter(mention.place.country for mention in mentions if mention.place.country)
        code, most = next(iter(counts.most_common(1)), ("", 0))
        name = self._atlas.country_name(code) if most * 2 > counts.total() else None
        return self._atlas.resolve(name) if name else None


def _remembered(claim: Claim, named: Corrected, memory: Recollection) -> Remembered | None:
    """The correction that says where it was: of the building in its town, or of the town."""
    mention = claim.place.mention
    if mention is None:
        return None
    facility = claim.place.facility_words
    words = f"{facility}, {mention.name}"
    building = memory.recall(words, mention.place.country) if facility else None
    known = building or named.by.get(mention)
    if known and known.place.point != mention.place.point and claim.place.source != "sentence":
        return None  # the building beside the town that another sentence names
    return known


def _around(place: Place) -> Place:
    """The place as a town of its name would be drawn, where it is known better."""
    return (
        as_precise(place, GeoPrecision.TOWN)
        if place.precision.rank < GeoPrecision.TOWN.rank
        else place
    )


def _recalled(incident: Incident, known: Remembered | None) -> Incident:
    """The incident with the correction that placed it in its evidence."""
    if known is None:
        return incident
    seen = replace(
        incident.evidence, place_source="remembered", origin=BY_HAND, remembered=known.recalled
    )
    return replace(incident, evidence=seen)


def _incident(
    claim: Claim, place: Place | None, article: Article, dataset: str, reader: str
) -> Incident:
    level, reasons = confidence(claim, place)
    return Incident(
        id=incident_id(article, claim),
        kind=claim.kind,
        title=_title(claim, place),
        when=claim.when,
        place=place,
        place_name=place.name if place else None,
        killed=claim.killed,
        injured=claim.injured,
        arrested=claim.arrested,
        actors=claim.actors,
        hedged=claim.hedged is not None,
        attributed_to=claim.attributed_to,
        quote=claim.quote,
        quote_start=claim.start,
        quote_end=claim.end,
        source=article.source,
        url=article.url,
        language=article.language,
        published=article.published,
        confidence=level,
        dataset=dataset,
        evidence=replace(_evidence(claim, article, place, reasons), reader=reader),
    )


def _language(article: Article) -> str:
    """The text's own language; BadArticle where it is none that is read here."""
    code = language_of(article.text)
    if code not in LANGUAGES:
        raise BadArticle(
            f"this article seems to be in {language_name(code)}, which is not read here;"
            f" {', '.join(map(language_name, LANGUAGES))} are, and the language can be named"
        )
    return code


def _title(claim: Claim, place: Place | None) -> str:
    label = kind_of(claim.kind).label
    return f"{label}, {place.name}" if place else label


def _evidence(
    claim: Claim, article: Article, place: Place | None, reasons: tuple[str, ...]
) -> Evidence:
    mention = claim.place.mention
    return Evidence(
        article_id=article.id,
        cue=claim.cue,
        place_words=mention.name if mention else None,
        place_source=claim.place.source,
        facility=claim.place.facility_words,
        date_words=claim.when.words,
        date_source=claim.when.source,
        hedge_words=claim.hedged,
        origin=place.origin if place else None,
        candidates=place.candidates if place else (),
        reasons=reasons,
    )
