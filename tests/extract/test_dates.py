"""When it happened, and that no day is invented."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.extract.lexicon import LANGUAGES, lexicon_of
from incidents.extract.patterns import Role
from incidents.extract.reckoning import RULES

DATED = [  # published Thursday 2022-01-06
    ("en", "Shops were looted in Almaty on Wednesday.", "2022-01-05", None, "day"),
    ("en", "Shops were looted in Almaty on Thursday.", "2022-01-06", None, "day"),
    ("en", "Shops were looted in Almaty yesterday.", "2022-01-05", None, "day"),
    ("en", "Shops were looted in Almaty last night.", "2022-01-05", "2022-01-06", "night"),
    ("en", "Shops were looted in Almaty on 4 January.", "2022-01-04", None, "day"),
    ("en", "Shops were looted in Almaty on January 4, 2022.", "2022-01-04", None, "day"),
    ("en", "Shops were looted in Almaty on December 30.", "2021-12-30", None, "day"),
    ("en", "Shops were looted in Almaty in December 2021.", "2021-12-01", "2021-12-31", "month"),
    ("en", "In 2011 shops were looted in Almaty.", "2011-01-01", "2011-12-31", "year"),
    ("en", "Shops were looted in Almaty three days ago.", "2022-01-03", None, "day"),
    ("nl", "Winkels in Almaty werden woensdag geplunderd.", "2022-01-05", None, "day"),
    ("nl", "Eergisteren werden in Almaty winkels geplunderd.", "2022-01-04", None, "day"),
    (
        "nl",
        "In de nacht van woensdag op donderdag werden in Almaty winkels geplunderd.",
        "2022-01-05",
        "2022-01-06",
        "night",
    ),
    ("ru", "Позавчера в Алма-Ате разграбили магазины.", "2022-01-04", None, "day"),
    (
        "ru",
        "В ночь на четверг в Алма-Ате разграбили магазины.",
        "2022-01-05",
        "2022-01-06",
        "night",
    ),
    (
        "ru",
        "В ночь с 4 на 5 января в Алма-Ате разграбили магазины.",
        "2022-01-04",
        "2022-01-05",
        "night",
    ),
    ("de", "Am Dienstagabend plünderten sie in Leipzig Geschäfte.", "2022-01-04", None, "day"),
    (
        "de",
        "In der Nacht zum Mittwoch plünderten sie in Leipzig Geschäfte.",
        "2022-01-04",
        "2022-01-05",
        "night",
    ),
    ("de", "Am 5. Januar plünderten sie in Leipzig Geschäfte.", "2022-01-05", None, "day"),
    ("fr", "Des magasins ont été pillés à Lyon le 5 janvier.", "2022-01-05", None, "day"),
    ("fr", "Des magasins ont été pillés à Lyon le 1er janvier.", "2022-01-01", None, "day"),
    ("es", "Saquearon tiendas en Madrid el primero de enero.", "2022-01-01", None, "day"),
    (
        "fr",
        "Des magasins ont été pillés à Lyon dans la nuit de mardi à mercredi.",
        "2022-01-04",
        "2022-01-05",
        "night",
    ),
    ("es", "Anteanoche saquearon tiendas en Madrid.", "2022-01-04", "2022-01-05", "night"),
    ("ar", "وفي الخامس من يناير اقتحم محتجون مبنى البلدية في ألماتي.", "2022-01-05", None, "day"),
    ("uk", "У ніч на четвер у Києві пролунав вибух.", "2022-01-05", "2022-01-06", "night"),
]


@pytest.mark.parametrize(("language", "text", "first", "last", "precision"), DATED)
def test_a_time_is_read_as_the_words_say(read, language, text, first, last, precision):
    when = read(text, language)[0].when
    end = when.date_end.isoformat() if when.date_end else None
    assert (when.date.isoformat(), end, when.precision.value) == (first, last, precision)
    assert when.words in text
    assert when.source == "sentence"


def test_the_day_is_carried_within_a_paragraph(read):
    claims = read("On Tuesday crowds rallied in Almaty. Shops were looted.")
    assert (claims[1].when.date, claims[1].when.source) == (date(2022, 1, 4), "carried")


def test_the_day_before_is_reckoned_from_the_day_told(read):
    text = "Un bus a été attaqué mardi à Lyon.\n\nLa veille, des magasins ont été pillés à Lyon."
    looting = next(claim for claim in read(text, "fr") if claim.kind == "looting")
    assert looting.when.date == date(2022, 1, 3)


def test_an_undated_sentence_is_the_week_up_to_publication_and_never_a_day(read):
    when = read("Shops were looted in Almaty.")[0].when
    assert (when.date, when.date_end) == (date(2021, 12, 31), date(2022, 1, 6))
    assert (when.precision.value, when.source) == ("week", "published")


def test_an_undated_sentence_reaches_from_the_day_last_told_to_publication(read):
    text = "On Tuesday crowds rallied in Almaty.\n\nShops were looted in Aktobe."
    when = read(text)[1].when
    assert (when.date, when.date_end) == (date(2022, 1, 4), date(2022, 1, 6))
    assert (when.precision.value, when.source) == ("week", "article")


def test_the_only_day_that_a_report_tells_is_its_own_where_the_place_stays(read):
    text = "On Tuesday crowds rallied in Almaty.\n\nShops were looted."
    when = read(text)[1].when
    assert (when.date, when.precision.value, when.source) == (date(2022, 1, 4), "day", "article")


def test_of_several_days_none_is_taken_for_a_sentence_without_any(read):
    text = "On Monday and again on Tuesday crowds rallied in Almaty.\n\nShops were looted."
    assert read(text)[-1].when.precision.value == "week"


def test_a_day_after_is_the_day_before_the_day_told(read):
    text = "On Thursday smoke hung over Almaty, a day after crowds looted shops."
    looting = next(claim for claim in read(text) if claim.kind == "looting")
    assert looting.when.date == date(2022, 1, 5)


def test_an_undated_article_gives_nothing_or_its_month(read):
    assert read("Shops were looted in Almaty on Wednesday.", published=None)[0].when.date is None
    text = "Shops were looted in Almaty.\n\nIn January 2022 prices had doubled."
    when = read(text, published=None)[0].when
    assert (when.date, when.precision.value) == (date(2022, 1, 1), "month")


def test_the_day_something_was_said_is_not_the_day_it_happened(read):
    when = read("The ministry said on Thursday that shops were looted in Almaty.")[0].when
    assert when.source == "published"


def test_a_day_after_publication_has_not_been(read, refused):
    text = "Shops in Almaty were looted on 9 January."
    assert read(text) == []
    assert refused(text)[0].reason.startswith("planned")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_time_rule_of_every_lexicon_is_known(language):
    roles: set[Role] = {
        pattern.role
        for shelf in lexicon_of(language).index.shelves
        for pattern in shelf
        if pattern.role.part == "time"
    }
    assert roles
    assert {role.name.split()[0] for role in roles} <= set(RULES)


DATELINES = [
    "NAIROBI, June 25, 2024 — Shops were looted in Almaty on Monday.",
    "ALMATY (Agency), 25 June 2024 - Shops were looted in Almaty on Monday.",
    "(25 June 2024) Shops were looted in Almaty on Monday.",
    "Almaty, 25 June 2024.\n\nShops were looted in Almaty on Monday.",
]


@pytest.mark.parametrize("text", DATELINES)
def test_a_datelines_day_stands_in_for_the_day_of_publication(read, text):
    when = read(text, published=None)[-1].when
    assert (when.date, when.precision.value) == (date(2024, 6, 24), "day")


def test_a_dateline_tells_when_it_was_written_and_no_day_of_an_incident(read):
    text = "Almaty, 6 January.\n\nShops were looted. On Tuesday a bank burned."
    assert read(text)[0].when.source == "published"
    text = "Lyon, le 6 janvier 2022 — Mercredi, des magasins ont été pillés à Lyon."
    assert read(text, "fr")[0].when.date == date(2022, 1, 5)


def test_a_dateline_without_a_year_gives_no_day(read):
    text = "ALMATY, 25 June — Shops were looted in Almaty on Monday."
    assert read(text, published=None)[0].when.date is None
