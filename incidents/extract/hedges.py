"""Whether it is said with a hedge, and with which words.

A hedge in the clause hedges it, one of a few phrases the whole sentence; "this could not be
confirmed" hedges the sentence before. An adjective hedges only what stands right beside it: an
"alleged attack" may have been none, while an "alleged attacker" doubts the person alone.
"""

from __future__ import annotations

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit
from incidents.extract.triggers import Trigger

BESIDE = 0  # words between an adjective and its noun
LOOSE = 1  # words beside the hedge in a clause that is nothing but the hedge


def hedge(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """The words that hedge the trigger's claim, None where it is stated plainly."""
    found = [hit for hit in passage.of("hedge") if _hedges(page, passage, hit, trigger)]
    if not found:
        return _doubted_after(page, passage)
    first = found[0]
    longest = max(
        (hit for hit in found if hit.start < first.end), key=lambda hit: hit.end - hit.start
    )
    return page.article.text[longest.start : longest.end]


def _hedges(page: Page, passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    name = hit.role.name
    if name == "sentence":
        return True
    if name == "noun":
        return hit.end <= trigger.start and page.words_between(hit.end, trigger.start) == BESIDE
    if name == "noun_after":
        return trigger.end <= hit.start and page.words_between(trigger.end, hit.start) == BESIDE
    return name == "clause" and _reaches(page, passage, hit, trigger)


def _reaches(page: Page, passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """Whether a hedge stands in the trigger's clause, before its "that", or between commas."""
    start, end = passage.clause(trigger.start)
    if any(joint.start == start for joint in passage.of("joint", "that")):
        start = passage.clause(max(passage.body[0], start - 1))[0]
    if start <= hit.start < max(end, trigger.end):
        return True
    first, last = passage.clause(hit.start)
    beside = page.words_between(first, last) - page.words_between(hit.start, hit.end)
    return last < passage.sentence.end and beside <= LOOSE


def _doubted_after(page: Page, passage: Passage) -> str | None:
    """The words of a sentence right behind that doubts what was told and tells nothing itself."""
    at = passage.sentence
    after = next((one for one in page.passages if one.sentence.start > at.start), None)
    if after is None or after.sentence.paragraph != at.paragraph or after.of("trigger"):
        return None
    for hit in after.of("hedge"):
        if hit.role.name in ("back", "sentence"):
            return page.article.text[hit.start : hit.end]
    return None
