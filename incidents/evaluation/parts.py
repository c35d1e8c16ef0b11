"""The part of a matching that is about one kind, or one level of confidence."""

from __future__ import annotations

from incidents.evaluation.matching import Matching, Pair

NOTHING = Matching((), (), (), (), ())


def of_kind(matching: Matching, kind: str) -> Matching:
    """What was annotated as that kind before others, and the false answers that claim it."""

    def best(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(pair for pair in pairs if pair.gold.kinds[0] == kind)

    return Matching(
        pairs=best(matching.pairs),
        optional=best(matching.optional),
        repeats=tuple(one for one in matching.repeats if one.kind == kind),
        false=tuple(one for one in matching.false if one.kind == kind),
        missed=tuple(one for one in matching.missed if one.kinds[0] == kind),
    )


def of_confidence(matching: Matching, level: str) -> Matching:
    """The answers of that confidence; what nobody answered has none, so nothing is missed."""

    def sure(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(pair for pair in pairs if pair.answer.confidence == level)

    return Matching(
        pairs=sure(matching.pairs),
        optional=sure(matching.optional),
        repeats=tuple(one for one in matching.repeats if one.confidence == level),
        false=tuple(one for one in matching.false if one.confidence == level),
        missed=(),
    )
