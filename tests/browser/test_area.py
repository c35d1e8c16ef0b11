"""An area of the map in the page: its corners moved, and lifted in one place."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
from selenium.webdriver.common.keys import Keys

from incidents.bench.browser import MAP, wait

from .test_accessible import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60.0
ALMATY = "76.5,43,76.5,43.5,77.3,43.5,77.3,43"
IDLE = f"return {MAP}?.incidentsMap?.idle"


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def area(browser) -> str | None:
    return parse_qs(urlparse(browser.current_url).query).get("area", [None])[0]


def opened(browser, dashboard):
    browser.get(f"{dashboard.url}/?area={ALMATY}")
    until(lambda: browser.execute_script(IDLE), "the map is busy")
    until(lambda: chips(browser), "nothing says that the area is a filter")


def chips(browser):
    return browser.find_elements("css selector", ".st-key-lift_area button")


def test_moved_corners_are_in_the_link_and_the_map_stays(dashboard, browser) -> None:
    opened(browser, dashboard)
    browser.switch_to.frame(browser.find_element("css selector", "iframe[src*='streamlit_folium']"))
    browser.execute_script("window.here = 'the same map'")
    find = "return document.querySelector('.incidents-notes .incidents-retry')"
    until(lambda: browser.execute_script(find), "nothing moves the corners").click()
    first = until(
        lambda: browser.find_elements("class name", "incidents-corner"), "there are no corners"
    )[0]
    assert violations(browser) == []
    first.send_keys(*[Keys.ARROW_LEFT] * 5)
    browser.find_element("css selector", ".incidents-drawhint button").click()
    browser.switch_to.default_content()
    until(lambda: area(browser) not in (None, ALMATY), "the link has the old corners")
    lons = [float(word) for word in area(browser).split(",")[::2]]
    assert lons[0] < 76.5
    assert lons[1:] == [76.5, 77.3, 77.3]
    until(lambda: browser.execute_script(IDLE), "the map is busy")
    assert browser.execute_script(f"return {MAP}.here") == "the same map"


def test_the_chip_is_the_one_place_that_lifts_the_area(dashboard, browser) -> None:
    opened(browser, dashboard)
    named = f"return [...{MAP}.document.querySelectorAll('.incidents-notes button')]"
    in_map = browser.execute_script(f"{named}.map((one) => one.innerText)".replace("?.", "."))
    assert in_map == ["Move its corners"]
    chips(browser)[0].click()
    until(lambda: area(browser) is None and not chips(browser), "the area is still there")
    outline = f"return {MAP}.document.querySelector('path.incidents-area')".replace("?.", ".")
    until(lambda: browser.execute_script(outline) is None, "the map still draws the area")
