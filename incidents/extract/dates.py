"""When a claim says it happened, from a language's own table of time words.

The rules of honesty: a weekday is the last such day up to publication; a night belongs to its
evening, and ends the next day; a sentence without time words takes the day its paragraph is
speaking of; where that is silent too, the only recent day that the article has told, if the
sentence names no new place; else a stretch up to publication: from the day the article last told
where that is recent, else the week. Never a false exact day.
Without a publication day only what the words themselves fix is dated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit
from incidents.extract.reckoning import DAY, WEEK, Anchor, Stretch, month_stretch, reckon
from incidents.extract.triggers import Trigger
from incidents.model import DatePrecision, When

LEAD_SENTENCES = 3
ENDS = frozenset({"until", "slashed"})  # what they hold is no day of its own
STATES = frozenset(  # they last: "closed since Monday" began on Monday
    {"emergency", "shutdown", "disruption", "abduction", "seizure", "deployment"}
)
SAID_WITHIN = 0  # words between "said" and a time that tells when it was said


@dataclass(frozen=True, slots=True)
class Spoken:
    """The times that the text is speaking of when a sentence begins."""

    when: When | None = None  # in this paragraph
    told: date | None = None  # the day last told anywhere
    lone: date | None = None  # the only recent day that the article has told, None for several


@dataclass(frozen=True, slots=True)
class Since(When):
    """A stretch told by the day it began."""


def when_of(page: Page, passage: Passage, trigger: Trigger, spoken: Spoken) -> When:
    """When it happened: in its sentence's words, else at the time that the text speaks of."""
    said = time_near(page, passage, trigger, spoken.told)
    if said:
        return said
    if spoken.when:
        return begun(replace(spoken.when, source="carried"), trigger.kind)
    if spoken.lone and is_at_home(page, passage):
        return When(spoken.lone, None, DatePrecision.DAY, None, "article")
    return undated(page, spoken.told)


def is_at_home(page: Page, passage: Passage) -> bool:
    """Whether a passage names no place that was not named before it."""
    before = {
        mention.place.point
        for other in page.passages
        if other.sentence.start < passage.sentence.start
        for mention in other.mentions
    }
    return all(mention.place.point in before for mention in passage.mentions)


def begun(when: When, kind: str) -> When:
    """The day it began, for what lasts "since Monday"; other kinds keep the whole stretch."""
    if not isinstance(when, Since) or kind not in STATES:
        return when
    return replace(when, date_end=None, precision=DatePrecision.DAY)


def time_near(
    page: Page, passage: Passage, trigger: Trigger, told: date | None = None
) -> When | None:
    """The time told nearest to the trigger: in its clause, else in its sentence."""
    start, end = passage.clause(trigger.start)
    found = _told_of(page, passage, trigger, told)
    inside = [each for each in found if start <= each[0].start < max(end, trigger.end)]
    near = min(inside or found, key=lambda each: abs(each[0].start - trigger.start), default=None)
    if near is None:
        return None
    if _is_shifted(passage, trigger, near[0]):
        return _day_before(near[1])
    return begun(near[1], trigger.kind)


def days_told(page: Page, passage: Passage, told: date | None) -> set[date]:
    """The recent days that a passage tells, each by its own words."""
    at = Trigger("", 1, passage.body[0], passage.body[0])
    published = page.article.published
    return {
        when.date
        for _, when in _told_of(page, passage, at, told)
        if when.date and when.precision is DatePrecision.DAY
        if published is None or is_recent(when.date, published)
    }


def _told_of(
    page: Page, passage: Passage, trigger: Trigger, told: date | None
) -> list[tuple[Hit, When]]:
    """The times of a passage but those that tell when it was said."""
    return [
        (hit, when)
        for hit, when in times(page, passage, told=told)
        if not (_is_of_saying(page, passage, hit, trigger) or _is_of_counting(passage, hit))
    ]


def _is_of_counting(passage: Passage, hit: Hit) -> bool:
    """Whether the time says when the dead were counted: "the toll rose to 76 on Thursday"."""
    start, end = passage.clause(hit.start)
    return any(
        start <= count.start < end and (hit.end <= count.start or count.end <= hit.start)
        for count in passage.of("toll", "risen")
    )


def _is_shifted(passage: Passage, trigger: Trigger, time: Hit) -> bool:
    """Whether "a day after" stands between the time and the trigger."""
    return any(time.end <= hit.start and hit.end <= trigger.start for hit in passage.of("shift"))


def _day_before(when: When) -> When:
    if when.date is None or when.precision is not DatePrecision.DAY:
        return when
    return When(when.date - DAY, None, when.precision, when.words, when.source)


def _is_of_saying(page: Page, passage: Passage, hit: Hit, trigger: Trigger) -> bool:
    """Whether the time says when it was said: "the ministry said on Thursday that …"."""
    start, end = passage.clause(hit.start)
    apart = not start <= trigger.start < end
    return any(
        (apart and start <= says.start < end)
        or (page.words_between(says.end, hit.start) <= SAID_WITHIN and says.end <= hit.start)
        or (
            page.words_between(hit.end, says.start) <= SAID_WITHIN
            and hit.end <= says.start
            and not (trigger.end <= hit.start and "," in page.article.text[hit.end : says.start])
        )
        for says in passage.of("voice", "says")
        if not trigger.start <= says.start < trigger.end  # "un incendie s'est déclaré mardi"
    )


def times(
    page: Page, passage: Passage, part: str = "time", told: date | None = None
) -> list[tuple[Hit, When]]:
    """Every time told in the passage that can be reckoned, longest reading first choice."""
    anchor = Anchor(page.article.published, page.lexicon, told)
    kept: list[tuple[Hit, When]] = []
    taken: list[Hit] = []
    for hit in sorted(passage.of(part), key=lambda hit: hit.start - hit.end):
        if any(hit.start < have.end and have.start < hit.end for have in taken):
            continue
        stretch = reckon(hit, anchor)
        if stretch or hit.role.name in ENDS:
            taken.append(hit)
        if stretch:
            words = page.article.text[hit.start : hit.end]
            shape = Since if hit.role.name == "since" else When
            kept.append((hit, shape(*_shape(stretch), words, "sentence")))
    return sorted(kept, key=lambda each: each[0].start)


def _shape(stretch: Stretch) -> tuple[date, date | None, DatePrecision]:
    first, last, precision = stretch
    return first, last if last != first else None, precision


def undated(page: Page, told: date | None) -> When:
    """What is left for a sentence without any time: from the day last told, or a week, to now."""
    published = page.article.published
    if published and told and is_recent(told, published):
        first = min(told, published - DAY)  # told of today alone: yesterday is not ruled out
        return When(first, published, DatePrecision.WEEK, None, "article")
    if published:
        return When(published - WEEK, published, DatePrecision.WEEK, None, "published")
    fixed = (
        when
        for passage in page.passages[:LEAD_SENTENCES]  # later months are other stories
        for part in ("stamp", "time")
        for hit, when in times(page, passage, part)
        if hit.role.name in ("month", "date")
    )
    found = next(fixed, None)
    return _as_month(found) if found else When()


def is_recent(day: date, published: date) -> bool:
    """Whether a day is of the week up to publication: what the report itself is about."""
    return published - WEEK <= day <= published


def _as_month(when: When) -> When:
    first = when.date or date.min
    start, end, precision = month_stretch(first.year, first.month)
    return When(start, end, precision, when.words, "article")
