"""Why words that tell of an incident may not tell of one that happened."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from incidents.extract.context import Contexts, befalls_people, is_figurative, stands_out
from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit
from incidents.extract.triggers import Trigger

REACH_BEFORE = 7  # words before a trigger over which "not" or "will" still rules it
REACH_AFTER = 4
HARMS = frozenset({"killing", "injury", "attack"})  # what animals do and suffer as well
REACH_OBJECT = 2  # words between "torched" and "museum"
TO_BUILDINGS = frozenset({"fire", "storming", "looting", "vandalism", "seizure", "explosion"})
ILLS = frozenset({"killing", "injury"})  # what illness does; it sets nothing on fire
TITLE_REACH = 3  # characters from the word "film" to the quotation mark of its title
SUDDEN = frozenset({"explosion", "attack", "shelling", "disaster"})  # events that have one toll
LIMITS = ("at_least", "up_to")
LISTED = 3  # words that one item of "blizzards, blocked roads and power cuts" may have
LISTS = frozenset({"warning", "condition"})  # these rule a whole list, not its first item alone

_STEMS = re.compile(r"(\w{4,})\*")  # what a pattern asks for by its opening: "annul*", "évacué*"

REASONS = {
    "negation": "said not to have happened",
    "plan": "planned or foretold, not happened",
    "condition": "only supposed",
    "warning": "feared, threatened or warned of",
    "prevented": "prevented",
    "sport": "a sports report",
    "exercise": "a drill, a film, a book or a game",
    "memory": "a commemoration",
    "background": "background without a date of its own",
    "court": "told in court of something older",
    "statistics": "counted over a time, no one incident",
    "habit": "said in general, of no one time",
    "debate": "a war of words",
    "metaphor": "a figure of speech",
    "name": "part of a name",
    "animals": "befell animals alone",
    "natural": "a death that is no incident",
}


def why_not(
    page: Page, passage: Passage, trigger: Trigger, about: Contexts | None = None
) -> str | None:
    """The reason that this trigger tells of nothing that happened, None when it does."""
    for hit in passage.of("filter"):
        if (
            _is_of_others(passage, hit)
            or _is_toll(passage, hit)
            or not _rules(page, passage, hit, trigger)
        ):
            continue
        if not _overruled(page, passage, hit, trigger):
            return REASONS[hit.role.name]
    if is_figurative(page, passage, trigger):
        return REASONS["metaphor"]
    if _is_future(page, trigger):
        return REASONS["plan"]
    for subject in about.over(passage) if about else ():
        if not stands_out(page, passage, trigger, subject):
            return REASONS[subject]
    return None


def _is_future(page: Page, trigger: Trigger) -> bool:
    """Whether the trigger opens with a verb in the future tense: "declarará", "bloqueront"."""
    opening = page.article.text[trigger.start : trigger.end].split(maxsplit=1)[:1]
    return any(word.lower().endswith(page.lexicon.futures) for word in opening)


def _is_of_others(passage: Passage, hit: Hit) -> bool:
    """Whether the words are part of longer ones: no score in 25-12-2021, no "not only"."""
    limits = [each for name in LIMITS for each in passage.of("count", name)]
    return any(
        other.start <= hit.start and hit.end <= other.end and _length(other) > _length(hit)
        for other in chain(passage.of("time"), limits, passage.of("joint", "affirms"))
    )


def _is_toll(passage: Passage, hit: Hit) -> bool:
    """Whether it is the toll of one event that rises: "the dead of the explosion rose to 27"."""
    if hit.role.name != "statistics" or not passage.of("count", "exact"):
        return False
    kinds = {each.role.name for each in passage.of("trigger")}
    return bool(kinds & {"killing", "injury"}) and bool(kinds & SUDDEN)


def _length(hit: Hit) -> int:
    return hit.end - hit.start


def _overruled(page: Page, passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """Whether the incident shows itself as real beside words of sport or of a stage."""
    name, scope = hit.role.name, hit.role.detail
    if name == "exercise" and _names_a_title(page, hit):
        return False
    if name == "animals":
        return trigger.kind not in HARMS or befalls_people(passage, trigger)
    if name == "natural":
        return trigger.kind not in ILLS
    weak = name in ("sport", "debate", "metaphor") or scope == "venue"
    return weak and stands_out(page, passage, trigger, name)


def _rules(page: Page, passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """Whether the filter's words stand where they say something about the trigger."""
    scope = hit.role.detail
    if _is_said_by(trigger.written, page.folded[hit.start : hit.end]):
        return False  # "no internet" is itself the trigger
    if hit.role.name == "exercise" and _names_a_title(page, hit):
        return hit.end <= trigger.start
    if scope in ("sentence", "venue"):
        return scope == "sentence" or not _befell(page, hit, trigger)
    if scope == "cue":  # tells only together with others
        return False
    if scope == "back":  # "that shots were fired is not true"
        return trigger.end <= hit.start and _is_one_thought(passage, trigger.end, hit.start)
    inside = hit.start < trigger.end and trigger.start < hit.end
    if scope == "onward":  # a court looks back: what follows is what it judged
        start, end = passage.clause(trigger.start)
        return hit.end <= trigger.start or start <= hit.start < max(end, trigger.end)
    if scope == "near":
        return _adjoins(page, hit, trigger) or inside
    start, end = passage.half(trigger.start) if scope != "clause" else passage.clause(trigger.start)
    if scope == "before":
        start = _over_that(page, passage, start)
        start = _over_list(page, passage, trigger, start) if hit.role.name in LISTS else start
    if not start <= hit.start < max(end, trigger.end):
        return False
    if scope == "clause" or (inside and hit.start >= trigger.start):
        return True
    if scope == "before":
        return hit.start < trigger.start and (
            page.words_between(hit.end, trigger.start) <= REACH_BEFORE
        )
    if trigger.end > hit.start:
        return False
    closes = hit.role.name == "negation" and page.words_between(hit.end, end) == 0
    return closes or page.words_between(trigger.end, hit.start) <= REACH_AFTER


