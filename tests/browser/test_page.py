"""The page as a visitor sees it, in Debian's Chromium."""

from __future__ import annotations

import json
import urllib.request
from urllib.parse import parse_qs, urlparse

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from incidents.bench.browser import DRAWN, MAP, chrome, drawn, outside_requests, wait

pytestmark = pytest.mark.browser
PATIENCE = 40.0  # a busy machine takes its time
FRAME = MAP.replace("?.", ".")  # the map's frame where it is known to be there


def api(dashboard, address: str):
    with urllib.request.urlopen(dashboard.url + address) as answer:
        return json.load(answer)


def text_of(browser, selector: str) -> str:
    """The words in all such elements, read at one moment: the page may be redrawing them."""
    script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)"
    return " ".join(browser.execute_script(script, selector))


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def find(browser, selector: str):
    """The first such element, once there is one."""
    return until(
        lambda: next(iter(browser.find_elements(By.CSS_SELECTOR, selector)), None),
        f"there is no {selector}",
    )


def params(browser) -> dict[str, list[str]]:
    return parse_qs(urlparse(browser.current_url).query)


def idle(browser) -> None:
    until(lambda: browser.execute_script(f"return {MAP}?.incidentsMap?.idle"), "the map is busy")


def click_symbol(browser, symbol) -> None:
    """A real press of the mouse where the symbol stands."""
    frame = find(browser, "iframe[src*='streamlit_folium']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", frame)
    browser.switch_to.frame(frame)
    canvas = browser.find_element(By.ID, "map_div")
    size = canvas.size
    ActionChains(browser).move_to_element_with_offset(
        canvas, int(symbol["x"] - size["width"] / 2), int(symbol["y"] - size["height"] / 2)
    ).click().perform()
    browser.switch_to.default_content()


def alone(dashboard, browser, query: str = ""):
    """The symbol of a pin that no other shares its spot with, brought to the map's middle."""
    rows = [
        one["properties"] for one in api(dashboard, f"/api/incidents?limit=1000{query}")["features"]
    ]
    spots = [(row["lat"], row["lon"]) for row in rows if row["geo_precision"] in {"site", "town"}]
    lat, lon = next(spot for spot in spots if spots.count(spot) == 1)
    browser.execute_script(f"{FRAME}.incidentsMap.map.setView([{lat}, {lon}], 12)")
    near = f"""return {FRAME}.incidentsMap.drawn().find((one) => one.n === 1 && !one.area
      && Math.abs(one.lat - {lat}) < 1e-4 && Math.abs(one.lon - {lon}) < 1e-4)"""
    idle(browser)
    return until(lambda: browser.execute_script(near), "the pin is not drawn")


def test_the_map_opens_on_the_samples_and_asks_nobody_else(dashboard, browser) -> None:
    browser.get(dashboard.url)
    symbols = drawn(browser)
    idle(browser)
    assert sum(one["n"] for one in symbols) > 10
    assert outside_requests(browser, dashboard.url) == []
    errors = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert errors == []


def test_a_kind_filters_the_map_and_stands_in_the_address(dashboard, browser) -> None:
    browser.get(dashboard.url)
    before = drawn(browser)
    idle(browser)
    kinds = ".st-key-kinds button"
    find(browser, kinds)
    buttons = browser.find_elements(By.CSS_SELECTOR, kinds)
    next(one for one in buttons if one.text.startswith("Fire")).click()
    until(lambda: params(browser).get("kind") == ["fire"], "the address has no kind")
    drawn(browser, other_than=before)
    idle(browser)
    after = browser.execute_script(DRAWN)
    assert {one["kind"] for one in after} == {"fire"}
    wanted = api(dashboard, "/api/incidents?kind=fire")["numberMatched"]
    until(lambda: f"{wanted} incident" in text_of(browser, ".inc-line"), "the count is another")


@pytest.mark.slow
def test_a_date_filters_the_map(dashboard, browser) -> None:
    browser.get(dashboard.url)
    before = drawn(browser)
    idle(browser)
    day = find(browser, ".st-key-filter_since [role='spinbutton']")
    elsewhere = find(browser, ".inc-line")
    ActionChains(browser).click(day).send_keys("10012022").click(elsewhere).perform()
    until(lambda: params(browser).get("since") == ["2022-01-10"], "the address has no since")
    drawn(browser, other_than=before)
    wanted = api(dashboard, "/api/incidents?since=2022-01-10")["numberMatched"]
    until(lambda: f"{wanted} incident" in text_of(browser, ".inc-line"), "the count is another")


