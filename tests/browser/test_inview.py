"""The table that follows the map, as a visitor meets it."""

from __future__ import annotations

import json
import time
import urllib.request
from urllib.parse import parse_qs, urlparse

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from incidents.bench.browser import MAP, drawn, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 40.0  # a busy machine takes its time
REST = 1.5  # seconds, more than the map rests before it tells
FRAME = MAP.replace("?.", ".")
TOLD = """
const hosts = [...document.querySelectorAll('.st-key-map_view, .st-key-map_view *')];
return hosts.map((one) => one.shadowRoot?.querySelector('[role=status]')?.textContent)
  .find(Boolean) ?? '';
"""
SWITCH = ".st-key-table_in_view input"


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def opened(browser, address: str) -> None:
    browser.get(address)
    drawn(browser)
    until(lambda: browser.execute_script(f"return {MAP}?.incidentsMap?.idle"), "the map is busy")
    until(lambda: browser.find_elements(By.CSS_SELECTOR, SWITCH), "there is no switch")


def params(browser) -> dict[str, list[str]]:
    return parse_qs(urlparse(browser.current_url).query)


def told(browser) -> str:
    return browser.execute_script(TOLD)


def wanted(dashboard, browser) -> str:
    """What the table is to say of the part of the map that is in view now."""
    box = browser.execute_script(f"return {FRAME}.incidentsMap.view()")

    def count(query: str) -> int:
        with urllib.request.urlopen(f"{dashboard.url}/api/incidents?limit=1{query}") as answer:
            return json.load(answer)["numberMatched"]

    inside, whole = count(f"&bbox={box}"), count("")
    assert 0 < inside < whole
    return f"{inside} of {whole} incidents in this part of the map. Downloads hold all {whole}."


def messages(browser) -> int:
    """How many messages the page has sent to the server since this was last asked."""
    log = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return sum(one["method"] == "Network.webSocketFrameSent" for one in log)


def test_the_table_follows_the_map_while_the_switch_is_on(dashboard, browser) -> None:
    opened(browser, f"{dashboard.url}/?lat=43.25&lon=76.9&zoom=11")
    browser.execute_script(f"{FRAME}.here = 'the same map'")
    time.sleep(REST)
    messages(browser)
    browser.execute_script(f"{FRAME}.incidentsMap.map.setView([43.3, 76.8], 9)")
    time.sleep(REST)
    assert messages(browser) == 0  # off: the map moves, and nobody hears of it

    browser.execute_script(f"document.querySelector('{SWITCH}').focus()")
    ActionChains(browser).send_keys(Keys.SPACE).perform()
    until(lambda: told(browser) == wanted(dashboard, browser), "the table has other rows")
    link = {"rows": ["view"], "lat": ["43.30000"], "lon": ["76.80000"], "zoom": ["9"]}
    until(lambda: params(browser) == link, "the address says something else")
    time.sleep(REST)
    messages(browser)
    browser.execute_script(f"{FRAME}.incidentsMap.map.setView([43.25, 76.9], 13)")
    until(lambda: told(browser) == wanted(dashboard, browser), "the table stays behind")
    time.sleep(REST)
    assert messages(browser) == 1
    assert browser.execute_script(f"return {FRAME}.here") == "the same map"


def test_a_link_restores_the_table_of_the_view(dashboard, browser) -> None:
    opened(browser, f"{dashboard.url}/?order=kind&rows=view&lat=43.25&lon=76.9&zoom=12")
    until(lambda: told(browser) == wanted(dashboard, browser), "the table has other rows")
    assert browser.find_element(By.CSS_SELECTOR, SWITCH).is_selected()
    browser.execute_script(f"{FRAME}.incidentsMap.map.setView([0, -150], 6)")
    nothing = "Nothing of the current filter lies in this part of the map."
    until(lambda: told(browser) == nothing, "the table does not say that it is empty")
    browser.find_element(By.CSS_SELECTOR, ".st-key-leave_view button").click()
    until(lambda: "rows" not in params(browser), "the address keeps to the view")
    assert not browser.find_element(By.CSS_SELECTOR, SWITCH).is_selected()
