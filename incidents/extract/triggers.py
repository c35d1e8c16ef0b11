"""The words that give an incident away, weighed by the company they keep."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.extract.page import Page, Passage
from incidents.extract.patterns import Hit

EVENTS = frozenset(  # told by nouns that come back with "the"
    {"attack", "explosion", "shelling", "fire", "accident", "disaster", "clash"}
)
TIERS = {"strong": 1, "company": 2, "weak": 3}
OPENING_MARKS = '"“„«»‘'  # »so« is quoted in German
CLOSING_MARKS = '"”“»«’'


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of one kind of incident."""

    kind: str
    tier: int
    start: int
    end: int
    written: str = ""  # its pattern
    definite: bool = False  # "the explosion": may only point back to one told before


@dataclass(frozen=True, slots=True)
class Masked:
    """Words that look like a trigger and are not, with the reason."""

    reason: str
    start: int
    end: int


def triggers(page: Page, passage: Passage) -> tuple[list[Trigger], list[Masked]]:
    """The passage's triggers in reading order, the longest first choice; and what was masked."""
    masks = passage.of("mask")
    kept: list[Hit] = []
    masked: list[Masked] = []
    for hit in sorted(passage.of("trigger"), key=_reach):
        mask = next((each for each in masks if _covers(each, hit)), None)
        if _is_surname(page, passage, hit) or _is_titled(page, hit):
            masked.append(Masked("name", hit.start, hit.end))
        elif mask:
            masked.append(Masked(mask.role.name, mask.start, mask.end))
        elif not any(_beats(have, hit) for have in kept):
            kept.append(hit)
    found = [_trigger(page, passage, hit) for hit in sorted(kept, key=lambda hit: hit.start)]
    return [trigger for trigger in found if trigger], masked


def _is_surname(page: Page, passage: Passage, hit: Hit) -> bool:
    """Whether a single word has a capital in mid-sentence, where only names have one."""
    text, lexicon = page.article.text, page.lexicon
    if lexicon.caseless or lexicon.capital_nouns or " " in text[hit.start : hit.end]:
        return False
    before = text[passage.body[0] : hit.start].rstrip()
    opens = not before or before[-1] in ".!?:;–—-\"“«„‘'(|"
    return not opens and text[hit.start].isupper() and not text[hit.start : hit.end].isupper()


def _is_titled(page: Page, hit: Hit) -> bool:
    """Whether a capital word fills quotation marks alone: "the band “Storm”", a café «Пожар»."""
    text = page.article.text
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    quoted = before in OPENING_MARKS and after in CLOSING_MARKS and bool(before and after)
    return quoted and text[hit.start].isupper()


def _reach(hit: Hit) -> tuple[int, int]:
    """The longer first; of the same length, the surer."""
    return hit.start - hit.end, TIERS[hit.role.detail]


def _covers(mask: Hit, hit: Hit) -> bool:
    """Whether the mask takes the hit; not where it only names who acts: "riot police moved in"."""
    if mask.role.name == "name" and hit.written.startswith("{") and mask.start <= hit.start:
        return mask.end >= hit.end
    return mask.start < hit.end and hit.start < mask.end and mask.end - mask.start >= 3


def _beats(have: Hit, hit: Hit) -> bool:
    """Whether words already taken leave nothing to this hit: same kind, or wholly inside."""
    if have.start >= hit.end or hit.start >= have.end:
        return False
    inside = have.start <= hit.start and hit.end <= have.end
    in_gap = ".." in have.written and have.start < hit.start and hit.end < have.end
    gapped = ".." in have.written or ".." in hit.written  # other words may stand in between
    return have.role.name == hit.role.name or not gapped or (inside and not in_gap)


def _trigger(page: Page, passage: Passage, hit: Hit) -> Trigger | None:
    tier = TIERS[hit.role.detail]
    if tier > 1 and not _has_company(page, passage, hit):
        return None
    if tier > 2 and not passage.mentions:
        return None
    return Trigger(
        hit.role.name, tier, hit.start, hit.end, hit.written, _is_definite(page, passage, hit)
    )


def _has_company(page: Page, passage: Passage, hit: Hit) -> bool:
    """Whether a word of the kind's own classes stands in the same clause, outside the trigger."""
    start, end = passage.clause(hit.start)
    wanted = page.lexicon.company[hit.role.name]
    return any(
        (each.role.name in wanted or each.role.part in wanted)
        and start <= each.start < max(end, hit.end)
        and not (hit.start <= each.start and each.end <= hit.end and each.start == hit.start)
        for each in passage.hits
        if each.role.part in ("class", "facility")
    )


def _is_definite(page: Page, passage: Passage, hit: Hit) -> bool:
    """Whether a noun may point back: "the attack", "attack" in "Нападение длилось час"."""
    word, article = page.folded[hit.start : hit.end], page.lexicon.prefixed_article
    if " " in word and not _opens_with_article(passage, hit):
        return False  # a phrase tells; only a noun points back
    if " " in word:
        return True
    if (article and word.startswith(article)) or _is_subject_retold(page, passage, hit):
        return True
    return any(
        joint.end <= hit.start and page.words_between(joint.end, hit.start) == 0
        for joint in passage.of("joint", "definite")
    )


def _opens_with_article(passage: Passage, hit: Hit) -> bool:
    """Whether the words name an event with its article: "the fire", "The fire broke out".

    A verb has no article before it, so what follows one is an event's noun; behind another
    preposition or in mid-sentence the noun may be an object, and news.
    """
    return hit.role.name in EVENTS and any(
        joint.start == hit.start or (joint.start == passage.body[0] and _adjoin(joint, hit))
        for joint in passage.of("joint", "definite")
    )


def _adjoin(joint: Hit, hit: Hit) -> bool:
    return 0 < hit.start - joint.end <= 1


def _is_subject_retold(page: Page, passage: Passage, hit: Hit) -> bool:
    """Whether the sentence opens with the noun and goes on with a verb that tells no news."""
    if page.words_between(passage.body[0], hit.start) > 1:
        return False
    return any(
        hit.end <= joint.start and page.words_between(hit.end, joint.start) == 0
        for joint in passage.of("joint", "retold")
    )
