"""A place is put right in the browser: pressed on the small map, remembered, and taken back."""

from __future__ import annotations

import json
import time
import urllib.request

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from incidents.bench.browser import drawn, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 40.0  # a busy machine takes its time
PULSE, QUIET = 0.1, 1.0  # seconds
SMALL = ".st-key-place_form iframe[src*='streamlit_folium']"
IDLE = f'return document.querySelector("{SMALL}")?.contentWindow?.incidentsMap?.idle'
FORM = ".st-key-place_form"
BESIDE = 70  # pixels from the middle of the small map
WHY = "<b>the video</b> shows the bridge"


def api(dashboard, address: str):
    with urllib.request.urlopen(dashboard.url + address) as answer:
        return json.load(answer)


def remembered(dashboard) -> list[dict]:
    return api(dashboard, "/api/places/remembered")["remembered"]


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def shown(browser, selector: str):
    return until(
        lambda: next(iter(browser.find_elements(By.CSS_SELECTOR, selector)), None),
        f"there is no {selector}",
    )


def text_of(browser, selector: str) -> str:
    """The words in all such elements, read at one moment: the page may be redrawing them."""
    script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)"
    return " ".join(browser.execute_script(script, selector))


def settled(browser) -> None:
    """Waits until no script has run for a while: what was typed or pressed has taken effect."""
    state = "return document.querySelector('[data-testid=stApp]').dataset.testScriptState"
    quiet = 0
    for _ in range(round(PATIENCE / PULSE)):
        quiet = quiet + 1 if browser.execute_script(state) == "notRunning" else 0
        if quiet * PULSE >= QUIET:
            return
        time.sleep(PULSE)
    raise AssertionError("the page does not come to rest")


def press(browser, selector: str) -> None:
    """Presses it where it stays: what a running script redraws moves away under the pointer."""
    settled(browser)
    found = shown(browser, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    until(found.is_enabled, f"{selector} cannot be pressed")
    found.click()


def read_in_words(dashboard) -> str:
    """An incident in a town that its sentence names."""
    for one in api(dashboard, "/api/incidents?limit=200&precision=town")["features"]:
        name = one["properties"]["id"]
        seen = api(dashboard, f"/api/incidents/{name}")["evidence"]
        if seen["place_words"] and seen["place_source"] == "sentence" and not seen["facility"]:
            return name
    raise AssertionError("no sample names its town")


def press_small_map(browser) -> None:
    frame = shown(browser, SMALL)
    until(lambda: browser.execute_script(IDLE), "the small map is busy")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", frame)
    browser.switch_to.frame(frame)
    canvas = browser.find_element(By.ID, "map_div")
    ActionChains(browser).move_to_element_with_offset(canvas, BESIDE, 0).click().perform()
    browser.switch_to.default_content()


def test_a_pin_is_moved_by_a_press_remembered_and_taken_back(dashboard, browser) -> None:
    name = read_in_words(dashboard)
    before, earlier = api(dashboard, f"/api/incidents/{name}")["incident"], remembered(dashboard)
    browser.get(f"{dashboard.url}/?incident={name}")
    drawn(browser)
    press(browser, f".st-key-move_{name} button")
    press_small_map(browser)
    until(lambda: "To be saved: " in text_of(browser, FORM), "the press moves nothing")
    settled(browser)  # the press may tick the box that remembers
    reason = shown(browser, ".st-key-place_form [class*='st-key-because_'] input")
    reason.send_keys(WHY, Keys.ENTER)
    settled(browser)
    remember = ".st-key-place_form [class*='st-key-remember_']"
    if not browser.find_elements(By.CSS_SELECTOR, f"{remember} input:checked"):
        press(browser, f"{remember} label")
    shown(browser, f"{remember} input:checked")
    shown(browser, ".st-key-place_form [class*='st-key-words_'] input")
    settled(browser)
    seen = text_of(browser, FORM)
    press(browser, f"{FORM} [class*='st-key-place_save_'] button")
    until(lambda: len(remembered(dashboard)) > len(earlier), "nothing is remembered")

    (known,) = [one for one in remembered(dashboard) if one not in earlier]
    told = api(dashboard, f"/api/incidents/{name}")
    assert (told["incident"]["lat"], told["incident"]["lon"]) == (known["lat"], known["lon"])
    assert (told["incident"]["geo_precision"], known["reason"]) == ("site", WHY)
    assert f" at {known['lat']:.5f}, {known['lon']:.5f} (" in seen
    assert told["incident"]["lon"] > before["lon"]  # the press was to the right
    evidence = ".st-key-evidence"
    until(lambda: WHY in text_of(browser, evidence), "the evidence does not say why")
    assert browser.find_elements(By.CSS_SELECTOR, f"{evidence} dd b") == []

    press(browser, ".st-key-open_places button")
    entry = f".st-key-remembered_{known['id']}"
    until(lambda: WHY in text_of(browser, entry), "the list does not say why")
    settled(browser)
    undo(browser)
    until(lambda: remembered(dashboard) == earlier, "it was not taken back")
    assert api(dashboard, f"/api/incidents/{name}")["incident"] == before


def undo(browser) -> None:
    label = "Undo the last change"
    found = until(
        lambda: next(
            (one for one in browser.find_elements(By.CSS_SELECTOR, "button") if label in one.text),
            None,
        ),
        "there is no undo",
    )
    found.click()
