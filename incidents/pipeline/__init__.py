"""The journeys: an article becomes incidents, incidents reach the store."""

from incidents.pipeline.reader import Reader, Reading
from incidents.pipeline.samples import load_samples, needs_samples, warm_up
from incidents.pipeline.shared import shared_reader

__all__ = ["Reader", "Reading", "load_samples", "needs_samples", "shared_reader", "warm_up"]
