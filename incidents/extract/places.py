"""Where a claim says it happened: the mention that fits best, and how it was come by.

1. Words such as "in the whole country" take the country.
2. Else the best mention of the sentence: same clause, behind a word of place, fine, near.
3. Else what the paragraph spoke of before; where a ministry or the like counts, the country
   if the article names it.
4. Else the country that the paragraphs before spoke of, or the article's main place: the one
   named most, title and lead counting more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from incidents.extract.journeys import between, is_led, journeys, opens_drive
from incidents.extract.nouns import is_no_noun
from incidents.extract.page import Page, Passage
from incidents.extract.patterns import WORD, Hit
from incidents.extract.scenes import Ground, is_country, is_told_by, is_wide, said_in, scenes
from incidents.extract.triggers import Trigger
from incidents.model import ClaimPlace, GeoPrecision, Mention

SAME_CLAUSE, SAID_IN, FINER, PER_WORD = 3.0, 2.0, 0.6, 0.05
ASIDE = 3.0  # what "north of Newcastle" loses against "in Maitland"
SAME_HALF = 0.8  # of a clause cut at "and"
SENT = 2.0  # what "sent to Mandera" wins for troops
THROUGHOUT = 5.0  # what "all over Chile" wins against "most of them in Valparaíso"
FACILITY_REACH = 9  # words between a trigger and the building it speaks of
TAKEN_OVER = frozenset({"seizure", "looting", "storming"})  # what "it" was, said before
WIDE = frozenset({"emergency", "shutdown"})  # "nationwide" outweighs a town named beside it
OF_COUNTRIES = frozenset({"emergency", "deployment"})  # without a place told, a state's doing
TREATED = frozenset({"killing", "injury"})  # the hospital is where they were taken
OF_TOWN = 12  # characters between "airport" and the town's name: "of the city of"
CONSTRUCT = frozenset({"مطار", "بمطار", "ومطار", "لمطار"})  # "airport of": a name must follow
UNTOLD_PAST = "nowhere"  # the place of what happened long before, where no words tell it
UNKNOWN_REACH = 120  # characters between a trigger and the unknown name that is its place


def names_unknown_place(page: Page, passage: Passage, trigger: Trigger) -> bool:
    """Whether a word of place leads to a name that nobody resolved: "in Nobol"."""
    start, end = passage.clause(trigger.start)
    for hit in _naming(page, passage):
        word = WORD.search(page.folded, hit.end, hit.end + 40)
        if word is None or page.folded[hit.end : word.start()].strip(" «„“\"'"):
            continue
        far = abs(word.start() - trigger.start) > UNKNOWN_REACH
        beyond = bool(passage.mentions) and not start <= word.start() < max(end, trigger.end)
        if not (far or beyond) and _is_unresolved(page, passage, hit, word):
            return True
    return False


def _naming(page: Page, passage: Passage) -> list[Hit]:
    """The words behind which a name of a place must stand."""
    if page.lexicon.caseless:
        return passage.of("where", "settlement")
    return [*passage.of("where", "town_in"), *passage.of("where", "settlement")]


def _is_unresolved(page: Page, passage: Passage, hit: Hit, word: re.Match[str]) -> bool:
    """Whether the word is a name, and none that anything is known of."""
    if any(one.start <= word.start() < one.end for one in passage.mentions):
        return False
    known = (each for each in passage.hits if each.role.part in ("time", "facility", "class"))
    if any(one.start <= word.start() < one.end for one in known):
        return False
    shown = page.article.text[word.start() : word.end()]
    named = hit.role.name == "settlement"
    if page.lexicon.caseless:
        return named and word.group() not in page.lexicon.links
    if not shown[0].isupper() or (shown.isupper() and len(shown) > 1):
        return False
    if not page.lexicon.capital_nouns or named:
        return True
    return is_no_noun(page.lexicon.code, word.group())


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
        passing = journeys(page, passage)
        inside = [one for one in scenes(page, passage) if one not in passing]
        inside = [] if passage.sentence.heading else _without_their_countries(inside)
        at = Trigger("", 1, passage.body[0], passage.body[0])
        if inside:
            self.mention = max(inside, key=lambda one: _fitness(page, passage, at, one))
            self.national, self.facility = False, None
        elif speaks_nationally(passage):
            self.national = True
        self.facility = next(iter(passage.of("facility")), self.facility)


def _without_their_countries(mentions: list[Mention]) -> list[Mention]:
    """The mentions but countries that a town beside them lies in: "in Bolivia … La Paz"."""
    towns = {one.place.country for one in mentions if not is_wide(one)}
    return [one for one in mentions if not (is_country(one) and one.place.country in towns)]


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
    mention, source = _mention(page, passage, trigger, scene, ground)
    if facility is None and mention is not None and source == "sentence":
        facility = _beside(page, passage, mention)
    own = facility is not None and _has_own_name(page, passage, facility, mention)
    name = facility.role.name if facility and not own else None
    words = page.article.text[facility.start : facility.end] if facility else None
    return ClaimPlace(mention, source, name, words)


def _mention(
    page: Page, passage: Passage, trigger: Trigger, scene: Scene, ground: Ground
) -> tuple[Mention | None, str]:
    inside = [
        one
        for one in scenes(page, passage)
        if not _is_only_sought(page, passage, trigger, one)
        and not _is_yet_to_be(passage, trigger, one)
    ]
    inside = [one for one in inside if not (is_wide(one) and is_told_by(page, one, inside))]
    inside = _finest(page, passage, trigger, inside)
    start, end = passage.clause(trigger.start)
    local = [one for one in inside if start <= one.start < end and not is_country(one)]
    if any(passage.of("where", "country")) and (not local or trigger.kind in WIDE):
        return _land(inside, ground), "country"
    if (
        not local
        and scene.mention
        and not is_wide(scene.mention)
        and names_quarter(passage, trigger)
    ):
        return scene.mention, "carried"
    unknown = names_unknown_place(page, passage, trigger)
    if unknown and not local:
        setting = _setting(page, passage, inside)
        return (setting, "sentence") if setting else (_land(inside, ground), "country")
    if inside:
        best = max(inside, key=lambda one: _fitness(page, passage, trigger, one))
        return best, "between" if opens_drive(page, passage, best) else "sentence"
    fine = scene.mention is not None and not is_wide(scene.mention)
    if unknown or (between(page, passage) and not fine):
        return _land([], ground), "country"
    if any(passage.of("where", "town")) and ground.town:
        return (scene.mention if fine else ground.town), "carried"
    if ground.country and (scene.national or speaks_nationally(passage)):
        return ground.country, "country"
    if scene.mention:
        return scene.mention, "carried"
    if trigger.kind in OF_COUNTRIES:
        return _land([], ground), "country"
    own = _next_best(page, passage, ground)
    if own is not None:
        return own, "home"
    if scene.last and is_wide(scene.last):
        return scene.last, "article"
    return ground.main, "article"


def _next_best(page: Page, passage: Passage, ground: Ground) -> Mention | None:
    """The town that those named belong to: "residents of Escuintla blocked the road".

    Of a sentence that names no other place it tells more than the article's main one does, if
    the two lie in one country.
    """
    land = ground.main.place.country if ground.main else None
    ends = between(page, passage)
    towns = [
        one
        for one in passage.mentions
        if not is_wide(one)
        and one.place.country == land
        and one not in ends
        and not is_led(page, passage, one, "toward")
        and not is_led(page, passage, one, "hospital")
    ]
    return towns[0] if len({one.place.point for one in towns}) == 1 else None


def _setting(page: Page, passage: Passage, inside: list[Mention]) -> Mention | None:
    """The town that opens the sentence: the unknown "Kirkton" of "In Dundee, …" lies in it."""
    return next(
        (
            one
            for one in inside
            if not is_wide(one)
            and page.words_between(passage.body[0], one.start) <= 1
            and said_in(page, passage, one)
        ),
        None,
    )


def names_quarter(passage: Passage, trigger: Trigger) -> bool:
    """Whether the trigger's clause tells a part of a town, which is of the town spoken of."""
    start, end = passage.clause(trigger.start)
    return any(start <= hit.start < max(end, trigger.end) for hit in passage.of("where", "quarter"))


