"""Dead and wounded told after the incident that hurt them, made part of it.

"A bomb went off at the market. Seven people died and nine were injured." is one incident with
two figures. The sentence belongs to the incident told last if it stands in its paragraph or the
next, names no place of its own and no other time, would be placed where the incident is, and the
incident has no such figure yet. A number that somebody else gives widens the one told; otherwise
a number never takes another's place. A fire told between is the attack's or the blast's own.
Hedged wounds stay a claim of their own: the incident is sure, they are not. Hedged deaths hedge
the incident, for they are what it is told for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from incidents.extract.figures import FIELD, Told, widened
from incidents.extract.hedges import hedge
from incidents.extract.merging import times_agree
from incidents.extract.page import Page, Passage
from incidents.extract.scenes import scenes
from incidents.extract.triggers import Trigger
from incidents.model import Claim, ClaimPlace, Rejected, When

CAUSES = frozenset({"attack", "explosion", "shelling", "accident", "disaster", "fire", "clash"})
STRONG = CAUSES - {"fire"}  # a fire told after one of these is part of it
TIED = frozenset({"storming", "protest", "looting", "seizure"})  # causes where words tie them
WOUNDS = frozenset({"killing", "injury"})
DAMAGING = frozenset({"explosion", "shelling", "accident", "disaster"})
DAMAGE = frozenset({"vandalism"})  # windows broken by the blast
PARAGRAPHS = 1  # how far behind the incident's paragraph its dead may be told
LONGEST_QUOTE = 600  # characters of an incident's quote together with its toll's
MONTHS = timedelta(days=60)  # what is older was no part of the incident reported
NEAR = 1  # words before a word that ties a sentence to the one before

Found = tuple[Claim, bool] | Rejected


@dataclass(frozen=True, slots=True)
class Toll:
    """What one sentence adds to the incident told before it."""

    figures: dict[str, Told]
    passage: Passage
    when: When | None
    hedged: str | None
    attributed_to: str | None


@dataclass(slots=True)
class Waiting:
    """What was read since the last incident, held back while its figures may still come."""

    found: list[Found] = field(default_factory=list)
    at: int | None = None  # where in `found` the incident stands
    paragraph: int = 0
    told: dict[str, Told] = field(default_factory=dict)

    def incident(self) -> Claim | None:
        """The incident that figures may be told of now."""
        if self.at is None:
            return None
        held = self.found[self.at]
        return held[0] if isinstance(held, tuple) else None

    def leave(self, page: Page, passage: Passage) -> Iterator[Found]:
        """What need not wait any longer once a passage begins."""
        incident = self.incident()
        if incident and _is_elsewhere(page, passage, incident, self.paragraph):
            self.at = None
        if self.at is None:
            yield from self.found
            self.found = []

    def hold(self, passage: Passage, read: Sequence[Found], counted: dict[Trigger, Told]) -> None:
        """Holds what a passage tells; the incident among its claims waits for figures."""
        claims = {at: each[0] for at, each in enumerate(read) if isinstance(each, tuple)}
        if claims and not self._goes_on(passage, claims.values()):
            first = min(claims, key=lambda at: (_rank(claims[at]), at))
            self.at = len(self.found) + first
            self.paragraph = passage.sentence.paragraph
            self.told = dict(_told_of(claims[first], counted))
        self.found += read

    def _goes_on(self, passage: Passage, claims: Iterable[Claim]) -> bool:
        """Whether the claims are what the waiting incident brought about: it waits on."""
        incident = self.incident()
        if incident is None or incident.kind not in STRONG:
            return False
        kinds = {one.kind for one in claims}
        same = passage.sentence.paragraph == self.paragraph
        return kinds <= {"fire"} or (same and not kinds & (STRONG | TIED))

    def take(self, page: Page, toll: Toll) -> None:
        """Makes the figures told in a sentence those of the incident before it."""
        incident = self.incident()
        if incident is None or self.at is None:
            return
        for name, told in toll.figures.items():
            self.told[name] = widened(self.told[name], told) if name in self.told else told
        held = self.found[self.at]
        definite = held[1] if isinstance(held, tuple) else False
        self.found[self.at] = _with(page, incident, toll, self.told), definite


def _rank(claim: Claim) -> int:
    """Causes of death and injury first, then what has a figure, then the rest."""
    return 0 if claim.kind in CAUSES else 1 if claim.kind in TIED else 2


def _told_of(claim: Claim, counted: dict[Trigger, Told]) -> Iterator[tuple[str, Told]]:
    """The claim's figures as they were told."""
    for trigger, told in counted.items():
        name = FIELD[trigger.kind]
        if getattr(claim, name) == told.figure:
            yield name, told


