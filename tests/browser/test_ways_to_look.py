"""The page at 200 % zoom, in forced colours, on paper and under a finger."""

from __future__ import annotations

import pytest

from incidents.bench.browser import DRAWN, chrome, wait

from .test_timeline import PART, part

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60.0
SEEN = """
const shown = (one) => one && one.checkVisibility() && one.getBoundingClientRect().height > 0;
return Boolean(shown(document.querySelector(arguments[0])));
"""
HIDDEN_BY_BAR = """
const bar = document.querySelector('[data-testid="stHeader"]').getBoundingClientRect();
const head = document.querySelector('.inc-line').getBoundingClientRect();
return head.top < bar.bottom;
"""
SIDEWAYS = """
const page = document.querySelector('[data-testid="stMain"]');
return page.scrollWidth - page.clientWidth;
"""
FREE = f"""
const one = (function () {{ {PART} }}).apply(null, arguments);
one.scrollIntoView({{block: "center"}});
const {{ left, top, width, height }} = one.getBoundingClientRect();
const at = (x) => one.getRootNode().elementFromPoint(x, top + height / 2);
return at(left + 2) === one && at(left + width - 2) === one;
"""
OUTLINE = """
const style = (name) => getComputedStyle(document.querySelector(
  `.st-key-kinds button[aria-pressed="${name}"]`));
return ["true", "false"].map((name) => style(name).outlineStyle);
"""


def opened(browser, address: str) -> None:
    browser.get(address)
    wait(lambda: browser.execute_script(DRAWN), PATIENCE, lambda: "the map drew nothing")
    part(browser, ".axis span")


def media(browser, *, kind: str = "", **features: str) -> None:
    told = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": told})


@pytest.mark.parametrize("width", [700, 375])
def test_an_enlarged_page_hides_nothing_and_scrolls_one_way(dashboard, width) -> None:
    with chrome(width=width, height=450) as browser:
        twice = {"width": width, "height": 450, "deviceScaleFactor": 2, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", twice)
        opened(browser, dashboard.url)

        assert browser.execute_script(HIDDEN_BY_BAR) is False
        assert browser.execute_script(SIDEWAYS) <= 0


def test_chosen_kinds_can_be_told_in_forced_colours(dashboard, browser) -> None:
    media(browser, forced_colors="active")
    opened(browser, f"{dashboard.url}/?kind=fire")
    find = "return document.querySelector('.st-key-kinds button[aria-pressed=\"true\"]')"
    wait(lambda: browser.execute_script(find), PATIENCE, lambda: "no kind is chosen")

    assert browser.execute_script(OUTLINE) == ["solid", "none"]


def test_on_paper_are_the_filters_the_map_the_timeline_and_where_the_table_is(
    dashboard, browser
) -> None:
    opened(browser, f"{dashboard.url}/?kind=fire")
    on_screen = {".inc-paper": False, '[data-testid="stSidebar"]': True, ".st-key-share": True}
    assert {name: browser.execute_script(SEEN, name) for name in on_screen} == on_screen

    media(browser, kind="print")
    gone = ('[data-testid="stSidebar"]', ".st-key-share", '[data-testid="stDataFrame"]')
    printed = (".inc-line", ".st-key-chips", "iframe[src*='streamlit_folium']", ".inc-paper",
               ".st-key-timeline_box")  # fmt: skip
    assert [name for name in gone if browser.execute_script(SEEN, name)] == []
    assert [name for name in printed if not browser.execute_script(SEEN, name)] == []

    browser.switch_to.frame(browser.find_element("css selector", "iframe[src*='streamlit_folium']"))
    pressed = (".leaflet-bar", ".incidents-search", ".incidents-choices")
    assert [name for name in pressed if browser.execute_script(SEEN, name)] == []
    assert browser.execute_script(SEEN, ".incidents-legend-row")
    media(browser)
    assert browser.execute_script(SEEN, ".leaflet-bar")
    assert not browser.execute_script(SEEN, ".incidents-legend-row")


def test_a_finger_finds_targets_of_44_pixels_on_the_timeline(dashboard) -> None:
    with chrome(width=375, height=812) as browser:
        touch = {"enabled": True, "maxTouchPoints": 1}
        browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
        opened(browser, f"{dashboard.url}/?since=2022-01-05&until=2022-01-05")
        names = (".handle.since", ".handle.until", ".play", ".back", ".next", ".all")
        small = {
            name: size
            for name in names
            for size in [browser.execute_script(PART, name).rect]
            if min(size["width"], size["height"]) < 44
        }
        assert small == {}


def test_neither_handle_of_a_single_day_lies_under_the_other(dashboard) -> None:
    with chrome(width=375, height=812) as browser:
        touch = {"enabled": True, "maxTouchPoints": 1}
        browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
        opened(browser, f"{dashboard.url}/?since=2022-01-05&until=2022-01-05")
        for name in (".handle.since", ".handle.until"):
            assert browser.execute_script(FREE, name) is True


def test_handles_at_the_ends_widen_no_page(dashboard) -> None:
    with chrome(width=375, height=812) as browser:
        touch = {"enabled": True, "maxTouchPoints": 1}
        browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
        opened(browser, dashboard.url)
        assert browser.execute_script(SIDEWAYS) <= 0
