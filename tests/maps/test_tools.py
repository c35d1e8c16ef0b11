"""Drawing, searching and choosing on the map, in a real browser."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from .conftest import drawn, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAR_CLICKS = """
    window.heard = [];
    incidentsMap.layer.on("click", (event) => heard.push(event.layer.toGeoJSON()));
"""
PRESS = """
    const { map } = incidentsMap;
    const box = map.getContainer();
    const { left, top } = box.getBoundingClientRect();
    for (const [type, lat, lon] of arguments[0]) {
      const { x, y } = map.latLngToContainerPoint([lat, lon]);
      const where = { clientX: left + x, clientY: top + y, bubbles: true, pointerId: 1 };
      box.dispatchEvent(new PointerEvent(type, where));
    }
"""
CORNERS = [(43.0, 76.5), (43.0, 77.0), (43.4, 77.0)]


def opened(browser, served, query=""):
    browser.get(f"{served[0]}{query}")
    drawn(browser)
    browser.execute_script(HEAR_CLICKS)


def press_button(browser, title):
    found = browser.find_element("css selector", f".incidents-bar [title^='{title}']")
    browser.execute_script("arguments[0].click()", found)


def kept(browser):
    told = until(browser, "return heard.length && heard.at(-1).properties")
    return told["keep"]


def press(corner):
    return [[type, *corner] for type in ("pointerdown", "pointerup")]


def numbers(text):
    return [round(float(word), 2) for word in text.split(",")]


def test_a_dragged_rectangle_keeps_to_what_is_inside(browser, served):
    opened(browser, served)
    press_button(browser, "Draw a rectangle")
    drag = [["pointerdown", 43.0, 76.5], ["pointermove", 43.2, 76.8], ["pointerup", 43.4, 77.0]]
    browser.execute_script(PRESS, drag)

    ring = numbers(kept(browser)["area"])
    assert ring == pytest.approx([76.5, 43.0, 76.5, 43.4, 77.0, 43.4, 77.0, 43.0], abs=0.02)
    assert not browser.find_element("class name", "incidents-drawhint").is_displayed()


def test_corners_make_an_area_that_the_first_one_closes(browser, served):
    opened(browser, served)
    press_button(browser, "Draw an area")
    for corner in [*CORNERS, CORNERS[0]]:
        browser.execute_script(PRESS, press(corner))

    ring = numbers(kept(browser)["area"])
    assert ring == pytest.approx([76.5, 43.0, 77.0, 43.0, 77.0, 43.4], abs=0.02)


def test_a_press_while_drawing_chooses_no_incident_and_escape_ends_it(browser, served):
    opened(browser, served)
    press_button(browser, "Draw an area")
    browser.execute_script(PRESS, press((43.2385, 76.9455)))
    container = browser.find_element("class name", "incidents-map")
    container.send_keys(Keys.ESCAPE)

    assert browser.execute_script("return heard") == []
    assert browser.execute_script("return incidentsMap.layer.busy") is False


def test_an_area_is_drawn_with_the_keyboard_alone(browser, served):
    opened(browser, served)
    press_button(browser, "Draw an area")
    container = browser.find_element("class name", "incidents-map")
    for lat, lon in CORNERS:
        browser.execute_script(
            "incidentsMap.map.setView(arguments[0], 9, { animate: false })", [lat, lon]
        )
        container.send_keys(Keys.ENTER)
    finish = "[...document.querySelectorAll('.incidents-drawhint button')]"
    until(browser, f"return {finish}.find((one) => one.textContent === 'Finish')").send_keys(" ")

    assert numbers(kept(browser)["area"]) == [76.5, 43.0, 77.0, 43.0, 77.0, 43.4]


def test_a_ring_that_crosses_itself_is_not_kept(browser, served):
    opened(browser, served)
    press_button(browser, "Draw an area")
    for corner in [(43.0, 76.5), (43.4, 77.0), (43.0, 77.0), (43.4, 76.5), (43.0, 76.5)]:
        browser.execute_script(PRESS, press(corner))

    assert "Two sides cross" in browser.find_element("class name", "incidents-drawhint").text
    assert browser.execute_script("return heard") == []


def test_what_is_in_view_can_be_kept_to_and_is_outlined_until_lifted(browser, served):
    opened(browser, served)
    press_button(browser, "Only what is in view")
    west, south, east, north = numbers(kept(browser)["bbox"])
    assert west < 76.95 < east
    assert south < 43.24 < north

    outlines = "return document.querySelectorAll('path.incidents-area').length"
    state = "incidentsMap.layer.setState(arguments[0])"
    browser.execute_script(state, {"query": f"bbox={west},{south},{east},{north}"})
    until(browser, outlines)
    assert "inside the outline" in browser.find_element("class name", "incidents-notes").text
    browser.execute_script(state, {"query": ""})
    assert browser.execute_script(outlines) == 0
    until(
        browser,
        "return !document.querySelector('.incidents-notes').innerText.includes('outline')",
    )


def test_a_place_is_found_with_the_keyboard_and_flown_to(browser, served):
    opened(browser, served)
    box = browser.find_element("css selector", ".incidents-search input")
    box.send_keys("alma")
    until(
        browser, "return document.querySelectorAll('.incidents-search [role=option]').length === 2"
    )
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    until(
        browser,
        """const { map } = incidentsMap;
        return map.getZoom() === 11 && map.distance(map.getCenter(), [43.25, 76.91]) < 1000""",
    )

    assert browser.find_elements("css selector", ".incidents-search li b + span b") == []
    until(browser, "return location.search.includes('zoom=11')")


def test_a_name_that_nobody_bears_is_told(browser, served):
    opened(browser, served)
    browser.find_element("css selector", ".incidents-search input").send_keys("qqq")

    until(
        browser, "return document.querySelector('.incidents-search').innerText.includes('No place')"
    )


def test_a_base_map_is_asked_for_only_when_chosen_and_stands_in_the_link(
    browser, served, requests_of
):
    opened(browser, served)
    assert not any("/basemaps" in url for url in requests_of())
    browser.execute_script("document.querySelector('.incidents-choices').open = true")
    until(browser, "return document.querySelector('#incidents-layer-own')").click()
    until(browser, "return location.search.includes('layer=own')")

    until(browser, "return document.body.innerText.includes('Our cartographers')")
    until(browser, "return document.querySelectorAll('img.leaflet-tile').length")
    assert any("/some/prefix/basemaps/own/" in url for url in requests_of())


def test_a_link_restores_base_map_and_look(browser, served):
    opened(browser, served, "?layer=own&show=killed&lat=43.2&lon=76.9&zoom=9")
    until(browser, "return document.body.innerText.includes('Our cartographers')")

    assert browser.execute_script("return incidentsMap.layer.show") == "killed"
    browser.execute_script("incidentsMap.map.setZoom(8, { animate: false })")
    until(browser, "return location.search.includes('zoom=8')")
    assert {"layer=own", "show=killed"} <= set(browser.current_url.split("?")[1].split("&"))


def test_a_link_asks_nobody_outside_until_its_reader_agrees(browser, served, requests_of):
    opened(browser, served, "?layer=osm&lat=43.2&lon=76.9&zoom=9")
    ask = "return [...document.querySelectorAll('.incidents-note button')].map((b) => b.innerText)"
    assert until(browser, ask) == ["Show it", "Keep the plain map"]
    assert "tiles.outside.invalid" in browser.execute_script("return document.body.innerText")
    browser.execute_script("incidentsMap.map.setZoom(8, { animate: false })")
    until(browser, "return location.search.includes('zoom=8')")
    assert "layer=osm" in browser.current_url  # the link still says what it said
    assert not any("outside.invalid" in url for url in requests_of())

    press = "[...document.querySelectorAll('.incidents-note button')][0].click(); return true"
    until(browser, press)
    until(browser, "return document.querySelectorAll('img.leaflet-tile').length")
    assert browser.execute_script(ask) == []
    again = browser.current_url.split("?")[1]
    opened(browser, served, f"?{again}")  # this browser's user agreed before
    until(browser, "return document.querySelectorAll('img.leaflet-tile').length")


def test_who_keeps_the_plain_map_has_it_in_the_link_too(browser, served, requests_of):
    opened(browser, served, "?layer=osm")
    press = "[...document.querySelectorAll('.incidents-note button')][1]"
    until(browser, f"return Boolean({press})")
    browser.execute_script(f"{press}.click()")
    until(browser, "return !location.search.includes('layer=')")
    assert not any("outside.invalid" in url for url in requests_of())


def test_an_unknown_base_map_is_told_and_the_plain_one_stays(browser, served):
    opened(browser, served, "?layer=moon")

    until(browser, "return document.body.innerText.includes('not offered here')")
    assert browser.find_elements("css selector", "img.leaflet-tile") == []


def test_the_heat_has_no_symbols_to_press_but_keeps_the_areas(browser, served):
    opened(browser, served, "?show=heat")
    until(browser, "return incidentsMap.idle && incidentsMap.layer.warm.length > 0")

    assert {item["id"] for item in drawn(browser)} == {"r1"}
