"""Counts of right and wrong that add up, and the figures made of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.evaluation.gold import FIGURES, GoldArticle, GoldIncident
from incidents.evaluation.matching import (
    Matching,
    Pair,
    date_right,
    fits,
    is_vague,
    overlaps,
    place_is_vague,
)
from incidents.geo import distance_m
from incidents.model import Article, GeoPrecision, Incident

SHARED = 0.5  # of the shorter name's words: "police" and "the police of Osh" are one source
WORD = re.compile(r"\w+")
NEAR_M = 161_000  # a hundred miles, within which the field counts a place as resolved


@dataclass(frozen=True, slots=True)
class Scores:
    """What was counted; two add up to the counts of both."""

    articles: int = 0
    refused: int = 0  # articles that the reader would not read
    required: int = 0  # annotated incidents that must be found
    optional: int = 0
    rows: int = 0  # answers
    right: int = 0  # answers that stand for a required incident
    neutral: int = 0  # answers that count neither way
    false: int = 0
    misplaced: int = 0  # false: an incident's own kind and words, put somewhere else
    vaguely_placed: int = 0  # false: its own kind and words, at no place or in too wide an area
    trapped: int = 0  # false: on words that must not become an incident
    pointed: int = 0  # required incidents at a place finer than a country
    placed: int = 0  # of those, told in their own words and put at a place finer than a country
    near: int = 0  # of those, within NEAR_M
    supported: int = 0  # right, and quoting words that the annotator quoted too
    dated_right: int = 0  # right, and the day too where it is scored
    days: int = 0  # right answers whose day is scored
    days_right: int = 0
    days_vague: int = 0  # not right: less is said than the words do, and nothing wrong
    figures: int = 0  # figures that the annotator recorded, of right answers
    figures_right: int = 0
    figures_missing: int = 0
    figures_invented: int = 0  # told by right answers where the annotator has none
    hedges_right: int = 0
    hedged: int = 0  # right answers whose incident is hedged
    hedged_found: int = 0
    sources_right: int = 0
    sourced: int = 0  # right answers whose incident names a source
    sourced_right: int = 0
    unquoted: int = 0  # answers whose quote does not stand in the text where they say

    def __add__(self, other: Scores) -> Scores:
        return Scores(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    @property
    def precision(self) -> float | None:
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        return _share(self.right, self.required)

    @property
    def f1(self) -> float | None:
        return _f1(self.right, self.false, self.required)

    def rates(self) -> dict[str, float | None]:
        """The figures people ask for, each between 0 and 1; None where nothing was counted."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "dated_precision": _share(self.dated_right, self.right + self.false),
            "dated_recall": _share(self.dated_right, self.required),
            "dated_f1": _f1(
                self.dated_right, self.right + self.false - self.dated_right, self.required
            ),
            "false_share": _share(self.false, self.rows),
            "placement_accuracy": _share(self.near, self.placed),
            "placed_end_to_end": _share(self.near, self.pointed),
            "supported_share": _share(self.supported, self.right),
            "day_accuracy": _share(self.days_right, self.days),
            "figures_accuracy": _share(self.figures_right, self.figures),
            "hedged_accuracy": _share(self.hedges_right, self.right),
            "hedged_recall": _share(self.hedged_found, self.hedged),
            "attribution_accuracy": _share(self.sources_right, self.right),
            "attribution_recall": _share(self.sourced_right, self.sourced),
            "verbatim_share": _share(self.rows - self.unquoted, self.rows),
        }


NAMES = tuple(field.name for field in dataclasses.fields(Scores))