def _befell(page: Page, venue: Hit, trigger: Trigger) -> bool:
    """Whether it happened to the museum or theatre itself: "torched the city museum"."""
    if venue.role.name != "exercise" or trigger.kind not in TO_BUILDINGS:
        return False
    return trigger.end <= venue.start and (
        page.words_between(trigger.end, venue.start) <= REACH_OBJECT
    )


def _names_a_title(page: Page, hit: Hit) -> bool:
    """Whether a title in quotation marks follows: all that comes next is its plot."""
    return any(0 < start - hit.end <= TITLE_REACH for start, _ in page.quotations)


def _is_one_thought(passage: Passage, start: int, end: int) -> bool:
    """Whether nothing parts two characters but commas and what they open."""
    return not any(start <= join < end for join in passage.joins)


@lru_cache(maxsize=4096)  # a text brings few pairs, and each would be a regex of its own
def _is_said_by(written: str, words: str) -> bool:
    """Whether the trigger's own pattern asks for these words, whole or by their stem."""
    if words in written and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", written):
        return True
    stems = _STEMS.findall(written)
    return " " not in words and any(words.startswith(stem) for stem in stems)


def _over_that(page: Page, passage: Passage, start: int) -> int:
    """The clause's start, or that of the clause before where "that" ties them: "denied, that …"."""
    for joint in passage.of("joint", "that"):
        if joint.start == start and start > passage.body[0]:
            words = page.folded[passage.body[0] : start].rstrip(" ,\u00a0\n")
            return passage.half(passage.body[0] + max(len(words) - 1, 0))[0]
    return start


def _over_list(page: Page, passage: Passage, trigger: Trigger, start: int) -> int:
    """The start of the half that opens the list of which the trigger is a later item."""
    edges = sorted({passage.body[0], *passage.breaks, *passage.joins})
    tied = {at for at in edges if page.folded[at] == ","} | set(passage.joins)
    if page.words_between(start, trigger.start) > 1 + (start in passage.joins):
        return start
    while start in tied and start in edges[1:]:
        before = edges[edges.index(start) - 1]
        start, item = before, page.words_between(before, start)
        if item > LISTED:
            break
    return start


def _adjoins(page: Page, hit: Hit, trigger: Trigger) -> bool:
    if hit.end <= trigger.start:
        return page.words_between(hit.end, trigger.start) == 0
    return trigger.end <= hit.start and page.words_between(trigger.end, hit.start) == 0
