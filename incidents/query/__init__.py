"""One question to the store, and the link that carries it."""

from incidents.query.link import ORDERS, VIEW_PARAMETERS, Link, Viewport
from incidents.query.query import EARLIEST, LATEST, MAX_TEXT, PARAMETERS, Query
from incidents.query.spot import MOST_SPOTS, Spot
from incidents.query.words import area_size, filters, in_words

__all__ = [
    "EARLIEST",
    "LATEST",
    "MAX_TEXT",
    "MOST_SPOTS",
    "ORDERS",
    "PARAMETERS",
    "VIEW_PARAMETERS",
    "Link",
    "Query",
    "Spot",
    "Viewport",
    "area_size",
    "filters",
    "in_words",
]
