"""Places that a sentence names on the way: ends of roads and journeys, where the hurt were taken.

"On the road between A and B" is in neither; "the bus from A to B" met its accident somewhere
else; "taken to hospital in C" tells of C only that it has a hospital.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import WORD, Hit
from incidents.geo import distance_m
from incidents.model import Mention

DASHES = frozenset("-‐‑–—")
ARABIC_AND = "و"  # written onto the next word
SHORT_DRIVE_M = 75_000
BACK = 1  # paragraphs before the one that tells where the injured were taken
FATES = frozenset({"injury"})
REACH = 2  # words between the ends of a journey: "from Kabul to the city of Ghazni"


def between(page: Page, passage: Passage) -> list[Mention]:
    """The ends of roads, lines and borders: "between Kabul and Ghazni", "the Kabul–Ghazni line".

    Of two ends within a short drive of each other the first stays: that is where it was, roughly.
    """
    pairs = _ends(page, passage)
    kept = [first for first, second in pairs if _is_drive(first, second)]
    return [end for pair in pairs for end in pair if end not in kept]


def opens_drive(page: Page, passage: Passage, mention: Mention) -> bool:
    """Whether the place is but the first end of the short drive that it happened on."""
    ends = _ends(page, passage)
    return any(first == mention and _is_drive(first, second) for first, second in ends)


def _ends(page: Page, passage: Passage) -> list[tuple[Mention, Mention]]:
    return [
        (first, second)
        for first, second in pairwise(passage.mentions)
        if _is_between(page, passage, first, second) or _is_dashed(page, first, second)
    ]


def _is_drive(first: Mention, second: Mention) -> bool:
    return distance_m(first.place.point, second.place.point) <= SHORT_DRIVE_M


def _is_between(page: Page, passage: Passage, first: Mention, second: Mention) -> bool:
    joined = any(first.end <= join < second.start for join in passage.joins)
    joined = joined or page.folded[second.start] == ARABIC_AND
    return joined and _near(page, first, second) and is_led(page, passage, first, "between")


def _is_dashed(page: Page, first: Mention, second: Mention) -> bool:
    """Whether a dash ties two towns; a town and its country are tied by one as well."""
    gap = page.article.text[first.end : second.start].strip()
    towns = first.place.precision.is_point and second.place.precision.is_point
    return gap in DASHES and towns and first.place.point != second.place.point


def journeys(page: Page, passage: Passage) -> list[Mention]:
    """Where a journey began and where it was to end: "from Dakar to Bamako"."""
    return [
        end
        for first, second in pairwise(passage.mentions)
        if _near(page, first, second)
        and "," not in page.folded[first.end : second.start]
        and is_led(page, passage, first, "from", reach=0)
        and is_led(page, passage, second, "to", since=first.end)
        for end in (first, second)
    ]


def treated(page: Page, passage: Passage) -> list[Mention]:
    """Where the injured were taken."""
    if passage.mentions and is_aftermath(page, passage):
        return list(passage.mentions)
    return [one for one in passage.mentions if is_led(page, passage, one, "hospital")]


def is_aftermath(page: Page, passage: Passage) -> bool:
    """Whether a passage tells nothing but how those fared who were hurt in what was told before.

    A passage without a place looks back as far as the article goes, one with a place to the
    paragraph before its own: a list of incidents names a place for each.
    """
    if not passage.of("toll", "care") or any(_is_event(hit) for hit in passage.of("trigger")):
        return False
    first = passage.sentence.paragraph - BACK if passage.mentions else 0
    before = (
        one
        for one in page.passages
        if first <= one.sentence.paragraph and one.sentence.start < passage.sentence.start
    )
    return any(_is_event(hit) for one in before if not one.aside for hit in one.of("trigger"))


def _is_event(hit: Hit) -> bool:
    return hit.role.name not in FATES


def is_led(
    page: Page, passage: Passage, mention: Mention, name: str, *, reach: int = 1, since: int = 0
) -> bool:
    """Whether words of that sort, such as "towards", lead to the mention."""
    return any(
        since <= hit.start
        and (hit.start <= mention.start < hit.end or _leads(page, hit.end, mention, reach))
        for hit in passage.of("where", name)
    )


def _leads(page: Page, end: int, mention: Mention, reach: int) -> bool:
    return end <= mention.start and page.words_between(end, mention.start) <= reach


def _near(page: Page, first: Mention, second: Mention) -> bool:
    return len(WORD.findall(page.folded, first.end, second.start)) <= REACH


def settled(mentions: Sequence[Mention], passing: Sequence[Mention]) -> list[Mention]:
    """The mentions without those in passing, where that leaves any."""
    return [one for one in mentions if one not in passing] or list(mentions)
