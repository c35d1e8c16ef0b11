"""Where an article's own words speak against the day of publication that was handed in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from incidents.extract.dates import times
from incidents.extract.page import Page, Passage
from incidents.model import DatePrecision, Rejected

AFTER_PUBLICATION = "planned or foretold, not happened: told of a day after publication"
OTHER_TODAY = "the text's own today is not the day of publication that was given"
TODAY = "day 0"  # the rule of words such as "today"
APART = 2  # words between "today" and its date: "heute, am 5. März 2023"


def other_today(page: Page, source: str) -> Iterator[Rejected]:
    """Every "today, 5 March 2023" whose date is not the publication day; the date is not used."""
    published = page.article.published
    for passage in page.passages if published else ():
        for start, end in _dated_todays(page, passage):
            yield Rejected(source, OTHER_TODAY, page.article.text[start:end])


def _dated_todays(page: Page, passage: Passage) -> Iterator[tuple[int, int]]:
    """The span of each "today" with a full date right behind it that is another day."""
    found = times(page, passage)
    for (today, _), (dated, when) in pairwise(found):
        near = page.words_between(today.end, dated.start) <= APART
        full = dated.role.name == "date" and dated.blanks.get("year")
        exact = when.precision is DatePrecision.DAY and when.date != page.article.published
        if today.role.name == TODAY and near and full and exact:
            yield today.start, dated.end
