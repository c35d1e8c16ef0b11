"""Points, boxes and tiles: arithmetic on the Earth, nothing about incidents."""

from incidents.geo.area import Area
from incidents.geo.box import BoundingBox
from incidents.geo.circle import circle
from incidents.geo.cover import Cover, cover, within
from incidents.geo.point import Point, distance_m
from incidents.geo.tile import Tile, morton, web_mercator

__all__ = [
    "Area",
    "BoundingBox",
    "Cover",
    "Point",
    "Tile",
    "circle",
    "cover",
    "distance_m",
    "morton",
    "web_mercator",
    "within",
]
