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


def hedge(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """The words that hedge the trigger's claim, None where it is stated plainly."""
    for hit in passage.of("hedge"):
        if _hedges(page, passage, hit, trigger):
            return page.article.text[hit.start : hit.end]
    return _doubted_after(page, passage)


def _hedges(page: Page, passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    name = hit.role.name
    if name == "sentence":
        return True
    if name == "noun":
        return hit.end <= trigger.start and page.words_between(hit.end, trigger.start) == BESIDE
    if name == "noun_after":
        return trigger.end <= hit.start and page.words_between(trigger.end, hit.start) == BESIDE
    start, end = passage.clause(trigger.start)
    return name == "clause" and start <= hit.start < max(end, trigger.end)


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
