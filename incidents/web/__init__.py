"""The page and its routes: they only ask and draw."""

from incidents.web.door import ROUTES, lifespan, show

__all__ = ["ROUTES", "lifespan", "show"]
