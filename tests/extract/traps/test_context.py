"""What an article's other words do to an incident: subjects that carry over, asides, loose ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extract import RuleExtractor
from incidents.extract.context import contexts
from incidents.extract.lexicon import LANGUAGES, lexicon_of
from incidents.extract.page import lay_out
from incidents.extract.sentences import paragraphs
from incidents.geocode import Gazetteer, Geoparser
from incidents.model import Article, Rejected
from incidents.pipeline.reader import Reader, Reading

PUBLISHED = date(2024, 5, 16)  # a Thursday
LEAD = "A bomb exploded in Hull on Wednesday.\n\nPolice arrested two men in Leeds on Wednesday.\n\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    gazetteer = Gazetteer.open()
    return Reader(RuleExtractor(), Geoparser(gazetteer), gazetteer)


def read(reader: Reader, text: str, language: str = "en") -> Reading:
    return reader.read(Article(text, PUBLISHED, language=language))


def kinds(reading: Reading) -> list[str]:
    return [each.kind for each in reading.incidents]


def reasons(reading: Reading) -> set[str]:
    return {each.reason for each in reading.rejected}


def test_a_subject_carries_to_the_next_sentence_of_its_paragraph(reader: Reader) -> None:
    text = "The jury was out. The prosecution rested. He had stabbed a bouncer in Hull."
    assert kinds(read(reader, text)) == []
    assert reasons(read(reader, text)) == {"told in court of something older"}


def test_a_subject_ends_with_its_paragraph(reader: Reader) -> None:
    text = "The jury was out. The prosecution rested.\n\nA bouncer was stabbed in Hull."
    assert kinds(read(reader, text)) == ["attack"]


def test_one_word_of_a_subject_colours_nothing() -> None:
    article = Article("The judge was robbed.", PUBLISHED, language="en")
    page = lay_out(article, (), lexicon_of("en"))
    assert list(contexts(page).over(page.passages[0])) == []


def test_advice_that_no_place_or_day_goes_with_is_adrift(reader: Reader) -> None:
    reading = read(reader, LEAD + "The singer lost everything when soldiers looted the shop.")
    assert kinds(reading) == ["explosion", "arrest"]
    assert "nothing ties it to a place or a day" in reasons(reading)


def test_a_day_of_its_own_ties_an_incident(reader: Reader) -> None:
    reading = read(reader, LEAD + "The singer said that soldiers looted the shop on Tuesday.")
    assert kinds(reading) == ["explosion", "arrest", "looting"]


def test_headlines_below_read_also_are_asides(reader: Reader) -> None:
    text = LEAD + "Read also:\n\nTwo killed in Leeds fire.\n\nGunmen storm a bank in Hull."
    assert kinds(read(reader, text)) == ["explosion", "arrest"]


def test_the_rest_of_a_paragraph_about_the_author_is_an_aside(reader: Reader) -> None:
    text = LEAD + "About the author: she lives in Hull. She covered the earthquake in Haiti."
    assert kinds(read(reader, text)) == ["explosion", "arrest"]


def test_a_label_in_the_last_lines_stands_alone() -> None:
    text = f"{'A long first line of the article. ' * 6}\n\n14:05 - Jury out\nTags: fire, flood"
    lines = [text[start:end] for start, end in paragraphs(text)]
    assert lines[1:] == ["14:05 - Jury out", "Tags: fire, flood"]


def test_a_wrapped_line_with_a_colon_stays_in_its_paragraph() -> None:
    text = (
        "The mayor had this to tell the people of the\ntown: nobody was hurt in the\nblast.\n\nEnd."
    )
    assert len(list(paragraphs(text))) == 2


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='abc :.\n-«»"1', max_size=200), st.sampled_from(LANGUAGES))
def test_every_subject_sets_in_within_its_article(text: str, language: str) -> None:
    page = lay_out(Article(text, PUBLISHED, language=language), (), lexicon_of(language))
    for names in contexts(page).setting_in.values():
        assert all(0 <= at <= len(text) for at in names.values())


def test_every_reason_is_told_in_words(reader: Reader) -> None:
    rejected = read(reader, "Police denied that shots were fired in Hull.").rejected
    assert [type(each) for each in rejected] == [Rejected]
    assert rejected[0].reason == "said not to have happened"
