"""One question to the store, and the link that carries it."""

from incidents.query.link import VIEW_PARAMETERS, Link, Viewport
from incidents.query.query import EARLIEST, LATEST, PARAMETERS, Query

__all__ = ["EARLIEST", "LATEST", "PARAMETERS", "VIEW_PARAMETERS", "Link", "Query", "Viewport"]
