"""Points, boxes and tiles: arithmetic on the Earth, nothing about incidents."""

from incidents.geo.box import BoundingBox
from incidents.geo.circle import circle
from incidents.geo.point import Point, distance_m
from incidents.geo.tile import Tile, morton, web_mercator

__all__ = ["BoundingBox", "Point", "Tile", "circle", "distance_m", "morton", "web_mercator"]
