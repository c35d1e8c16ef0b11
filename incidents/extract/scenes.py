"""What an article names as a scene: every mention but those of where agents belong.

Where somebody comes from, leads from or speaks from is never where it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.extract.journeys import between, journeys, settled, treated
from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit, fold
from incidents.geo import Point
from incidents.model import GeoPrecision, Mention

IN_LEAD = 2  # being named in the title or the lead weighs as much as two mentions
LEAD = 200  # characters that count as the lead
ADJOINING = 3  # characters between "Almaty" and "Kazakhstan" in "Almaty, Kazakhstan"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the article plays: its main place, its country, and the mention named last so far."""

    main: Mention | None
    country: Mention | None
    town: Mention | None


def is_home(page: Page, passage: Passage, mention: Mention) -> bool:
    """Whether a mention says where an agent belongs: "Russian-led", "the premier of Armenia"."""
    for hit in passage.of("where"):
        name = hit.role.name
        if name == "agent_before" and hit.end <= mention.start:
            near = page.words_between(hit.end, mention.start) <= 1
            if near and _together(page, hit, mention) and not _is_placed(passage, hit, mention):
                return True
        elif (
            (name == "agent_after" or (name == "owner_after" and is_wide(mention)))
            and mention.end <= hit.start
            and page.words_between(mention.end, hit.start) == 0
            and not _breaks(page.folded[mention.end : hit.start])
        ):
            return True
    return _speaks(page, passage, mention)


def _is_placed(passage: Passage, agent: Hit, mention: Mention) -> bool:
    """Whether a word of place parts the two: "the troops in Idlib" may be anybody's."""
    return any(agent.end <= hit.start < mention.start for hit in passage.of("where", "at"))


def _together(page: Page, hit: Hit, mention: Mention) -> bool:
    return not _breaks(page.folded[hit.end : mention.start])


def _breaks(between: str) -> bool:
    return any(mark in between for mark in ",;:.!?\n")


def _speaks(page: Page, passage: Passage, mention: Mention) -> bool:
    """Whether the place itself talks: "Moscow said"; a place in a phrase of place does not."""
    if said_in(page, passage, mention):
        return False
    return any(
        (0 <= hit.start - mention.end <= 2 or 0 <= mention.start - hit.end <= 2)
        for hit in passage.of("voice", "says")
    )


def said_in(page: Page, passage: Passage, mention: Mention) -> bool:
    """Whether a word of place ("in", "near") stands right before the mention."""
    return any(
        hit.end <= mention.start
        and page.words_between(hit.end, mention.start) <= 1
        and not _breaks(page.folded[hit.end : mention.start])
        for hit in passage.of("where", "at")
    ) or any(hit.start <= mention.start < hit.end for hit in passage.of("where", "at"))


def scenes(page: Page, passage: Passage) -> list[Mention]:
    """The passage's mentions that can be where something happened."""
    inside = [mention for mention in passage.mentions if not is_home(page, passage, mention)]
    if len(passage.mentions) > 1:
        ends = between(page, passage)
        inside = settled([one for one in inside if one not in ends], journeys(page, passage))
    taken = treated(page, passage)
    return [mention for mention in inside if mention not in taken]


def survey(page: Page) -> Ground:
    """The article's main place, country and town, from all that it names as a scene."""
    named = [
        mention
        for passage in page.passages
        if not passage.aside
        for mention in scenes(page, passage)
    ]
    alone = [one for one in named if not (is_country(one) and _qualifies(one, named))]
    weights: Counter[Point] = Counter()
    for mention in [*alone, *page.datelines]:
        weights[mention.place.point] += 1
    told = [mention for mention in alone if _leads(page, mention)]
    fine = any(not is_wide(mention) for mention in told)
    told += [one for one in page.datelines if not fine or _is_titled(page, one)]
    for point in {mention.place.point for mention in told}:
        weights[point] += IN_LEAD
    everything = [*named, *page.datelines]
    main = _heaviest(everything, weights)
    return Ground(
        main,
        _country_of(page, main, weights),
        _heaviest([one for one in everything if not is_wide(one)], weights),
    )


def _country_of(page: Page, main: Mention | None, weights: Counter[Point]) -> Mention | None:
    """The country that the article is about: the main place's own, wherever it is named."""
    countries = [
        mention
        for passage in page.passages
        if not passage.aside
        for mention in passage.mentions
        if is_country(mention)
    ]
    if main and main.place.country:
        countries = [one for one in countries if one.place.country == main.place.country]
    return _heaviest(countries, weights)


def _leads(page: Page, mention: Mention) -> bool:
    """Whether the title or the first lines name the place: that is what a report is about."""
    return _is_titled(page, mention) or mention.start < LEAD


def _is_titled(page: Page, mention: Mention) -> bool:
    return fold(mention.name) in fold(page.article.title or "")


def _qualifies(country: Mention, others: Sequence[Mention]) -> bool:
    """Whether the country only says which town is meant: "Almaty, Kazakhstan"."""
    return any(0 < country.start - other.end <= ADJOINING for other in others)


def is_told_by(page: Page, wide: Mention, others: Sequence[Mention]) -> bool:
    """Whether the country or region only says which town is meant: "Pemba in Mosambik"."""
    return any(
        one.end <= wide.start
        and one.place.precision.rank < wide.place.precision.rank
        and one.place.country == wide.place.country
        and page.words_between(one.end, wide.start) <= 1
        for one in others
    )


def is_country(mention: Mention) -> bool:
    return mention.place.precision is GeoPrecision.COUNTRY


def is_wide(mention: Mention) -> bool:
    return not mention.place.precision.is_point


def _heaviest(mentions: list[Mention], weights: Counter[Point]) -> Mention | None:
    """The first mention of the place that weighs most."""
    return max(mentions, key=lambda one: weights[one.place.point], default=None)
