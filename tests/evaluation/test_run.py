"""Scores of a whole folder: added up, split, and how far to trust them."""

from __future__ import annotations

import pytest

from incidents.evaluation import Evaluation, Outcome
from incidents.evaluation.matching import matched


@pytest.fixture
def outcome(make_gold_article):
    def make(gold, answers) -> Outcome:
        return Outcome(make_gold_article(*gold), matched(gold, answers))

    return make


def test_the_range_of_f1_holds_it_and_repeats(outcome, make_gold, make_incident) -> None:
    found, lost = outcome([make_gold()], [make_incident()]), outcome([make_gold()], [])
    evaluation = Evaluation((found, found, lost), 1.0)
    low, high = evaluation.f1_range()
    assert low < evaluation.total.f1 < high
    assert (low, high) == evaluation.f1_range()


def test_articles_without_incidents_and_answers_have_no_range(outcome) -> None:
    assert Evaluation((outcome([], []),), 1.0).f1_range() is None


def test_a_kind_counts_its_incidents_by_their_best_kind_and_false_answers_by_their_own(
    outcome, make_gold, make_incident
) -> None:
    gold = [make_gold(kinds=("storming", "fire"))]
    answers = [make_incident(kind="fire"), make_incident(kind="looting")]
    kinds = Evaluation((outcome(gold, answers),), 1.0).by_kind()
    assert {name: (one.right, one.false) for name, one in kinds.items()} == {
        "storming": (1, 0),
        "looting": (0, 1),
    }


def test_languages_add_up_to_the_total(outcome, make_gold, make_incident) -> None:
    evaluation = Evaluation((outcome([make_gold()], [make_incident()]), outcome([], [])), 0.5)
    assert evaluation.by_language() == {"en": evaluation.total}
    assert evaluation.articles_per_second == 4.0


def test_a_level_of_confidence_holds_the_answers_that_claim_it(
    outcome, make_gold, make_incident
) -> None:
    gold = [make_gold(), make_gold(kinds=("protest",))]
    answers = [make_incident(confidence="high"), make_incident(kind="looting", confidence="low")]
    levels = Evaluation((outcome(gold, answers),), 1.0).by_confidence()
    assert {name: one.precision for name, one in levels.items()} == {"high": 1.0, "low": 0.0}
    assert {one.required - one.right for one in levels.values()} == {0}
