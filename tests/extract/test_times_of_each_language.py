"""When it happened, in the words of each language: the examples stand in examples/times.txt."""

from __future__ import annotations

import pytest

from incidents.model import When


def told(when: When) -> str:
    if when.date is None:
        return "none"
    last = f" to {when.date_end}" if when.date_end else ""
    return f"{when.date}{last} {when.precision.value}"


@pytest.mark.examples("times.txt", "language", "text", "wanted")
def test_a_time_is_the_stretch_that_its_words_mean(read, language, text, wanted):
    claims = read(text, language)
    assert claims, "nothing was read"
    assert told(claims[-1].when) == wanted
