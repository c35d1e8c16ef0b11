"""A reader who asked their system for less motion gets none from the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import drawn

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOVE = """
    const { map } = incidentsMap;
    let ended = 0;
    map.once(arguments[0], () => { ended += 1; });
    if (arguments[0] === "zoomend") map.setZoom(map.getZoom() + 1);
    else map.panBy([120, 40]);
    return ended === 1;
"""
FADE = "incidentsMap.layer.dissolve(); return document.getAnimations().length"


@pytest.fixture
def prefers(browser: Any) -> Iterator[Any]:
    """Sets how much motion the reader wants."""

    def prefer(motion: str) -> None:
        feature = {"name": "prefers-reduced-motion", "value": motion}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})

    yield prefer
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize(("motion", "at_once"), [("reduce", True), ("no-preference", False)])
def test_the_map_goes_there_at_once_where_less_motion_is_wanted(
    browser, served, prefers, motion, at_once
):
    prefers(motion)
    browser.get(served[0])
    drawn(browser)

    assert browser.execute_script(MOVE, "moveend") is at_once
    drawn(browser)
    assert browser.execute_script(MOVE, "zoomend") is at_once


@pytest.mark.parametrize(("motion", "fades"), [("reduce", 0), ("no-preference", 1)])
def test_pictures_fade_only_where_motion_is_welcome(browser, served, prefers, motion, fades):
    prefers(motion)
    browser.get(served[0])
    drawn(browser)

    assert browser.execute_script(FADE) == fades
