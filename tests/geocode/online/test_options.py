"""How geocoders are set up, and what is said where they are set up wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from geopy.geocoders import SERVICE_TO_GEOCODER

from incidents.errors import UsageError
from incidents.geocode import OnlineGeocoder
from incidents.geocode.options import checked, options_from_settings, parameters
from incidents.settings import online_geocoders

AGENT = "desk-map (editor@example.org)"
SECRET = "k3y-of-the-desk"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def writing(text: str | bytes, name: str = "geocoders.toml") -> None:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        monkeypatch.setenv("INCIDENTS_GEOCODER_OPTIONS", str(file))

    return writing


@pytest.mark.parametrize(
    "text", ["nominatim opencage", "Nominatim, OpenCage", " nominatim,opencage,"]
)
def test_services_are_named_in_order(monkeypatch, text) -> None:
    monkeypatch.setenv("INCIDENTS_GEOCODERS", text)
    assert online_geocoders() == ("nominatim", "opencage")


def test_options_come_from_a_file_and_the_environment_outweighs_it(write, monkeypatch) -> None:
    write(f'[Pelias]\ndomain = "a.example.org"\napi_key = "{SECRET}"\ninterval = 0.25\n')
    monkeypatch.setenv("INCIDENTS_PELIAS_DOMAIN", "b.example.org:4000")
    (pelias,) = options_from_settings(("pelias",))
    assert (pelias.geopy["domain"], pelias.geopy["api_key"]) == ("b.example.org:4000", SECRET)
    assert (pelias.interval, pelias.identity) == (0.25, "pelias at b.example.org:4000")
    assert SECRET not in repr(pelias)


def test_options_may_be_json(write) -> None:
    write('{"opencage": {"api_key": "abcd", "timeout": 3}}', "options.json")
    (opencage,) = options_from_settings(("opencage",))
    assert opencage.geopy["timeout"] == 3


def test_a_server_of_ones_own_may_stand_before_the_public_one(write, monkeypatch) -> None:
    monkeypatch.setenv("INCIDENTS_USER_AGENT", AGENT)
    write('[desk]\nservice = "nominatim"\ndomain = "geo.desk.example"\ninterval = 0\n')
    own, public = options_from_settings(("desk", "nominatim"))
    assert (own.name, own.service, own.interval) == ("desk", "nominatim", 0)
    assert (public.service, public.interval) == ("nominatim", 1)
    assert own.identity != public.identity


@pytest.mark.parametrize("service", ["arcgis", "banfrance", "databc", "photon"])
def test_services_without_a_key_need_nothing(service) -> None:
    assert OnlineGeocoder(service).service == service


@pytest.mark.parametrize(
    ("service", "options"),
    [("geonames", {"username": "u"}), ("opencage", {"api_key": "k"}), ("pelias", {"domain": "a.b"}),
     ("mapbox", {"api_key": "k"}), ("herev7", {"apikey": "k"}),
     ("azure", {"subscription_key": "k"}), ("liveaddress", {"auth_id": "k", "auth_token": "t"})],
)  # fmt: skip
def test_services_with_a_key_say_which_option_is_missing(service, options) -> None:
    assert OnlineGeocoder(service, **options).service == service
    missing = next(iter(options))
    rest = {name: value for name, value in options.items() if name != missing}
    with pytest.raises(UsageError, match=f"INCIDENTS_{service}_{missing}".upper()):
        OnlineGeocoder(service, **rest)


WRONG = {
    "unknown option": ({"doman": "x"}, "takes .*domain.*user_agent"),
    "a scheme in the domain": ({"domain": "http://127.0.0.1:8080"}, "goes into scheme"),
    "a user in the domain": ({"domain": "me@example.org"}, "machine's name"),
    "an empty domain": ({"domain": ""}, "machine's name"),
    "another scheme": ({"scheme": "ftp"}, "http or https"),
    "no number": ({"timeout": "soon"}, "from 0.1 to 120"),
    "no such time": ({"timeout": "nan"}, "from 0.1 to 120"),
    "a flag for a number": ({"interval": True}, "from 0 to 3600"),
    "a list for a text": ({"domain": ["a"]}, "must be text"),
    "two lines": ({"user_agent": "a\r\nX-Evil: 1"}, "one line"),
    "an agent beyond ASCII": ({"user_agent": "Редакция"}, "ASCII"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_option_is_told_with_what_would_be_right(case) -> None:
    given, says = WRONG[case]
    with pytest.raises(UsageError, match=says):
        checked("photon", given)


def test_what_may_be_a_key_is_not_told_back() -> None:
    with pytest.raises(UsageError) as caught:
        checked("opencage", {"api_key": [SECRET]})
    assert SECRET not in str(caught.value)


def test_an_unknown_service_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match=r"atlantis.*nominatim"):
        options_from_settings(("atlantis",))


def test_a_service_named_twice_is_told() -> None:
    with pytest.raises(UsageError, match="twice"):
        options_from_settings(("photon", "photon"))


@pytest.mark.parametrize("agent", ["", "geopy/2.5.0", "my-application", "my_app/1"])
def test_nominatim_is_refused_to_who_does_not_say_who_asks(monkeypatch, agent) -> None:
    monkeypatch.setenv("INCIDENTS_USER_AGENT", agent)
    with pytest.raises(UsageError, match="INCIDENTS_USER_AGENT"):
        OnlineGeocoder("nominatim")


def test_nominatims_policy_cannot_be_undercut(monkeypatch) -> None:
    monkeypatch.setenv("INCIDENTS_USER_AGENT", AGENT)
    with pytest.raises(UsageError, match="one question a second"):
        OnlineGeocoder("nominatim", interval=0.1)
    assert OnlineGeocoder("nominatim", interval=0.1, domain="geo.example").options.interval == 0.1


@pytest.mark.parametrize(
    "text", ["[[[", 'nominatim = "x"', "a = [1]", b"\xff\xfe\x00", "x" * 200_000, "[nominatim]\na"]
)
def test_a_file_that_cannot_be_read_says_what_would_be_right(write, text) -> None:
    write(text)
    with pytest.raises(UsageError, match=r"geocoders\.toml"):
        options_from_settings(("nominatim",))


def test_a_file_that_is_absent_is_told(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("INCIDENTS_GEOCODER_OPTIONS", str(tmp_path / "none.toml"))
    with pytest.raises(UsageError, match="INCIDENTS_GEOCODER_OPTIONS"):
        options_from_settings(("photon",))


@pytest.mark.parametrize("service", sorted(SERVICE_TO_GEOCODER))
def test_every_geocoder_of_geopy_can_be_used_or_says_what_it_takes(service) -> None:
    needed = {name: "abcd.example" for name, must in parameters(service).items() if must}
    either = {"google": "api_key", "googlev3": "api_key", "here": "apikey"}.get(service)
    if either:
        with pytest.raises(UsageError, match=rf"it takes .*{either}"):
            OnlineGeocoder(service)
        needed[either] = "abcd"
    geocoder = OnlineGeocoder(service, user_agent=AGENT, **needed)
    assert geocoder.licence
    assert all(value not in repr(geocoder.options) for value in needed.values())
