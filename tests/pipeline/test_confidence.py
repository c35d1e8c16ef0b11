from datetime import date

import pytest

from incidents.geo import Point
from incidents.model import (
    Candidate,
    Claim,
    ClaimPlace,
    DatePrecision,
    GeoPrecision,
    Mention,
    When,
)
from incidents.pipeline.confidence import confidence, doubted, settled

DAY = When(date(2022, 1, 5), None, DatePrecision.DAY, "woensdag", "sentence")
WEEK = When(date(2021, 12, 31), date(2022, 1, 6), DatePrecision.WEEK, None, "published")


@pytest.fixture
def judged(make_place):
    def judge(source="sentence", when=DAY, tier=1, hedged=None, candidates=(), named=True):
        place = make_place(candidates=candidates) if named else None
        mention = Mention("Almaty", 0, 6, place) if place else None
        claim = Claim(
            kind="fire", quote="q", start=0, end=1, cue="brand", when=when, tier=tier,
            hedged=hedged, place=ClaimPlace(mention, source),
        )  # fmt: skip
        return confidence(claim, place)

    return judge


def test_what_the_sentence_says_outright_is_high(judged) -> None:
    assert judged() == ("high", ())


@pytest.mark.parametrize(
    ("change", "level", "reason"),
    [
        ({"source": "carried"}, "medium", "carried over"),
        ({"when": WEEK}, "medium", "not known to the day"),
        ({"when": When()}, "medium", "no date"),
        ({"hedged": "zou"}, "medium", "hedges"),
        ({"tier": 2}, "medium", "what kind"),
        ({"source": "article"}, "medium", "the article's main one"),
        ({"source": "article", "when": WEEK}, "low", "the article's main one"),
        ({"named": False, "when": WEEK}, "low", "no place"),
        ({"source": "carried", "when": WEEK, "hedged": "zou"}, "low", "hedges"),
    ],
)
def test_each_doubt_takes_the_level_down_and_says_why(judged, change, level, reason) -> None:
    told, reasons = judged(**change)
    assert told == level
    assert any(reason in one for one in reasons)


def test_a_rival_in_another_country_is_named(judged) -> None:
    rival = Candidate("Tripoli", "LB", Point(34.4, 35.8), GeoPrecision.TOWN, 0.95, geonameid=7)
    assert judged(candidates=(rival,)) == ("medium", ("the name could also be Tripoli, LB",))


@pytest.mark.parametrize(
    ("change", "answers"),
    [
        ({"source": "carried"}, ["place"]),
        ({"source": "article", "when": WEEK}, ["place", "date"]),
        ({"named": False, "when": When()}, ["place", "date"]),
        ({"when": When(date(2022, 1, 5), None, DatePrecision.DAY, None, "carried")}, ["date"]),
        ({"hedged": "zou", "tier": 2}, ["kind", "hedged"]),
    ],
)
def test_every_doubt_is_about_an_answer_and_settled_with_it(judged, change, answers) -> None:
    level, reasons = judged(**change)
    assert [doubted(reason) for reason in reasons] == answers
    assert settled(level, reasons, answers) == ("high", ())
    assert settled(level, reasons, ()) == (level, reasons)


def test_what_was_sure_stays_as_sure() -> None:
    assert settled("high", (), ["place"]) == ("high", ())
    assert settled(None, (), ["place"]) == (None, ())
