"""The base maps to choose from beside the plain one: the organisation's own, and online ones."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from incidents import settings
from incidents.errors import NotFound
from incidents.maps.tilefile import TileFile, UnusableBasemap, credit, opened

OWN = "own"
OWN_ADDRESS = "basemaps/own/{z}/{x}/{y}"  # of our own server
# Online maps that anybody may look at without a key: what the link calls each, what the page
# calls it, and its name in xyzservices. Nobody asks them before someone chooses one.
ONLINE = {
    "osm": ("OpenStreetMap", "OpenStreetMap.Mapnik"),
    "humanitarian": ("OpenStreetMap, humanitarian", "OpenStreetMap.HOT"),
    "topo": ("OpenTopoMap (hills)", "OpenTopoMap"),
}


def basemaps() -> list[dict[str, Any]]:
    """Each as the map's script needs it; the organisation's own first, where it can be shown."""
    return [*_own(), *(_online(name) for name in ONLINE)]


def own_problem() -> str | None:
    """Why the organisation's own base map cannot be shown; None where it can, or there is none."""
    try:
        own_tiles()
    except UnusableBasemap as error:
        return str(error)
    except NotFound:
        return None
    return None


def own_tiles() -> TileFile:
    """The organisation's own base map; NotFound where none is named, UnusableBasemap if broken."""
    path = settings.basemap_file()
    if path is None:
        raise NotFound("no base map of its own is named: INCIDENTS_BASEMAP would name one")
    return _opened(path)


@lru_cache(maxsize=1)
def _opened(path: Path) -> TileFile:
    return opened(path)


def _own() -> list[dict[str, Any]]:
    try:
        tiles = own_tiles()
    except (NotFound, UnusableBasemap):
        return []
    return [
        {
            "id": OWN,
            "name": tiles.name,
            "url": OWN_ADDRESS,
            "attribution": credit(tiles),
            "outside": False,
            "least": tiles.least,
            "most": tiles.most,
        }
    ]


def _online(name: str) -> dict[str, Any]:
    from xyzservices import providers  # reads a list of hundreds; seldom needed

    shown, listed = ONLINE[name]
    provider = providers.flatten()[listed]
    return {
        "id": name,
        "name": shown,
        "url": provider["url"],
        "attribution": provider["html_attribution"],
        "outside": True,
        "least": provider.get("min_zoom", 0),
        "most": provider.get("max_zoom", 18),
    }
