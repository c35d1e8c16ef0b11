"""What an article asserts: claims in its own words, with the sentence that supports each."""

from incidents.extract.language import language_of
from incidents.extract.lexicon import LANGUAGES
from incidents.extract.rules import RuleExtractor

__all__ = ["LANGUAGES", "RuleExtractor", "language_of"]