def points_there(passage: Passage) -> bool:
    """Whether a word such as "there" ties the sentence to the place spoken of."""
    return any(passage.of("where", "there"))


def _finest(page: Page, passage: Passage, trigger: Trigger, inside: list[Mention]) -> list[Mention]:
    """Without the countries of towns in the trigger's clause: "in Ukraine … on Kharkiv"."""
    start, end = passage.clause(trigger.start)
    towns = {one.place.country for one in inside if not is_wide(one) and start <= one.start < end}
    return [
        one
        for one in inside
        if not (is_country(one) and one.place.country in towns)
        or trigger.kind in WIDE
        or is_led(page, passage, one, "throughout")
    ]


def _is_only_sought(page: Page, passage: Passage, trigger: Trigger, mention: Mention) -> bool:
    """Whether something was only on its way there; troops that are sent somewhere are there."""
    return trigger.kind != "deployment" and is_led(page, passage, mention, "toward")


def _is_in_half(passage: Passage, trigger: Trigger, mention: Mention) -> bool:
    start, end = passage.half(trigger.start)
    return start <= mention.start < max(end, trigger.end)


def _is_yet_to_be(passage: Passage, trigger: Trigger, mention: Mention) -> bool:
    """Whether the mention's clause speaks of what is planned, apart from the trigger's."""
    start, end = passage.clause(mention.start)
    apart = not start <= trigger.start < end
    return apart and any(start <= hit.start < end for hit in passage.of("filter", "plan"))


