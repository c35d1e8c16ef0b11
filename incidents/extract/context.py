"""What a sentence is about, and whether its incident stands out from that.

Words of sport, of fiction and drills, of a court or of a debate colour the whole sentence, and
two different ones colour the rest of their paragraph. What really happened there shows itself:
police among the players, a fire at the museum told of last night, a crowd inside parliament.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from incidents.extract.dates import is_recent, time_near
from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit
from incidents.extract.triggers import Trigger
from incidents.geo import Point
from incidents.model import Claim, DatePrecision

CARRIED = frozenset({"sport", "exercise", "court", "debate"})  # these colour a paragraph
AT_ONCE = frozenset({"sport", "debate"})  # from the sentence on that holds the second such word
NARROW = frozenset({"before", "after", "near", "back"})  # these rule a few words, no paragraph
MOSTLY = 0.5  # of the paragraphs: then the whole article is of that subject
FEWEST = 2  # coloured paragraphs that an article's subject takes at least
EXACT = frozenset({DatePrecision.DAY, DatePrecision.NIGHT})

PLAYED = frozenset({  # what words of sport and of debates borrow from news
    "attack", "clash", "shelling", "explosion", "storming", "seizure", "killing", "injury",
    "fire", "accident", "disaster", "vandalism", "looting", "deployment", "disruption",
})  # fmt: skip
ARGUED = PLAYED - {"deployment", "disruption", "injury"}
VERBAL = frozenset({"attack", "clash", "shelling"})  # what speakers do every day
WIDESPREAD = frozenset({"shutdown", "disruption", "emergency"})  # told of no one spot
LEAD_PARAGRAPHS = 2  # these may lean on the title for their place
GUESSED = frozenset({"article", "published"})  # sources of a day that no words near it told
BODILY = frozenset({"killing", "injury"})
TANGIBLE = frozenset({
    "crowd", "force", "armed", "people", "person", "building", "vehicle", "goods", "things",
})  # fmt: skip
THINGS = frozenset({"building", "vehicle", "goods"})


@dataclass(frozen=True, slots=True)
class Contexts:
    """The subjects that carry over, by paragraph, each with the character where it sets in."""

    setting_in: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

    def over(self, passage: Passage) -> Iterator[str]:
        """The subjects that reach a passage from the sentences before."""
        for name, at in self.setting_in.get(passage.sentence.paragraph, {}).items():
            if at <= passage.sentence.start:
                yield name


def contexts(page: Page) -> Contexts:
    """What every paragraph of an article is about, as far as words beside incidents show it."""
    found: dict[int, dict[str, int]] = {}
    told: set[int] = set()
    for number, passages in _paragraphs(page).items():
        told.add(number)
        found[number] = _setting_in(passages)
    for name in CARRIED:
        coloured = sum(name in names for names in found.values())
        if coloured >= FEWEST and coloured > MOSTLY * len(told):
            for names in found.values():
                names[name] = 0
    return Contexts(found)


def _paragraphs(page: Page) -> Mapping[int, list[Passage]]:
    grouped: dict[int, list[Passage]] = defaultdict(list)
    for passage in page.passages:
        if not passage.sentence.heading and not passage.aside:
            grouped[passage.sentence.paragraph].append(passage)
    return grouped


def _setting_in(passages: list[Passage]) -> dict[str, int]:
    """Each subject with the sentence whose words make it plain."""
    first: dict[str, tuple[Hit, Passage]] = {}
    found: dict[str, int] = {}
    for passage in passages:
        for hit in passage.of("filter"):
            name, scope = hit.role.name, hit.role.detail
            if name not in CARRIED or scope in NARROW or name in found:
                continue
            other, told = first.setdefault(name, (hit, passage))
            if hit.written != other.written and hit.start >= other.end:
                whole = name in AT_ONCE or passage is not told
                found[name] = passage.sentence.start if whole else hit.start
    return found


def stands_out(page: Page, passage: Passage, trigger: Trigger, subject: str) -> bool:
    """Whether an incident shows itself as real among the words of another subject."""
    if subject == "sport":
        return _among_players(passage, trigger)
    if subject in ("debate", "metaphor"):
        return _among_speakers(page, passage, trigger)
    return trigger.tier == 1 and is_dated(page, passage, trigger)


def _among_players(passage: Passage, trigger: Trigger) -> bool:
    if trigger.kind not in PLAYED or _has(passage, "force"):
        return True
    if trigger.kind in BODILY or trigger.kind == "disaster":
        return trigger.tier == 1 and _has(passage, "crowd", within=passage.clause(trigger.start))
    things = _has(passage, *THINGS, within=passage.half(trigger.start))
    return trigger.kind in ("fire", "vandalism") and trigger.tier == 1 and things


def _among_speakers(page: Page, passage: Passage, trigger: Trigger) -> bool:
    if trigger.kind not in ARGUED:
        return True
    clause = passage.clause(trigger.start)
    if _has(passage, "force", "armed", "crowd", within=clause):
        return True
    if trigger.kind in VERBAL:
        return False
    return _has(passage, *THINGS, within=clause) or is_dated(page, passage, trigger)


def is_figurative(page: Page, passage: Passage, trigger: Trigger) -> bool:
    """Whether what an attack or a storm meets there is abstract: prices, critics, a league.

    Somebody or something that can be touched in the clause, or a day and a place, makes it real.
    """
    if trigger.kind not in ARGUED - {"killing"}:
        return False
    clause = passage.clause(trigger.start)
    start, end = clause[0], max(clause[1], trigger.end)
    if not any(start <= hit.start < end for hit in passage.of("class", "abstract")):
        return False
    if _has(passage, *TANGIBLE, within=(start, end)) or any(
        start <= hit.start < end for hit in passage.of("facility")
    ):
        return False
    placed = any(start <= one.start < end for one in passage.mentions)
    return not (placed and is_dated(page, passage, trigger))


def befalls_people(passage: Passage, trigger: Trigger) -> bool:
    """Whether people are spoken of in the trigger's clause."""
    people = ("people", "person", "force", "armed", "crowd")
    return _has(passage, *people, within=passage.clause(trigger.start))


