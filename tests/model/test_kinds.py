import re

import pytest

from incidents.errors import UsageError
from incidents.model import KINDS, kind_of

PROMISED = """
    protest storming seizure fire looting vandalism clash attack explosion shelling
    killing injury arrest abduction deployment emergency shutdown disruption accident
    disaster
""".split()


def test_the_kinds_are_those_promised_in_that_order() -> None:
    assert list(KINDS) == PROMISED


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_every_kind_has_a_label_a_definition_a_colour_and_a_shape(kind) -> None:
    assert kind.label
    assert kind.definition.endswith(".")
    assert re.fullmatch("#[0-9a-f]{6}", kind.colour)
    assert re.fullmatch(r"[MLHVAQCZ0-9 .,-]+", kind.shape)


def test_no_two_kinds_share_a_colour_or_a_shape() -> None:
    assert len({kind.colour for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.shape for kind in KINDS.values()}) == len(KINDS)


def test_every_colour_can_be_told_from_a_white_and_a_dark_page() -> None:
    for kind in KINDS.values():
        assert contrast(kind.colour, "#ffffff") >= 3, kind.id
        assert contrast(kind.colour, "#0e1117") >= 2, kind.id


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_foreign_code_stands_with_one_kind_only() -> None:
    for column in ("acled", "cameo"):
        codes = [code for kind in KINDS.values() for code in getattr(kind, column)]
        assert len(codes) == len(set(codes))


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="protest, storming"):
        kind_of("brand")
