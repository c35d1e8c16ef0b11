"""German and Dutch close a sentence with the verb's last part, often far from its first."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.extract.rules import RuleExtractor
from incidents.model import Article, Claim

LONG = [
    (
        "de",
        "Tausende gingen am Sonntag in Weiß gekleidet schweigend und mit Kerzen in der Hand"
        " für den Senator auf die Straße.",
        "protest",
    ),
    (
        "nl",
        "De bestuurder stak zondagavond na een ruzie met zijn buurman in het bijzijn van"
        " tientallen omstanders een bestelbus in brand.",
        "fire",
    ),
]


def kinds(language: str, text: str) -> set[str]:
    article = Article(text, date(2025, 6, 11), language=language)
    return {told.kind for told in RuleExtractor().claims(article, []) if isinstance(told, Claim)}


@pytest.mark.parametrize(("language", "text", "kind"), LONG)
def test_a_verb_is_read_with_its_far_end(language: str, text: str, kind: str) -> None:
    assert kind in kinds(language, text)


def test_a_criminal_is_no_crime_novel() -> None:
    assert "killing" in kinds("de", "Am Freitag wurden 26 bewaffnete Kriminelle getötet.")


def test_a_series_of_attacks_is_no_television_series() -> None:
    assert "attack" in kinds("de", "Eine Serie von Anschlägen hat am Dienstag Cali erschüttert.")


def test_a_couple_is_no_supposition() -> None:
    text = "Een Belgisch stel is zaterdag in een vakantiehuisje overvallen en vastgebonden."
    assert "attack" in kinds("nl", text)
