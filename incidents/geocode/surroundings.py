"""What stands around a name and tells of it: words of place, of parts of towns, of districts."""

from __future__ import annotations

from incidents.geocode.names import fold
from incidents.geocode.reading import Hit, Reading

SHORTEST = 3  # letters, of a town
LISTED = 6  # names of one list that are followed back to the word of place before the first
_ARTICLES = frozenset({"al", "el", "ash", "as", "ad", "ar", "at", "az", "an"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LABEL_MARKS = _DASHES | {".", ":"}
_PLACING_PREFIXES = "بل"  # in, to: written onto the name


def is_dateline(hit: Hit, reading: Reading) -> bool:
    """Whether it opens a report before a mark: "HULST - Een man …", "Wurzen: Unbekannte …"."""
    after = reading.words[hit.end] if hit.end < len(reading.words) else None
    if after is None or not reading.first(hit).initial or len(hit.name) <= SHORTEST:
        return False
    return after.gap == ": " or (hit.name.isupper() and after.gap.strip() in _DASHES)


def is_label(hit: Hit, reading: Reading) -> bool:
    """Whether it alone opens a paragraph, as names do others of the text: "Plauen. A train …"."""
    if reading.first(hit).start not in reading.labels or hit.end >= len(reading.words):
        return False
    return reading.words[hit.end].gap.strip(" \u00a0") in _LABEL_MARKS


def is_placed(hit: Hit, reading: Reading) -> bool:
    """Whether the word before says that a place follows, or a prefix does in Arabic."""
    if is_dateline(hit, reading) or is_label(hit, reading):
        return True
    at = _head(hit.at, reading)
    before = reading.words[at - 1] if at and reading.words[at].joined else None
    if before is not None and fold(before.text) in reading.manners.prepositions:
        return True
    return hit.inflected and not reading.first(hit).cased and hit.name[0] in _PLACING_PREFIXES


def _head(at: int, reading: Reading) -> int:
    """Where the list that a name stands in begins: "Kutaisi" of "Kutaisi, Poti and Batumi"."""
    words = reading.words
    for _ in range(LISTED):
        back = at - 1
        if back > 0 and words[at].spaced and fold(words[back].text) in reading.manners.joints:
            back -= 1
            listed = words[back + 1].spaced
        else:
            listed = words[at].gap.strip() in {",", "،"}
        hit = next((hit for hit in reading.ending(back) if hit.end == back + 1), None)
        if not listed or hit is None:
            return at
        at = hit.at
    return at


def is_led(hit: Hit, reading: Reading) -> bool:
    """Whether a word of place stands right before, and not that of "according to Hamilton"."""
    before, manners = reading.before(hit), reading.manners
    key = fold(before.text) if before is not None else ""
    return key in manners.prepositions and key not in manners.ties


def is_before_quarter(hit: Hit, reading: Reading) -> bool:
    """Whether a word for a part of a town follows: "Grazer Bezirk"."""
    after = reading.after(hit)
    return after is not None and fold(after.text) in reading.manners.quarters_after


def is_quarter(hit: Hit, reading: Reading) -> bool:
    """Whether a word for a part of a town stands before: "wijk Kanaleneiland"."""
    before = reading.before(hit)
    return before is not None and fold(before.text) in reading.manners.quarters


def is_cut_short(hit: Hit, reading: Reading) -> bool:
    """Whether a longer name goes on that the gazetteer does not know: Bab of Bab al-Tabbaneh."""
    after = reading.after(hit)
    if hit.words > 1 or after is None or not after.cased or hit.end + 1 >= len(reading.words):
        return False
    beyond = reading.words[hit.end + 1]
    return after.text in _ARTICLES and beyond.joined and beyond.capital


def is_part(hit: Hit, reading: Reading) -> bool:
    """Whether a hyphen ties it to a longer name that the gazetteer does not know: Hydro-Québec.

    The parts of a great city are written so too: Rotterdam-Zuid.
    """
    after = reading.words[hit.end] if hit.end < len(reading.words) else None
    return after is not None and after.gap in _DASHES and after.capital and after.cased


def is_after_capital(hit: Hit, reading: Reading) -> bool:
    """Whether a capitalised word that opens no sentence stands right before."""
    before = reading.before(hit)
    return before is not None and before.cased and before.capital and not before.initial


def says_region(hit: Hit, reading: Reading) -> bool:
    """Whether a word for a region stands beside the name."""
    return _is_beside(hit, reading, reading.manners.regions)


def says_district(hit: Hit, reading: Reading) -> bool:
    """Whether a word for a county or the like stands beside the name, or behind its list."""
    districts = reading.manners.districts
    return _is_beside(hit, reading, districts) or _is_listed(hit.end, reading, districts)


def _is_listed(at: int, reading: Reading, words: frozenset[str]) -> bool:
    """Whether a list that goes on here ends before such a word: "Ada and Boise counties"."""
    for _ in range(LISTED):
        if at >= len(reading.words):
            return False
        if fold(reading.words[at].text) in reading.manners.joints:
            last = _after_name(at + 1, reading)
            return last < len(reading.words) and fold(reading.words[last].text) in words
        if reading.words[at].gap.strip() != "," or not reading.runs[at]:
            return False
        at = _after_name(at, reading)
    return False


def _after_name(at: int, reading: Reading) -> int:
    """The word behind the longest name that starts here, or behind the word where none does."""
    hits = reading.runs[at] if at < len(reading.runs) else []
    return hits[0].end if hits else at + 1


def _is_beside(hit: Hit, reading: Reading, words: frozenset[str]) -> bool:
    beside = (reading.before(hit), reading.after(hit))
    return any(word is not None and fold(word.text) in words for word in beside)
