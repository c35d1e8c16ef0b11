"""Drafts under a person's hands, and what that saves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.model import DatePrecision, Evidence, Figure, GeoPrecision, Status, When
from incidents.pipeline.choosing import places_called
from incidents.pipeline.corrections import Draft, outcome
from incidents.query import Query
from incidents.store import Store


@pytest.fixture
def draft(make_incident) -> Draft:
    return Draft.of(make_incident(id="a", place_name="Almaty"))


def test_an_untouched_draft_has_no_corrections(draft) -> None:
    assert draft.corrections == ()
    assert outcome([draft]) == [draft.read]


def test_corrections_are_told_in_words(draft) -> None:
    when = When(date(2022, 1, 4), date(2022, 1, 5), DatePrecision.NIGHT)
    changed = draft.corrected(
        kind="explosion", when=when, killed=Figure(2, None), attributed_to="police", hedged=True,
        place=None, place_name=None,
    )  # fmt: skip
    assert changed.corrections == (
        "kind: fire → explosion",
        "place: Almaty, KZ (43.250, 76.910) → no place",
        "date: 2022-01-05 (day) → 2022-01-04 to 2022-01-05 (night)",
        "killed: unknown → 2 to …",
        "who says so: the report itself → police",
        "hedged: no → yes",
    )
    assert changed.now.title == "Explosion"


def test_a_corrected_draft_keeps_its_id_and_says_what_a_person_changed(draft) -> None:
    (saved,) = outcome([draft.corrected(kind="explosion")])
    assert (saved.id, saved.kind, saved.status) == ("a", "explosion", Status.DRAFT)
    assert saved.evidence.corrected == ("kind: fire → explosion",)
    assert saved.title == "Explosion, Almaty"


def test_a_draft_left_out_is_kept_as_rejected_and_as_it_was_read(draft) -> None:
    (saved,) = outcome([replace(draft.corrected(kind="explosion"), kept=False)])
    assert saved == replace(draft.read, status=Status.REJECTED)


def test_a_reason_for_leaving_a_draft_out_stays_with_it(draft) -> None:
    (saved,) = outcome([replace(draft, kept=False, why="told twice")])
    assert saved.evidence.corrected == ("rejected: told twice",)


@pytest.fixture
def read_from_words(make_incident) -> Draft:
    seen = Evidence(
        place_words="Almaty", place_source="article", date_words="woensdag",
        date_source="sentence",
        reasons=("the place is the article's main one, not the sentence's",
                 "the report itself hedges"),
    )  # fmt: skip
    return Draft.of(make_incident(id="a", place_name="Almaty", confidence="low", evidence=seen))


def test_no_words_of_the_report_stand_for_a_place_that_a_person_chose(read_from_words) -> None:
    (shymkent, *_) = places_called("Shymkent")
    (saved,) = outcome([read_from_words.corrected(place=shymkent, place_name="Shymkent")])
    assert (saved.evidence.place_words, saved.evidence.place_source) == (None, "person")
    assert saved.evidence.origin == shymkent.origin
    assert (saved.evidence.date_words, saved.evidence.date_source) == ("woensdag", "sentence")


def test_no_words_of_the_report_stand_for_a_day_that_a_person_set(read_from_words) -> None:
    when = When(date(2022, 1, 4), None, DatePrecision.DAY, "woensdag", "sentence")
    (saved,) = outcome([read_from_words.corrected(when=when)])
    assert (saved.when.words, saved.when.source) == (None, "person")
    assert (saved.evidence.date_words, saved.evidence.date_source) == (None, "person")


def test_a_doubt_is_settled_by_who_sets_the_answer_and_no_other_doubt_is(read_from_words) -> None:
    (one,) = outcome([read_from_words.corrected(place=None, place_name=None)])
    assert (one.confidence, one.evidence.reasons) == ("low", ("the report itself hedges",))
    (all_,) = outcome([read_from_words.corrected(place=None, place_name=None, hedged=True)])
    assert (all_.confidence, all_.evidence.reasons) == ("high", ())


def test_a_person_may_correct_again_and_reject_what_was_saved_before(draft, tmp_path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        first = draft.corrected(kind="explosion")
        store.add(outcome([first]), reason="by hand")
        assert store.add(outcome([first.corrected(kind="attack")]), reason="again").changed == 1
        assert list(store.frame(Query())["kind"]) == ["attack"]
        assert store.add(outcome([replace(draft, kept=False)]), reason="rejected").changed == 1
        assert store.judged(["a", "b"]) == {"a": "rejected"}
        assert store.add(outcome([first]), reason="once more") is None


def test_what_a_person_verified_is_not_rejected_by_a_reading(draft, tmp_path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        store.add(outcome([draft]), reason="read")
        store.set_status(["a"], Status.VERIFIED, author="t", reason="seen")
        assert store.add(outcome([replace(draft, kept=False)]), reason="rejected") is None


def test_a_later_reading_does_not_undo_what_a_person_corrected(draft, tmp_path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        store.add(outcome([draft.corrected(kind="explosion")]), reason="by hand")
        assert store.add([replace(draft.read, hedged=True)], reason="read again") is None
        assert list(store.frame(Query())["kind"]) == ["explosion"]


def test_words_of_a_report_cannot_pass_for_a_correction(make_incident, tmp_path) -> None:
    cunning = Evidence(cue='"corrected":["x"]')
    read = make_incident(id="a", evidence=cunning)
    with Store.open(tmp_path / "s.duckdb") as store:
        store.add([read], reason="read")
        assert store.add([replace(read, hedged=True)], reason="read again") is not None


def test_places_of_a_name_come_likeliest_first() -> None:
    found = places_called("Tripoli")
    assert found[0].country == "LY"
    assert "LB" in [place.country for place in found]


def test_a_position_in_degrees_is_a_place() -> None:
    (place,) = places_called("43.25, 76.95")
    assert (place.point.lat, place.point.lon) == (43.25, 76.95)
    assert place.precision is GeoPrecision.SITE


@pytest.mark.parametrize("words", ["", "   ", "Nowhereville Xyz", "x" * 5000, "'; DROP TABLE--"])
def test_words_that_name_no_place_find_none(words) -> None:
    assert places_called(words) == []
