"""The timeline in a browser: brushed, walked with the keyboard, played."""

from __future__ import annotations

import json
import urllib.request
from urllib.parse import parse_qs, urlparse

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from incidents.bench.browser import MAP, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60.0  # a busy machine takes its time
FRAME = MAP.replace("?.", ".")
PART = """
const hosts = [...document.querySelectorAll('.st-key-timeline_box *')];
const box = hosts.map((one) => one.shadowRoot?.querySelector('.timeline')).find(Boolean);
return box?.querySelector(arguments[0]) ?? null;
"""


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def part(browser, selector: str):
    """That part of the timeline, once it is drawn."""
    return until(lambda: browser.execute_script(PART, selector), f"the timeline has no {selector}")


def opened(browser, address: str) -> None:
    """The page with its timeline in sight and its map at rest; the map's frame is marked."""
    browser.get(address)
    part(browser, ".axis span")
    until(lambda: browser.execute_script(f"return {MAP}?.incidentsMap?.idle"), "the map is busy")
    chart = part(browser, ".chart")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", chart)
    browser.execute_script(f"{FRAME}.here = 'the same map'")


def params(browser) -> dict[str, list[str]]:
    return parse_qs(urlparse(browser.current_url).query)


def dates(told: dict[str, list[str]]) -> tuple[str | None, str | None]:
    return told.get("since", [None])[0], told.get("until", [None])[0]


def on_the_map(browser) -> tuple[str | None, str | None]:
    """The dates that the map asks its tiles for."""
    query = browser.execute_script(f"return {FRAME}.incidentsMap.layer.state.query")
    return dates(parse_qs(query))


def settled(browser) -> tuple[str | None, str | None]:
    """The dates of the address, once the map asks for the same."""
    until(lambda: any(dates(params(browser))), "the address has no dates")
    until(lambda: on_the_map(browser) == dates(params(browser)), "the map asks for other dates")
    return dates(params(browser))


def test_a_brush_sets_the_dates_of_address_and_map_and_can_be_undone(dashboard, browser) -> None:
    opened(browser, dashboard.url)
    chart = part(browser, ".chart")
    third = chart.size["width"] // 3
    ActionChains(browser).move_to_element_with_offset(
        chart, -third, 20
    ).click_and_hold().move_by_offset(third // 2, 0).move_by_offset(
        third // 2, 0
    ).release().perform()
    since, last = settled(browser)
    assert since
    assert last
    assert since < last
    with urllib.request.urlopen(
        f"{dashboard.url}/api/incidents?since={since}&until={last}&limit=1"
    ) as answer:
        wanted = json.load(answer)["numberMatched"]
    line = "return document.querySelector('.inc-line')?.innerText ?? ''"
    until(lambda: f"{wanted} incident" in browser.execute_script(line), "the count is another")
    until(lambda: "on" in part(browser, ".undo").get_attribute("class"), "nothing can be undone")
    part(browser, ".undo").click()
    until(lambda: dates(params(browser)) == (None, None), "the dates are still there")
    until(lambda: on_the_map(browser) == (None, None), "the map keeps the dates")
    assert browser.execute_script(f"return {FRAME}.here") == "the same map"


def test_a_brush_that_a_reload_brought_back_is_lifted_with_a_press(dashboard, browser) -> None:
    opened(browser, dashboard.url)
    chart = part(browser, ".chart")
    hand = ActionChains(browser).move_to_element(chart).click_and_hold()
    hand.move_by_offset(150, 0).release().perform()
    brushed = settled(browser)
    opened(browser, browser.current_url)
    assert settled(browser) == brushed
    assert "on" not in part(browser, ".undo").get_attribute("class")  # its past is another visit's
    part(browser, ".all").click()
    until(lambda: dates(params(browser)) == (None, None), "the dates are still there")
    until(lambda: on_the_map(browser) == (None, None), "the map keeps the dates")
    part(browser, ".undo").click()
    until(lambda: dates(params(browser)) == brushed, "what was lifted does not come back")


def test_arrow_keys_move_an_edge_of_the_brush(dashboard, browser) -> None:
    opened(browser, f"{dashboard.url}/?since=2022-01-04&until=2022-01-06")
    edge = part(browser, ".handle.since")
    assert edge.get_attribute("aria-valuetext") == "4 January 2022"
    browser.execute_script("arguments[0].focus()", edge)
    edge.send_keys(Keys.ARROW_RIGHT)
    until(lambda: dates(params(browser))[0] == "2022-01-05", "the edge has not moved")
    assert settled(browser) == ("2022-01-05", "2022-01-06")
    told = part(browser, ".handle.since").get_attribute("aria-valuetext")
    assert told == "5 January 2022"


def test_playing_moves_the_map_alone_and_stopping_sets_the_dates(dashboard, browser) -> None:
    opened(browser, dashboard.url)
    part(browser, ".play").click()
    first = until(lambda: on_the_map(browser)[0], "the map does not follow")
    until(lambda: on_the_map(browser)[0] > first, "time does not go on")
    assert dates(params(browser)) == (None, None)
    part(browser, ".play").click()
    since, _ = settled(browser)
    assert since
    assert since > first
    assert part(browser, ".play").get_attribute("aria-label") == "Play"
    assert browser.execute_script(f"return {FRAME}.here") == "the same map"