def of_the_past(claim: ClaimPlace, passage: Passage, told: Mention | None) -> ClaimPlace:
    """The place of an older incident: what today's report carries along is not where it was.

    `told` is where the article put another incident of the same day, if it did.
    """
    if claim.source not in ("carried", "article") or points_there(passage):
        return claim
    if told is not None:
        return replace(claim, mention=told, source="carried")
    return replace(claim, mention=None, source=UNTOLD_PAST)


def _land(inside: list[Mention], ground: Ground) -> Mention | None:
    """The country meant by "the whole country"; None where the article never names it."""
    countries = [mention for mention in inside if is_country(mention)]
    return countries[0] if countries else ground.country


def _fitness(page: Page, passage: Passage, trigger: Trigger, mention: Mention) -> float:
    start, end = passage.clause(trigger.start)
    same = start <= mention.start < max(end, trigger.end)
    far = page.words_between(min(mention.end, trigger.end), max(mention.start, trigger.start))
    fine = GeoPrecision.UNKNOWN.rank - mention.place.precision.rank
    said = said_in(page, passage, mention)
    off = trigger.kind != "deployment" and is_led(page, passage, mention, "off")
    all_of = is_wide(mention) and is_led(page, passage, mention, "throughout")
    toward = trigger.kind == "deployment" and is_led(page, passage, mention, "to")
    signs = SENT * toward + SAME_HALF * _is_in_half(passage, trigger, mention)
    signs += SAME_CLAUSE * same + SAID_IN * said + THROUGHOUT * all_of - ASIDE * off
    return signs + FINER * fine - PER_WORD * far


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


def _has_own_name(page: Page, passage: Passage, hit: Hit, mention: Mention | None) -> bool:
    """Whether an airport has a name that nobody resolved: it is not the town's main one."""
    if hit.role.name != "airport" or (mention and hit.end <= mention.start <= hit.end + OF_TOWN):
        return False
    word = WORD.search(page.folded, hit.end, hit.end + OF_TOWN)
    if word is None or page.folded[hit.end : word.start()] != " ":
        return False
    construct = page.folded[hit.start : hit.end] in CONSTRUCT
    return construct if page.lexicon.caseless else _is_unresolved(page, passage, hit, word)


def _beside(page: Page, passage: Passage, mention: Mention) -> Hit | None:
    """The airport that the place is named with, wherever in the sentence: "at Orly airport, …"."""
    for hit in passage.of("facility", "airport"):
        first, second = sorted((hit.start, hit.end, mention.start, mention.end))[1:3]
        if page.words_between(first, second) <= 1:
            return hit
    return None


def _gap(page: Page, hit: Hit, trigger: Trigger) -> int:
    if hit.end <= trigger.start:
        return page.words_between(hit.end, trigger.start)
    return page.words_between(trigger.end, hit.start)
