"""The page and its routes: they only ask and draw."""

from incidents.web.app import create_app
from incidents.web.page import show

__all__ = ["create_app", "show"]
