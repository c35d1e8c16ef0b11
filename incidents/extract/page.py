"""An article laid out for reading: its sentences, and what the lexicon finds in each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from incidents.extract.datelines import dateline_end, day_of_writing, is_dateline
from incidents.extract.lexicon import Lexicon
from incidents.extract.patterns import MARK, WORD, Hit, Role, fold
from incidents.extract.sentences import Sentence, sentences
from incidents.model import Article, Mention

OPENING = 4  # characters, such as a bracket, before the first word that tells a credit
MAX_CREDIT_WORDS = 12
MAX_LISTED_WORDS = 25  # of a headline in the list below "Read also:"
STAMP_REACH = 20  # characters from the start within which "date: …" stamps the page

_BREAK = re.compile(r"[;:()–—]|,(?!\d)|،|؛|\s-\s")
_QUOTED = re.compile(r"“[^“”]{1,2000}”|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]|\"[^\"]{1,2000}\"")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence with everything found in it; offsets count characters of the article."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    breaks: tuple[int, ...]  # where one clause ends and the next begins
    joins: tuple[int, ...]  # where "and" ties two halves together
    body: tuple[int, int]  # without dateline and photo credit
    aside: bool = False  # read also, credits, metadata: not the report itself
    _by_part: dict[str, list[Hit]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for hit in self.hits:
            self._by_part.setdefault(hit.role.part, []).append(hit)

    def of(self, part: str, name: str | None = None) -> list[Hit]:
        """The hits of one part, and of one name within it where given."""
        found = self._by_part.get(part, [])
        return found if name is None else [hit for hit in found if hit.role.name == name]

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a character: from the break before it to the break after it."""
        number = bisect_right(self.breaks, at)
        start = self.breaks[number - 1] if number else self.sentence.start
        end = self.breaks[number] if number < len(self.breaks) else self.sentence.end
        return start, end

    def half(self, at: int) -> tuple[int, int]:
        """The clause around a character, cut at "and" as well."""
        start, end = self.clause(at)
        start = max([start, *(join for join in self.joins if join <= at)])
        end = min([end, *(join for join in self.joins if join > at)])
        return start, end


@dataclass(frozen=True, slots=True)
class Page:
    """An article, folded and cut into passages."""

    article: Article
    lexicon: Lexicon
    folded: str
    passages: tuple[Passage, ...]
    quotations: tuple[tuple[int, int], ...]
    datelines: tuple[Mention, ...] = field(default=())

    def printed(self, start: int, end: int) -> str:
        """The article's own letters, with the vowel signs that folding set behind a word."""
        while self.folded[end : end + 1] == MARK:
            end += 1
        return self.article.text[start:end]

    def words_between(self, start: int, end: int) -> int:
        """How many words stand between two characters."""
        return len(WORD.findall(self.folded, start, end)) if end > start else 0


def lay_out(article: Article, mentions: Sequence[Mention], lexicon: Lexicon) -> Page:
    """The article as a page: one walk over the text finds all that the lexicon knows."""
    folded = fold(article.text)
    ordered = sorted(mentions, key=lambda mention: mention.start)
    passages: list[Passage] = []
    datelines: list[Mention] = []
    opened: set[int] = set()
    found = sentences(article.text, lexicon.abbreviations)
    if article.published is None:
        article = replace(article, published=day_of_writing(article.text, folded, found, lexicon))
    for sentence in found:
        inside = [one for one in ordered if sentence.start <= one.start < sentence.end]
        body = sentence.start, sentence.end
        if sentence.paragraph not in opened and not sentence.heading:
            opening = dateline_end(article.text, folded, sentence, inside, lexicon)
            body = opening, sentence.end
            datelines += _of_dateline([one for one in inside if one.start < body[0]])
        opened.add(sentence.paragraph)
        inside = [mention for mention in inside if mention.start >= body[0]]
        passage = _passage(article.text, folded, sentence, inside, body, lexicon)
        if _tells_when_written(article.text, folded, passage):
            datelines += inside
            passage = replace(passage, hits=(), mentions=())
        passages.append(passage)
    quotations = tuple(found.span() for found in _QUOTED.finditer(article.text))
    read = tuple(_without_asides(article.text, passages))
    return Page(article, lexicon, folded, read, quotations, tuple(datelines))


