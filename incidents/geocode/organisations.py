"""Whether a place's name is only part of the name of something else: a firm, a paper, a school."""

from __future__ import annotations

import re

from incidents.geocode.asking import is_airport_word
from incidents.geocode.names import fold
from incidents.geocode.reading import Hit, Reading
from incidents.geocode.sources import COUNTRY, Row
from incidents.geocode.tokens import Word

LINKS = frozenset(
    {"of", "van", "von", "de", "der", "den", "du", "des", "d", "del", "la", "di", "da", "do"}
)
NAME_GOES_ON = 3  # words after the place: "Ohio Northern University"
TITLE_WORDS = 4  # of the name of a paper or a ship in quotation marks
TITLE_REACH = 60  # characters
_QUOTED = re.compile(r"[«„“]([^«»„“”\n]*)[»“”]")
_ENDS_SENTENCE = frozenset(".,!?…:;")


def is_organisation(hit: Hit, row: Row, reading: Reading) -> bool:
    """Whether it is part of the name of a firm, a paper, a treaty, a noble or a street."""
    return (
        goes_on(hit, reading)
        or is_led(hit, reading)
        or (row.feature != COUNTRY and is_after_article(hit, reading))
        or is_title(hit, reading)
    )


def goes_on(hit: Hit, reading: Reading) -> bool:
    """Whether capitalised words follow that end in one for an organisation."""
    manners = reading.manners
    for word in reading.words[hit.end : hit.end + NAME_GOES_ON]:
        key = fold(word.text)
        tied = word.joined and word.gap.strip() in {"", "-"}
        if not tied or (not word.capital and key not in manners.institutes):
            return False
        if key in manners.titles or key in manners.buildings:
            return False
        if word.capital and word.cased and key in manners.organisations_after:
            return True
        if key in manners.institutes:
            return word.cased
    return False


def is_led(hit: Hit, reading: Reading) -> bool:
    """Whether a word for an organisation or a street stands before: "Universität Halle"."""
    manners = reading.manners
    if reading.before(hit) is None:
        return False
    back = hit.at - 1
    while back and reading.words[back].joined and fold(reading.words[back].text) in LINKS:
        back -= 1
    before = reading.words[back]
    key = fold(before.text)
    named = before.capital and before.cased and key in manners.organisations_before
    return named or key in manners.streets or key in manners.institutes


def is_after_article(hit: Hit, reading: Reading) -> bool:
    """Whether an article and a capitalised word frame it: "the Boston Globe"."""
    manners, before, after = reading.manners, reading.before(hit), reading.after(hit)
    if before is None or after is None or fold(before.text) not in manners.articles:
        return False
    return after.spaced and _is_proper(after) and not _is_of_place(after, reading)


def _is_proper(word: Word) -> bool:
    return word.capital and word.cased


def _is_of_place(word: Word, reading: Reading) -> bool:
    """Whether the word goes on about the place itself: "the Bishkek City Hall", "Kabul Airport"."""
    manners, key = reading.manners, fold(word.text)
    words = manners.titles | manners.regions | manners.districts | manners.buildings
    return key in words or is_airport_word(word.text)


def is_title(hit: Hit, reading: Reading) -> bool:
    """Whether it stands in a few quoted words, as ships, papers and clubs are written."""
    start = reading.first(hit).start
    opened = max(reading.text.rfind(mark, max(0, start - TITLE_REACH), start) for mark in "«„“")
    found = _QUOTED.match(reading.text, opened) if opened >= 0 else None
    if found is None or found.end() <= start:
        return False
    inner = found.group(1).strip()
    named = inner[:1].isupper() and inner[-1:] not in _ENDS_SENTENCE
    return named and len(inner.split()) <= TITLE_WORDS
