"""How many, who says so, and how surely."""

from __future__ import annotations

import pytest

from incidents.extract.lexicon import lexicon_of

FIGURES = [  # field, least, most
    ("en", "At least 12 people were killed in Almaty.", "killed", 12, None),
    ("en", "Up to 20 people were killed in Almaty.", "killed", None, 20),
    ("en", "More than 1,000 people were injured in Almaty.", "injured", 1000, None),
    ("en", "Between 12 and 17 people were killed in Almaty.", "killed", 12, 17),
    ("en", "Dozens of attackers were killed in Almaty.", "killed", 20, None),
    ("en", "Twenty-three people were arrested in Almaty.", "arrested", 23, 23),
    ("en", "A soldier was killed in Almaty.", "killed", 1, 1),
    ("en", "The death toll in Almaty rose to 27.", "killed", 27, 27),
    ("en", "Twelve soldiers and three civilians were killed in Almaty.", "killed", 15, 15),
    ("en", "People were killed in Almaty.", "killed", None, None),
    (
        "en",
        "Hundreds of shops were looted and people injured in Almaty.",
        "injured",
        None,
        None,
    ),
    ("nl", "In Almaty zijn twaalf agenten omgekomen.", "killed", 12, 12),
    ("nl", "In Almaty raakten 1.353 mensen gewond.", "injured", 1353, 1353),
    ("nl", "Eenentwintig agenten zijn in Almaty omgekomen.", "killed", 21, 21),
    ("ru", "В Алма-Ате погибли не менее двадцати человек.", "killed", 20, None),
    ("de", "In Leipzig wurden dreiundzwanzig Menschen verletzt.", "injured", 23, 23),
    ("fr", "Une vingtaine de personnes ont été blessées à Lyon.", "injured", 20, 20),
    ("es", "Ocho personas murieron en Madrid.", "killed", 8, 8),
    ("ar", "قتل خمسة وعشرون شخصا في ألماتي.", "killed", 25, 25),
    ("uk", "У Києві загинули четверо людей.", "killed", 4, 4),
]


@pytest.mark.parametrize(("language", "text", "field", "least", "most"), FIGURES)
def test_a_figure_is_read_as_a_range(read, language, text, field, least, most):
    kind = {"killed": "killing", "injured": "injury", "arrested": "arrest"}[field]
    claims = [claim for claim in read(text, language) if claim.kind == kind]
    assert len(claims) == 1
    figure = getattr(claims[0], field)
    assert (figure.min, figure.max) == (least, most)


def test_killed_and_injured_are_not_mixed_up(read):
    claims = {
        claim.kind: claim for claim in read("In Almaty 12 officers were killed and 353 injured.")
    }
    assert claims["killing"].killed.min == 12
    assert claims["injury"].injured.min == 353
    assert claims["killing"].injured.min is None


def test_people_who_march_are_no_victims(read):
    claims = read("Thousands of people marched through Almaty and 12 were arrested.")
    arrest = next(claim for claim in claims if claim.kind == "arrest")
    assert arrest.arrested.min == 12


def test_victims_belong_to_the_incident_that_hurt_them(read):
    claims = read("A bomb exploded in Almaty on Monday, killing 12 people and injuring 30.")
    assert [claim.kind for claim in claims] == ["explosion"]
    assert (claims[0].killed.min, claims[0].injured.min) == (12, 30)


VOICES = [
    ("en", "According to the police, shops were looted in Almaty.", "the police"),
    ("en", "Shops were looted in Almaty, a police spokesman said.", "a police spokesman"),
    ("nl", "Volgens de politie zijn in Almaty twaalf agenten omgekomen.", "de politie"),
    ("ru", "По данным МВД, в Алма-Ате задержаны 38 человек.", "МВД"),
    ("de", "Nach Angaben der Polizei wurden in Leipzig zwei Menschen verletzt.", "der Polizei"),
    ("fr", "Selon la préfecture, deux personnes ont été blessées à Lyon.", "la préfecture"),
    ("es", "Según la policía, ocho personas murieron en Madrid.", "la policía"),
]


@pytest.mark.parametrize(("language", "text", "voice"), VOICES)
def test_who_says_so_is_named_in_the_words_of_the_text(read, language, text, voice):
    assert read(text, language)[0].attributed_to == voice


def test_a_quotation_belongs_to_who_is_named_behind_it(read):
    text = "“Shops were looted in Almaty. Two banks burned,” said a police spokesman."
    assert {claim.attributed_to for claim in read(text)} == {"a police spokesman"}


HEDGED = [
    ("en", "Shops were reportedly looted in Almaty.", "reportedly"),
    ("nl", "Ook zouden in Almaty winkels zijn geplunderd.", "zouden"),
    ("ru", "В Алма-Ате якобы разграбили магазины.", "якобы"),
    ("de", "In Leipzig soll ein Wachmann verletzt worden sein.", "soll"),
    ("fr", "Deux personnes auraient été blessées à Lyon.", "auraient"),
    ("es", "Habrían muerto ocho personas en Madrid.", "Habrían"),
]


@pytest.mark.parametrize(("language", "text", "words"), HEDGED)
def test_a_hedge_is_kept_in_its_words(read, language, text, words):
    assert read(text, language)[0].hedged == words


def test_what_is_stated_plainly_is_not_hedged(read):
    assert read("Shops were looted in Almaty.")[0].hedged is None


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "two hundred", 200),
        ("en", "1,234", 1234),
        ("nl", "drieëntwintig", 23),
        ("de", "zweihundert", 200),
        ("fr", "soixante-douze", 72),
        ("fr", "1 200", 1200),
        ("ru", "двадцать три", 23),
        ("es", "treinta y dos", 32),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(language, text, value):
    numbers = list(lexicon_of(language).numerals.find(text, 0, len(text)))
    assert [(number.min, number.max) for number in numbers] == [(value, value)]
