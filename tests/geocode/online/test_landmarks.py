"""Buildings that a text names by their kind: a site where a service is sure, else their town."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from incidents.extract import RuleExtractor
from incidents.geo import Point
from incidents.geocode import Gazetteer, Geoparser, Landmarks, online_from_settings
from incidents.model import Article, GeoPrecision, Incident, Place
from incidents.pipeline import Reader, Reading, rules_reader

from .conftest import Known, Services

DUTCH = "Betogers staken woensdag het stadhuis van Almaty in brand."
ENGLISH = "Protesters set fire to the city hall of Almaty on Wednesday, police said."
HALL = Known(43.2379, 76.9455, "townhall", name="Akimat of Almaty")
FAR = Known(49.8, 73.1, "townhall", name="Akimat of Almaty")


@pytest.fixture
def read(set_up: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INCIDENTS_CACHE", str(set_up))
    made: list[Landmarks] = []

    def reading(text: str, language: str = "nl", services: str = "nominatim") -> Reading:
        monkeypatch.setenv("INCIDENTS_GEOCODERS", services)
        made.append(Landmarks(online_from_settings(sleep=lambda _: None)))
        reader = Reader(RuleExtractor(), Geoparser(gazetteer), gazetteer, made[-1])
        return reader.read(Article(text, None, language=language))

    yield reading
    for landmarks in made:
        for resolver in landmarks.resolvers:
            resolver.close()


def fire(reading: Reading) -> tuple[Incident, Place]:
    incident = next(one for one in reading.incidents if one.kind == "fire")
    assert incident.place is not None
    return incident, incident.place


@pytest.mark.parametrize(("text", "language"), [(DUTCH, "nl"), (ENGLISH, "en")])
def test_offline_a_city_hall_stays_its_town_and_keeps_its_name(
    gazetteer: Gazetteer, text: str, language: str
) -> None:
    reading = rules_reader().read(Article(text, None, language=language))
    incident, place = fire(reading)
    assert (place.name, place.precision) == ("Almaty", GeoPrecision.TOWN)
    assert incident.evidence.facility in text
    assert incident.evidence.origin == "GeoNames (CC BY 4.0)"


@pytest.mark.parametrize("asked", ["stadhuis, Almaty", "city hall, Almaty"])
def test_a_sure_answer_makes_it_a_site_that_remembers_who_said_so(
    services: Services, read: Callable[..., Reading], asked: str
) -> None:
    services.known[asked] = HALL
    incident, place = fire(read(DUTCH))
    assert (place.precision, place.point) == (GeoPrecision.SITE, Point(43.2379, 76.9455))
    assert place.name == incident.place_name == "Akimat of Almaty"
    assert incident.evidence.origin == "© OpenStreetMap contributors (ODbL)"
    assert incident.evidence.candidates[0].name == "Almaty"
    assert services.asked[0][1]["countrycodes"] == ["kz"]


@pytest.mark.parametrize(
    "answer",
    [FAR, Known(43.2379, 76.9455, "city", name="Almaty"), Known(43.2379, 76.9455, "cafe"),
     Known(43.2379, 76.9455, "townhall", country="FR")],
)  # fmt: skip
def test_what_is_elsewhere_or_something_else_is_not_the_building(
    services: Services, read: Callable[..., Reading], answer: Known
) -> None:
    services.known |= dict.fromkeys(["stadhuis, Almaty", "city hall, Almaty"], answer)
    _, place = fire(read(DUTCH))
    assert (place.name, place.precision) == ("Almaty", GeoPrecision.TOWN)


def test_where_there_are_two_it_stays_the_town(
    services: Services, read: Callable[..., Reading]
) -> None:
    services.known["stadhuis, Almaty"] = HALL
    services.others["stadhuis, Almaty"] = Known(43.26, 76.94, "townhall", name="District hall")
    _, place = fire(read(DUTCH))
    assert place.precision is GeoPrecision.TOWN


def test_two_answers_for_one_building_are_one(
    services: Services, read: Callable[..., Reading]
) -> None:
    services.known["stadhuis, Almaty"] = HALL
    services.others["stadhuis, Almaty"] = Known(43.2380, 76.9460, "townhall", name="East wing")
    _, place = fire(read(DUTCH))
    assert place.precision is GeoPrecision.SITE


def test_where_the_service_fails_the_town_stands_and_the_failure_is_told(
    services: Services, read: Callable[..., Reading]
) -> None:
    services.status = 403
    reading = read(DUTCH, services="opencage")
    _, place = fire(reading)
    assert place.precision is GeoPrecision.TOWN
    assert any("left at its town: opencage refuses (403)" in told for told in reading.notices)


def test_the_next_service_is_asked_only_where_the_first_does_not_know(
    services: Services, read: Callable[..., Reading]
) -> None:
    fire(read(DUTCH, services="geonames nominatim"))
    assert services.names == ["stadhuis, Almaty", "city hall, Almaty"] * 2
    services.known["city hall, Aktau"] = Known(43.65, 51.15, "townhall", name="Akimat of Aktau")
    _, place = fire(read(DUTCH.replace("Almaty", "Aktau"), services="geonames nominatim"))
    assert (place.precision, place.origin) == (GeoPrecision.SITE, "GeoNames (CC BY 4.0)")
    assert services.names[4:] == ["stadhuis, Aktau", "city hall, Aktau"]


def test_what_a_town_has_many_of_is_never_asked_for(
    services: Services, read: Callable[..., Reading]
) -> None:
    read("Rioters set a school in Almaty on fire. A police station in Aktau burned down.", "en")
    assert services.asked == []


def test_a_second_reading_asks_nothing_twice(
    services: Services, read: Callable[..., Reading]
) -> None:
    services.known["stadhuis, Almaty"] = HALL
    first, second = fire(read(DUTCH)), fire(read(DUTCH))
    assert first == second
    assert services.names == ["stadhuis, Almaty"]
