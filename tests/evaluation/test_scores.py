"""Counts and rates of one article, and of several added up."""

from __future__ import annotations

import pytest

from incidents.evaluation.matching import matched
from incidents.evaluation.scores import Scores, same_source, scores
from incidents.model import Figure, GeoPrecision

QUOTE = "crowds set fire to the city hall of Almaty"


@pytest.fixture
def score(make_gold_article):
    """The scores of answers against annotations of the one article."""

    def of(gold, answers, traps=()):
        return scores(make_gold_article(*gold, traps=traps), matched(gold, answers))

    return of


@pytest.fixture
def quoting(make_incident, make_gold):
    """An answer that quotes what the annotator quoted."""
    gold = make_gold()

    def make(**more):
        span = {"quote": gold.quote, "quote_start": gold.start, "quote_end": gold.end}
        return make_incident(**span | more)

    return make


def test_precision_recall_and_f1_leave_optional_answers_out(score, make_gold, make_incident):
    gold = [
        make_gold(),
        make_gold(kinds=("looting",)),
        make_gold(kinds=("arrest",), optional=True),
    ]
    answers = [make_incident(kind=kind) for kind in ("fire", "arrest", "protest", "clash")]
    rates = score(gold, answers).rates()
    assert rates["precision"] == pytest.approx(1 / 3)
    assert rates["recall"] == pytest.approx(1 / 2)
    assert rates["f1"] == pytest.approx(2 / 5)
    assert rates["false_share"] == pytest.approx(2 / 4)


def test_dated_f1_asks_for_the_day_too(score, make_gold, make_incident):
    gold = [make_gold(), make_gold(kinds=("looting",))]
    answers = [make_incident(), make_incident("2022-01-09", kind="looting")]
    rates = score(gold, answers).rates()
    assert (rates["f1"], rates["dated_f1"], rates["day_accuracy"]) == (1.0, 0.5, 0.5)


def test_figures_are_right_missing_or_invented(score, make_gold, make_incident):
    gold = [make_gold(killed=Figure(2, 2), injured=Figure(3, None))]
    counts = score(gold, [make_incident(killed=Figure(2, 2), arrested=Figure(1, 1))])
    assert (counts.figures, counts.figures_right) == (2, 1)
    assert (counts.figures_missing, counts.figures_invented) == (1, 1)


def test_a_range_with_another_end_is_not_right(score, make_gold, make_incident):
    counts = score([make_gold(killed=Figure(12, None))], [make_incident(killed=Figure(12, 12))])
    assert (counts.figures_right, counts.figures_missing) == (0, 0)


def test_hedges_are_counted_both_ways(score, make_gold, make_incident):
    gold = [make_gold(hedged=True), make_gold(kinds=("looting",))]
    counts = score(gold, [make_incident(), make_incident(kind="looting", hedged=True)])
    assert (counts.hedges_right, counts.hedged, counts.hedged_found) == (0, 1, 0)


@pytest.mark.parametrize(
    ("gold", "answer", "same"),
    [
        (None, None, True),
        ("police", None, False),
        (None, "police", False),
        ("the police of Osh", "Police", True),
        ("residents", "the ministry", False),
    ],
)
def test_sources_are_the_same_if_they_share_words(gold, answer, same) -> None:
    assert same_source(gold, answer) is same


def test_a_quote_that_is_not_in_the_text_is_counted(score, quoting):
    assert score([], [quoting(), quoting(quote="crowds set fire to the town hall")]).unquoted == 1
    assert score([], [quoting(quote_start=0)]).unquoted == 1


@pytest.mark.parametrize(
    ("place", "misplaced", "vague"),
    [
        ({"lat": 51.1, "lon": 71.4}, 1, 0),  # another town
        ({"precision": "country", "country": "UZ"}, 1, 0),
        ({"precision": "country", "country": "KZ"}, 0, 1),
        ({"lat": 45.0, "lon": 78.0, "precision": "admin1", "radius_m": 300_000}, 0, 1),
        ({"lat": 51.1, "lon": 71.4, "precision": "admin1", "radius_m": 300_000}, 1, 0),
    ],
)
def test_an_incident_told_elsewhere_is_misplaced_and_around_it_vague(
    score, make_gold, quoting, make_place, place, misplaced, vague
):
    counts = score([make_gold()], [quoting(place=make_place(**place))])
    assert (counts.false, counts.misplaced, counts.vaguely_placed) == (1, misplaced, vague)


def test_an_incident_told_at_no_place_is_vaguely_placed(score, make_gold, quoting):
    counts = score([make_gold()], [quoting(place=None)])
    assert (counts.misplaced, counts.vaguely_placed) == (0, 1)


def test_an_incident_told_twice_is_not_misplaced(score, make_gold, quoting):
    counts = score([make_gold()], [quoting(), quoting()])
    assert (counts.false, counts.misplaced, counts.vaguely_placed) == (1, 0, 0)


def test_a_town_for_a_whole_country_is_misplaced(score, make_gold, quoting):
    gold = make_gold(point=None, precision=GeoPrecision.COUNTRY)
    assert score([gold], [quoting()]).misplaced == 1


def test_false_answers_on_words_that_are_no_incident_are_trapped(score, quoting):
    assert score([], [quoting()], traps=("set fire to the city hall",)).trapped == 1
    assert score([], [quoting()], traps=("Two people died",)).trapped == 0


def test_an_answer_is_supported_if_it_quotes_the_annotators_words(score, make_gold, quoting):
    assert score([make_gold()], [quoting()]).supported == 1
    assert score([make_gold(quote="Two people died")], [quoting()]).supported == 0


def test_rates_of_nothing_are_unknown_and_not_zero() -> None:
    assert set(Scores().rates().values()) == {None}


def test_scores_add_up() -> None:
    both = Scores(articles=1, right=3, false=1) + Scores(articles=1, right=1, false=3)
    assert both == Scores(articles=2, right=4, false=4)
    assert both.precision == 0.5


def test_placement_counts_what_is_put_within_a_hundred_miles(
    score, make_gold, make_place, quoting
) -> None:
    near, far = make_place(lat=44.2), make_place(lat=49.0)
    counts = [score([make_gold()], [quoting(place=place)]) for place in (near, far, None)]
    assert [(one.pointed, one.placed, one.near) for one in counts] == [
        (1, 1, 1),
        (1, 1, 0),
        (1, 0, 0),
    ]
    assert counts[0].rates()["placement_accuracy"] == 1.0
    assert counts[2].rates()["placed_end_to_end"] == 0.0
