"""Five services on loopback: what they answer, and every way in which they fail."""

from __future__ import annotations

import gzip
import logging
import ssl
import time
from contextlib import closing
from pathlib import Path

import pytest
import trustme

from incidents.errors import RateLimited, ServiceError
from incidents.geo import Point
from incidents.geocode import CachedGeocoder, OnlineGeocoder, Outcome, answer_of
from incidents.geocode.failures import Garbled, Refused
from incidents.geocode.options import options_from_settings
from incidents.model import GeoPrecision

from .conftest import KEY, Known, Services

NAMES = ["nominatim", "photon", "opencage", "geonames", "pelias"]
pytestmark = pytest.mark.usefixtures("set_up")


def online(name: str) -> OnlineGeocoder:
    return OnlineGeocoder(options_from_settings((name,))[0])


@pytest.mark.parametrize("name", NAMES)
def test_a_town_comes_with_its_point_precision_country_and_licence(
    services: Services, name: str
) -> None:
    services.known["Qaraton"] = Known(46.5, 53.6)
    place = online(name).resolve("Qaraton")
    assert place is not None
    assert (place.name, place.point, place.country) == ("Qaraton", Point(46.5, 53.6), "KZ")
    assert place.precision is GeoPrecision.TOWN
    assert place.origin == online(name).licence
    assert place.radius_m == (5_000 if name == "geonames" else pytest.approx(1_350, abs=60))


@pytest.mark.parametrize("name", NAMES)
def test_the_country_is_asked_for_and_another_is_refused(services: Services, name: str) -> None:
    services.known |= dict.fromkeys(
        ["Vesoul", "Vesoul, Kazakhstan"], Known(47.6, 6.1, country="FR")
    )
    assert online(name).resolve("Vesoul", country="KZ") is None
    _, asked, _ = services.asked[0]
    told = [asked.get(key, [""])[0].upper() for key in
            ("countrycodes", "countrycode", "country", "boundary.country")]  # fmt: skip
    assert "KZ" in told or services.names == ["Vesoul, Kazakhstan"]


@pytest.mark.parametrize("name", NAMES)
def test_no_such_place_is_none(services: Services, name: str) -> None:
    assert online(name).resolve("Atlantis") is None
    assert services.names == ["Atlantis"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "body",
    [b"<html><body>Log in to the hotel's network</body></html>", b'[{"lat": "43', b"null", b"17",
     b'{"features": {}, "results": 3, "geonames": "none"}', b"\xff\xfe\x00", b"[[[[]]]]", b'["x"]',
     b'{"features": [{"geometry": null}], "results": [{}], "geonames": [[]]}'],
)  # fmt: skip
def test_garbage_is_a_failure_that_says_so_or_no_answer(
    services: Services, tmp_path: Path, name: str, body: bytes
) -> None:
    services.body = body
    with closing(CachedGeocoder(online(name), tmp_path / "kept", name, "none")) as cached:
        told = answer_of(cached, "Almaty")
    assert told.place is None
    assert [one.outcome for one in told.told] in ([Outcome.FAILED], [Outcome.NOTHING])
    assert all(f"{name} answered something else" in why for why in told.failures)


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    "point",
    ['"lat": "91.2", "lon": "10"', '"lat": null, "lon": null', '"lat": "43.2"',
     '"lat": "x", "lon": "y"', '"lat": "NaN", "lon": "1"', '"lat": [1], "lon": {}'],
)  # fmt: skip
def test_a_point_that_is_missing_or_nowhere_is_no_dot(services: Services, point: str) -> None:
    services.body = f'[{{{point}, "display_name": "Almaty", "class": "place"}}]'.encode()
    with pytest.raises(Garbled):
        online("nominatim").resolve("Almaty")


def test_the_point_where_both_degrees_are_nought_is_a_place(services: Services) -> None:
    services.known["Null Island"] = Known(0.0, 0.0)
    place = online("nominatim").resolve("Null Island")
    assert place is not None
    assert place.point == Point(0, 0)


def test_a_gigantic_answer_is_left(services: Services) -> None:
    services.body = b" " * 2_100_000 + b"[]"
    with pytest.raises(Garbled):
        online("photon").resolve("Almaty")


