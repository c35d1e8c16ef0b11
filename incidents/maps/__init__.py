"""The map: its scripts and base map, its state, and a self-contained one for notebooks."""

from incidents.maps.page import base_map, state_group
from incidents.maps.served import ASSETS, Asset, asset
from incidents.maps.standalone import map_of_rows, to_map

__all__ = ["ASSETS", "Asset", "asset", "base_map", "map_of_rows", "state_group", "to_map"]
