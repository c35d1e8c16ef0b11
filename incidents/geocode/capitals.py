"""The capital that a text means by "the capital": of the country named beside it, or spoken of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from incidents.geocode.manners import Manners
from incidents.model import GeoPrecision, Mention, Place

CLEAR_SHARE = 0.75  # of the places named lie in one country: that is the one spoken of
BESIDE = 3  # words between "the capital" and its name, as in "the capital of Kenya"
SCORE = 0.8
_WORD = re.compile(r"\w+")
CapitalOf = Callable[[str], Place | None]


def with_capitals(
    text: str, mentions: Sequence[Mention], manners: Manners, capital_of: CapitalOf
) -> list[Mention]:
    """The mentions, and those of capitals that are not called by name, in reading order."""
    found = _capitals(text, mentions, manners, capital_of)
    return sorted([*mentions, *found], key=lambda mention: mention.start)


def _capitals(
    text: str, mentions: Sequence[Mention], manners: Manners, capital_of: CapitalOf
) -> Iterator[Mention]:
    if not mentions:
        return
    for match in manners.capitals.finditer(text):
        start, end = match.span("capital")
        if any(one.start < end and start < one.end for one in mentions):
            continue
        country = _country(text, mentions, start, end, manners)
        place = capital_of(country) if country else None
        if place is not None:
            score = round(min(place.score, SCORE), 3)
            yield Mention(text[start:end], start, end, replace(place, score=score))


def _country(
    text: str, mentions: Sequence[Mention], start: int, end: int, manners: Manners
) -> str | None:
    """The country whose capital is meant; None where it is another's, or named, or unclear."""
    following = next((one for one in mentions if one.start >= end), None)
    if following and _words(text[end : following.start]) <= BESIDE:
        return _beside(text[end : following.start], following, manners, mentions)
    before = [one for one in mentions if one.end <= start]
    if before and _is_apposed(text[before[-1].end : start], before[-1]):
        return None  # "Nairobi, the capital"
    after = _WORD.match(text, end + 1)
    if after and after.group().lower() in manners.ties:
        return None  # "the capital of" what nobody resolved
    return _spoken_of(mentions, before)


def _beside(
    between: str, named: Mention, manners: Manners, mentions: Sequence[Mention]
) -> str | None:
    """The country that follows: "the capital of Kenya"; None before the capital's own name."""
    if named.place.precision is not GeoPrecision.COUNTRY:
        return None
    words = [word.lower() for word in _WORD.findall(between)]
    if "," not in between and all(word in manners.ties for word in words):
        return named.place.country
    return _spoken_of(mentions, [one for one in mentions if one.end <= named.start - len(between)])


def _is_apposed(between: str, named: Mention) -> bool:
    """Whether only a comma or a bracket parts a town from the words."""
    return named.place.precision.is_point and between.strip() in {",", "(", "—", "–", "-", "،"}


def _spoken_of(mentions: Sequence[Mention], before: Sequence[Mention]) -> str | None:
    """The country that the text is about; None where it is about several."""
    counts = Counter(one.place.country for one in mentions if one.place.country)
    code, most = next(iter(counts.most_common(1)), (None, 0))
    last = next((one.place.country for one in reversed(before) if one.place.country), code)
    if code is None or most < CLEAR_SHARE * counts.total():
        return last if last == code and most * 2 > counts.total() else None
    return code


def _words(between: str) -> int:
    return len(_WORD.findall(between))
