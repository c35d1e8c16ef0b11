"""Place names in running text: which are found, what they mean, and what is no place."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.errors import BadArticle
from incidents.geocode import Gazetteer, Geoparser
from incidents.model import GeoPrecision, Mention

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed-article-nl.txt"
Found = Callable[..., list[Mention]]


@pytest.fixture(scope="session")
def geoparser(gazetteer: Gazetteer) -> Geoparser:
    return Geoparser(gazetteer)


@pytest.fixture(scope="session")
def towns(geoparser: Geoparser) -> Callable[[str, str | None], list[tuple[str, str]]]:
    def found(text: str, language: str | None) -> list[tuple[str, str]]:
        """The words of each mention and the place it was resolved to."""
        return [(one.name, one.place.name) for one in geoparser.mentions(text, language)]

    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "In Almaty werden winkels geplunderd.", [("Almaty", "Almaty")]),
        ("nl", "Het leger van Kazachstan trok naar Zjanaozen.",
         [("Kazachstan", "Kazakhstan"), ("Zjanaozen", "Zhanaozen")]),
        ("nl", "Almaty's vliegveld en Londens straten.",
         [("Almaty", "Almaty"), ("Londens", "London")]),
        ("en", "Almaty-based traders left for Nur-Sultan.",
         [("Almaty", "Almaty"), ("Nur-Sultan", "Astana")]),
        ("en", "Shells hit Kherson in southern Ukraine.",
         [("Kherson", "Kherson"), ("Ukraine", "Ukraine")]),
        ("de", "Die größte Stadt Kasachstans ist Almaty.",
         [("Kasachstans", "Kazakhstan"), ("Almaty", "Almaty")]),
        ("de", "In Frankfurt (Oder) brannte es, nicht in Frankfurt am Main.",
         [("Frankfurt (Oder)", "Frankfurt (Oder)"), ("Frankfurt am Main", "Frankfurt am Main")]),
        ("fr", "L’aéroport d’Almaty, puis Le Caire et l'Arménie.",
         [("Almaty", "Almaty"), ("Le Caire", "Cairo"), ("Arménie", "Armenia")]),
        ("fr", "En Côte d’Ivoire, à Abidjan.",
         [("Côte d’Ivoire", "Ivory Coast"), ("Abidjan", "Abidjan")]),
        ("es", "En Kazajistán y en Santiago de Chile.",
         [("Kazajistán", "Kazakhstan"), ("Santiago de Chile", "Santiago")]),
        ("ru", "В Алма-Ате, в Жанаозене и в Талдыкоргане задержаны люди.",
         [("Алма-Ате", "Almaty"), ("Жанаозене", "Zhanaozen"), ("Талдыкоргане", "Taldykorgan")]),
        ("ru", "Власти Казахстана; в Казахстане; с Россией; из Москвы; в Киеве.",
         [("Казахстана", "Kazakhstan"), ("Казахстане", "Kazakhstan"), ("Россией", "Russia"),
          ("Москвы", "Moscow"), ("Киеве", "Kyiv")]),
        ("ru", "В Нижнем Новгороде и в Южной Корее.",
         [("Нижнем Новгороде", "Nizhniy Novgorod"), ("Южной Корее", "South Korea")]),
        ("ru", "В Ростове-на-Дону и в Санкт-Петербурге.",
         [("Ростове-на-Дону", "Rostov-on-Don"), ("Санкт-Петербурге", "Saint Petersburg")]),
        ("es", "En Nueva York.", [("Nueva York", "New York City")]),
        ("uk", "У Києві, в Одесі, у Львові та біля Харкова.",
         [("Києві", "Kyiv"), ("Одесі", "Odesa"), ("Львові", "Lviv"), ("Харкова", "Kharkiv")]),
        ("ar", "احتجاجات في ألماتي وموسكو، وفي الخرطوم بالسودان.",
         [("ألماتي", "Almaty"), ("وموسكو", "Moscow"), ("الخرطوم", "Khartoum"),
          ("بالسودان", "Sudan")]),
        ("tr", "Almatı'da protestolar.", [("Almatı", "Almaty")]),
    ],
)  # fmt: skip
def test_places_are_found_in_every_language_and_case(
    towns: Found, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert towns(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Paris Hilton sang."),
        ("en", "He met President Washington and Jack London."),
        ("en", "Jordan Peterson wrote a book."),
        ("en", "The New York Times and the Bank of Scotland said so."),
        ("en", "Hamas said. Lake Victoria flooded. The Berlin Wall fell. Real Madrid won."),
        ("fr", "La rue de Paris et le lac Victoria."),
        ("en", "Flydubai and TASS reported it on Monday in May."),
        ("en", "Nice weather. Reading is fun. Mobile phones. Most of them."),
        ("en", "Kazakh and Russian officers; Kazakhs, Russians."),
        ("en", "See https://example.com/Paris/London, www.berlin.de or rome@madrid.org."),
        ("nl", "De Kazachse en Russische politie. Bij de demonstratie."),
        ("nl", "Premier Nikol Pasjinjan en President Kassym-Jomart Tokajev."),
        ("de", "Kasachische Polizei und russische Truppen. Das Essen. Angela Merkel."),
        ("fr", "Florence Parly parlait. Mardi, la police kazakhe."),
        ("ru", "Казахстанский портал и российские военные. Виктория Иванова сообщила в среду."),
        ("ar", "قال الرئيس إن المدينة هادئة وأن السلطات تسيطر."),
    ],
)
def test_what_only_looks_like_a_place_is_none(towns: Found, language: str, text: str) -> None:
    assert towns(text, language) == []


def test_a_span_gives_the_words_back(geoparser: Geoparser) -> None:
    text = "  Op 5 januari — “Almaty” — en in Zjanaozen."
    for mention in geoparser.mentions(text, "nl"):
        assert text[mention.start : mention.end] == mention.name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Clashes in Tripoli, officials in Lebanon and its capital Beirut said.", "Tripoli", "LB"),
        ("Clashes in Tripoli, officials in Libya and Benghazi said.", "Tripoli", "LY"),
        ("In Valencia, Venezuela, shops were looted.", "Valencia", "VE"),
        ("Officials in Tbilisi and across Georgia said.", "Georgia", "GE"),
        ("Police in Atlanta, Georgia, said.", "Georgia", "US"),
    ],
)
def test_the_text_decides_between_places_of_one_name(
    geoparser: Geoparser, text: str, name: str, country: str
) -> None:
    found = {one.name: one.place for one in geoparser.mentions(text, "en")}
    assert found[name].country == country


def test_a_name_keeps_its_meaning_through_a_text(geoparser: Geoparser) -> None:
    text = "Fire in Springfield. The fire in Springfield, Illinois, burned all night."
    places = [one.place for one in geoparser.mentions(text, "en") if one.name == "Springfield"]
    assert [place.admin1 for place in places] == ["Illinois", "Illinois"]


def test_a_common_name_alone_is_left_out(towns: Found) -> None:
    assert towns("Two people died in Springfield.", "en") == []


def test_a_small_town_of_another_country_is_left_out(towns: Found) -> None:
    text = "In Burkina Faso, fighters attacked Solhan, officials in Ouagadougou said."
    assert [place for _, place in towns(text, "en")] == ["Burkina Faso", "Ouagadougou"]


def test_the_known_country_helps(geoparser: Geoparser) -> None:
    found = geoparser.mentions("Shops burned in Valencia.", "en", country="Venezuela")
    assert [one.place.country for one in found] == ["VE"]


def test_a_word_for_a_region_makes_it_the_region(geoparser: Geoparser) -> None:
    (found,) = geoparser.mentions("Flooding across Kherson region.", "en")
    assert found.place.precision is GeoPrecision.ADMIN1


def test_a_text_without_language_is_read_too(towns: Found) -> None:
    assert towns("В Алма-Ате", None) == [("Алма-Ате", "Almaty")]
    assert ("Almaty", "Almaty") in towns("Demonstranten in Almaty", None)


def test_the_seed_article_is_about_almaty_and_kazakhstan(geoparser: Geoparser) -> None:
    if not SEED.exists():
        pytest.skip("the seed article is not shipped with the project")
    found = {one.place.name for one in geoparser.mentions(SEED.read_text("utf-8"), "nl")}
    assert found == {"Almaty", "Kazakhstan", "Russia", "Armenia"}


def test_names_that_open_the_paragraphs_of_a_list_are_towns(geoparser: Geoparser) -> None:
    listed = "Görlitz. Ein Haus brannte.\n\nBautzen. Ein Haus brannte.\n\nPlauen. Ein Haus brannte."
    found = [one.name for one in geoparser.mentions(listed, "de")]
    assert found == ["Görlitz", "Bautzen", "Plauen"]


def test_one_name_alone_before_a_stop_is_no_list(geoparser: Geoparser) -> None:
    assert geoparser.mentions("Görlitz. Er lachte, und alle gingen nach Hause.", "de") == []


def test_a_text_too_long_is_refused(geoparser: Geoparser) -> None:
    with pytest.raises(BadArticle, match="2,000,000"):
        geoparser.mentions("a" * 2_000_001, "en")


def test_a_long_text_is_read_in_time_that_grows_with_it(geoparser: Geoparser) -> None:
    text = "Protesters in Almaty marched to Republic Square. Police from Astana came. " * 1400
    started = time.perf_counter()
    found = geoparser.mentions(text, "en")
    assert len(found) == 2800
    assert time.perf_counter() - started < 10


@settings(deadline=None, max_examples=150)
@given(text=st.text(max_size=300), language=st.sampled_from(["nl", "ru", "ar", "de", None, "xx"]))
def test_any_text_gives_spans_in_order_that_do_not_overlap(
    geoparser: Geoparser, text: str, language: str | None
) -> None:
    end = 0
    for mention in geoparser.mentions(text, language):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.name == text[mention.start : mention.end]
        end = mention.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Walker County (Ga.) sheriff spoke.", ["Walker County", "Ga."]),
        ("It grew fast in South America and in Peru.", ["Peru"]),
        ("The man spoke in Spanish to police in Toronto.", ["Toronto"]),
        ("According to Frederick Wu, sales in Peru rose.", ["Peru"]),
        ("Charlie Chen was arrested in Boston. The case is U.S. v. Chen, U.S. District Court.",
         ["Boston", "U.S.", "U.S."]),
        ("Kansas counted again. Douglas and Wyandotte counties have improved.",
         ["Kansas", "Douglas", "Wyandotte"]),
    ],
)  # fmt: skip
def test_local_news_is_read_as_its_readers_do(
    geoparser: Geoparser, text: str, expected: list[str]
) -> None:
    found = geoparser.mentions(text, "en")
    assert [mention.name for mention in found] == expected


def test_a_state_in_brackets_is_no_country_of_its_name(geoparser: Geoparser) -> None:
    found = geoparser.mentions("The Walker County (Ga.) sheriff spoke to reporters.", "en")
    assert {mention.place.country for mention in found} == {"US"}
    assert {mention.place.admin1 for mention in found} == {"Georgia"}
