"""Every kind in the words of Russian and Ukrainian newsrooms (examples/slavic_kinds.txt)."""

from __future__ import annotations

import pytest


@pytest.mark.examples("slavic_kinds.txt", "language", "text", "wanted")
def test_each_kind_is_read_and_what_only_sounds_like_one_is_not(read, language, text, wanted):
    kinds = {claim.kind for claim in read(text, language)}
    assert (wanted in kinds) if wanted != "-" else not kinds


def test_a_denial_reaches_over_the_comma_before_that(read):
    assert [claim.kind for claim in read("У Києві заперечили, що стався вибух.", "uk")] == []
    assert [claim.kind for claim in read("У Києві сказали, що стався вибух.", "uk")] == [
        "explosion"
    ]
