"""The journeys: an article becomes incidents, incidents reach the store."""

from incidents.pipeline.reader import Reader, Reading
from incidents.pipeline.samples import load_samples, needs_samples, warm_up
from incidents.pipeline.shared import rules_reader, shared_reader

__all__ = [
    "Reader",
    "Reading",
    "load_samples",
    "needs_samples",
    "rules_reader",
    "shared_reader",
    "warm_up",
]
