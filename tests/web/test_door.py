"""The door: light to open, and nothing behind it is missing."""

from __future__ import annotations

import subprocess
import sys

from starlette.routing import Match, Route

from incidents.web import ROUTES
from incidents.web.routes import SERVED

HEAVY = ("pandas", "duckdb", "folium", "incidents.store", "incidents.pipeline")


def test_the_server_opens_before_anything_heavy_is_loaded():
    asked = f"import incidents.web, sys; print([one for one in {HEAVY} if one in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120
    )
    assert told.stdout.strip() == "[]"


def test_every_route_is_reached_through_the_door():
    for served in SERVED:
        assert isinstance(served, Route)
        path = (
            served.path.replace(":path", "").replace(":rest", "").replace("{", "").replace("}", "")
        )
        scope = {"type": "http", "method": "GET", "path": path, "headers": []}
        assert any(route.matches(scope)[0] is Match.FULL for route in ROUTES), path


def test_what_is_not_there_is_told_as_json(client):
    answer = client.get("/api/nonsense/of/it")
    assert answer.status_code == 404
    assert "there is nothing at" in answer.json()["error"]


def test_a_wrong_method_is_refused_through_the_door(client):
    assert client.put("/healthz").status_code == 405
