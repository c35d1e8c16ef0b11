"""German nouns are told from names, which a capital alone does not do."""

from __future__ import annotations

import pytest

from incidents.extract.nouns import is_no_noun


@pytest.mark.parametrize(
    "word", ["haft", "flammen", "verkehrsunfällen", "hauskontrollen", "gewahrsam", "protesten"]
)
def test_common_nouns_and_their_compounds_are_known(word: str) -> None:
    assert not is_no_noun("de", word)


@pytest.mark.parametrize("word", ["nobol", "mahagi", "mucojo", "zagawari", "solhan"])
def test_names_are_no_nouns(word: str) -> None:
    assert is_no_noun("de", word)
