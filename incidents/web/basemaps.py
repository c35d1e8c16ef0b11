"""What the map asks our own server about base maps: which there are, and the tiles of one."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from incidents import maps
from incidents.errors import BadParameter


def listed(_: Request) -> Response:
    """The base maps to choose from, and why the organisation's own is not among them."""
    told = {"basemaps": maps.basemaps(), "problem": maps.own_problem()}
    return Response(orjson.dumps(told), media_type="application/json")


def own_tile(request: Request) -> Response:
    """A tile of the organisation's own base map."""
    numbers = [request.path_params[name] for name in ("z", "x", "y")]
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in numbers):
        raise BadParameter("z,x,y", "a tile is /basemaps/own/zoom/x/y with three whole numbers")
    body, media_type = maps.own_tiles().picture(*map(int, numbers))
    return Response(body, media_type=media_type, headers={"Cache-Control": "max-age=86400"})
