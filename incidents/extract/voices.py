"""Who says so: the name phrase that a word of saying belongs to, in the text's own words.

1. In the sentence: "according to the police", "…, the ministry said"; what somebody goes on to say
   ("…, and the airline said it would not return") is told of nothing before it.
2. "He said": whoever was named in the paragraph before.
3. Behind the quotation in which it stands.
4. In the sentence after, where that points back: "That is what the army reported."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from incidents.extract.page import Page, Passage, quotation_at
from incidents.extract.patterns import Hit
from incidents.extract.triggers import Trigger

MAX_NAME_WORDS = 9
MAX_LOOSE_WORDS = 2  # lower-case words between an article and "spokesman": "the regional …"
MAX_PLAIN_WORDS = 5  # of a phrase without any known source: "a survivor of the flood"
GOES_ON = 3  # words behind "said" that make it a statement of its own
BACK, AFTER = 3, 2  # sentences before, for "he", and after, for "that is what"
OPENING = 2  # words before a word that points back
REACH = 200  # characters from a word of saying to the end of its phrase

_TOKEN = re.compile(r"[\w'’./&-]+")
Span = tuple[int, int]


def attribution(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """The words naming who says so, None where nobody is named."""
    span = (
        _named(page, passage, trigger)
        or _meant(page, passage)
        or _behind_quotation(page, trigger)
        or _pointing(page, passage)
    )
    return page.article.text[span[0] : span[1]] if span else None


def _named(page: Page, passage: Passage, trigger: Trigger | None) -> Span | None:
    """The speaker named nearest in the sentence."""
    at = trigger.start if trigger else passage.sentence.end
    spans = [
        span
        for hit in _sayings(passage)
        for span in [_speaker(page, passage, hit)]
        if span
        and not (trigger and span[0] <= trigger.start < span[1])
        and not (trigger and _says_more(page, passage, hit, span, trigger))
    ]
    return min(spans, key=lambda span: abs(span[0] - at), default=None)


def _sayings(passage: Passage) -> list[Hit]:
    """The words of saying, none inside a longer one."""
    hits = passage.of("voice")
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start and hit.end <= other.end and _length(other) > _length(hit)
            for other in hits
        )
    ]


def _length(hit: Hit) -> int:
    return hit.end - hit.start


def _says_more(page: Page, passage: Passage, hit: Hit, span: Span, trigger: Trigger) -> bool:
    """Whether somebody named behind the trigger goes on to say something else."""
    if hit.role.name != "says" or hit.start < trigger.end or span[0] > hit.start:
        return False
    _, end = passage.clause(hit.end - 1)
    behind = page.words_between(hit.end, end) - sum(
        page.words_between(time.start, time.end)
        for time in passage.of("time")
        if hit.end <= time.start < end
    )
    counts = any(page.lexicon.numerals.find(page.folded, hit.end, end))
    return behind >= GOES_ON or (behind > 0 and counts)


def _meant(page: Page, passage: Passage) -> Span | None:
    """Whoever "he" or "it" is in "he said": named last in the paragraph before."""
    says = [hit for hit in _sayings(passage) if hit.role.name in ("says", "tells")]
    pronouns = passage.of("voice", "pronoun")
    if not any(_is_subject(page, one, hit) for one in pronouns for hit in says):
        return None
    for other in _before(page, passage):
        span = _named(page, other, None) or _subject(page, other)
        if span:
            return span
    return None


def _is_subject(page: Page, pronoun: Hit, says: Hit) -> bool:
    """Whether it is "he said" or ", said he."; in "said it would", "it" is somebody else."""
    if pronoun.end <= says.start:
        return page.words_between(pronoun.end, says.start) == 0
    closed = not page.folded[pronoun.end : pronoun.end + 2].strip()[:1].isalnum()
    return closed and page.words_between(says.end, pronoun.start) == 0


def _subject(page: Page, passage: Passage) -> Span | None:
    """The source that opens a sentence: "The prosecutor has revised the toll."."""
    first = next(iter(passage.of("class", "sources")), None)
    if first is None or page.words_between(passage.body[0], first.start) > OPENING:
        return None
    return _forward(page, passage, passage.body[0], passage.body[1])


def _before(page: Page, passage: Passage) -> Iterator[Passage]:
    """The sentences before in the paragraph, or the last of the paragraph before; nearest first."""
    at = passage.sentence
    earlier = [
        other
        for other in page.passages
        if other.sentence.start < at.start and at.paragraph - other.sentence.paragraph <= 1
    ]
    yield from reversed(earlier[-BACK:])


def _behind_quotation(page: Page, trigger: Trigger) -> Span | None:
    quotation = quotation_at(page, trigger.start)
    if quotation is None:
        return None
    for other in page.passages:
        if other.sentence.start <= quotation[1] <= other.sentence.end + 1:
            return _named(page, other, None) or _meant(page, other)
    return None


def _pointing(page: Page, passage: Passage) -> Span | None:
    """Whoever the sentence after says this of: "Über den Vorfall berichtete die Feuerwehr."."""
    at = passage.sentence
    following = [
        other
        for other in page.passages
        if other.sentence.start > at.start and other.sentence.paragraph == at.paragraph
    ]
    for other in following[:AFTER]:
        for hit in other.of("voice", "back"):
            if page.words_between(other.body[0], hit.start) <= OPENING:
                return _forward(page, other, hit.end, other.body[1], trusting=True)
    return None


def _speaker(page: Page, passage: Passage, hit: Hit) -> Span | None:
    """The name phrase that a word of saying belongs to."""
    start, end = passage.sentence.start, passage.body[1]
    name = hit.role.name
    if name in ("according", "back"):
        return _forward(page, passage, hit.end, end, trusting=True)
    if name == "tells":  # whom it was told to stands behind it
        return _backward(page, passage, hit.start, start)
    if name == "says":
        inside = _TOKEN.match(page.article.text, hit.start) if ".." in hit.written else None
        return (
            _backward(page, passage, hit.start, start)
            or (_forward(page, passage, inside.end(), hit.end) if inside else None)
            or _forward(page, passage, hit.end, end)
        )
    if name == "named":  # the pattern itself holds the speaker
        return hit.start, hit.end
    return None


def _forward(
    page: Page, passage: Passage, at: int, end: int, *, trusting: bool = False
) -> Span | None:
    """The longest name phrase that begins at a character; trusting, plain words will do."""
    text, caseless = page.article.text, page.lexicon.caseless
    at = _behind_time(page, passage, at)
    stop = min([end, at + REACH, *_stops(passage, at)])
    first: int | None = None
    last, sure, loose = at, at, 0
    closed = stop < end
    for token in list(_TOKEN.finditer(text, at, stop))[:MAX_NAME_WORDS]:
        if text[last : token.start()].strip(" \t\n\"“”«»„'"):
            closed = True
            break
        sort = _sort(page, passage, token)
        loose = loose + 1 if sort == "loose" else 0
        if not caseless and (loose > MAX_LOOSE_WORDS or (sort == "loose" and sure > at)):
            closed = False
            break
        first = token.start() if first is None else first
        last = token.end()
        sure = last if sort == "name" else sure
    plain = trusting and sure == at
    if closed and (plain or (caseless and sure > at)):
        sure = last
    if first is None or sure <= at or page.words_between(first, sure) > MAX_NAME_WORDS:
        return None
    return _trimmed(page, passage, first, sure, trusting=trusting)


def _behind_time(page: Page, passage: Passage, at: int) -> int:
    """Where a phrase begins that has a time before it: "a indiqué mercredi le préfet"."""
    ends = [
        hit.end
        for hit in passage.of("time")
        if hit.start >= at and page.words_between(at, hit.start) == 0
    ]
    return max(ends, default=at)


def _stops(passage: Passage, at: int) -> Iterator[int]:
    """Where a name phrase must end: at "that", and at a time."""
    for hit in [*passage.of("joint", "that"), *passage.of("time")]:
        if hit.start >= at:
            yield hit.start


def _backward(page: Page, passage: Passage, at: int, start: int) -> Span | None:
    """The name phrase that ends at a character."""
    text = page.article.text
    tokens = list(_TOKEN.finditer(text, max(start, at - REACH), at))[-MAX_NAME_WORDS:]
    first: int | None = None
    next_start = at
    for token in reversed(tokens):
        if text[token.end() : next_start].strip(" \t\n"):
            break
        sort = _sort(page, passage, token)
        if sort == "loose" or (first is None and sort != "name"):
            break
        first = token.start()
        next_start = token.start()
    found = _trimmed(page, passage, first, at) if first is not None else None
    return _from_article(page, passage, tokens, at) or found


def _from_article(
    page: Page, passage: Passage, tokens: list[re.Match[str]], at: int
) -> Span | None:
    """A phrase from its article to "said", with nothing before it in the clause: "a survivor"."""
    opening = max([passage.body[0], *passage.clause(at - 1)[:1], *_joins_before(passage, at)])
    words = [token for token in tokens if token.start() >= opening]
    folded = [page.folded[token.start() : token.end()] for token in words]
    while folded and folded[0] in page.lexicon.ands:
        words, folded = words[1:], folded[1:]
    if not 1 < len(words) <= MAX_PLAIN_WORDS or folded[0] not in page.lexicon.determiners:
        return None
    timed = any(words[0].start() <= hit.start < at for hit in passage.of("time"))
    return None if timed else (words[0].start(), words[-1].end())


def _joins_before(passage: Passage, at: int) -> Iterator[int]:
    return (join for join in passage.joins if join < at)


def _sort(page: Page, passage: Passage, token: re.Match[str]) -> str:
    """name, tie (the, of) or loose (any other word)."""
    word = page.folded[token.start() : token.end()]
    if word in page.lexicon.determiners or word in page.lexicon.links:
        return "tie"
    if any(hit.start <= token.start() < hit.end for hit in passage.of("time")):
        return "loose"
    if any(re.fullmatch(month, word) for month in page.lexicon.calendar.months):
        return "loose"  # "according to the March count"
    core = re.split(r"['’]", token.group())[-1]  # l'Intérieur
    if _is_source(passage, token) or core[:1].isupper():
        return "name"
    return "loose"


def _trimmed(
    page: Page, passage: Passage, start: int, end: int, *, trusting: bool = False
) -> Span | None:
    """The phrase without loose ends; None for a mere place, or a word that opens the sentence."""
    tokens = list(_TOKEN.finditer(page.article.text, start, end))
    links = page.lexicon.links
    while tokens and page.folded[tokens[0].start() : tokens[0].end()] in links:
        tokens = tokens[1:]
    while tokens and _sort(page, passage, tokens[-1]) == "tie":
        tokens = tokens[:-1]
    told = {_sort(page, passage, one) for one in tokens if not _is_place(passage, one)}
    if not told & ({"name", "loose"} if trusting else {"name"}):
        return None
    opens = tokens[0].start() == passage.sentence.start and len(tokens) == 1
    if opens and not _is_source(passage, tokens[0]):
        return None
    bare = tokens[-1].group().rstrip(".,'’-/")
    return tokens[0].start(), tokens[-1].start() + len(bare)


def _is_place(passage: Passage, token: re.Match[str]) -> bool:
    return any(one.start <= token.start() < one.end for one in passage.mentions)


def _is_source(passage: Passage, token: re.Match[str]) -> bool:
    return any(
        hit.start < token.end() and token.start() < hit.end
        for hit in passage.of("class", "sources")
    )