def scores(gold: GoldArticle, matching: Matching, *, refused: bool = False) -> Scores:
    """The counts of one article."""
    pairs = matching.pairs
    neutral = [*(pair.answer for pair in matching.optional), *matching.repeats]
    answers = [*(pair.answer for pair in pairs), *neutral, *matching.false]
    days = [date_right(pair.gold, pair.answer) for pair in pairs]
    return Scores(
        articles=1,
        refused=int(refused),
        required=len(pairs) + len(matching.missed),
        optional=sum(one.optional for one in gold.incidents),
        rows=len(answers),
        right=len(pairs),
        neutral=len(neutral),
        false=len(matching.false),
        misplaced=sum(is_misplaced(gold, one) for one in matching.false),
        vaguely_placed=sum(is_vaguely_placed(gold, one) for one in matching.false),
        trapped=sum(is_trapped(gold, one) for one in matching.false),
        supported=sum(overlaps(pair.gold, pair.answer) for pair in pairs),
        dated_right=sum(day is not False for day in days),
        days=sum(day is not None for day in days),
        days_right=sum(day is True for day in days),
        days_vague=sum(is_vague(pair.gold, pair.answer) for pair in pairs),
        unquoted=sum(not is_verbatim(gold.article, one) for one in answers),
    ) + sum((*map(_details, pairs), _placements(gold, answers)), Scores())


def _placements(gold: GoldArticle, answers: Sequence[Incident]) -> Scores:
    """How near the incidents are put that have a point, whatever distance is asked of each."""
    pointed = [one for one in gold.incidents if one.point is not None and not one.optional]
    away = [_away(one, answers) for one in pointed]
    return Scores(
        pointed=len(pointed),
        placed=sum(metres is not None for metres in away),
        near=sum(metres is not None and metres <= NEAR_M for metres in away),
    )


def _away(gold: GoldIncident, answers: Sequence[Incident]) -> float | None:
    """Metres from the incident to the nearest answer that tells it, None if none is placed."""
    return min(
        (
            distance_m(one.place.point, gold.point)
            for one in answers
            if one.kind in gold.kinds and overlaps(gold, one)
            if one.place and gold.point and one.place.precision is not GeoPrecision.COUNTRY
        ),
        default=None,
    )


def _details(pair: Pair) -> Scores:
    """What one right answer says beside kind, place and day."""
    gold, answer = pair.gold, pair.answer
    told = [(getattr(gold, name), getattr(answer, name)) for name in FIGURES]
    source_right = same_source(gold.attributed_to, answer.attributed_to)
    return Scores(
        figures=sum(want is not None for want, _ in told),
        figures_right=sum(want is not None and want == got for want, got in told),
        figures_missing=sum(want is not None and not got for want, got in told),
        figures_invented=sum(want is None and bool(got) for want, got in told),
        hedges_right=int(gold.hedged == answer.hedged),
        hedged=int(gold.hedged),
        hedged_found=int(gold.hedged and answer.hedged),
        sources_right=int(source_right),
        sourced=int(gold.attributed_to is not None),
        sourced_right=int(source_right and gold.attributed_to is not None),
    )


def same_source(gold: str | None, answer: str | None) -> bool:
    """Whether both name nobody, or share at least half of the shorter name's words."""
    if gold is None or answer is None:
        return gold is answer
    words, others = (set(WORD.findall(one.casefold())) for one in (gold, answer))
    shorter = min(len(words), len(others))
    return shorter > 0 and len(words & others) >= SHARED * shorter


def is_verbatim(article: Article, answer: Incident) -> bool:
    """Whether the quote stands in the text exactly where the answer says."""
    if not answer.quote or answer.quote_start is None:
        return False
    return article.text[answer.quote_start : answer.quote_end] == answer.quote


def is_misplaced(gold: GoldArticle, answer: Incident) -> bool:
    """Whether a false answer tells an annotated incident and puts it somewhere else."""
    told = _told(gold, answer)
    return bool(told) and not any(place_is_vague(one, answer) for one in told)


def is_vaguely_placed(gold: GoldArticle, answer: Incident) -> bool:
    """Whether a false answer tells an annotated incident at no place or in too wide an area."""
    return any(place_is_vague(one, answer) for one in _told(gold, answer))


def _told(gold: GoldArticle, answer: Incident) -> list[GoldIncident]:
    """What the answer tells by kind and words; nothing if it only tells a placed one again."""
    told = [one for one in gold.incidents if answer.kind in one.kinds and overlaps(one, answer)]
    return [] if any(fits(one, answer) for one in told) else told


def is_trapped(gold: GoldArticle, answer: Incident) -> bool:
    """Whether a false answer quotes words that must not become an incident."""
    quote = answer.quote or ""
    return any(words in quote or quote in words for words in gold.traps) and bool(quote)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(right: int, false: int, required: int) -> float | None:
    return _share(2 * right, right + false + required)
