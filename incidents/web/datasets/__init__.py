"""Files in: dropped, looked at, settled, loaded; and the datasets that came of it."""

from incidents.web.datasets.panel import button, draw, is_open, shown

__all__ = ["button", "draw", "is_open", "shown"]
