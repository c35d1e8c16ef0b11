"""Where a claim says it happened, and how that was come by."""

from __future__ import annotations


def only(claims, kind):
    found = [claim for claim in claims if claim.kind == kind]
    assert len(found) == 1
    return found[0]


def where(claim):
    return claim.place.mention.name if claim.place.mention else None, claim.place.source


def test_the_place_stands_in_the_sentence(read):
    claim = only(read("Shops were looted in Almaty, Kazakhstan."), "looting")
    assert where(claim) == ("Almaty", "sentence")


def test_the_place_is_carried_from_the_sentence_before(read):
    text = "In Almaty thousands took to the streets. Shops were looted."
    assert where(only(read(text), "looting")) == ("Almaty", "carried")


def test_the_whole_country_is_the_country(read):
    text = "In Almaty, Kazakhstan, crowds gathered. Across the country the internet was cut off."
    assert where(only(read(text), "shutdown")) == ("Kazakhstan", "country")


def test_a_ministry_counts_for_the_whole_country(read):
    text = (
        "Protesters in Almaty, Kazakhstan, stormed the city hall.\n\n"
        "The interior ministry says 12 officers were killed."
    )
    assert where(only(read(text), "killing")) == ("Kazakhstan", "country")


def test_where_an_agent_belongs_is_not_where_it_happened(read):
    text = "Russia's allies met; the premier of Armenia spoke. Shops were looted in Almaty."
    assert where(only(read(text), "looting"))[0] == "Almaty"
    text = "A door Rusland geleide troepen arriveerden in Kazachstan."
    assert where(only(read(text, "nl"), "deployment"))[0] == "Kazachstan"


def test_where_a_spokesman_speaks_is_not_where_it_happened(read):
    text = "In Almaty a bank was looted, a spokesman in Moscow said."
    assert where(only(read(text), "looting"))[0] == "Almaty"


def test_in_one_place_north_of_another_is_in_the_first(read):
    claim = only(read("A warehouse north of Boston, in Quincy, was set on fire."), "fire")
    assert where(claim)[0] == "Quincy"


def test_a_list_of_places_is_a_claim_for_each(read):
    text = "Protesters rallied in Almaty and Aktobe on Wednesday."
    assert {where(claim)[0] for claim in read(text)} == {"Almaty", "Aktobe"}


def test_a_name_that_nobody_resolved_does_not_put_it_in_the_town_before(read):
    text = "Crowds rallied in Almaty. In Nobolsk two officers were shot dead."
    assert where(only(read(text), "killing"))[0] != "Almaty"


def test_the_airport_is_told_apart_from_the_town(read):
    claim = only(read("A crowd seized the airport of Almaty on Wednesday."), "seizure")
    assert (claim.place.facility, claim.place.facility_words) == ("airport", "airport")


def test_the_city_is_the_town_named_before(read):
    text = "In Almaty crowds rallied. Flights to the city were cancelled on Thursday."
    assert where(only(read(text), "disruption")) == ("Almaty", "carried")


def test_a_dateline_is_the_place_of_its_paragraph(read):
    claim = only(read("ALMATY (Agency) — Crowds looted shops on Wednesday.", "en"), "looting")
    assert claim.place.mention is None  # the table writes it Almaty: no mention, nothing guessed
    claim = only(read("Almaty (AGENCY) — Crowds looted shops on Wednesday."), "looting")
    assert where(claim) == ("Almaty", "carried")


def test_an_older_incident_does_not_take_the_place_of_today(read):
    text = "Shops were looted in Almaty, Kazakhstan.\n\nIn 2011 police shot dead 16 strikers"
    assert [claim.kind for claim in read(f"{text}.")] == ["looting"]
    assert where(only(read(f"{text} in Moscow."), "killing"))[0] == "Moscow"


def test_a_place_where_something_is_yet_to_be_is_not_where_it_was(read):
    text = "Crowds rallied in Almaty.\n\nShops were looted, and talks will be held in Moscow."
    assert where(only(read(text), "looting"))[0] == "Almaty"


def test_without_any_place_there_is_none(read):
    claim = only(read("Shops were looted on Wednesday."), "looting")
    assert claim.place.mention is None
