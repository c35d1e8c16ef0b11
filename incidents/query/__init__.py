"""One question to the store, and the link that carries it."""

from incidents.query.link import Link, Viewport
from incidents.query.query import PARAMETERS, Query

__all__ = ["PARAMETERS", "Link", "Query", "Viewport"]
