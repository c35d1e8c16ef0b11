"""What is read as an incident, in every language, and what only looks like one."""

from __future__ import annotations

import pytest

TOLD = [
    ("en", "Protesters stormed the city hall of Almaty on Wednesday.", {"storming"}),
    ("en", "Shops in Almaty were looted and two banks set on fire.", {"looting", "fire"}),
    ("en", "A state of emergency was declared in Almaty.", {"emergency"}),
    ("en", "Flights to Almaty were cancelled on Thursday.", {"disruption"}),
    ("en", "Gunmen abducted three aid workers near Almaty.", {"abduction"}),
    ("en", "The internet was cut off across the country.", {"shutdown"}),
    ("en", "A bus crashed near Almaty on Tuesday, killing 12 people.", {"accident"}),
    ("en", "An earthquake shook Almaty on Monday.", {"disaster"}),
    ("en", "Troops were deployed in Almaty.", {"deployment"}),
    ("nl", "Demonstranten namen woensdag het vliegveld van Almaty in.", {"seizure"}),
    ("nl", "In Almaty werden winkels geplunderd.", {"looting"}),
    ("nl", "De politie pakte in Almaty honderden mensen op.", {"arrest"}),
    ("nl", "In Almaty kondigde de president de noodtoestand af.", {"emergency"}),
    ("ru", "Протестующие захватили аэропорт в Алма-Ате.", {"seizure"}),
    ("ru", "В Алма-Ате прогремел взрыв, погибли три человека.", {"explosion"}),
    ("ru", "В Алма-Ате задержаны 38 человек.", {"arrest"}),
    ("de", "Demonstranten nahmen in Almaty den Flughafen ein.", {"seizure"}),
    ("de", "In Leipzig brannte am Dienstag eine Lagerhalle.", {"fire"}),
    ("de", "Bei einem Unfall nahe Leipzig starben zwei Menschen.", {"accident"}),
    ("fr", "Des manifestants ont pris d'assaut la mairie de Lyon mardi.", {"storming"}),
    ("fr", "Un couvre-feu a été décrété à Lyon.", {"emergency"}),
    ("es", "La policía detuvo a trece personas en Madrid.", {"arrest"}),
    ("es", "Un coche bomba estalló el martes en Madrid.", {"explosion"}),
    ("ar", "اقتحم محتجون مبنى البلدية في ألماتي وأضرموا فيه النار.", {"storming", "fire"}),
    ("uk", "У Києві пролунав вибух.", {"explosion"}),
]

NOT_TOLD = [
    ("en", "There were no arrests in Almaty.", "said not to have happened"),
    ("en", "Police denied that an explosion had hit Almaty.", "said not to have happened"),
    ("en", "Unions will hold a rally in Almaty next week.", "planned or foretold, not happened"),
    ("en", "If protesters storm the building, troops could be deployed.", "only supposed"),
    ("en", "Officials warned of attacks in Almaty.", "feared, threatened or warned of"),
    ("en", "Police in Almaty foiled a bomb attack.", "prevented"),
    ("en", "The bill drew a storm of protest in Boston.", "a figure of speech"),
    ("en", "The striker killed the match in Boston with a late goal.", "a sports report"),
    ("en", "A new film shows the storming of the palace in Almaty.", "a drill, a film"),
    ("en", "He works for the fire department in Boston.", "part of a name"),
    ("nl", "In Utrecht vielen geen doden.", "said not to have happened"),
    ("nl", "De vakbond wil morgen in Utrecht demonstreren.", "planned or foretold, not happened"),
    ("nl", "De politie waarschuwde voor rellen in Utrecht.", "feared, threatened or warned of"),
    ("nl", "De politie verijdelde een aanslag in Utrecht.", "prevented"),
    ("nl", "De minister ligt onder vuur; een storm van kritiek volgde.", None),
    ("ru", "В Алма-Ате взрывов не было.", "said not to have happened"),
    ("ru", "Полиция предупредила о возможных терактах.", None),
    ("de", "Verletzt wurde in Leipzig niemand.", "said not to have happened"),
    ("de", "Sollte es zu Ausschreitungen kommen, steht Polizei bereit.", "only supposed"),
    ("fr", "Aucun blessé n'est à déplorer à Lyon.", "said not to have happened"),
    ("es", "No hubo heridos en Madrid.", "said not to have happened"),
    ("en", "Shares in the airline crashed by 20 percent in Boston.", "a figure of speech"),
    ("en", "Customs officers in Boston seized 30 kilos of cocaine.", "a figure of speech"),
    ("en", "Police in Boston are preparing for riots.", "feared, threatened or warned of"),
    ("nl", "Wethouder Brand sprak in Utrecht.", "part of a name"),
    ("nl", "De brandweer oefende in Utrecht een grote brand.", "a drill, a film"),
    ("ru", "В субботу в Алма-Ате пройдет митинг.", "planned or foretold, not happened"),
    ("de", "Die Polizei in Leipzig rechnet mit Ausschreitungen.", "feared, threatened"),
    ("fr", "La police craint des émeutes à Lyon.", "feared, threatened or warned of"),
    ("es", "El atentado en Madrid fue frustrado.", "prevented"),
    ("ar", "لم تقع إصابات في ألماتي.", "said not to have happened"),
    ("uk", "У Києві вибухів не було.", "said not to have happened"),
]


@pytest.mark.parametrize(("language", "text", "kinds"), TOLD)
def test_what_happened_is_read_with_its_kind(read, language, text, kinds):
    assert kinds <= {claim.kind for claim in read(text, language)}


@pytest.mark.parametrize(("language", "text", "reason"), NOT_TOLD)
def test_what_did_not_happen_is_no_incident(read, refused, language, text, reason):
    assert read(text, language) == []
    if reason:
        assert any(rejected.reason.startswith(reason) for rejected in refused(text, language))


def test_one_sentence_may_tell_of_two_kinds(read):
    claims = read("Crowds stormed the city hall of Almaty and set it on fire.")
    assert [claim.kind for claim in claims] == ["storming", "fire"]
    assert {claim.place.facility for claim in claims} == {"city_hall"}


def test_a_heading_is_no_second_incident(read, refused):
    text = "Airport seized\n\nA crowd took control of the airport of Almaty on Wednesday."
    assert [claim.kind for claim in read(text)] == ["seizure"]
    assert any("heading" in rejected.reason for rejected in refused(text))


def test_a_photo_credit_is_not_read_but_its_caption_is(read):
    text = "Demonstranten bestormden het stadhuis van Almaty. Beeld Jan Brand/TASS\n\nHet was stil."
    claims = read(text, "nl")
    assert [claim.kind for claim in claims] == ["storming"]
    assert "Beeld" not in claims[0].quote


def test_a_pointer_to_another_story_is_not_read(read):
    text = "Het was stil in Utrecht.\n\nLees ook: Explosie verwoest fabriek in Almaty."
    assert read(text, "nl") == []


def test_a_repeat_is_folded_into_the_fuller_claim(read):
    text = "A bomb exploded in Almaty on Monday. The explosion in Almaty killed 12 people."
    claims = [claim for claim in read(text) if claim.kind == "explosion"]
    assert len(claims) == 1
    assert (claims[0].killed.min, claims[0].killed.max) == (12, 12)


def test_a_language_without_a_lexicon_is_reported(read, refused):
    assert read("Hyökkäys Almaty", "fi") == []
    assert "no lexicon" in refused("Hyökkäys Almaty", "fi")[0].reason
