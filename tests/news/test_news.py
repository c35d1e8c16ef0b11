"""Articles from text, bytes and files; what nobody can read is refused with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadArticle, UsageError
from incidents.extract import LANGUAGES
from incidents.news import LANGUAGE_CODES, MAX_BYTES, from_bytes, from_file, from_text

RUSSIAN = "Протестующие захватили аэропорт в Алма-Ате, сообщили в полиции города в среду."
FRENCH = "Des manifestants ont incendié la mairie ; l'été dernier, une émeute avait déjà éclaté."


@given(st.text().filter(lambda text: any(char.isalpha() for char in text) and "\x00" not in text))
def test_a_text_is_kept_character_for_character(text):
    assert from_text(text).text == text


def test_line_ends_stay_as_given():
    assert from_bytes("Eén\r\nTwee\r\n".encode()).text == "Eén\r\nTwee\r\n"


@pytest.mark.parametrize("text", ["", "   \n", "12.5 — 33 !", "ab\x00c", "ab\ud800c"])
def test_what_holds_no_article_is_refused(text):
    with pytest.raises(BadArticle):
        from_text(text)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03" * 50, bytes(range(1, 32)) * 20])
def test_binary_is_refused(data):
    with pytest.raises(BadArticle):
        from_bytes(data)


def test_a_text_over_the_limit_is_refused():
    with pytest.raises(BadArticle, match="2 MB"):
        from_text("a" * (MAX_BYTES + 1))
    with pytest.raises(BadArticle, match="2 MB"):
        from_bytes(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN * 3, "cp1251"),
        (FRENCH * 3, "cp1252"),
    ],
)
def test_the_encoding_is_found_out(text, encoding):
    assert from_bytes(text.encode(encoding)).text == text


def test_front_matter_gives_the_facts():
    data = (
        b"---\ntitle: Calm\nlanguage: nl\npublished: 2022-01-06\nsource: The Post\n---\n"
        b"Het was stil in Utrecht."
    )
    article = from_bytes(data)
    assert (article.title, article.language, article.source) == ("Calm", "nl", "The Post")
    assert article.published == date(2022, 1, 6)
    assert article.text == "Het was stil in Utrecht."


def test_what_is_handed_in_wins_over_front_matter():
    data = b"---\nlanguage: nl\npublished: 2022-01-06\n---\nHet was stil."
    article = from_bytes(data, published="2022-02-01", language="en")
    assert (article.published, article.language) == (date(2022, 2, 1), "en")


def test_broken_front_matter_is_told():
    with pytest.raises(BadArticle, match="front matter"):
        from_bytes(b"---\ntitle: [oops\n---\nText here.")


def test_a_file_is_read_and_a_missing_one_is_told(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(RUSSIAN, encoding="utf-8")
    assert from_file(file).text == RUSSIAN
    with pytest.raises(BadArticle, match="cannot read"):
        from_file(tmp_path / "none.txt")
    with pytest.raises(BadArticle, match="cannot read"):
        from_file(tmp_path)


@pytest.mark.parametrize("published", ["2999-01-01", "1799-12-31", "6 January", "2022-13-01"])
def test_an_impossible_publication_day_is_a_usage_error(published):
    with pytest.raises(UsageError, match="publication day"):
        from_text("Something happened.", published=published)


def test_an_article_published_today_is_no_future():
    today = date(2022, 1, 6)
    assert from_text("Stil.", published=today, today=today).published == today


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(UsageError, match="nl"):
        from_text("Something happened.", language="xx")
    assert from_text("Something happened.", language="en-GB").language == "en"


def test_the_codes_accepted_are_the_lexicons_there_are():
    assert set(LANGUAGE_CODES) == set(LANGUAGES)


def test_halves_of_letters_in_a_title_or_source_are_replaced():
    article = from_text("Fire in Almaty.", title="Caf\udce9", source="\ud83d\ude00 \ud83d")
    assert (article.title, article.source) == ("Caf\ufffd", "😀 \ufffd")
    with pytest.raises(UsageError, match="the title of an article is text; got int"):
        from_text("Fire in Almaty.", title=5)
