"""The first article somebody asked about, read as an analyst would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from incidents.model import Claim

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed-article-nl.txt"
pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason="the seed article is somebody's text and is not shipped"
)


@pytest.fixture
def claims(read) -> list[Claim]:
    return read(SEED.read_text(encoding="utf-8"), "nl")


def of(claims, kind, place=None):
    return [
        claim
        for claim in claims
        if claim.kind == kind
        and (place is None or (claim.place.mention and claim.place.mention.name == place))
    ]


def test_the_city_hall_is_stormed_and_burns(claims):
    assert of(claims, "storming", "Almaty")[0].place.facility == "city_hall"
    assert len(of(claims, "fire", "Almaty")) == 2


def test_the_attack_of_the_night_is_told_by_the_police(claims):
    attack = of(claims, "attack")[0]
    assert (attack.when.date, attack.when.date_end) == (date(2022, 1, 5), date(2022, 1, 6))
    assert attack.attributed_to == "een woordvoerder van de politie"
    killed = next(claim for claim in of(claims, "killing") if claim.killed.min == 20)
    assert (killed.killed.max, killed.attributed_to) == (None, "een woordvoerder van de politie")


def test_protest_looting_and_clash_are_in_almaty(claims):
    assert of(claims, "protest", "Almaty")
    assert of(claims, "looting", "Almaty")[0].place.source == "carried"
    assert of(claims, "clash", "Almaty")[0].hedged == "zouden"


def test_what_counts_for_the_country_is_in_the_country(claims):
    for kind in ("shutdown", "emergency", "deployment", "arrest", "protest"):
        assert of(claims, kind, "Kazachstan"), kind
    assert of(claims, "arrest")[0].arrested.min == 200


def test_the_airport_is_seized_once_on_wednesday(claims):
    seizure = of(claims, "seizure")
    assert len(seizure) == 1
    assert (seizure[0].place.facility, seizure[0].when.date) == ("airport", date(2022, 1, 5))
    assert seizure[0].place.mention.name == "Almaty"


def test_flights_are_cancelled_on_thursday(claims):
    disruption = of(claims, "disruption", "Almaty")[0]
    assert (disruption.when.date, disruption.when.precision.value) == (date(2022, 1, 6), "day")


def test_the_figures_are_those_of_the_text(claims):
    killed = {(claim.killed.min, claim.killed.max) for claim in of(claims, "killing")}
    injured = {(claim.injured.min, claim.injured.max) for claim in of(claims, "injury")}
    assert {(12, 12), (20, None)} <= killed
    assert {(353, 353), (1000, None)} <= injured
    assert (
        next(c for c in of(claims, "killing") if c.killed.min == 12).attributed_to == "de politie"
    )


def test_nothing_is_read_in_russia_or_armenia_or_out_of_a_credit(claims):
    named = {claim.place.mention.name for claim in claims if claim.place.mention}
    assert named == {"Almaty", "Kazachstan"}
    assert not any("TASS" in claim.quote for claim in claims)
