"""Where a claim says it happened: the mention that fits best, and how it was come by.

1. Words such as "in the whole country" take the country.
2. Else the best mention of the sentence: same clause, behind a word of place, fine, near.
3. Else what the paragraph spoke of before; where a ministry or the like counts, the country.
4. Else the country that the paragraphs before spoke of, or the article's main place: the one
   named most, title and lead counting more.

Where somebody comes from, leads from or speaks from is never where it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import WORD, Hit, fold
from incidents.extract.triggers import Trigger
from incidents.geo import Point
from incidents.model import ClaimPlace, GeoPrecision, Mention

SAME_CLAUSE, SAID_IN, FINER, PER_WORD = 3.0, 2.0, 0.6, 0.05
ASIDE = 3.0  # what "north of Newcastle" loses against "in Maitland"
FACILITY_REACH = 9  # words between a trigger and the building it speaks of
TAKEN_OVER = frozenset({"seizure", "looting", "storming"})  # what "it" was, said before
WIDE = frozenset({"emergency", "shutdown"})  # "nationwide" outweighs a town named beside it
TREATED = frozenset({"killing", "injury"})  # the hospital is where they were taken
IN_LEAD = 2  # being named in the title or the lead weighs as much as two mentions
LEAD = 200  # characters that count as the lead
UNKNOWN_REACH = 120  # characters between a trigger and the unknown name that is its place
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
            if page.words_between(hit.end, mention.start) <= 1 and _together(page, hit, mention):
                return True
        elif (
            name == "agent_after"
            and mention.end <= hit.start
            and page.words_between(mention.end, hit.start) == 0
            and not _breaks(page.folded[mention.end : hit.start])
        ):
            return True
    return _speaks(page, passage, mention)


def _together(page: Page, hit: Hit, mention: Mention) -> bool:
    return not _breaks(page.folded[hit.end : mention.start])


def _breaks(between: str) -> bool:
    return any(mark in between for mark in ",;:.!?\n")


def _speaks(page: Page, passage: Passage, mention: Mention) -> bool:
    """Whether the place itself talks: "Moscow said"; a place in a phrase of place does not."""
    if _said_in(page, passage, mention):
        return False
    return any(
        (0 <= hit.start - mention.end <= 2 or 0 <= mention.start - hit.end <= 2)
        for hit in passage.of("voice", "says")
    )


def _said_in(page: Page, passage: Passage, mention: Mention) -> bool:
    """Whether a word of place ("in", "near") stands right before the mention."""
    return any(
        hit.end <= mention.start
        and page.words_between(hit.end, mention.start) <= 1
        and not _breaks(page.folded[hit.end : mention.start])
        for hit in passage.of("where", "at")
    ) or any(hit.start <= mention.start < hit.end for hit in passage.of("where", "at"))


def scenes(page: Page, passage: Passage) -> list[Mention]:
    """The passage's mentions that can be where something happened."""
    return [mention for mention in passage.mentions if not is_home(page, passage, mention)]


def survey(page: Page) -> Ground:
    """The article's main place, country and town, from all that it names as a scene."""
    named = [
        mention
        for passage in page.passages
        if not passage.aside
        for mention in scenes(page, passage)
    ]
    alone = [one for one in named if not (_is_country(one) and _qualifies(one, named))]
    weights: Counter[Point] = Counter()
    for mention in [*alone, *page.datelines]:
        weights[mention.place.point] += 1
    told = {mention.place.point for mention in alone if _leads(page, mention)}
    for point in told:
        weights[point] += IN_LEAD
    everything = [*named, *page.datelines]
    main = _heaviest(everything, weights)
    return Ground(
        main,
        _country_of(page, main, weights),
        _heaviest([one for one in everything if not _is_wide(one)], weights),
    )


def _country_of(page: Page, main: Mention | None, weights: Counter[Point]) -> Mention | None:
    """The country that the article is about: the main place's own, wherever it is named."""
    countries = [
        mention
        for passage in page.passages
        if not passage.aside
        for mention in passage.mentions
        if _is_country(mention)
    ]
    if main and main.place.country:
        countries = [one for one in countries if one.place.country == main.place.country]
    return _heaviest(countries, weights)


def _leads(page: Page, mention: Mention) -> bool:
    """Whether the title or the first lines name the place: that is what a report is about."""
    title = fold(page.article.title or "")
    return fold(mention.name) in title or mention.start < LEAD


def _qualifies(country: Mention, others: Sequence[Mention]) -> bool:
    """Whether the country only says which town is meant: "Almaty, Kazakhstan"."""
    return any(0 < country.start - other.end <= ADJOINING for other in others)


def _is_country(mention: Mention) -> bool:
    return mention.place.precision is GeoPrecision.COUNTRY


def _is_wide(mention: Mention) -> bool:
    return not mention.place.precision.is_point


def _heaviest(mentions: list[Mention], weights: Counter[Point]) -> Mention | None:
    """The first mention of the place that weighs most."""
    return max(mentions, key=lambda one: weights[one.place.point], default=None)


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
    if _is_country(first) != _is_country(second):
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


