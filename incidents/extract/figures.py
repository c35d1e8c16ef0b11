"""How many were killed, injured, arrested: numbers bound to the words they belong to.

A range is kept as told. "At least 12" is 12 and open, "up to 20" is open and 20, "dozens" is
20 to 99: the vague words of each language stand in its lexicon. Nothing told is nothing known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.extract.numerals import Number
from incidents.extract.page import Page, Passage
from incidents.extract.triggers import Trigger
from incidents.model import Figure

FIELD = {"killing": "killed", "injury": "injured", "arrest": "arrested"}
REACH = 13  # words between a number and what it counts, hindrances included
ACROSS_AND, ACROSS_CLAUSE = 3, 5  # an "and" or a comma between them counts as so many words
SPELLED = {"one": 1, "two": 2}  # "a soldier", and languages with a dual
YEARS = range(1900, 2101)
NUMERIC_DATE = re.compile(r"\b\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})\b|\b\d{4}-\d{1,2}-\d{1,2}\b")
AFTER_NAME = re.compile(r"\b[^\W\d_a-z]\w+(?:, | \()$")  # a capitalised word, then a comma
LONGEST_NAME, OLDEST = 40, 120
LONGEST_DATE = 10  # characters
PEOPLE = ("people", "person", "crowd", "force", "armed")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, with open ends applied."""

    start: int
    end: int
    figure: Figure


def figures(page: Page, passage: Passage, triggers: Sequence[Trigger]) -> dict[Trigger, Figure]:
    """The figure of each trigger that counts people, where one is told."""
    counting = [trigger for trigger in triggers if trigger.kind in FIELD]
    if not counting:
        return {}
    counts = counts_of(page, passage)
    pairs = sorted(
        (
            (_distance(page, passage, count, trigger), trigger.start, number, trigger, count)
            for trigger in counting
            for number, count in enumerate(counts)
        ),
        key=lambda pair: pair[:3],
    )
    bound: dict[Trigger, Count] = {}
    for distance, _, _, trigger, count in pairs:
        if distance <= REACH and trigger not in bound and count not in bound.values():
            bound[trigger] = count
    free = [count for count in counts if count not in bound.values()]
    return {
        trigger: _with_fellows(page, passage, trigger, count, free)
        for trigger, count in bound.items()
    }


def counts_of(page: Page, passage: Passage) -> list[Count]:
    """The passage's numbers that may count people."""
    start, end = passage.body
    taken = [*passage.of("time"), *passage.of("count", "not_people")]
    ones = [
        Number(hit.start, hit.end, size, size)
        for name, size in SPELLED.items()
        for hit in passage.of("count", name)
    ]
    articles = page.lexicon.determiners  # "un", "ein": one of something, but no count
    found = [
        number
        for number in page.lexicon.numerals.find(page.folded, start, end)
        if page.folded[number.start : number.end] not in articles
    ]
    spelled = [
        one for one in ones if not any(one.start < n.end and n.start < one.end for n in found)
    ]
    numbers = [
        number
        for number in sorted([*found, *spelled], key=lambda number: number.start)
        if not any(hit.start < number.end and number.start < hit.end for hit in taken)
        and not _is_year(number)
        and not _is_of_date(page, number)
        and not _is_age(page, number)
        and not _counts_things(page, passage, number)
    ]
    return [_count(page, passage, number) for number in _joined(page, passage, numbers)]


def _is_of_date(page: Page, number: Number) -> bool:
    """Whether the digits are part of a date such as 3/4/2023 or 03.04.23."""
    first = max(0, number.start - LONGEST_DATE)
    around = page.article.text[first : number.end + LONGEST_DATE]
    at = number.start - first
    return any(one.start() <= at < one.end() for one in NUMERIC_DATE.finditer(around))


def _is_age(page: Page, number: Number) -> bool:
    """Whether the digits stand behind a name as somebody's age: "Jordan Smith, 34, was"."""
    text = page.article.text
    named = AFTER_NAME.search(text, max(0, number.start - LONGEST_NAME), number.start)
    return (
        bool(named)
        and number.max is not None
        and number.max < OLDEST
        and (text[number.end : number.end + 1] in {",", ")"})
    )


def _is_year(number: Number) -> bool:
    return number.min == number.max and number.min in YEARS and number.end - number.start == 4


