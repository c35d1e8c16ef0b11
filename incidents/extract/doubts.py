"""Where an article's own words speak against the day of publication that was handed in."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit
from incidents.extract.reckoning import Anchor, reckon
from incidents.model import Rejected

AFTER_PUBLICATION = "planned or foretold, not happened: told of a day after publication"
OTHER_TODAY = "the text's own today is not the day of publication that was given"
TODAY = "day 0"  # the rule of words such as "today"
APART = 2  # words between "today" and its date: "heute, am 5. März 2023"


def other_today(page: Page, source: str) -> Iterator[Rejected]:
    """Every "today, 5 March 2023" whose date is not the publication day; the date is not used."""
    for passage in page.passages if page.article.published else ():
        for today in passage.of("time", TODAY):
            dated = _date_behind(page, passage, today)
            if dated:
                yield Rejected(source, OTHER_TODAY, page.article.text[today.start : dated.end])


def _date_behind(page: Page, passage: Passage, today: Hit) -> Hit | None:
    """The full date right behind "today", where it is another day than that of publication."""
    anchor = Anchor(page.article.published, page.lexicon)
    for hit in passage.of("time", "date"):
        near = today.end <= hit.start and page.words_between(today.end, hit.start) <= APART
        stretch = reckon(hit, anchor) if near and hit.blanks.get("year") else None
        if stretch and stretch[0] != page.article.published:
            return hit
    return None
