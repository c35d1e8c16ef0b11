"""Words that a person has corrected: the same words in the same country, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import UsageError
from incidents.geo import Point
from incidents.geocode.names import fold
from incidents.model import Article, GeoPrecision, Place, Remembered, Status
from incidents.news import from_text
from incidents.pipeline import Reading, rules_reader
from incidents.pipeline.choosing import place_at, places_called
from incidents.pipeline.corrections import Draft, lesson_of, lessons, outcome, problem
from incidents.pipeline.memory import NOTHING, Recollection, stands_in
from incidents.pipeline.recalling import alike, applied, recollection_at, recollection_of
from incidents.store import Store

DAY = date(2026, 11, 20)
PUBLISHED = "2022-01-06"


def read(text: str, memory: Recollection = NOTHING) -> Reading:
    return rules_reader().read(from_text(text, published=PUBLISHED, language="en"), memory=memory)


def remembered(words: str, country: str | None, place: Place) -> Remembered:
    return Remembered(words, fold(words), country, place, "the editor said so", "analyst", DAY)


def called(words: str, **fits: object) -> Place:
    """One of the places of that name, by what it is to have."""
    found = places_called(words)
    return next(
        one for one in found if all(getattr(one, name) == fit for name, fit in fits.items())
    )


def portlands() -> tuple[Place, Place]:
    """The one that the word alone is taken for, and another of the same country."""
    first, *others = places_called("Portland")
    return first, next(one for one in others if one.country == first.country)


FIRE = "Rioters set fire to the town hall in Portland on 4 January 2022."


def test_the_same_words_in_the_same_country_resolve_so_from_then_on() -> None:
    first, other = portlands()
    (before,) = read(FIRE).incidents
    assert before.place.point == first.point
    memory = Recollection([remembered("Portland", "US", other)])
    (after,) = read(FIRE, memory).incidents
    assert after.place.point == other.point
    assert after.id == before.id
    assert (after.evidence.place_source, after.evidence.origin) == ("remembered", "person")
    assert after.evidence.remembered.reason == "the editor said so"
    assert first.point in [one.point for one in after.evidence.candidates]


def test_spelling_does_not_matter_and_other_words_are_not_touched() -> None:
    _, other = portlands()
    memory = Recollection([remembered("PORTLAND", "US", other)])
    (shouted,) = read(FIRE, memory).incidents
    assert shouted.place.point == other.point
    (boston,) = read(FIRE.replace("Portland", "Boston"), memory).incidents
    assert boston.evidence.remembered is None


def test_a_correction_in_one_country_never_touches_another() -> None:
    _, other = portlands()
    australian = (
        "Rioters set fire to the town hall in Portland on 4 January 2022. "
        "Police came from Brisbane and Ipswich in Queensland, Australia."
    )
    plain = read(australian).incidents[0].place
    with_memory = read(australian, Recollection([remembered("Portland", "AU", other)]))
    assert with_memory.incidents[0].place.point == other.point
    elsewhere = read(australian, Recollection([remembered("Portland", "GB", other)]))
    assert elsewhere.incidents[0].place == plain


def test_a_name_that_was_too_doubtful_to_be_taken_for_a_place_becomes_one() -> None:
    told = FIRE.replace("Portland", "Springfield")
    assert read(told).incidents[0].place is None
    chosen = called("Springfield", admin1="Massachusetts")
    memory = Recollection([remembered("Springfield", "US", chosen)])
    (one,) = read(told, memory).incidents
    assert one.place.point == chosen.point
    abroad = read(told + " The police of Brisbane and Sydney are looking for them.", memory)
    assert abroad.incidents[0].evidence.remembered is None


def test_a_region_behind_the_name_goes_before_the_memory() -> None:
    first, other = portlands()
    told = FIRE.replace("Portland", f"Portland, {first.admin1},")
    assert first.admin1 != other.admin1
    (one,) = read(told, Recollection([remembered("Portland", "US", other)])).incidents
    assert one.place.point == first.point
    assert one.evidence.remembered is None


BISHKEK = Point(42.8765, 74.6)
HOUSE = (
    "Protesters stormed the building of Dom Pravitelstva on 4 January 2022. "
    "Police in Bishkek and Osh gave no comment, and Kyrgyzstan closed its border."
)


def house() -> Remembered:
    return remembered("Dom Pravitelstva", "KG", place_at(BISHKEK, "Dom Pravitelstva"))


def test_words_that_no_gazetteer_knows_become_a_site_where_the_country_agrees() -> None:
    memory = Recollection([house()])
    (one,) = read(HOUSE, memory).incidents[:1]
    assert one.place.point == BISHKEK
    assert (one.place.precision, one.place.name) == (GeoPrecision.SITE, "Dom Pravitelstva")
    assert one.evidence.place_words == "Dom Pravitelstva"
    minsk = HOUSE.replace("Bishkek", "Minsk").replace("Osh", "Brest")
    minsk = minsk.replace("Kyrgyzstan", "Belarus")
    assert all(one.evidence.remembered is None for one in read(minsk, memory).incidents)


def test_the_next_sentence_is_not_put_into_the_building(store) -> None:
    told = "Protesters stormed Dom Pravitelstva in Bishkek on 4 January 2022. Shops were looted."
    places = {one.kind: one.place for one in read(told, Recollection([house()])).incidents}
    assert places["storming"].point == BISHKEK
    assert places["looting"].precision is GeoPrecision.TOWN
    alone = HOUSE.replace("Police", "Shops were looted. Police")
    places = {one.kind: one.place for one in read(alone, Recollection([house()])).incidents}
    assert places["looting"].precision is GeoPrecision.TOWN


def test_a_building_is_remembered_with_its_town_and_the_town_stays_where_it_is() -> None:
    (fire,) = read(FIRE.replace("Portland", "Almaty")).incidents
    hall = place_at(Point(43.238, 76.945), "43.238, 76.945")
    draft = replace(Draft.of(fire).placed(hall, "43.238, 76.945"), because="seen on the video")
    known = lesson_of(draft, "analyst", DAY)
    assert (known.words, known.country, known.place.name) == (
        "town hall, Almaty", "KZ", "town hall, Almaty",
    )  # fmt: skip
    text = "Looters smashed the shops of Almaty on 4 January 2022. "
    both = read(text + FIRE.replace("Portland", "Almaty"), Recollection([known]))
    places = {one.kind: one.place for one in both.incidents}
    assert places["fire"].point == hall.point
    assert places["looting"].precision is GeoPrecision.TOWN


def test_what_is_remembered_changes_nothing_else(store) -> None:
    text = HOUSE + " " + FIRE
    memory = Recollection([remembered("Timbuktu", "ML", places_called("Timbuktu")[0])])
    assert read(text, memory) == read(text)


# -- what a correction says of the words ----------------------------------------------------


@pytest.fixture
def fire():
    return read(FIRE).incidents[0]


def test_another_place_of_the_same_name_is_a_lesson(fire) -> None:
    _, other = portlands()
    lesson = Draft.of(fire).placed(other, "Portland").lesson
    assert (lesson.words, lesson.country, lesson.wanted) == ("Portland", "US", True)


def test_another_name_says_where_it_was_and_nothing_of_the_words(fire) -> None:
    lesson = Draft.of(fire).placed(called("Boston", country="US"), "Boston").lesson
    assert lesson.wanted is False


def test_what_stands_as_it_was_read_or_nowhere_teaches_nothing(fire) -> None:
    assert Draft.of(fire).placed(fire.place, fire.place_name).lesson is None
    assert Draft.of(fire).placed(None, None).lesson is None


def test_a_reason_is_asked_for_and_words_must_stand_in_the_report(fire) -> None:
    _, other = portlands()
    draft = Draft.of(fire).placed(other, "Portland")
    assert "say in a few words why “Portland” is" in problem(draft, FIRE)
    draft = replace(draft, because="the mayor's name")
    assert problem(draft, FIRE) is None
    typed = replace(draft, lesson=replace(draft.lesson, words="White House"))
    assert "does not stand in this report" in problem(typed, FIRE)
    unwanted = replace(typed, lesson=replace(typed.lesson, wanted=False))
    assert problem(unwanted, FIRE) is None


def test_what_a_draft_left_out_says_is_not_remembered(fire) -> None:
    _, other = portlands()
    draft = replace(Draft.of(fire).placed(other, "Portland"), because="r", kept=False)
    assert lessons([draft], "analyst") == []


def test_the_corrected_incident_names_the_correction_it_made(fire) -> None:
    _, other = portlands()
    draft = replace(Draft.of(fire).placed(other, "Portland"), because="the mayor's name")
    (saved,) = outcome([draft], "analyst", DAY)
    assert saved.evidence.corrected[-1] == "reason: the mayor's name"
    assert saved.evidence.remembered == lesson_of(draft, "analyst", DAY).recalled
    assert (saved.evidence.place_words, saved.evidence.place_source) == ("Portland", "person")


# -- the journey through the store ----------------------------------------------------------


def test_remember_then_resolves_so_undo_then_as_before(store, fire) -> None:
    first, other = portlands()
    draft = replace(Draft.of(fire).placed(other, "Portland"), because="the mayor's name")
    commit = store.add(
        outcome([draft], "analyst", DAY), remembered=lessons([draft], "analyst", DAY), reason="r"
    )
    assert read(FIRE, recollection_of(store)).incidents[0].place.point == other.point
    store.undo(commit.version, author="analyst")
    assert read(FIRE, recollection_of(store)).incidents[0].place.point == first.point


def test_other_drafts_with_the_same_words_follow_only_when_told(store, fire) -> None:
    _, other = portlands()
    kept = [fire, replace(fire, id="b"), replace(fire, id="c", status=Status.VERIFIED)]
    abroad = replace(fire, id="d", place=replace(fire.place, country="AU"))
    store.add([*kept, abroad], reason="read")
    known = remembered("Portland", "US", other)
    store.add([], remembered=[known], reason="by hand")
    assert store.get("b").row["lat"] == fire.place.point.lat
    ids = alike(store, known)
    assert sorted(ids) == sorted([fire.id, "b"])
    change = store.amend(
        [applied(store.incident(name), known, "analyst") for name in ids],
        author="analyst", reason="applied",
    )  # fmt: skip
    record = store.get("b")
    assert record.row["lat"] == other.point.lat
    assert record.evidence["place_source"] == "remembered"
    assert store.uses() == {known.id: 2}
    assert alike(store, known) == []
    store.undo(change.version, author="analyst")
    assert store.get("b").row["lat"] == fire.place.point.lat


def test_a_draft_of_the_same_article_may_follow_from_abroad(store, fire) -> None:
    _, other = portlands()
    abroad = replace(fire, id="d", place=replace(fire.place, country="AU"))
    store.add([abroad], reason="read")
    known = remembered("Portland", "US", other)
    assert alike(store, known) == []
    assert alike(store, known, fire.evidence.article_id) == ["d"]


def test_no_store_no_memory_and_none_is_made(tmp_path) -> None:
    path = tmp_path / "none.duckdb"
    memory = recollection_at(path)
    assert (bool(memory), memory.notice) == (False, None)
    assert not path.exists()


def test_a_store_that_cannot_be_asked_is_told_of(tmp_path) -> None:
    path = tmp_path / "s.duckdb"
    path.write_bytes(b"not a store")
    assert "could not be asked" in recollection_at(path).notice


def test_a_store_on_the_disk_is_asked(tmp_path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        store.add([], remembered=[house()], reason="by hand")
    assert recollection_at(path).recall("dom pravitelstva", "KG") == house()


# -- laws -----------------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Zs")), max_size=30)


@given(NAMES, NAMES, st.sampled_from(["US", "AU", None]), st.sampled_from(["US", "AU", None]))
def test_recall_answers_for_these_words_in_this_country_alone(words, asked, where, asked_in):
    key = fold(words)
    if not key:
        return
    one = Remembered(words, key, where, place_of(), "r", "a", DAY)
    found = Recollection([one]).recall(asked, asked_in)
    if found:
        assert where is None or where == asked_in
        assert fold(asked).removeprefix("ال") == key.removeprefix("ال")
    if fold(asked) == key and (where is None or where == asked_in):
        assert found == one


def place_of() -> Place:
    return Place("x", Point(0, 0), GeoPrecision.TOWN, 1, country="US")


@given(NAMES, NAMES)
def test_words_stand_in_any_text_that_is_made_of_them_and_spaces(words, before) -> None:
    if fold(words):
        assert stands_in(words, f"{before} {words} end") or not words.strip().isalpha()


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(43.238, 76.945, "KZ"), (0.0, -30.0, None), (90.0, 0.0, None), (47.59, 7.59, None)],
    ids=["Almaty", "the open sea", "the pole", "at the border of Basel"],
)
def test_a_point_lies_in_the_country_of_the_towns_around_it(lat, lon, country) -> None:
    assert place_at(Point(lat, lon), "x").country == country


def test_words_without_a_reason_are_refused_at_birth() -> None:
    with pytest.raises(UsageError):
        replace(house(), reason=" ")


def test_an_article_in_another_script_is_scanned() -> None:
    text = "Протестующие штурмовали Дом Правительства в Бишкеке 4 января 2022 года."
    known = replace(house(), words="Дом Правительства", key=fold("Дом Правительства"))
    reading = rules_reader().read(
        Article(text, date(2022, 1, 6), language="ru"), memory=Recollection([known])
    )
    assert reading.incidents[0].place.point == BISHKEK
