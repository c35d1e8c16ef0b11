"""What speaks against the day of publication, or was left out, is said and never guessed at."""

from __future__ import annotations

import time

import pytest

from incidents.news import from_text
from incidents.pipeline import shared_reader

TODAY = {
    "en": "Today, 5 March 2023, protesters stormed the city hall in Almaty.",
    "nl": "Vandaag (zondag 5 maart 2023) bestormden betogers het stadhuis in Almaty.",
    "de": "Heute, am 5. März 2023, stürmten Demonstranten das Rathaus in Almaty.",
    "fr": "Aujourd'hui, 5 mars 2023, des manifestants ont incendié la mairie d'Almaty.",
    "es": "Hoy, 5 de marzo de 2023, manifestantes incendiaron el ayuntamiento de Almaty.",
    "ru": "Сегодня, 5 марта 2023 года, протестующие захватили аэропорт в Алма-Ате.",
    "uk": "Сьогодні, 5 березня 2023 року, протестувальники захопили аеропорт в Алмати.",
    "ar": "اليوم، 5 مارس 2023، اقتحم متظاهرون مبنى البلدية في ألماتي.",
}


@pytest.mark.parametrize("language", TODAY)
def test_a_today_with_another_date_than_the_publication_day_is_told(language):
    article = from_text(TODAY[language], published="2023-03-07", language=language)
    assert any("2023" in notice for notice in shared_reader().read(article).notices)
    fitting = from_text(TODAY[language], published="2023-03-05", language=language)
    assert shared_reader().read(fitting).notices == ()


def test_days_after_the_publication_day_are_told_and_give_no_incident():
    text = "On 5 March 2023 protesters stormed the city hall in Almaty."
    reading = shared_reader().read(from_text(text, published="2022-01-06", language="en"))
    assert reading.incidents == ()
    assert any("a day after publication" in notice for notice in reading.notices)


def test_one_day_ahead_in_dated_news_is_no_doubt():
    text = (
        "On Wednesday protesters stormed the city hall in Almaty. On 5 January shops were looted"
        " in Aktau. Flights to Almaty are cancelled until 12 January 2022."
    )
    reading = shared_reader().read(from_text(text, published="2022-01-06", language="en"))
    assert len(reading.incidents) >= 2
    assert reading.notices == ()


def test_two_megabytes_are_read_in_bounded_time_and_what_is_left_out_is_told():
    text = "Betogers staken woensdag in Almaty het stadhuis in brand.\n\n" * 33_000
    started = time.monotonic()
    reading = shared_reader().read(from_text(text, published="2022-01-06", language="nl"))
    assert time.monotonic() - started < 60
    assert reading.incidents
    assert any("only the first 200,000 characters" in notice for notice in reading.notices)


@pytest.mark.parametrize(
    "text",
    [
        "اقتحم متظاهرون مبنى البلدية في ألماتي يوم الأربعاء. Protesters stormed it.",
        "\u202eBetogers staken woensdag in Almaty het stadhuis in brand.\u202c",
        "Betogers\x07 staken\x1b[31m woensdag in Almaty het stadhuis in brand.\x08",
    ],
)
def test_odd_letters_are_read_with_verbatim_quotes(text):
    language = "ar" if text.startswith("ا") else "nl"
    reading = shared_reader().read(from_text(text, published="2022-01-06", language=language))
    for one in reading.incidents:
        assert text[one.quote_start : one.quote_end] == one.quote
    assert reading.incidents
