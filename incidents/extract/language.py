"""Which language a text is in."""

from __future__ import annotations

import py3langid

from incidents.extract.lexicon import LANGUAGES

SAMPLE = 3000  # characters that settle a language; more only costs time
SHORT = 60  # characters under which a near language is easily taken for one of ours


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language, also where we have no lexicon for it."""
    ranked = [str(code) for code, _ in py3langid.rank(text[:SAMPLE])]
    if len(text.strip()) >= SHORT or ranked[0] in LANGUAGES:
        return ranked[0]
    return next((code for code in ranked[:5] if code in LANGUAGES), ranked[0])
