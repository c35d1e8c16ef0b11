"""The places of a list, of which each is where it happened: "in Kutaisi, Poti and Batumi"."""

from __future__ import annotations

from itertools import pairwise

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import WORD
from incidents.extract.scenes import is_country, scenes
from incidents.model import Mention


def fellows(page: Page, passage: Passage, chosen: Mention) -> list[Mention]:
    """The other places of a list such as "in Kutaisi, Poti and Batumi"."""
    inside = scenes(page, passage)
    if chosen not in inside:
        return []
    at = inside.index(chosen)
    return [*_row(page, passage, inside[at::-1])[::-1], *_row(page, passage, inside[at:])]


def _row(page: Page, passage: Passage, mentions: list[Mention]) -> list[Mention]:
    """The mentions that follow the first one in an unbroken list."""
    row: list[Mention] = []
    for one, other in pairwise(mentions):
        first, second = sorted((one, other), key=lambda mention: mention.start)
        if not _is_listed(page, passage, first, second):
            break
        row.append(other)
    return row


def _is_listed(page: Page, passage: Passage, first: Mention, second: Mention) -> bool:
    """Whether only "and", commas and words of place stand between two mentions of one sort."""
    if is_country(first) != is_country(second):
        return False
    between = passage.of("where", "at") + passage.of("joint", "and")
    words = [
        word
        for word in WORD.finditer(page.folded, first.end, second.start)
        if not any(hit.start <= word.start() < hit.end for hit in between)
    ]
    tied = any(first.end <= join < second.start for join in passage.joins)
    alike = first.place.precision is second.place.precision
    bare = not WORD.search(page.folded, first.end, second.start)
    return not words and (tied or (alike and bare))
