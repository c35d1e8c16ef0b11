"""News as German, Dutch and English papers write it: what happened, and what only sounds so."""

from __future__ import annotations

import pytest

HAPPENED = [
    ("en", "Dockers downed tools in Boston on Wednesday.", "protest"),
    ("en", "A fire gutted a warehouse in Boston on Tuesday.", "fire"),
    ("en", "Carriers scrapped 64 flights in Boston on Tuesday.", "disruption"),
    ("en", "A minibus veered off the highway near Boston and hit a tree.", "accident"),
    ("en", "Eleven of them were hauled off to the cells in Boston.", "arrest"),
    ("en", "A flash flood hit Boston on Monday.", "disaster"),
    ("en", "The storm cut electricity to thousands of homes in Boston.", "shutdown"),
    ("en", "Rebels seized power in Almaty on Monday.", "seizure"),
    ("nl", "In Utrecht kwam maandag een zwaar explosief tot ontploffing.", "explosion"),
    ("nl", "In Utrecht sloegen de vlammen uit het dak van een winkel.", "fire"),
    ("nl", "De snelweg bij Utrecht ging dinsdag op slot.", "disruption"),
    ("nl", "In Utrecht kapseisde maandag een rondvaartboot.", "accident"),
    ("nl", "In Utrecht werd een man in de boeien geslagen.", "arrest"),
    ("nl", "Door een ontploffing in Utrecht kwam de wijk zonder stroom te zitten.", "shutdown"),
    ("de", "In Leipzig flog am Dienstag ein Wohnhaus in die Luft.", "explosion"),
    ("de", "In Leipzig drehte der Netzbetreiber den Strom ab.", "shutdown"),
    ("de", "In Leipzig ging ein Linienbus in Flammen auf.", "fire"),
    ("de", "Nahe Leipzig ist ein Regionalzug mit einem Lastwagen kollidiert.", "accident"),
    ("de", "In Leipzig legten Hunderte Pflegekräfte die Arbeit nieder.", "protest"),
    ("de", "Die Straßenbahnlinien in Leipzig wurden eingestellt.", "disruption"),
]

ONLY_SOUNDS_SO = [
    ("en", "A man was sentenced in Boston to nine years for setting fire to a house."),
    ("en", "Jurors in Boston heard how he stabbed a bouncer."),
    ("en", "Forecasters in Boston warn of blizzards, blocked roads and power cuts."),
    ("en", "Burglaries and assaults fell by a tenth in Boston, crime figures show."),
    ("en", "Rumours that a guard had been lynched in Boston were untrue."),
    ("en", "A flood of donations reached Boston on Monday."),
    ("en", "The peso came under attack in the markets in Boston."),
    ("en", "A play about the miners' strike opened in Boston."),
    ("nl", "De rechtbank in Utrecht boog zich over de dodelijke steekpartij."),
    ("nl", "Het aantal explosies in Utrecht daalde met tien procent."),
    ("nl", "De huizenprijzen in Utrecht zijn opnieuw ontploft."),
    ("nl", "In de kerk van Utrecht brandden kaarsen."),
    ("nl", "De minister in Utrecht werd bestookt met vragen."),
    ("nl", "Geruchten dat in Utrecht een aanslag was gepleegd, zijn verzonnen."),
    ("de", "Das Landgericht Leipzig verhängte 14 Jahre Haft wegen eines Raubmordes."),
    ("de", "Die Baukosten in Leipzig sind explodiert."),
    ("de", "Im Rathaus von Leipzig lieferten sich die Fraktionen einen Schlagabtausch."),
    ("de", "In Leipzig sank die Zahl der Wohnungseinbrüche um zwölf Prozent."),
    ("de", "Die Feuerwehr probt in Leipzig die Räumung eines brennenden Tunnels."),
    ("de", "Der Landkreis um Leipzig spielt den Ausfall der Stromversorgung durch."),
]


@pytest.mark.parametrize(("language", "text", "kind"), HAPPENED)
def test_what_papers_report_is_read(read, language, text, kind):
    assert kind in {claim.kind for claim in read(text, language)}


@pytest.mark.parametrize(("language", "text"), ONLY_SOUNDS_SO)
def test_what_only_sounds_like_an_incident_is_not(read, language, text):
    assert [claim.kind for claim in read(text, language)] == []
