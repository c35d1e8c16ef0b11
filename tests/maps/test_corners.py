"""Moving the corners of a drawn area, and what is told of a ring that cannot be used."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from .conftest import drawn, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AREA = "76.5,43,76.5,43.4,77,43.4,77,43"  # south-west, north-west, north-east, south-east
HEAR_CLICKS = """
    window.heard = [];
    incidentsMap.layer.on("click", (event) => heard.push(event.layer.toGeoJSON().properties.keep));
"""
HINT = "return document.querySelector('.incidents-drawhint').innerText"
SPOT_OF = """
    const { x, y } = incidentsMap.map.latLngToContainerPoint(arguments[0]);
    const { left, top } = incidentsMap.map.getContainer().getBoundingClientRect();
    return [Math.round(left + x), Math.round(top + y)];
"""


def opened(browser, served, query=f"area={AREA}"):
    """The map with that query in force, told what it tells to the page."""
    browser.get(served[0])
    drawn(browser)
    browser.execute_script("incidentsMap.map.setView([43.2, 76.75], 9, { animate: false })")
    browser.execute_script("incidentsMap.layer.setState({ query: arguments[0] })", query)
    browser.execute_script(HEAR_CLICKS)


def corners_of(browser):
    press(browser, "incidents-notes", "Move its corners")
    return browser.find_elements("class name", "incidents-corner")


def press(browser, where, name):
    find = f"""return [...document.querySelectorAll('.{where} button')]
        .find((one) => one.textContent === arguments[0])"""
    until(browser, find, name).click()


def heard(browser):
    return browser.execute_script("return heard")


def ring(told):
    return [round(float(word), 2) for word in told["area"].split(",")]


def spot_of(browser, lat, lon):
    """Where that place is in the window, in pixels."""
    return browser.execute_script(SPOT_OF, [lat, lon])


def drag(browser, corner, lat, lon):
    box = corner.rect
    x, y = spot_of(browser, lat, lon)
    by = (round(x - box["x"] - box["width"] / 2), round(y - box["y"] - box["height"] / 2))
    ActionChains(browser, duration=50).click_and_hold(corner).move_by_offset(
        *by
    ).release().perform()


@contextmanager
def finger(browser):
    """A touch screen, for as long as that lasts."""
    turn = "Emulation.setTouchEmulationEnabled"
    browser.execute_cdp_cmd(turn, {"enabled": True, "maxTouchPoints": 1})
    yield
    browser.execute_cdp_cmd(turn, {"enabled": False})


def test_a_corner_is_dragged_and_the_area_kept_with_it(browser, served):
    opened(browser, served)
    drag(browser, corners_of(browser)[2], 43.6, 77.2)
    assert heard(browser) == []  # nothing is asked for before Done
    press(browser, "incidents-drawhint", "Done")

    (told,) = heard(browser)
    assert ring(told) == pytest.approx([76.5, 43, 76.5, 43.4, 77.2, 43.6, 77, 43], abs=0.02)
    assert browser.find_elements("class name", "incidents-corner") == []
    assert browser.execute_script("return incidentsMap.layer.busy") is False


def test_a_corner_is_moved_with_a_finger_on_a_target_of_44_pixels(browser, served):
    with finger(browser):
        opened(browser, served)
        corner = corners_of(browser)[0]
        assert min(corner.rect["width"], corner.rect["height"]) >= 44
        x, y = spot_of(browser, 43.0, 76.5)
        for kind, by in [("touchStart", 0), ("touchMove", -20), ("touchMove", -50)]:
            point = {"x": x + by, "y": y}
            told = {"type": kind, "touchPoints": [point]}
            browser.execute_cdp_cmd("Input.dispatchTouchEvent", told)
        lift = {"type": "touchEnd", "touchPoints": []}
        browser.execute_cdp_cmd("Input.dispatchTouchEvent", lift)
        press(browser, "incidents-drawhint", "Done")

        (told,) = heard(browser)
        west = ring(told)[0]
        assert west < 76.4
        assert ring(told)[1:] == pytest.approx([43, 76.5, 43.4, 77, 43.4, 77, 43], abs=0.02)


def test_arrow_keys_move_the_corner_that_has_the_focus_and_not_the_map(browser, served):
    opened(browser, served)
    first, second, *_ = corners_of(browser)
    middle = "return incidentsMap.map.getCenter()"
    before = browser.execute_script(middle)
    assert browser.switch_to.active_element == first
    first.send_keys(Keys.TAB)
    assert browser.switch_to.active_element == second
    second.send_keys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.SHIFT + Keys.ARROW_UP)
    assert second.get_attribute("aria-label").startswith("Corner 2 of 4, latitude 43.4")
    assert browser.execute_script(middle) == before
    degree = 256 * 2**9 / 360  # pixels of a degree of longitude; of latitude, more by 1 / cos 43.4
    press(browser, "incidents-drawhint", "Done")

    (told,) = heard(browser)
    moved = float(told["area"].split(",")[3]) - 43.4
    assert moved == pytest.approx(21 / degree * 0.7266, rel=0.03)


def test_a_corner_that_makes_sides_cross_is_told_and_can_be_undone(browser, served):
    opened(browser, served)
    drag(browser, corners_of(browser)[0], 43.2, 77.3)

    assert "Two sides cross. Move a corner, or undo." in browser.execute_script(HINT)
    assert "Done" not in browser.execute_script(HINT)
    assert browser.find_elements("css selector", "path.incidents-wrong")
    press(browser, "incidents-drawhint", "Undo")
    assert "Drag a corner" in browser.execute_script(HINT)
    assert browser.find_elements("css selector", "path.incidents-wrong") == []


def test_escape_leaves_the_area_as_it_was(browser, served):
    opened(browser, served)
    corner = corners_of(browser)[0]
    corner.send_keys(Keys.ARROW_LEFT, Keys.ESCAPE)

    assert heard(browser) == []
    assert browser.find_elements("class name", "incidents-corner") == []
    assert browser.find_elements("css selector", "path.incidents-area")


def test_corners_go_with_the_area_that_the_page_lifts(browser, served):
    opened(browser, served)
    assert len(corners_of(browser)) == 4
    browser.execute_script("incidentsMap.layer.setState({ query: 'kind=fire' })")

    assert browser.find_elements("class name", "incidents-corner") == []
    assert browser.find_elements("css selector", "path.incidents-area") == []
    assert browser.execute_script("return incidentsMap.layer.busy") is False


def test_a_far_away_area_is_brought_into_view_before_its_corners_are_moved(browser, served):
    opened(browser, served)
    browser.execute_script("incidentsMap.map.setView([-20, -60], 3, { animate: false })")
    assert all(corner.is_displayed() for corner in corners_of(browser))

    inside = "return incidentsMap.map.getBounds().contains([[43, 76.5], [43.4, 77]])"
    assert browser.execute_script(inside)


def test_a_rectangle_of_a_few_pixels_is_told_to_be_too_small(browser, served):
    opened(browser, served, query="")
    browser.find_element("css selector", ".incidents-bar [title^='Draw a rectangle']").click()
    box = browser.find_element("class name", "incidents-map")
    by = ActionChains(browser).move_to_element(box).click_and_hold()
    by.move_by_offset(5, 4).move_by_offset(4, 3).release().perform()

    assert "It encloses almost nothing. Draw it again." in browser.execute_script(HINT)
    assert heard(browser) == []


def test_a_ring_of_two_corners_is_told_to_need_a_third(browser, served):
    opened(browser, served, query="")
    browser.find_element("css selector", ".incidents-bar [title^='Draw an area']").click()
    box = browser.find_element("class name", "incidents-map")
    there = ActionChains(browser).move_to_element(box).click()
    there.move_by_offset(90, 40).click().move_by_offset(-90, -40).click().perform()

    assert "Three corners at least." in browser.execute_script(HINT)
    assert heard(browser) == []


def test_sides_that_cross_are_told_as_soon_as_they_do(browser, served):
    opened(browser, served, query="")
    browser.find_element("css selector", ".incidents-bar [title^='Draw an area']").click()
    box = browser.find_element("class name", "incidents-map")
    by = ActionChains(browser).move_to_element(box).click()
    for right, down in [(120, 120), (0, -120), (-120, 120)]:
        by.move_by_offset(right, down).click()
    by.perform()

    assert "Two sides cross. Undo a corner." in browser.execute_script(HINT)


def test_only_a_map_that_fills_the_screen_lifts_the_area_itself(browser, served):
    opened(browser, served)
    names = (
        "return [...document.querySelectorAll('.incidents-notes button')].map((b) => b.innerText)"
    )
    assert browser.execute_script(names) == ["Move its corners"]
    browser.find_element("css selector", ".incidents-bar [title='Full screen']").click()
    until(browser, "return Boolean(document.fullscreenElement)")
    until(browser, f"{names}.length === 2")
    press(browser, "incidents-notes", "Show all")

    assert heard(browser) == [{}]
    browser.execute_script("return document.exitFullscreen()")
    until(browser, f"{names}.length === 1")
