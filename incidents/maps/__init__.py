"""The map: its scripts and base map, its state, and a self-contained one for notebooks."""

from incidents.maps.basemaps import basemaps, own_problem, own_tiles
from incidents.maps.embedded import Embedded, embedded
from incidents.maps.live import live_group, live_map
from incidents.maps.page import base_map, state_group, zoom_to
from incidents.maps.served import ASSETS, Asset, asset
from incidents.maps.standalone import to_map

__all__ = [
    "ASSETS",
    "Asset",
    "Embedded",
    "asset",
    "base_map",
    "basemaps",
    "embedded",
    "live_group",
    "live_map",
    "own_problem",
    "own_tiles",
    "state_group",
    "to_map",
    "zoom_to",
]
