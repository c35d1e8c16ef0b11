"""Killings beside fires that did not kill, and how the wounded fared afterwards."""

from __future__ import annotations

import pytest

DEEDS = [
    ("en", "Gunmen executed three farmers on Tuesday and set fire to twenty houses.", 3),
    ("es", "Los guerrilleros asesinaron a cuatro campesinos e incendiaron dos camiones.", 4),
    ("nl", "In het dorp doodden rebellen zes bewoners en staken zij tien huizen in brand.", 6),
    ("ru", "Нападавшие застрелили двух охранников и подожгли склад.", 2),
]
FIRES = [
    ("en", "A fire at a hostel on Tuesday killed five people and injured nine.", 5),
    ("fr", "Un incendie a fait trois morts et dix blessés mardi dans un immeuble.", 3),
    ("ru", "При пожаре в общежитии во вторник погибли трое, ещё пятеро пострадали.", 3),
]
AFTERMATHS = [
    (
        "en",
        "A bus overturned near Almaty on Tuesday, killing nine people. "
        "Two colleagues were treated for shock in Moscow.",
    ),
    (
        "de",
        "Am Dienstag stieß bei Leipzig ein Güterzug mit einem Lastwagen zusammen. "
        "Zwei Verletzte wurden mit dem Hubschrauber nach Lyon geflogen.",
    ),
    (
        "es",
        "Una explosión sacudió el martes el mercado de Madrid. Otros dos fueron atendidos en Lyon.",
    ),
]


@pytest.mark.parametrize(("language", "text", "killed"), DEEDS)
def test_a_killing_beside_arson_is_an_incident_of_its_own(read, language, text, killed):
    told = {claim.kind: claim for claim in read(text, language)}
    assert told["killing"].killed.min == killed
    assert not told["fire"].killed


@pytest.mark.parametrize(("language", "text", "killed"), FIRES)
def test_a_fire_that_kills_keeps_its_dead(read, language, text, killed):
    (fire,) = read(text, language)
    assert (fire.kind, fire.killed.min) == ("fire", killed)


@pytest.mark.parametrize(("language", "text"), AFTERMATHS)
def test_where_the_wounded_were_taken_is_no_scene(read, language, text):
    (told,) = read(text, language)
    assert told.kind != "injury"
    assert told.injured.min == 2


def test_people_taken_to_hospital_are_told_where_nothing_else_is(read):
    (told,) = read("Five people were taken to hospital in Lyon on Tuesday, injured.", "en")
    assert told.kind == "injury"


UNCOUNTED = [
    ("en", "A bus overturned near Almaty on Tuesday. The driver died in hospital."),
    ("fr", "Une explosion a secoué Lyon mardi. Le gardien est mort sur place."),
    ("ru", "В Алматы во вторник рухнул кран. Крановщик скончался в больнице."),
]
GOES_ON = [
    ("en", "A factory burned down in Almaty on Tuesday. It took hours to bring the flames down."),
    ("ru", "В Алматы во вторник загорелся жилой дом. Огонь охватил кровлю."),
]


@pytest.mark.parametrize(("language", "text"), UNCOUNTED)
def test_a_death_without_a_number_is_part_of_what_caused_it(read, language, text):
    assert "killing" not in {claim.kind for claim in read(text, language)}


@pytest.mark.parametrize(("language", "text"), GOES_ON)
def test_what_only_goes_on_telling_is_no_second_incident(read, language, text):
    assert [claim.kind for claim in read(text, language)] == ["fire"]


PARTS = [
    ("en", "A bomb exploded in Almaty on Tuesday. Windows were smashed.", ["explosion"]),
    ("en", "Rebels ambushed an army patrol near Almaty on Tuesday.", ["attack"]),
]


@pytest.mark.parametrize(("language", "text", "kinds"), PARTS)
def test_damage_and_the_patrol_that_was_hit_are_part_of_the_attack(read, language, text, kinds):
    assert [claim.kind for claim in read(text, language)] == kinds


FIGURES_OF_SPEECH = [
    ("fr", "Un tsunami de commentaires a suivi mardi."),
    ("en", "The new album stormed the charts, and its critics were ambushed."),
    ("es", "El Gobierno declarará el estado de emergencia en Madrid."),
    ("de", "Zu Zusammenstößen kam es in Leipzig entgegen ersten Meldungen nicht."),
]


@pytest.mark.parametrize(("language", "text"), FIGURES_OF_SPEECH)
def test_what_befalls_ideas_and_what_is_yet_to_be_is_no_incident(read, language, text):
    assert read(text, language) == []
