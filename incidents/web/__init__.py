"""The page and its routes: they only ask and draw."""

from incidents.web.page import show
from incidents.web.routes import ROUTES
from incidents.web.service import lifespan

__all__ = ["ROUTES", "lifespan", "show"]
