"""How many, in the words of each language: the examples stand in examples/figures.txt."""

from __future__ import annotations

import pytest

from incidents.model import Claim, Figure

FIELDS = ("killed", "injured", "arrested")


def told(figure: Figure) -> str:
    if figure.min is None:
        return f"up to {figure.max}"
    if figure.max is None:
        return f"{figure.min}+"
    return str(figure.min) if figure.min == figure.max else f"{figure.min}-{figure.max}"


def figures_of(claim: Claim) -> str:
    named = [f"{name} {told(getattr(claim, name))}" for name in FIELDS if getattr(claim, name)]
    return ", ".join(named) or "-"


@pytest.mark.examples("figures.txt", "language", "text", "kind", "wanted")
def test_figures_are_told_once_and_as_ranges(read, language, text, kind, wanted):
    claims = read(text.replace("\\n", "\n"), language)
    assert [figures_of(claim) for claim in claims if claim.kind == kind] == [wanted]
    others = [claim for claim in claims if claim.kind != kind]
    assert {figures_of(claim) for claim in others} <= {"-"}