@pytest.mark.slow
def test_pressing_a_symbol_shows_its_evidence(dashboard, browser) -> None:
    browser.get(dashboard.url)
    drawn(browser)
    idle(browser)
    symbol = alone(dashboard, browser)
    click_symbol(browser, symbol)
    told = api(dashboard, f"/api/incidents/{symbol['id']}")["incident"]
    until(lambda: told["quote"] in text_of(browser, ".st-key-evidence mark"), "no evidence")
    until(lambda: params(browser).get("incident") == [symbol["id"]], "not in the address")


@pytest.mark.slow
def test_panning_wakes_nothing_and_stands_in_the_address(dashboard, browser) -> None:
    browser.get(dashboard.url)
    drawn(browser)
    idle(browser)
    browser.execute_script(
        f"{FRAME}.here = 'the same page'; {FRAME}.incidentsMap.map.setView([51, 71], 5)"
    )
    until(lambda: params(browser).get("zoom") == ["5"], "the address has no view")
    assert abs(float(params(browser)["lat"][0]) - 51) < 0.5
    find(browser, ".st-key-kinds button").click()
    until(lambda: "kind" in params(browser), "the address has no kind")
    assert params(browser)["zoom"] == ["5"]
    assert browser.execute_script(f"return {FRAME}.here") == "the same page"
    assert browser.execute_script(f"return {FRAME}.incidentsMap.map.getZoom()") == 5


@pytest.mark.slow
def test_a_copied_link_restores_everything_elsewhere(dashboard, browser, another_browser) -> None:
    browser.get(f"{dashboard.url}/?kind=fire&kind=protest&kind=looting&since=2022-01-01")
    drawn(browser)
    idle(browser)
    symbol = alone(dashboard, browser, "&kind=fire&kind=protest&kind=looting")
    click_symbol(browser, symbol)
    until(lambda: params(browser).get("incident") == [symbol["id"]], "not in the address")
    browser.execute_script(f"{FRAME}.incidentsMap.map.setView([43.3, 76.9], 9)")
    until(lambda: params(browser).get("zoom") == ["9"], "the address has no view")
    link = copied_link(browser)
    assert parse_qs(urlparse(link).query)["v"] == [str(api(dashboard, "/healthz")["version"])]

    another_browser.get(link)
    drawn(another_browser)
    idle(another_browser)
    for name in ("kind", "since", "incident", "zoom", "lat", "lon"):
        assert params(another_browser)[name] == params(browser)[name]
    seen = another_browser.execute_script(
        f"const map = {FRAME}.incidentsMap.map, centre = map.getCenter();"
        " return [centre.lat, centre.lng, map.getZoom()]"
    )
    assert seen == pytest.approx([43.3, 76.9, 9], abs=0.01)
    quote = api(dashboard, f"/api/incidents/{symbol['id']}")["incident"]["quote"]
    until(lambda: quote in text_of(another_browser, ".st-key-evidence mark"), "no evidence")
    assert ids(another_browser) == ids(browser)


def ids(browser) -> set[str]:
    idle(browser)
    return {one["id"] for one in browser.execute_script(DRAWN)}


def copied_link(browser) -> str:
    find = """
      const seen = (root) => [...root.querySelectorAll('*')].flatMap(
        (one) => one.shadowRoot ? [one, ...seen(one.shadowRoot)] : [one]);
      return seen(document).find((one) => one.tagName === 'BUTTON'
        && one.textContent.trim() === 'Copy link');
    """
    button = until(lambda: browser.execute_script(find), "there is no button to copy the link")
    button.click()
    return until(lambda: button.get_attribute("data-link"), "nothing was copied")


@pytest.mark.slow
def test_a_broken_link_says_what_was_wrong_and_keeps_the_rest(dashboard, browser) -> None:
    browser.get(f"{dashboard.url}/?kind=fire&kind=brand&since=soon&utm=mail")
    drawn(browser)
    idle(browser)
    assert {one["kind"] for one in browser.execute_script(DRAWN)} == {"fire"}
    find(browser, "[data-testid='stExpander'] summary").click()
    until(lambda: text_of(browser, "[data-testid='stAlert']").strip(), "the list does not open")
    told = text_of(browser, "[data-testid='stAlert']")
    for word in ("'brand'", "such as 2022-01-05", "'utm'"):
        assert word in told


