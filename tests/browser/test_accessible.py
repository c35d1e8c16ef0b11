"""What assistive technology needs, checked by axe-core in the page and in the map's own frame."""

from __future__ import annotations

import json
import urllib.request
from importlib.metadata import distribution
from typing import Any

import pytest

from incidents.bench.browser import DRAWN, chrome, wait

pytestmark = pytest.mark.browser
PATIENCE = 40.0
AXE = distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """
const tell = arguments[arguments.length - 1];
axe.run(document, { runOnly: arguments[0], resultTypes: ["violations"], iframes: false })
  .then(({ violations }) => tell(violations), (error) => tell(String(error)));
"""
SETTLED = """return !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
  && Boolean(document.querySelector('[data-testid="stSidebar"] [data-testid="stSelectbox"]'))"""
# By rule, what marks Streamlit's own elements that break it; nothing of ours may stand here.
STREAMLITS_OWN = {"target-size": ('role="spinbutton"',)}  # day, month and year of a date to fill in


def _incident(dashboard) -> str:
    with urllib.request.urlopen(f"{dashboard.url}/api/incidents?kind=fire&limit=1") as answer:
        return str(json.load(answer)["features"][0]["id"])


def violations(browser) -> list[tuple[str, str, str]]:
    """Rule, place and element of all that is wrong in the document that the browser is in."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found: Any = browser.execute_async_script(RUN, RULES)
    assert isinstance(found, list), found
    return [
        (rule["id"], " ".join(map(str, node["target"])), node["html"][:200])
        for rule in found
        for node in rule["nodes"]
        if not any(own in node["html"] for own in STREAMLITS_OWN.get(rule["id"], ()))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1400, 375])
def test_the_page_and_its_map_break_no_rule_of_access(dashboard, width, dark) -> None:
    with chrome(width=width, height=900, dark=dark) as browser:
        browser.set_script_timeout(60)
        browser.get(f"{dashboard.url}/?incident={_incident(dashboard)}&kind=fire&kind=looting")
        wait(lambda: browser.execute_script(DRAWN), PATIENCE, lambda: "the map drew nothing")
        wait(lambda: browser.execute_script(SETTLED), PATIENCE, lambda: "the page was not drawn")
        wrong = violations(browser)
        frame = browser.find_element("css selector", "iframe[src*='streamlit_folium']")
        browser.switch_to.frame(frame)
        assert wrong + violations(browser) == []


@pytest.mark.slow
def test_what_is_wrong_would_be_found(browser) -> None:
    browser.get("data:text/html,<html lang=en><title>t</title><p style='color:%23ccc'>pale</p>")
    assert [rule for rule, *_ in violations(browser)] == ["color-contrast"]
