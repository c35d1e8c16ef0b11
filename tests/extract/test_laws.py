"""What holds for any text whatever."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extract import LANGUAGES, RuleExtractor, language_of
from incidents.extract.lexicon import lexicon_of
from incidents.extract.numerals import Numerals
from incidents.extract.patterns import PatternIndex, Role, fold
from incidents.extract.sentences import MAX_SENTENCE, sentences
from incidents.geo import Point
from incidents.model import KINDS, Article, Claim, GeoPrecision, Mention, Place, Rejected

WORDS = (
    "protesters stormed the city hall of Almaty on Wednesday. 12 were killed, 30 injured, police"
    " said « “ ” » ( ) - – \n\n \n not if will in north of and , ; At least between 5 January 2022"
    " Volgens de politie nahmen ein взрыв погибли не قتل في ألماتي 1.200 ё İ ﷽ \u200b \x00 🙂"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
)
ALMATY = Place("Almaty", Point(43.26, 76.93), GeoPrecision.TOWN, 10_000, "KZ")


def mentions(text: str) -> list[Mention]:
    at = text.find("Almaty")
    return [Mention("Almaty", at, at + 6, ALMATY)] if at >= 0 else []


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), st.none() | st.just(date(2022, 1, 6)))
def test_every_quote_is_verbatim_and_nothing_breaks(text, language, published):
    article = Article(text, published, language=language)
    for found in RuleExtractor().claims(article, mentions(text)):
        assert isinstance(found, Claim | Rejected)
        if isinstance(found, Claim):
            assert article.text[found.start : found.end] == found.quote
            assert found.cue in found.quote
            assert found.kind in KINDS
            assert found.tier in (1, 2, 3)


@given(st.text(max_size=400))
def test_sentences_are_in_order_and_lose_no_letter(text):
    spans = [(one.start, one.end) for one in sentences(text)]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(end - start <= MAX_SENTENCE for start, end in spans)


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)


@given(st.integers(0, 9_999_999))
def test_digits_are_read_with_and_without_separators(value):
    numerals: Numerals = lexicon_of("en").numerals
    for written in (str(value), f"{value:,}"):
        found = list(numerals.find(written, 0, len(written)))
        assert [(one.min, one.max) for one in found] == [(value, value)]


def test_the_same_text_is_read_the_same_twice():
    text = "Crowds stormed the city hall of Almaty. 12 officers were killed."
    article = Article(text, date(2022, 1, 6), language="en")
    first = list(RuleExtractor().claims(article, mentions(text)))
    assert first
    assert first == list(RuleExtractor().claims(article, mentions(text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_knows_every_kind_and_no_other(language):
    lexicon = lexicon_of(language)
    kinds = {
        pattern.role.name
        for shelf in lexicon.index.shelves
        for pattern in shelf
        if pattern.role.part == "trigger"
    }
    assert kinds == set(KINDS)


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("stormed", "they stormed it", "stormed"),
        ("storm*", "they stormed it", "stormed"),
        ("*aanslag", "een bomaanslag hier", "bomaanslag"),
        ("staken .. in brand", "zij staken het in brand", "staken het in brand"),
        ("(set|sets) ablaze", "who sets ablaze", "sets ablaze"),
        ("(de|het)? stadhuis", "in stadhuis", "stadhuis"),
        ("{day} mei", "op 5 mei", "5 mei"),
        ("s'est effondré*", "il s'est effondré hier", "s'est effondré"),
        ("sit-in", "un sit-in ici", "sit-in"),
    ],
)
def test_a_pattern_finds_what_it_says(written, text, found):
    index = PatternIndex({"day": r"\d{1,2}"}, {"day": frozenset("0123456789")})
    index.add(Role("test"), written)
    assert found in [text[hit.start : hit.end] for hit in index.scan(text, 0, len(text))]


@pytest.mark.parametrize("written", ["", "*", "{nothing} here", "(|a) b"])
def test_a_pattern_that_cannot_be_found_is_refused(written):
    with pytest.raises((ValueError, IndexError)):
        PatternIndex({}, {}).add(Role("test"), written)


def test_a_gap_ends_with_its_sentence():
    index = PatternIndex({}, {})
    index.add(Role("test"), "staken ... in brand")
    assert not list(index.scan("zij staken! daar is iets in brand", 0, 33))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Demonstranten bestormden het stadhuis en staken het in brand.", "nl"),
        ("Protesters stormed the building and set it on fire.", "en"),
        ("Протестующие захватили аэропорт в Алма-Ате.", "ru"),
        ("Manifestanten stürmten das Rathaus und zündeten es an.", "de"),
        ("Des manifestants ont pris d'assaut la mairie de la ville.", "fr"),
        ("Los manifestantes asaltaron el ayuntamiento de la ciudad.", "es"),
        ("اقتحم محتجون مبنى البلدية في المدينة", "ar"),
        ("У ніч на четвер російські дрони вдарили по Харкову.", "uk"),
        ("Mielenosoittajat valtasivat kaupungintalon ja sytyttivät sen tuleen eilen.", "fi"),
    ],
)
def test_the_language_is_told_also_where_we_cannot_read_it(text, language):
    assert language_of(text) == language


HOSTILE = ["bomb " * 8_000, "a" * 60_000, "(" * 20_000, "12 killed, " * 4_000, "“ " * 10_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_in_bounded_time(text):
    started = time.process_time()
    found = list(RuleExtractor().claims(Article(text, language="en"), []))
    assert len(found) < 50_000
    assert time.process_time() - started < 20


def test_what_is_beyond_the_limit_is_told_and_not_read():
    text = (
        "Shops were looted in Almaty. " + "It was calm. " * 20_000 + "A bank was looted in Almaty."
    )
    found = list(RuleExtractor().claims(Article(text, language="en"), mentions(text)))
    assert [one.kind for one in found if isinstance(one, Claim)] == ["looting"]
    assert any(isinstance(one, Rejected) and "only the first" in one.reason for one in found)


def test_an_article_is_read_fast_enough():
    text = (
        "Protesters stormed the city hall of Almaty on Wednesday, police said. "
        "At least 12 officers were killed and 353 injured in the night. "
    ) * 15
    article, named = Article(text, date(2022, 1, 6), language="en"), mentions(text)
    list(RuleExtractor().claims(article, named))
    started = time.process_time()
    for _ in range(10):
        list(RuleExtractor().claims(article, named))
    assert time.process_time() - started < 1.0  # 100 articles of 2 kB a second, a generous machine


def test_arabic_vowel_signs_change_no_word_and_stay_in_the_cue(read):
    (claim,) = read("قُتل أربعة مزارعين برصاص مجهولين في ألماتي الأحد.", "ar")
    assert (claim.kind, claim.cue) == ("killing", "قُتل")