def press(browser, label: str) -> None:
    """Presses the button of that name, once there is one; one that is drawn anew is found anew."""

    def pressed() -> bool:
        try:
            found = next(
                one for one in browser.find_elements(By.CSS_SELECTOR, "button")
                if one.text.strip().splitlines()[-1:] == [label] and one.is_enabled()
            )  # fmt: skip
            browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
            found.click()
        except (StopIteration, StaleElementReferenceException):
            return False
        return True

    until(pressed, f"there is no button {label!r} to press")


def type_article(browser, words: str) -> None:
    """The words in the form's field, as if pasted."""
    box = find(browser, ".st-key-article_text textarea")
    box.clear()
    ActionChains(browser).click(box).send_keys(words).perform()
    find(browser, ".inc-title").click()


MARKS = """
const hosts = [...document.querySelectorAll('*')].filter((one) => one.shadowRoot);
const box = hosts.map((one) => one.shadowRoot.querySelector('.text')).find(Boolean);
return box ? {
  marks: [...box.querySelectorAll('mark[data-number]')].map((one) => one.dataset.number),
  text: box.textContent, tags: [...box.querySelectorAll('*')].map((one) => one.localName),
  selected: [...box.querySelectorAll('mark.selected')].map((one) => one.textContent).join(''),
} : null;
"""


def shown(browser, selected: str) -> dict | None:
    """The pane of the text, once it marks those words (a first drawing may carry no marks yet)."""
    pane = browser.execute_script(MARKS)
    return pane if pane and selected in pane["selected"] else None


@pytest.mark.slow
def test_an_article_is_read_kept_and_taken_back(dashboard, browser) -> None:
    browser.get(dashboard.url)
    drawn(browser)
    before = api(dashboard, "/healthz")["incidents"]
    press(browser, "Read an article")
    type_article(browser, "12345 67890")
    press(browser, "Read")
    until(lambda: "no letters" in text_of(browser, "[data-testid='stAlert']"), "not refused")
    box = find(browser, ".st-key-article_text textarea")
    assert box.get_attribute("value") == "12345 67890"

    hostile = "<img src=x onerror=alert(1)> **vet** "
    type_article(
        browser,
        hostile + "Betogers staken op 5 januari 2022 in Karaganda het stadhuis in brand. "
        "In Almaty werden op 5 januari 2022 twaalf mensen gearresteerd.",
    )
    press(browser, "Read")
    pane = until(lambda: shown(browser, selected="Karaganda"), "the text is not shown")
    assert pane["marks"] == ["1", "2"]
    assert hostile.strip() in pane["text"]
    assert set(pane["tags"]) == {"p", "mark"}
    browser.execute_script(
        MARKS.replace("return box ?", "box.querySelectorAll('mark[data-number]')[1].click();"
                      " return box ?")
    )  # fmt: skip
    until(lambda: "Draft 2 of 2" in text_of(browser, ".st-key-desk_open_draft"), "not selected")
    symbols = drawn(browser)
    click_symbol(browser, max(symbols, key=lambda one: one["lat"]))  # Karaganda is in the north
    until(lambda: "Draft 1 of 2" in text_of(browser, ".st-key-desk_open_draft"), "not selected")
    browser.execute_script(f"{FRAME}.here = 'the same map'")
    assert api(dashboard, "/healthz")["incidents"] == before
    browser.find_elements(By.CSS_SELECTOR, "[class*='st-key-keep_'] label")[1].click()
    drawn(browser, other_than=symbols)
    assert browser.execute_script(f"return {FRAME}.here") == "the same map"
    press(browser, "Save 1 draft, keep 1 as rejected")
    until(lambda: "saved" in text_of(browser, "[data-testid='stAlert']"), "nothing was kept")
    assert api(dashboard, "/healthz")["incidents"] > before
    press(browser, "Undo the last change")
    until(lambda: api(dashboard, "/healthz")["incidents"] == before, "it was not taken back")


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (375, 812)], ids=["desktop", "phone"])
def test_the_page_fits_desktop_and_phone_light_and_dark(
    dashboard, screenshots, width, height, dark
) -> None:
    with chrome(width=width, height=height, dark=dark) as browser:
        browser.get(dashboard.url)
        drawn(browser)
        idle(browser)
        name = f"{'phone' if width < 600 else 'desktop'}-{'dark' if dark else 'light'}.png"
        assert browser.save_screenshot(str(screenshots / name))
        overflow = "return document.scrollingElement.scrollWidth - window.innerWidth"
        assert browser.execute_script(overflow) <= 0
