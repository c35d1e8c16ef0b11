"""The numbers in a sentence that may count people, each as a range with its open ends.

"At least 12" is 12 and open, "up to 20" is open and 20, "between 12 and 17" is both ends. One
person told without a number ("a guard", "den Fahrer") counts one. Ages, times, money, years,
distances and house numbers count nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.extract.numerals import Number
from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit
from incidents.model import Figure

DUAL = 2  # languages with a dual
YEARS = range(1900, 2101)
NUMERIC_DATE = re.compile(r"\b\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})\b|\b\d{4}-\d{1,2}-\d{1,2}\b")
AFTER_NAME = re.compile(r"\b[^\W\d_a-z]\w+(?:, | \()$")  # a capitalised word, then a comma
LONGEST_NAME, OLDEST = 40, 120
LONGEST_DATE = 10  # characters
PEOPLE = ("people", "person", "crowd", "force", "armed")
MAX_ADJECTIVES = 2  # "a young Dutch man"
BOUND = 2  # words behind a number within which a person is what it counts


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, with open ends applied."""

    start: int
    end: int
    figure: Figure
    vague: bool = False  # "dozens": whoever counts them says it better
    single: bool = False  # one person, told without a number


def counts_of(page: Page, passage: Passage) -> list[Count]:
    """The passage's numbers that may count people, and the single persons it tells of."""
    numbers = list(_numbers(page, passage))
    counts = [_count(page, passage, number) for number in _joined(page, passage, numbers)]
    ones = [hit for hit in passage.of("count", "one") if not _is_nobody(passage, hit)]
    for hit in [*ones, *_single_persons(page, passage)]:
        if not any(_counts(page, count, hit) for count in counts):
            counts.append(Count(hit.start, hit.end, Figure(1, 1), single=True))
    return sorted(counts, key=lambda count: count.start)


def _counts(page: Page, count: Count, hit: Hit) -> bool:
    """Whether the number is what the person words are counted with: "three of the drivers"."""
    if count.start < hit.end and hit.start < count.end:
        return True
    near = count.end <= hit.start and page.words_between(count.end, hit.start) <= BOUND
    return near and not count.single


def _numbers(page: Page, passage: Passage) -> Iterator[Number]:
    """Every number, in digits and words, but those that count no people."""
    start, end = passage.body
    taken = [*passage.of("time"), *passage.of("count", "not_people")]
    articles = page.lexicon.determiners  # "un", "ein": one of something, but no count
    found = [
        number
        for number in page.lexicon.numerals.find(page.folded, start, end)
        if number.max != 1 or page.folded[number.start : number.end] not in articles
    ]
    dual = [
        Number(hit.start, hit.end, DUAL, DUAL)
        for hit in passage.of("count", "two")
        if not any(hit.start < have.end and have.start < hit.end for have in found)
    ]
    for number in sorted([*found, *dual], key=lambda number: number.start):
        if (
            not any(hit.start < number.end and number.start < hit.end for hit in taken)
            and not _is_year(number)
            and not _is_of_date(page, number)
            and not _is_age(page, number)
            and not _counts_things(page, passage, number)
            and not _counts_sources(page, passage, number)
        ):
            yield number


def _single_persons(page: Page, passage: Passage) -> Iterator[Hit]:
    """The persons told one at a time: "the driver"; in some languages the bare word."""
    lexicon = page.lexicon
    for hit in passage.of("class", "person"):
        if _is_nobody(passage, hit) or _is_speaker(page, passage, hit):
            continue
        if not lexicon.singular or _has_article(page, passage, hit):
            yield hit


def _is_nobody(passage: Passage, hit: Hit) -> bool:
    """Whether the words are of a phrase that counts nobody; an age is somebody's."""
    return any(
        other.start <= hit.start < other.end and not other.blanks.get("number")
        for other in passage.of("count", "not_people")
    )


