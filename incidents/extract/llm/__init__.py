"""Claims read by a language model that somebody runs: the same claims, held to the same words."""

from incidents.extract.llm.chat import ChatServer
from incidents.extract.llm.extractor import ModelExtractor

__all__ = ["ChatServer", "ModelExtractor"]