def _tells_when_written(text: str, folded: str, passage: Passage) -> bool:
    """Whether the sentence is a dateline of its own, of which nothing is told."""
    days = [hit for hit in passage.of("time") if hit.role.name == "date"]
    longest = max(days, key=lambda hit: hit.end - hit.start, default=None)
    if longest is None or passage.of("trigger"):
        return False
    return is_dateline(text, folded, *passage.body, [longest])


def _of_dateline(named: list[Mention]) -> list[Mention]:
    """The towns of a dateline; "Kenya" in "MOMBASA, Kenya" only says which town is meant."""
    return [one for one in named if one.place.precision.is_point] or named


def _passage(
    text: str,
    folded: str,
    sentence: Sentence,
    mentions: list[Mention],
    body: tuple[int, int],
    lexicon: Lexicon,
) -> Passage:
    start, end = body
    hits = tuple(_stamped(list(lexicon.index.scan(folded, start, end)), folded, start))
    breaks = [each.start() for each in _BREAK.finditer(folded, body[0], end)]
    breaks += [hit.start for hit in hits if hit.role.part == "joint" and hit.role.name == "clause"]
    joins = [hit.start for hit in hits if hit.role.part == "joint" and hit.role.name == "and"]
    return Passage(
        sentence,
        hits,
        tuple(mentions),
        tuple(sorted(set(breaks) - {body[0]})),
        tuple(sorted(joins)),
        body,
        _is_aside(text, hits, body),
    )


def _is_aside(text: str, hits: Sequence[Hit], body: tuple[int, int]) -> bool:
    """Whether the sentence opens as a photo credit or a pointer to another story does."""
    start, end = body
    for hit in hits:
        if hit.role.part != "layout" or hit.start - start > OPENING:
            continue
        after = text[hit.end : end].lstrip()
        named = after[:1] in {":", "/"} or after[:1].isupper()
        short = len(after.split()) <= MAX_CREDIT_WORDS
        if hit.role.name == "aside" or (hit.role.name == "credit" and named and short):
            return True
    return text[start:end].lstrip("( ").startswith(("©", "(c)"))


def _without_asides(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages; what stands behind "About the author" or below "Read also:" is aside too."""
    paragraph, blocked, listing = -1, False, False
    for passage in passages:
        sentence = passage.sentence
        words = text[sentence.start : sentence.end]
        if sentence.paragraph != paragraph:
            paragraph, blocked = sentence.paragraph, _opens_block(passage)
            listing = listing and len(words.split()) <= MAX_LISTED_WORDS
        yield replace(passage, aside=passage.aside or blocked or listing)
        if (passage.aside or blocked) and words.rstrip().endswith(":"):
            listing = True


def _opens_block(passage: Passage) -> bool:
    """Whether a paragraph opens with words such as "Tags" or "About the author"."""
    opening = passage.of("layout", "block")
    return any(hit.start - passage.body[0] <= OPENING for hit in opening)


def _stamped(found: list[Hit], folded: str, start: int) -> Iterator[Hit]:
    """The hits; a day right behind the word "date" stamps the page and times no event."""
    stamps = [hit.end for hit in found if hit.role == Role("layout", "stamp")]
    for hit in found:
        behind = any(
            not folded[end : hit.start].strip(" :\t\n") for end in stamps if end <= hit.start
        )
        opens = hit.start - start <= STAMP_REACH
        if hit.role.part == "time" and behind and opens:
            yield replace(hit, role=Role("stamp", hit.role.name))
        else:
            yield hit


def quotation_at(page: Page, at: int) -> tuple[int, int] | None:
    """The span of the quotation marks around a character, if it stands in any."""
    inside: Iterator[tuple[int, int]] = (
        span for span in page.quotations if span[0] <= at < span[1]
    )
    return next(inside, None)
