"""The journeys: an article becomes incidents, incidents reach the store."""

from incidents.pipeline.reader import Reader, Reading, shared_reader
from incidents.pipeline.samples import load_samples, needs_samples

__all__ = ["Reader", "Reading", "load_samples", "needs_samples", "shared_reader"]
