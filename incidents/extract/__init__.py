"""What an article asserts: claims in its own words, with the sentence that supports each."""

from incidents.extract.doubts import AFTER_PUBLICATION
from incidents.extract.extractor import Extractor
from incidents.extract.language import language_of
from incidents.extract.lexicon import LANGUAGES
from incidents.extract.rules import MAX_READ, NOTICED, RuleExtractor

__all__ = [
    "AFTER_PUBLICATION",
    "LANGUAGES",
    "MAX_READ",
    "NOTICED",
    "Extractor",
    "RuleExtractor",
    "language_of",
]