def names_unknown_place(page: Page, passage: Passage, trigger: Trigger) -> bool:
    """Whether a word of place leads to a name that nobody resolved: "in Nobol"."""
    if page.lexicon.caseless or page.lexicon.capital_nouns:
        return False
    known = [hit for hit in passage.hits if hit.role.part in ("time", "facility", "class")]
    for hit in passage.of("where", "at"):
        word = WORD.search(page.folded, hit.end, hit.end + 40)
        if word is None or page.folded[hit.end : word.start()].strip():
            continue
        shown = page.article.text[word.start() : word.end()]
        taken = any(one.start <= word.start() < one.end for one in passage.mentions) or any(
            one.start <= word.start() < one.end for one in known
        )
        far = abs(word.start() - trigger.start) > UNKNOWN_REACH
        if shown[0].isupper() and not shown.isupper() and not taken and not far:
            return True
    return False


@dataclass(slots=True)
class Scene:
    """The place that the text is speaking of while it is read."""

    paragraph: int = -1
    mention: Mention | None = None  # in this paragraph
    last: Mention | None = None  # in the paragraphs before
    national: bool = False  # the paragraph counts for the whole country
    facility: Hit | None = None

    def enter(self, page: Page, passage: Passage) -> None:
        """Turns to a new paragraph, which starts where its dateline says, or nowhere."""
        if passage.sentence.paragraph == self.paragraph:
            return
        self.paragraph = passage.sentence.paragraph
        self.last, self.mention = self.mention or self.last, None
        self.national, self.facility = False, None
        for mention in page.datelines:
            if passage.sentence.start <= mention.start < passage.body[0]:
                self.mention = mention

    def leave(self, page: Page, passage: Passage) -> None:
        """Takes from a sentence what the next may lean on."""
        inside = [] if passage.sentence.heading else scenes(page, passage)
        at = Trigger("", 1, passage.body[0], passage.body[0])
        if inside:
            self.mention = max(inside, key=lambda one: _fitness(page, passage, at, one))
            self.national, self.facility = False, None
        elif speaks_nationally(passage):
            self.national = True
        self.facility = next(iter(passage.of("facility")), self.facility)


def speaks_nationally(passage: Passage) -> bool:
    """Whether a body of the whole country, such as a ministry, is the one that counts."""
    return any(passage.of("where", "national"))


def place_of(
    page: Page, passage: Passage, trigger: Trigger, scene: Scene, ground: Ground
) -> ClaimPlace:
    """Where the trigger's incident happened."""
    facility = _facility(page, passage, trigger)
    if facility is None and trigger.kind in TAKEN_OVER and not scenes(page, passage):
        facility = scene.facility
    name = facility.role.name if facility else None
    words = page.article.text[facility.start : facility.end] if facility else None
    mention, source = _mention(page, passage, trigger, scene, ground)
    return ClaimPlace(mention, source, name, words)


def _mention(
    page: Page, passage: Passage, trigger: Trigger, scene: Scene, ground: Ground
) -> tuple[Mention | None, str]:
    inside = [one for one in scenes(page, passage) if not _led_by(page, passage, one, "toward")]
    start, end = passage.clause(trigger.start)
    local = [one for one in inside if start <= one.start < end and not _is_country(one)]
    if any(passage.of("where", "country")) and (not local or trigger.kind in WIDE):
        return _land(inside, ground), "country"
    if inside:
        return max(inside, key=lambda one: _fitness(page, passage, trigger, one)), "sentence"
    if names_unknown_place(page, passage, trigger):
        return _land([], ground), "country"
    if any(passage.of("where", "town")) and ground.town:
        fine = scene.mention and not _is_wide(scene.mention)
        return (scene.mention if fine else ground.town), "carried"
    if scene.national or speaks_nationally(passage):
        return _land([], ground), "country"
    if scene.mention:
        return scene.mention, "carried"
    if scene.last and _is_wide(scene.last):
        return scene.last, "article"
    return ground.main, "article"


def _land(inside: list[Mention], ground: Ground) -> Mention | None:
    """The country meant by "the whole country"; None where the article never names it."""
    countries = [mention for mention in inside if _is_country(mention)]
    return countries[0] if countries else ground.country


def _fitness(page: Page, passage: Passage, trigger: Trigger, mention: Mention) -> float:
    start, end = passage.clause(trigger.start)
    same = start <= mention.start < max(end, trigger.end)
    far = page.words_between(min(mention.end, trigger.end), max(mention.start, trigger.start))
    fine = GeoPrecision.UNKNOWN.rank - mention.place.precision.rank
    said = _said_in(page, passage, mention)
    off = _led_by(page, passage, mention, "off")
    return SAME_CLAUSE * same + SAID_IN * said + FINER * fine - PER_WORD * far - ASIDE * off


def _led_by(page: Page, passage: Passage, mention: Mention, name: str) -> bool:
    """Whether words such as "north of" or "towards" lead to the mention."""
    return any(
        hit.end <= mention.start and page.words_between(hit.end, mention.start) <= 1
        for hit in passage.of("where", name)
    )


def _facility(page: Page, passage: Passage, trigger: Trigger) -> Hit | None:
    """The nearest named kind of building in the trigger's clause."""
    start, end = passage.clause(trigger.start)
    near = [
        (gap, -(hit.end - hit.start), hit)
        for hit in passage.of("facility")
        if start <= hit.start < max(end, trigger.end)
        and (gap := _gap(page, hit, trigger)) <= FACILITY_REACH
        and not (hit.role.name == "hospital" and trigger.kind in TREATED)
    ]
    return min(near, key=lambda each: each[:2])[2] if near else None


def _gap(page: Page, hit: Hit, trigger: Trigger) -> int:
    if hit.end <= trigger.start:
        return page.words_between(hit.end, trigger.start)
    return page.words_between(trigger.end, hit.start)