@pytest.mark.parametrize(
    "slow", [{"wait_s": 0.6}, {"drip_s": 0.05}, {"drip_s": 0.05, "drips_head": True}]
)
def test_a_slow_service_is_left_after_its_time(
    services: Services, monkeypatch: pytest.MonkeyPatch, slow: dict[str, float]
) -> None:
    monkeypatch.setenv("INCIDENTS_PHOTON_TIMEOUT", "0.2")
    services.body = b"[" + b" " * 400
    for name, value in slow.items():
        setattr(services, name, value)
    began = time.monotonic()
    with pytest.raises(ServiceError, match=r"photon did not answer within 0\.2 seconds"):
        online("photon").resolve("Almaty")
    assert time.monotonic() - began < 3


def test_an_answer_that_unpacks_to_too_much_is_left(services: Services) -> None:
    services.body, services.headers = gzip.compress(b" " * 50_000_000), {"Content-Encoding": "gzip"}
    with pytest.raises(Garbled):
        online("photon").resolve("Almaty")


def test_a_service_that_is_down_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENTS_PHOTON_DOMAIN", "127.0.0.1:1")
    with pytest.raises(ServiceError, match="photon cannot be reached"):
        online("photon").resolve("Almaty")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [(401, Refused, "key"), (402, Refused, "quota"), (403, Refused, "INCIDENTS_USER_AGENT"),
     (429, RateLimited, "fewer requests"), (503, RateLimited, "fewer requests"),
     (500, ServiceError, "500"), (502, ServiceError, "502"), (404, ServiceError, "domain")],
)  # fmt: skip
def test_a_status_says_what_to_do(
    services: Services, name: str, status: int, kind: type[ServiceError], says: str
) -> None:
    services.status, services.body = status, b"<html>" + KEY.encode()
    services.headers = {"Retry-After": "7"}
    with pytest.raises(kind, match=says) as caught:
        online(name).resolve("Almaty")
    assert name in str(caught.value)
    assert KEY not in str(caught.value)
    assert getattr(caught.value, "retry_after", 7) == 7


def test_a_name_the_service_cannot_read_is_no_failure(services: Services) -> None:
    services.status = 400
    assert online("opencage").resolve("?!a") is None


@pytest.mark.parametrize(
    "told", [{"value": 10, "message": "user does not exist."}, {"value": 19, "message": "hourly"},
             {"value": 14, "message": "user account not enabled to use the free webservice"}],
)  # fmt: skip
def test_geonames_refuses_in_its_own_words(services: Services, told: dict[str, object]) -> None:
    services.body = (
        f'{{"status": {{"value": {told["value"]}, "message": "{told["message"]}"}}}}'.encode()
    )
    with pytest.raises((Refused, ServiceError), match="geonames"):
        online("geonames").resolve("Almaty")


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/search", "https://example.org/", "//evil.example/", "http://["],
)
def test_a_redirect_to_another_machine_is_not_followed(services: Services, location: str) -> None:
    services.status, services.headers = 302, {"Location": location}
    with pytest.raises(ServiceError):
        online("nominatim").resolve("Almaty")
    assert len(services.asked) == 1


def test_redirects_in_a_circle_end(services: Services) -> None:
    services.status, services.headers = 302, {"Location": "/search?q=again"}
    with pytest.raises(ServiceError):
        online("nominatim").resolve("Almaty")
    assert len(services.asked) == 4


def test_a_redirect_on_the_same_machine_is_followed(services: Services) -> None:
    services.known["again"] = Known(1.0, 2.0)
    services.status, services.headers, services.failures = 302, {"Location": "/search?q=again"}, 1
    place = online("nominatim").resolve("Almaty")
    assert place is not None
    assert place.point == Point(1, 2)


@pytest.mark.parametrize(
    "name", ["", "  ", "\x00", "a\x00b", "12345", "43.25, 76.95", "x" * 500, "🔥"]
)
def test_what_is_no_name_is_told_to_nobody(services: Services, name: str) -> None:
    assert online("nominatim").resolve(name) is None
    assert services.asked == []


