"""People, papers, clubs and schools that are called after places, and the places beside them."""

from __future__ import annotations

import pytest

from incidents.geocode import Gazetteer, Geoparser


@pytest.fixture(scope="module")
def geoparser(gazetteer: Gazetteer) -> Geoparser:
    return Geoparser(gazetteer)


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        # Whoever was named in full is called by the surname.
        (
            "en",
            "Wayne Hamilton left. Hamilton said he was well. He lives in Hamilton.",
            ["Hamilton"],
        ),
        ("en", "The driver, Lincoln Carlisle, 34, came from Derby.", ["Derby"]),
        ("en", "Houston Cooper lost his barn. Cooper drove to Houston.", ["Houston"]),
        ("de", "Der Forscher Friedrich Köthen lebt in Lahore. Köthen zweifelt.", ["Lahore"]),
        ("es", "Antonio Toledo vivía en Madrid. Toledo deja tres hijos.", ["Madrid"]),
        ("ru", "Олег Ростов живёт в Казани. По словам Ростова, склад сгорел.", ["Казани"]),
        ("uk", "Дмитро Лондон приїхав до Києва. Лондон пригадав зиму.", ["Києва"]),
        # A place beside a country is the place, whoever was named before.
        ("en", "Hamilton, Ohio, has a mayor, Wayne Hamilton.", ["Hamilton", "Ohio"]),
        # Organisations.
        ("en", "The Boston Globe and the Ohio Northern University in Boston.", ["Boston"]),
        ("en", "The Dover Athletic coach left Dover for London.", ["Dover", "London"]),
        ("en", "The crowd stormed the Bishkek City Hall.", ["Bishkek"]),
        ("de", "Die Universität Halle und der 1. FC Magdeburg; ein Brand in Halle.", ["Halle"]),
        ("fr", "L'université de Grenoble a ouvert à Lyon.", ["Lyon"]),
        ("ru", "Профессор Томского университета живёт в Омске.", ["Омске"]),
        ("uk", "Газета «Вісник Кременчука» вийшла в Києві.", ["Києві"]),
        ("ar", "قال أستاذ من جامعة المنصورة إنه يعيش في القاهرة.", ["القاهرة"]),
    ],
)
def test_only_the_place_itself_is_a_place(
    geoparser: Geoparser, language: str, text: str, places: list[str]
) -> None:
    assert [one.name for one in geoparser.names(text, language)] == places


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("A truck from Lima, Ind., overturned.", "Indiana"),
        ("A fire in Ithaca, N.Y., on Monday.", "New York"),
        ("A fire in Springfield, Ill. on Monday.", "Illinois"),
    ],
)
def test_a_state_may_be_abbreviated(geoparser: Geoparser, text: str, region: str) -> None:
    state = geoparser.names(text, "en")[-1]
    assert state.place.name == region
    assert state.name.endswith(".")


def test_a_text_of_many_countries_favours_none(geoparser: Geoparser) -> None:
    text = (
        "Officials in the United States, in Dallas, in Uganda, Kenya, Guinea, Liberia, Spain and"
        " Nigeria asked the experts in Geneva."
    )
    assert geoparser.names(text, "en")[-1].place.country == "CH"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("عاد الوزير إلى عمّان.", "JO"),
        ("عاد الوزير إلى عُمان.", "OM"),
        ("عاد الوزير إلى عمان.", "OM"),
    ],
)
def test_vowel_signs_tell_amman_from_oman(geoparser: Geoparser, text: str, country: str) -> None:
    assert [one.place.country for one in geoparser.names(text, "ar")] == [country]


@pytest.mark.parametrize("text", ["The U.S. said so.", "A U.S.-led force.", "Troops left the U.K."])
def test_a_country_may_be_abbreviated(geoparser: Geoparser, text: str) -> None:
    (found,) = geoparser.names(text, "en")
    assert found.place.precision.value == "country"


def test_the_white_house_is_not_casablanca(geoparser: Geoparser) -> None:
    assert (
        geoparser.names("The White House and the Red Cross, Interior Minister Smith.", "en") == []
    )