def _counts_things(page: Page, passage: Passage, number: Number) -> bool:
    """Whether what follows is no people: shops, buildings, per cent, kilometres."""
    if page.folded[number.end : number.end + 2].strip().startswith(("%", "€", "$", "°")):
        return True
    if page.folded[max(0, number.start - 2) : number.start].strip().endswith(("€", "$", "£")):
        return True
    things = passage.of("class", "things") + passage.of("class", "units")
    return any(
        number.end <= hit.start
        and page.words_between(number.end, hit.start) <= 1
        and not _people_between(passage, number.end, hit.start)
        for hit in things
    )


def _people_between(passage: Passage, start: int, end: int) -> bool:
    return any(start <= hit.start < end for name in PEOPLE for hit in passage.of("class", name))


def _joined(page: Page, passage: Passage, numbers: list[Number]) -> list[Number]:
    """Two numbers with "to" between them, or behind "between", made one range."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and _is_range(page, passage, last, number):
            joined[-1] = Number(last.start, number.end, last.min, number.max)
        else:
            joined.append(number)
    return joined


def _is_range(page: Page, passage: Passage, first: Number, second: Number) -> bool:
    if first.min is None or second.max is None or second.max <= first.min:
        return False
    between = page.folded[first.end : second.start]
    if between.strip() in {"-", "–", "—"}:
        return True
    if page.words_between(first.end, second.start) != 1:
        return False
    spoken = any(first.end <= hit.start < second.start for hit in passage.of("count", "range"))
    behind = any(
        hit.end <= first.start and page.words_between(hit.end, first.start) == 0
        for hit in passage.of("count", "between")
    )
    return spoken or behind


def _count(page: Page, passage: Passage, number: Number) -> Count:
    for hit in passage.of("count", "exact"):  # "rose to 27" is 27, though "to 27" is a limit
        if hit.end <= number.start and page.words_between(hit.end, number.start) == 0:
            return Count(number.start, number.end, Figure(number.min, number.max))
    for hit in passage.of("count"):
        before = hit.end <= number.start and page.words_between(hit.end, number.start) <= 1
        after = number.end <= hit.start and page.words_between(number.end, hit.start) <= 1
        if (hit.role.name == "at_least" and before) or (hit.role.name == "or_more" and after):
            return Count(number.start, number.end, Figure(number.min, None))
        if hit.role.name == "up_to" and before:
            return Count(number.start, number.end, Figure(None, number.max))
    return Count(number.start, number.end, Figure(number.min, number.max))


def _distance(page: Page, passage: Passage, count: Count, trigger: Trigger) -> int:
    """Words between a number and a trigger, with hindrances counted as words."""
    if count.start < trigger.end and trigger.start < count.end:
        return 0
    gap = page.words_between(min(count.end, trigger.end), max(count.start, trigger.start))
    at = trigger.start if count.end <= trigger.start else trigger.end - 1
    start, end = passage.clause(at)
    if not start <= count.start < end:
        gap += ACROSS_CLAUSE
    else:
        start, end = passage.half(at)
        gap += 0 if start <= count.start < end else ACROSS_AND
    parts = any(  # "12, including 3 children, were killed": the 3 are among the 12
        hit.end <= count.start and page.words_between(hit.end, count.start) <= 2
        for hit in passage.of("count", "among")
    )
    return gap + REACH * parts


def _with_fellows(
    page: Page, passage: Passage, trigger: Trigger, count: Count, free: list[Count]
) -> Figure:
    """The figure, with "12 soldiers and 3 civilians were killed" counted as fifteen."""
    for other in free:
        if other.end <= count.start <= trigger.start and _are_fellows(page, passage, other, count):
            return _sum(other.figure, count.figure)
        if trigger.end <= count.end <= other.start and _are_fellows(page, passage, count, other):
            return _sum(count.figure, other.figure)
    return count.figure


def _are_fellows(page: Page, passage: Passage, first: Count, second: Count) -> bool:
    """Whether two counts of people are tied by "and" and nothing else stands between."""
    near = page.words_between(first.end, second.start) <= 3
    tied = any(first.end <= join < second.start for join in passage.joins)
    return near and tied and _people_between(passage, first.end, second.start)


def _sum(a: Figure, b: Figure) -> Figure:
    least = a.min + b.min if a.min is not None and b.min is not None else None
    most = a.max + b.max if a.max is not None and b.max is not None else None
    return Figure(least, most)
