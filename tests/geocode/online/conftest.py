"""A server on loopback that speaks the answer formats of five geocoders, and fails when told to."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

KEY = "s3cret/key+1"


@dataclass(frozen=True)
class Known:
    """What a service knows under one name."""

    lat: float
    lon: float
    kind: str = "city"
    country: str = "KZ"
    name: str = ""


@dataclass
class Services:
    """What the server knows, how it fails, and what it was asked."""

    known: dict[str, Known] = field(default_factory=dict)
    others: dict[str, Known] = field(default_factory=dict)  # second answers
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None  # instead of an answer
    wait_s: float = 0.0
    drip_s: float = 0.0  # between bytes
    drips_head: bool = False
    failures: int | None = None  # how many questions fail; all of them by default
    asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    @property
    def domain(self) -> str:
        assert self.server is not None
        return f"127.0.0.1:{self.server.server_port}"

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """From now on the server greets with this certificate."""
        assert self.server is not None
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    @property
    def names(self) -> list[str]:
        """What was asked for, in order."""
        return [next(parts[key][0] for key in ("q", "text") if key in parts)
                for _, parts, _ in self.asked]  # fmt: skip


def nominatim(name: str, one: Known) -> Any:
    kind = "amenity" if one.kind == "townhall" else "place"
    return [{"place_id": 1, "lat": str(one.lat), "lon": str(one.lon), "class": kind,
             "type": one.kind, "addresstype": one.kind if kind == "place" else kind,
             "name": one.name or name, "display_name": f"{one.name or name}, Somewhere",
             "address": {"country_code": one.country.lower(), "state": "Some Region"},
             "boundingbox": [str(one.lat - 0.01), str(one.lat + 0.01),
                             str(one.lon - 0.01), str(one.lon + 0.01)]}]  # fmt: skip


def photon(name: str, one: Known) -> Any:
    told = {"osm_key": "place", "osm_value": one.kind, "type": one.kind,
            "name": one.name or name, "countrycode": one.country,
            "extent": [one.lon - 0.01, one.lat + 0.01, one.lon + 0.01, one.lat - 0.01]}  # fmt: skip
    place = {"type": "Point", "coordinates": [one.lon, one.lat]}
    return {"type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": place, "properties": told}]}  # fmt: skip


def opencage(name: str, one: Known) -> Any:
    corner = {"lat": one.lat + 0.01, "lng": one.lon + 0.01}
    other = {"lat": one.lat - 0.01, "lng": one.lon - 0.01}
    told = {"_type": one.kind, "_category": "place", "city": one.name or name,
            "country_code": one.country.lower(), "state": "Some Region"}  # fmt: skip
    return {"status": {"code": 200, "message": "OK"}, "total_results": 1,
            "results": [{"formatted": f"{one.name or name}, Somewhere", "components": told,
                         "confidence": 7, "geometry": {"lat": one.lat, "lng": one.lon},
                         "bounds": {"northeast": corner, "southwest": other}}]}  # fmt: skip


def geonames(name: str, one: Known) -> Any:
    code = {"city": ("P", "PPL"), "townhall": ("S", "ADMF")}[one.kind]
    return {"totalResultsCount": 1,
            "geonames": [{"lat": str(one.lat), "lng": str(one.lon), "name": one.name or name,
                          "toponymName": one.name or name, "fcl": code[0], "fcode": code[1],
                          "countryCode": one.country, "countryName": "Somewhere",
                          "adminName1": "Some Region", "geonameId": 1}]}  # fmt: skip


def pelias(name: str, one: Known) -> Any:
    told = {"layer": {"city": "locality", "townhall": "venue"}[one.kind], "name": one.name or name,
            "country_a": {"KZ": "KAZ", "FR": "FRA"}[one.country], "region": "Some Region",
            "label": f"{one.name or name}, Somewhere"}  # fmt: skip
    place = {"type": "Point", "coordinates": [one.lon, one.lat]}
    return {"type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": place, "properties": told,
                          "bbox": [one.lon - 0.01, one.lat - 0.01,
                                   one.lon + 0.01, one.lat + 0.01]}]}  # fmt: skip


NOTHING: dict[str, Any] = {
    "/search": [],
    "/api": {"type": "FeatureCollection", "features": []},
    "/geocode/v1/json": {"status": {"code": 200, "message": "OK"}, "results": []},
    "/searchJSON": {"totalResultsCount": 0, "geonames": []},
    "/v1/search": {"type": "FeatureCollection", "features": []},
}
SPOKEN: dict[str, Callable[[str, Known], Any]] = {
    "/search": nominatim,
    "/api": photon,
    "/geocode/v1/json": opencage,
    "/searchJSON": geonames,
    "/v1/search": pelias,
}


def _handler(state: Services) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            state.asked.append((parts.path, parse_qs(parts.query), dict(self.headers)))
            time.sleep(state.wait_s)
            failing = state.failures is None or len(state.asked) <= state.failures
            told = self._told(parts.path)
            body = json.dumps(told).encode() if state.body is None or not failing else state.body
            try:
                self._send(state.status if failing else 200, body, failing)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client gave up waiting, which is what the test is about

        def _told(self, path: str) -> Any:
            name = state.names[-1]
            known = state.known.get(name)
            told = SPOKEN[path](name, known) if known else NOTHING[path]
            if name in state.others:
                told.extend(SPOKEN[path](name, state.others[name]))
            return told

        def _send(self, status: int, body: bytes, failing: bool) -> None:
            if state.drips_head:
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 500:
                    self.wfile.write(bytes([byte]))
                    time.sleep(state.drip_s)
            self.send_response(status)
            for name, value in state.headers.items() if failing else ():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for byte in body if state.drip_s else ():
                self.wfile.write(bytes([byte]))
                time.sleep(state.drip_s)
            self.wfile.write(b"" if state.drip_s else body)

        def log_message(self, *_: Any) -> None:
            return

    return Handler


@pytest.fixture
def services() -> Iterator[Services]:
    state = Services()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.server = server
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def set_up(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment names the server's five geocoders, unpaced; the folder of kept answers."""
    for name in ("NOMINATIM", "PHOTON", "OPENCAGE", "GEONAMES", "PELIAS"):
        monkeypatch.setenv(f"INCIDENTS_{name}_DOMAIN", services.domain)
        monkeypatch.setenv(f"INCIDENTS_{name}_SCHEME", "http")
        monkeypatch.setenv(f"INCIDENTS_{name}_INTERVAL", "0")
    monkeypatch.setenv("INCIDENTS_OPENCAGE_API_KEY", KEY)
    monkeypatch.setenv("INCIDENTS_GEONAMES_USERNAME", KEY)
    monkeypatch.delenv("INCIDENTS_USER_AGENT", raising=False)
    monkeypatch.delenv("INCIDENTS_GEOCODERS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "answers"
