"""Repeats of one incident within one article, made one claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from incidents.model import Claim, DatePrecision, Figure, When

UNTOLD = frozenset({"article", "published"})  # no words of the sentence or its paragraph
IN_SENTENCE = frozenset({"sentence", "between"})  # the sentence itself names the place
RETOLD = {  # a kind → the kinds whose definite nouns may speak of it: "the attack" of a bombing
    "explosion": frozenset({"attack", "shelling", "accident"}),
    "shelling": frozenset({"attack", "explosion"}),
    "killing": frozenset({"attack"}),
    "injury": frozenset({"attack", "accident"}),
    "attack": frozenset({"shelling", "explosion", "killing"}),
    "clash": frozenset({"attack"}),
    "accident": frozenset({"disaster", "explosion"}),
    "disaster": frozenset({"accident"}),
    "storming": frozenset({"attack"}),
    "abduction": frozenset({"attack"}),
}
OF_BUILDINGS = frozenset({"storming", "seizure"})  # each building is one of its own
NEAR = 300  # characters from what was told to what goes on with it: a few sentences
VAGUE_SOURCES = ("article", "carried", "published")


@dataclass(slots=True)
class Merged:
    """The claims kept so far; a repeat fills what the first left open."""

    _kept: list[Claim] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def fold(self, claim: Claim, definite: bool) -> bool:
        """Whether the claim repeats one that is kept, which then takes what it adds."""
        same = (
            kept.kind == claim.kind and _is_repeat(kept, claim, definite) for kept in self._kept
        )
        number = next((number for number, is_one in enumerate(same) if is_one), None)
        if number is None and definite:
            retold = (_is_retold(kept, claim) for kept in self._kept)
            number = next((number for number, is_one in enumerate(retold) if is_one), None)
        if number is None:
            return False
        self._kept[number] = _fuller(self._kept[number], claim)
        return True

    def keep(self, claim: Claim) -> None:
        """Keeps a claim that repeats none."""
        self._kept.append(claim)

    def claims(self) -> Iterator[Claim]:
        """The claims in reading order."""
        yield from self._kept


def points_back(claim: Claim) -> bool:
    """Whether "the unrest" tells nothing of its own: no place, no time, no figure."""
    told = claim.place.source in IN_SENTENCE or claim.when.source == "sentence"
    return not (told or _counts(claim))


def _counts(claim: Claim) -> bool:
    return any((claim.killed, claim.injured, claim.arrested))


def _is_repeat(kept: Claim, claim: Claim, definite: bool) -> bool:
    if not _figures_agree(kept, claim) or not times_agree(kept.when, claim.when):
        return False
    if definite and claim.place.source not in IN_SENTENCE and not _counts(claim):
        return True  # "the unrest" alone; with a toll it may be the whole country's
    return _places_agree(kept, claim, definite=definite)


def _is_retold(kept: Claim, claim: Claim) -> bool:
    """Whether "the attack" speaks of the explosion told before: same family, time and place."""
    if claim.kind not in RETOLD.get(kept.kind, ()):
        return False
    dated = claim.when.source == "sentence" and kept.when.source in UNTOLD
    told = _figures_agree(kept, claim) and times_agree(kept.when, claim.when) and not dated
    return told and _places_agree(kept, claim, definite=True)


def _places_agree(kept: Claim, claim: Claim, *, definite: bool) -> bool:
    one, other = kept.place.mention, claim.place.mention
    if one is None or other is None:
        return True
    bare = (definite and claim.place.facility is None) or _goes_on(kept, claim)
    if not bare and kept.place.facility != claim.place.facility:
        return False  # the city hall, and "several buildings"
    return one.place.point == other.place.point


def _goes_on(kept: Claim, claim: Claim) -> bool:
    """Whether the claim only goes on telling: of the two one alone names a building."""
    near = claim.start - kept.end < NEAR and claim.kind not in OF_BUILDINGS
    return near and None in (kept.place.facility, claim.place.facility)


def _figures_agree(kept: Claim, claim: Claim) -> bool:
    return all(
        not one or not other or one == other
        for one, other in (
            (kept.killed, claim.killed),
            (kept.injured, claim.injured),
            (kept.arrested, claim.arrested),
        )
    )


def times_agree(kept: When, claim: When) -> bool:
    """Whether two times can be one: they overlap, or one of them was not told at all."""
    if kept.date is None or claim.date is None:
        return True
    if not UNTOLD.isdisjoint((kept.source, claim.source)):
        return True
    return kept.date <= _last(claim) and claim.date <= _last(kept)


def _last(when: When) -> date:
    return when.date_end or when.date or date.max


def _fuller(kept: Claim, claim: Claim) -> Claim:
    """The first claim with what the repeat adds: a figure or a closer day."""
    return replace(
        kept,
        killed=_either(kept.killed, claim.killed),
        injured=_either(kept.injured, claim.injured),
        arrested=_either(kept.arrested, claim.arrested),
        when=_closer(kept.when, claim.when),
        actors=kept.actors or claim.actors,
        hedged=kept.hedged if claim.hedged else None,
        tier=min(kept.tier, claim.tier),
        attributed_to=kept.attributed_to or claim.attributed_to,
    )


def _either(one: Figure, other: Figure) -> Figure:
    return one or other


def _closer(one: When, other: When) -> When:
    """The more precise of two times, the one from a sentence before one that was carried."""
    if other.source == "sentence" and one.source in VAGUE_SOURCES:
        return other
    if other.source in UNTOLD and one.source not in UNTOLD:
        return one  # its own words, though less exact, before what an article leaves to guess
    ranks = list(DatePrecision)
    return other if ranks.index(other.precision) < ranks.index(one.precision) else one
