"""Who says so and how surely, in the words of each language (examples/voices.txt, hedges.txt)."""

from __future__ import annotations

import pytest


@pytest.mark.examples("voices.txt", "language", "text", "wanted")
def test_a_source_is_named_whole_and_in_the_words_of_the_text(read, language, text, wanted):
    claims = read(text, language)
    assert claims, "nothing was read"
    assert (claims[-1].attributed_to or "-") == wanted


@pytest.mark.examples("hedges.txt", "language", "text", "wanted")
def test_a_hedge_doubts_the_incident_and_not_a_person(read, language, text, wanted):
    claims = read(text, language)
    assert claims, "nothing was read"
    assert (claims[0].hedged or "-") == wanted
