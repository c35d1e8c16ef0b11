"""How many were killed, injured, arrested: numbers bound to the words they belong to.

A range is kept as told, and nothing told is nothing known. A number goes to the nearest words
that count people, clause by clause. Numbers tied by "and" that count people of the same fate are
one number; whoever else "speaks of" another number widens the range and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.extract.counts import Count, counts_of, people_between
from incidents.extract.page import Page, Passage
from incidents.extract.triggers import Trigger
from incidents.model import Figure

FIELD = {"killing": "killed", "injury": "injured", "arrest": "arrested"}
TOLLS = {"killed": "killing", "injured": "injury", "arrested": "arrest"}
REACH = 13  # words between a number and what it counts, hindrances included
ACROSS_AND, ACROSS_CLAUSE = 3, 5  # an "and" or a comma between them counts as so many words
SINGLE = 3  # a number is likelier meant than a single person, by so many words
SINGLE_REACH = 8  # words between a single person and what befell them
OTHER_REACH = 5  # words between "spoke of" and the number


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and how it was told."""

    figure: Figure
    vague: bool = False  # "dozens": a number told later takes its place
    other: bool = False  # told as somebody's own number: it widens the one told before


def figures(page: Page, passage: Passage, triggers: Sequence[Trigger]) -> dict[Trigger, Told]:
    """The figure of each trigger that counts people, where one is told."""
    counting = [trigger for trigger in triggers if trigger.kind in FIELD]
    if not counting:
        return {}
    counts = counts_of(page, passage)
    bound = _bound(page, passage, counting, counts)
    free = [count for count in counts if count not in bound.values()]
    told = {
        trigger: _with_fellows(page, passage, trigger, count, free)
        for trigger, count in bound.items()
    }
    return _with_others(page, passage, told, bound, free)


def tolls(passage: Passage, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Words that tell what befell people and make no incident: "were taken to hospital"."""
    return [
        Trigger(TOLLS[hit.role.name], 1, hit.start, hit.end, hit.written)
        for hit in passage.of("toll")
        if hit.role.name in TOLLS
        and not any(
            hit.start < each.end and each.start < hit.end and each.kind in FIELD
            for each in triggers
        )
    ]


def _bound(
    page: Page, passage: Passage, triggers: Sequence[Trigger], counts: Sequence[Count]
) -> dict[Trigger, Count]:
    """Each trigger with its count: the nearest pair first, no count for two triggers."""
    pairs = sorted(
        (
            (_distance(page, passage, count, trigger), trigger.start, number, trigger, count)
            for trigger in triggers
            for number, count in enumerate(counts)
        ),
        key=lambda pair: pair[:3],
    )
    bound: dict[Trigger, Count] = {}
    for distance, _, _, trigger, count in pairs:
        if distance <= REACH and trigger not in bound and count not in bound.values():
            bound[trigger] = count
    return bound


def _distance(page: Page, passage: Passage, count: Count, trigger: Trigger) -> int:
    """Words between a number and a trigger, with hindrances counted as words."""
    if count.start < trigger.end and trigger.start < count.end:
        return SINGLE * count.single
    first, last = min(count.end, trigger.end), max(count.start, trigger.start)
    gap = page.words_between(first, last)
    if count.single and (gap > SINGLE_REACH or people_between(passage, first, last)):
        return REACH + 1
    at = trigger.start if count.end <= trigger.start else trigger.end - 1
    start, end = passage.clause(at)
    if not start <= count.start < end:
        gap += ACROSS_CLAUSE + REACH * count.single
    else:
        start, end = passage.half(at)
        gap += 0 if start <= count.start < end else ACROSS_AND + REACH * count.single
    parts = any(  # "12, including 3 children, were killed": the 3 are among the 12
        hit.end <= count.start and page.words_between(hit.end, count.start) <= 2
        for hit in passage.of("count", "among")
    )
    return gap + REACH * parts + SINGLE * count.single


def _with_fellows(
    page: Page, passage: Passage, trigger: Trigger, count: Count, free: list[Count]
) -> Told:
    """The figure, with "12 soldiers and 3 civilians were killed" counted as fifteen."""
    for other in free:
        if other.end <= count.start <= trigger.start and _are_fellows(page, passage, other, count):
            return Told(_sum(other.figure, count.figure))
        if trigger.end <= count.end <= other.start and _are_fellows(page, passage, count, other):
            return Told(_sum(count.figure, other.figure))
    return Told(count.figure, count.vague, _is_other(page, passage, count))


def _are_fellows(page: Page, passage: Passage, first: Count, second: Count) -> bool:
    """Whether two counts of people are tied by "and" and nothing else stands between."""
    near = page.words_between(first.end, second.start) <= 3
    tied = any(first.end <= join < second.start for join in passage.joins)
    people = people_between(passage, first.start, second.start)
    return near and tied and people


def _sum(a: Figure, b: Figure) -> Figure:
    least = a.min + b.min if a.min is not None and b.min is not None else None
    most = a.max + b.max if a.max is not None and b.max is not None else None
    return Figure(least, most)


def _is_other(page: Page, passage: Passage, count: Count) -> bool:
    """Whether the number is told as somebody's own: "hospital sources put it at 17"."""
    return any(
        hit.end <= count.start and page.words_between(hit.end, count.start) <= OTHER_REACH
        for hit in passage.of("count", "other")
    )


def _with_others(
    page: Page,
    passage: Passage,
    told: dict[Trigger, Told],
    bound: dict[Trigger, Count],
    free: Sequence[Count],
) -> dict[Trigger, Told]:
    """The figures, each widened by the free numbers that others "speak of" behind it."""
    for count in free:
        before = [one for one in told if bound[one].end <= count.start]
        if before and not count.single and _is_other(page, passage, count):
            last = max(before, key=lambda one: bound[one].end)
            told[last] = widened(told[last], Told(count.figure, count.vague, other=True))
    return told


def widened(told: Told, other: Told) -> Told:
    """The range that holds both numbers; a vague one gives way to a number."""
    if told.vague and other.figure.min is not None:
        return replace(other, other=told.other)
    if other.vague:
        return told
    a, b = told.figure, other.figure
    least = min((end for end in (a.min, b.min) if end is not None), default=None)
    most = [end for end in (a.max, b.max) if end is not None]
    limited = len(most) == 2 or any(one.min is None and one.max is not None for one in (a, b))
    return Told(Figure(least, max(most) if limited and most else None), other=told.other)