def _with(page: Page, incident: Claim, toll: Toll, told: dict[str, Told]) -> Claim:
    """The incident with its figures, and the words that tell them in its quote."""
    end = toll.passage.sentence.end
    longer = end - incident.start <= LONGEST_QUOTE
    fresh = toll.when if toll.when and incident.when.source in ("article", "published") else None
    return replace(
        incident,
        end=end if longer else incident.end,
        quote=page.article.text[incident.start : end] if longer else incident.quote,
        when=fresh or incident.when,
        hedged=incident.hedged or toll.hedged,
        attributed_to=incident.attributed_to or toll.attributed_to,
        killed=told["killed"].figure if "killed" in told else incident.killed,
        injured=told["injured"].figure if "injured" in told else incident.injured,
        arrested=told["arrested"].figure if "arrested" in told else incident.arrested,
    )


def _is_elsewhere(page: Page, passage: Passage, incident: Claim, paragraph: int) -> bool:
    """Whether the text has left the incident: a later paragraph, or another place."""
    if passage.sentence.paragraph > paragraph + PARAGRAPHS:
        return True
    mention = incident.place.mention
    named = scenes(page, passage)
    return any(mention is None or one.place.point != mention.place.point for one in named)


def belongs(
    page: Page,
    passage: Passage,
    waiting: Waiting,
    told: Sequence[Trigger],
    counted: dict[Trigger, Told],
    when: When | None,
    place: ClaimPlace,
) -> list[Trigger]:
    """The words whose figures are those of the incident told before: one for each fate."""
    incident = waiting.incident()
    if incident is None or not _goes_with(page, passage, waiting, incident, told):
        return []
    if not _same_place(incident.place, place) or (when and not times_agree(incident.when, when)):
        return []
    if _looks_back(page, incident, when):
        return []
    own: dict[str, Trigger] = {}
    for trigger, one in sorted(counted.items(), key=lambda each: each[0].start):
        if _is_its(page, passage, waiting, trigger, one):
            own.setdefault(trigger.kind, trigger)
    return list(own.values())


def fates(
    page: Page,
    passage: Passage,
    waiting: Waiting,
    told: Sequence[Trigger],
    counted: dict[Trigger, Told],
    when: When | None,
) -> list[Trigger]:
    """The uncounted deaths, wounds and damage of the incident told before.

    "The driver died at once." and "Windows were shattered." tell of nothing new.
    """
    incident = waiting.incident()
    if incident is None or incident.kind not in CAUSES:
        return []
    if passage.sentence.paragraph != waiting.paragraph or {one.kind for one in told} & CAUSES:
        return []
    if scenes(page, passage) or (when and not times_agree(incident.when, when)):
        return []
    struck = incident.kind in DAMAGING and when is None
    suffered = WOUNDS | DAMAGE if struck else WOUNDS
    return [one for one in told if one.kind in suffered and one not in counted]


def _goes_with(
    page: Page, passage: Passage, waiting: Waiting, incident: Claim, told: Sequence[Trigger]
) -> bool:
    """Whether a passage tells nothing of its own that its dead and wounded could belong to."""
    kinds = {trigger.kind for trigger in told}
    if kinds & (STRONG if incident.kind in STRONG else CAUSES) or scenes(page, passage):
        return False
    same = passage.sentence.paragraph == waiting.paragraph
    return same or kinds <= WOUNDS


def _looks_back(page: Page, incident: Claim, when: When | None) -> bool:
    """Whether the passage dates its dead long before a report that dates its incident to no day."""
    published = page.article.published
    if published is None or when is None or when.date is None:
        return False
    last = when.date_end or when.date
    return incident.when.source in ("article", "published") and last < published - MONTHS


def _same_place(one: ClaimPlace, other: ClaimPlace) -> bool:
    """Whether the passage would be placed where the incident is."""
    if one.mention is None or other.mention is None:
        return one.mention is other.mention
    return one.mention.place.point == other.mention.place.point


def _is_its(page: Page, passage: Passage, waiting: Waiting, trigger: Trigger, one: Told) -> bool:
    incident, have = waiting.incident(), waiting.told.get(FIELD[trigger.kind])
    if incident is None:
        return False
    if have:
        return one.other or have.vague
    if trigger.kind not in WOUNDS:
        return False
    if trigger.kind == "injury" and not incident.hedged and hedge(page, passage, trigger):
        return False
    if _are_armed(passage, trigger):
        return False
    return incident.kind in CAUSES or (incident.kind in TIED and _is_tied(page, passage))


def _are_armed(passage: Passage, trigger: Trigger) -> bool:
    """Whether it befell gunmen or attackers: that is no toll of what they did."""
    start, end = passage.half(trigger.start)
    return any(start <= hit.start < max(end, trigger.end) for hit in passage.of("class", "armed"))


def _is_tied(page: Page, passage: Passage) -> bool:
    """Whether the sentence opens with words that tie it to the one before: "in the attack"."""
    start = passage.body[0]
    return any(page.words_between(start, hit.start) <= NEAR for hit in passage.of("toll", "tied"))