def _has(passage: Passage, *names: str, within: tuple[int, int] | None = None) -> bool:
    """Whether a word of these classes stands there; one that names a speaker does not count."""
    start, end = within or passage.body
    speakers = passage.of("filter", "debate")
    return any(
        hit.role.name in names
        and start <= hit.start < end
        and not any(one.start <= hit.start < one.end for one in speakers)
        for hit in passage.of("class")
    )


def is_dated(page: Page, passage: Passage, trigger: Trigger) -> bool:
    """Whether the sentence gives the incident an exact day of the last week."""
    when, published = time_near(page, passage, trigger), page.article.published
    if when is None or when.date is None or when.precision not in EXACT:
        return False
    return published is None or is_recent(when.date, published)


def is_adrift(page: Page, claim: Claim) -> bool:
    """Whether nothing ties a claim to a place or a day, in a report that names several towns.

    No place and no day in its whole paragraph, no figure, no building: what stands so alone is
    mostly advice, a memory or a figure of speech, and its dot would be a guess.
    """
    told = claim.killed or claim.injured or claim.arrested or claim.place.facility
    if told or claim.kind in WIDESPREAD or page.article.published is None:
        return False
    if claim.place.source != "article" or claim.when.source not in GUESSED:
        return False
    passage = next(one for one in page.passages if one.sentence.start == claim.start)
    return not (_in_lead(page, passage) or _two_sides(passage)) and len(_towns(page)) > 1


def _in_lead(page: Page, passage: Passage) -> bool:
    told = [one.sentence for one in page.passages if not (one.sentence.heading or one.aside)]
    opening = list(dict.fromkeys(one.paragraph for one in told))[:LEAD_PARAGRAPHS]
    return passage.sentence.paragraph in opening


def _two_sides(passage: Passage) -> bool:
    """Whether two sorts of people face each other there: police and strikers."""
    return sum(_has(passage, name) for name in ("force", "armed", "crowd")) > 1


def _towns(page: Page) -> set[Point]:
    named = [*page.datelines, *(one for passage in page.passages for one in passage.mentions)]
    return {one.place.point for one in named if one.place.precision.is_point}