def test_an_answer_that_only_sounds_alike_is_unsure(services: Services) -> None:
    services.known["Nowhereville"] = Known(40.0, -80.0, "city", "US", name="Lima")
    services.known["City hall of Almaty"] = Known(43.2, 76.9, "townhall", name="Akimat, Almaty")
    services.known["Карабулак"] = Known(44.9, 78.5, name="Qarabulaq")
    geocoder = online("nominatim")
    scores = {name: geocoder.resolve(name).score for name in services.known}
    assert scores["Nowhereville"] < 0.5 < scores["Карабулак"] < scores["City hall of Almaty"]


@pytest.mark.parametrize("name", ["opencage", "geonames"])
def test_keys_stand_in_no_log_and_no_text(
    services: Services, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    services.status, services.body = 403, KEY.encode()
    geocoder = online(name)
    with pytest.raises(Refused) as caught:
        geocoder.resolve("Almaty")
    sent = services.asked[0][1]
    assert KEY in (sent.get("key") or sent["username"])  # it is sent, and only there
    logged = caplog.text + str(caught.value) + repr(geocoder.options) + repr(geocoder)
    assert "Almaty" in logged
    assert not any(form in logged for form in (KEY, "s3cret%2Fkey", "s3cret"))


def test_who_asks_is_said(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENTS_USER_AGENT", "desk (desk@example.org)")
    online("photon").resolve("Almaty")
    assert services.asked[0][2]["User-Agent"] == "desk (desk@example.org)"


def test_where_the_country_is_not_said_the_answer_is_unsure_unless_it_was_asked_for(
    services: Services,
) -> None:
    services.known |= dict.fromkeys(
        ["Qaraton", "Qaraton, Kazakhstan"], Known(46.5, 53.6, country="")
    )
    bound = online("nominatim").resolve("Qaraton", country="KZ")
    loose = online("photon").resolve("Qaraton", country="KZ")
    assert bound is not None
    assert loose is not None
    assert (bound.country, loose.country) == ("KZ", None)
    assert loose.score < 0.5 < bound.score


def test_a_service_of_one_country_is_not_asked_about_another(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENTS_BANFRANCE_DOMAIN", services.domain)
    monkeypatch.setenv("INCIDENTS_BANFRANCE_SCHEME", "http")
    assert online("banfrance").resolve("Almaty", country="KZ") is None
    assert services.asked == []


@pytest.mark.parametrize(
    ("other", "country", "sure"),
    [(Known(48.0, 38.0, country="UA"), None, False), (Known(48.0, 38.0, country="UA"), "KZ", True),
     (Known(50.0, 72.0), "KZ", False), (Known(46.501, 53.601), None, True),
     (Known(48.0, 38.0, country="UA", name="Nova Ivanivka"), None, True)],
)  # fmt: skip
def test_a_namesake_elsewhere_makes_an_answer_doubtful(
    services: Services, other: Known, country: str | None, sure: bool
) -> None:
    services.known["Ivanivka"], services.others["Ivanivka"] = Known(46.5, 53.6), other
    place = online("nominatim").resolve("Ivanivka", country=country)
    assert place is not None
    assert (place.score > 0.5) is sure
    assert place.candidates[0].point == Point(other.lat, other.lon)


def test_the_environments_proxy_is_used(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.known["Almaty"] = Known(43.2, 76.9)
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("http_proxy", f"http://{services.domain}")
    monkeypatch.setenv("INCIDENTS_NOMINATIM_DOMAIN", "geo.example")
    assert online("nominatim").resolve("Almaty") is not None
    assert services.asked[0][2]["Host"] == "geo.example"


def test_https_wants_a_certificate_that_is_trusted(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.known["Almaty"] = Known(43.2, 76.9)
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    services.speak_tls(context)
    monkeypatch.setenv("INCIDENTS_PHOTON_SCHEME", "https")
    with pytest.raises(ServiceError, match="no certificate that can be trusted"):
        online("photon").resolve("Almaty")
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    assert online("photon").resolve("Almaty") is not None