def _is_speaker(page: Page, passage: Passage, hit: Hit) -> bool:
    """Whether the person only tells of it: "the mayor said"."""
    return any(
        page.words_between(min(hit.end, says.end), max(hit.start, says.start)) <= 1
        for says in passage.of("voice", "says")
        if abs(says.start - hit.start) < LONGEST_NAME
    )


def _has_article(page: Page, passage: Passage, hit: Hit) -> bool:
    """Whether an article for one stands before the person, adjectives between."""
    start = max(passage.body[0], hit.start - LONGEST_NAME)
    before = re.findall(r"[\w-]+(?='?)|[,;:.()]", page.folded[start : hit.start])
    for word in before[: -MAX_ADJECTIVES - 2 : -1]:
        if word in page.lexicon.singular:
            return True
        if not word[0].isalnum():
            return False
    return False


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
        and not people_between(passage, number.end, hit.end)
        for hit in things
    )


def _counts_sources(page: Page, passage: Passage, number: Number) -> bool:
    """Whether those are counted who say so: "according to two local officials"."""
    behind = any(
        hit.end <= number.start and page.words_between(hit.end, number.start) == 0
        for hit in passage.of("voice", "according")
    )
    return behind and any(
        number.end <= hit.start and page.words_between(number.end, hit.start) <= 1
        for hit in passage.of("class", "sources")
    )


def people_between(passage: Passage, start: int, end: int) -> bool:
    """Whether words for people begin between two characters."""
    return any(start <= hit.start < end for name in PEOPLE for hit in passage.of("class", name))


def _joined(page: Page, passage: Passage, numbers: list[Number]) -> list[Number]:
    """Two numbers with "to" between them, or behind "between", made one range."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and _is_rise(page, passage, last, number):
            joined[-1] = number
        elif last and _is_range(page, passage, last, number):
            joined[-1] = Number(last.start, number.end, last.min, number.max)
        else:
            joined.append(number)
    return joined


def _is_rise(page: Page, passage: Passage, first: Number, second: Number) -> bool:
    """Whether a toll "rose from 12 to 17": then it is 17."""
    return any(
        hit.start < first.start
        and first.end < hit.end <= second.start
        and page.words_between(hit.end, second.start) == 0
        for hit in passage.of("count", "exact")
    )


def _is_range(page: Page, passage: Passage, first: Number, second: Number) -> bool:
    if first.min is None or second.max is None or second.max <= first.min:
        return False
    between = page.folded[first.end : second.start]
    if between.strip() in {"-", "–", "—"}:
        return True
    spoken = any(
        first.end <= hit.start < second.start and hit.start not in passage.joins
        for hit in passage.of("count", "range")
    )
    behind = any(
        hit.end <= first.start and page.words_between(hit.end, first.start) == 0
        for hit in passage.of("count", "between")
    )
    words = page.words_between(first.end, second.start)
    if words == 0:  # "and" may be written onto the second: ستة وتسعة
        return behind and between.isspace()
    return words == 1 and (spoken or behind)


def _count(page: Page, passage: Passage, number: Number) -> Count:
    """The number with the open ends that the words around it give it."""
    told = Figure(number.min, number.max)
    vague = number.max is None
    for hit in passage.of("count", "exact"):  # "rose to 27" is 27, though "to 27" is a limit
        if hit.end <= number.start and page.words_between(hit.end, number.start) == 0:
            return Count(number.start, number.end, told, vague)
    for hit in passage.of("count"):
        before = page.words_between(hit.end, number.start) if hit.end <= number.start else OLDEST
        after = page.words_between(number.end, hit.start) if number.end <= hit.start else OLDEST
        name = hit.role.name
        if (name == "at_least" and before <= 1) or (name == "or_more" and after <= 1):
            return Count(number.start, number.end, Figure(number.min, None))
        if name == "up_to" and before == 0:
            return Count(number.start, number.end, Figure(None, number.max))
    return Count(number.start, number.end, told, vague)
