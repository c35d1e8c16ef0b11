"""Loading ahead of the first article."""

from __future__ import annotations

from incidents.extract.language import language_of
from incidents.extract.lexicon import LANGUAGES, lexicon_of


def load_all() -> None:
    """Loads every lexicon and the language model now, which the first articles else wait for."""
    language_of("Which language is this?")
    for code in LANGUAGES:
        lexicon_of(code)
