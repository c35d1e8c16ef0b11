"""An evaluation told: as plain values for JSON, and as tables and lists for people."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pandas as pd

from incidents.evaluation.geoparsing import Geoparsing, ToponymScores
from incidents.evaluation.gold import FIGURES, GoldIncident
from incidents.evaluation.matching import Pair, date_right, is_vague, stretch
from incidents.evaluation.run import Evaluation, Outcome
from incidents.evaluation.scores import Scores, is_misplaced, is_trapped, is_vaguely_placed
from incidents.model import Figure, Incident

IN_PARTS = ("required", "right", "false", "misplaced", "precision", "recall", "f1", "dated_f1")
OF_ANSWERS = ("right", "false", "misplaced", "precision", "day_accuracy")


def as_values(evaluation: Evaluation) -> dict[str, object]:
    """One object: counts and rates of all, of each language and of each kind, and the speed."""
    return {
        "articles_per_second": round(evaluation.articles_per_second, 2),
        "f1_range": evaluation.f1_range(),
        **_values(evaluation.total),
        "by_language": {name: _values(one) for name, one in evaluation.by_language().items()},
        "by_kind": _parts(evaluation.by_kind(), IN_PARTS),
        "by_confidence": _parts(evaluation.by_confidence(), OF_ANSWERS),
    }


def total_frame(evaluation: Evaluation) -> pd.DataFrame:
    """What it comes to and what was counted, one row each."""
    total = evaluation.total
    rows = [(name, _percent(rate)) for name, rate in total.rates().items()]
    rows.insert(3, ("f1_range", _percents(evaluation.f1_range())))
    rows += [(name, str(count)) for name, count in dataclasses.asdict(total).items()]
    rows.append(("articles_per_second", f"{evaluation.articles_per_second:.1f}"))
    return pd.DataFrame(rows, columns=["measure", "value"])


def parts_frame(
    heading: str, parts: dict[str, Scores], measures: tuple[str, ...] = IN_PARTS
) -> pd.DataFrame:
    """One row a language, a kind or a level of confidence."""
    rows = [{heading: name} | _measured(one, measures, _percent) for name, one in parts.items()]
    return pd.DataFrame(rows)


def toponym_values(found: Geoparsing) -> dict[str, object]:
    """One object: counts and rates of all place names and of each language's."""
    parts = {name: _counted(one) for name, one in found.by_language().items()}
    return {"seconds": round(found.seconds, 3), **_counted(found.total), "by_language": parts}


def toponym_frame(found: Geoparsing) -> pd.DataFrame:
    """One row a language, and one of all together."""
    parts = {**found.by_language(), "all": found.total}
    return pd.DataFrame(
        {"language": name}
        | dataclasses.asdict(one)
        | {measure: _percent(rate) for measure, rate in one.rates().items()}
        for name, one in parts.items()
    )


def _counted(one: ToponymScores) -> dict[str, object]:
    return dataclasses.asdict(one) | {name: _rounded(rate) for name, rate in one.rates().items()}


def misses(evaluation: Evaluation) -> Iterator[dict[str, object]]:
    """Every error with its quote: missed, false, and right ones with a wrong detail."""
    for outcome in evaluation.outcomes:
        yield from _misses(outcome)


def told(miss: dict[str, object]) -> str:
    """A miss on lines of its own."""
    head = f"{miss['article']}: {miss['error']}  {miss['what']}"
    return f"{head}\n    “{' '.join(str(miss['quote']).split())}”"


def _misses(outcome: Outcome) -> Iterator[dict[str, object]]:
    gold, matching = outcome.gold, outcome.matching
    name: dict[str, object] = {"article": gold.name}
    if outcome.refused is not None:
        yield name | {"error": "refused", "what": outcome.refused, "quote": gold.article.text[:80]}
    for one in matching.missed:
        yield name | {"error": "missed", "what": _wanted(one), "quote": one.quote}
    for answer in matching.false:
        error = "false"
        error += ", misplaced" if is_misplaced(gold, answer) else ""
        error += ", vaguely placed" if is_vaguely_placed(gold, answer) else ""
        error += ", on words that are no incident" if is_trapped(gold, answer) else ""
        yield name | {"error": error, "what": _answered(answer), "quote": answer.quote}
    for pair in matching.pairs:
        for error, what in _wrong_details(pair):
            yield name | {"error": error, "what": what, "quote": pair.answer.quote}


def _wrong_details(pair: Pair) -> Iterator[tuple[str, str]]:
    gold, answer = pair.gold, pair.answer
    label = f"{answer.kind} @ {answer.place_name}"
    if date_right(gold, answer) is False:
        yield (
            "vague day" if is_vague(gold, answer) else "wrong day",
            f"{label}: {_days(gold)} wanted, {_days_of(answer)} told",
        )
    for name in FIGURES:
        want, got = getattr(gold, name), getattr(answer, name)
        if want is not None and want != got:
            error = "wrong figure" if got else "missing figure"
            yield error, f"{label}: {name} {_range(want)} wanted, {_range(got)} told"
    if gold.hedged != answer.hedged:
        yield "wrong hedge", f"{label}: {'not ' if answer.hedged else ''}hedged wanted"


def _wanted(gold: GoldIncident) -> str:
    place = f"{gold.place} ({gold.country}, {gold.precision})"
    return f"{'/'.join(gold.kinds)} @ {place}, {_days(gold)}"


def _answered(answer: Incident) -> str:
    place = answer.place
    where = f"{place.name} ({place.country}, {place.precision})" if place else "no place"
    return f"{answer.kind} @ {where}, {_days_of(answer)}, cue {answer.evidence.cue!r}"


def _days(gold: GoldIncident) -> str:
    if gold.date_precision is None:
        return "any day"
    return f"{gold.first or 'no day'}{f' to {gold.last}' if gold.last != gold.first else ''}"


def _days_of(answer: Incident) -> str:
    first, last = stretch(answer.when)
    return f"{first or 'no day'}{f' to {last}' if last != first else ''}"


def _range(figure: Figure) -> str:
    return f"{figure.min}-{figure.max}"


def _values(one: Scores) -> dict[str, object]:
    return dataclasses.asdict(one) | {name: _rounded(rate) for name, rate in one.rates().items()}


def _parts(parts: dict[str, Scores], measures: tuple[str, ...]) -> dict[str, object]:
    return {name: _measured(one, measures, _rounded) for name, one in parts.items()}


def _measured(
    one: Scores, measures: tuple[str, ...], shown: Callable[[float | None], object]
) -> dict[str, object]:
    """Counts as they are, and rates as they are shown."""
    rates = one.rates()
    return {name: shown(rates[name]) if name in rates else getattr(one, name) for name in measures}


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def _percent(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.1%}"


def _percents(ends: tuple[float, float] | None) -> str:
    return "" if ends is None else " to ".join(map(_percent, ends))
