"""Three thousand incidents at one coordinate, as a visitor meets them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from incidents import settings
from incidents.bench.browser import MAP, Dashboard, chrome, drawn, wait
from incidents.model import DatePrecision, When
from incidents.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 40.0  # a busy machine takes its time
MANY = 3_000
OPENED_WITHIN = 5.0  # seconds on a busy machine; alone it is under one
FRAME = MAP.replace("?.", ".")
ROOT = """
const hosts = [...document.querySelectorAll('*')].filter((one) => one.shadowRoot);
const list = hosts.map((one) => one.shadowRoot.querySelector('.spot')).find(Boolean);
"""
ROWS = (
    f"{ROOT} return list ? [...list.querySelectorAll('.row[data-id]')].map((one) => one.id) : [];"
)
HEADING = f"{ROOT} return list ? list.querySelector('strong').textContent : '';"
ACTIVE = f"{ROOT} return list?.querySelector('.row.active[data-id]')?.dataset.id;"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory) -> Iterator[Dashboard]:
    """A dashboard on 3,000 incidents in one town, two about the country, one about a region."""
    folder = tmp_path_factory.mktemp("crowd")
    with Store.open(folder / "store.duckdb") as store:
        store.add(list(made()), reason="test")
    cache = str(settings.cache_folder())
    with Dashboard(folder, INCIDENTS_SAMPLES="0", INCIDENTS_CACHE=cache) as running:
        yield running


def made():
    from incidents.geo import Point
    from incidents.model import GeoPrecision, Incident, Place

    town = Place("Almaty", Point(43.25, 76.91), GeoPrecision.TOWN, 15_000, "KZ")
    country = Place("Kazakhstan", Point(48.0, 67.0), GeoPrecision.COUNTRY, 1_200_000, "KZ")
    region = Place("Ulytau Region", Point(47.9, 67.2), GeoPrecision.ADMIN1, 250_000, "KZ")
    for number in range(MANY + 3):
        yield Incident(
            id=f"n{number}",
            kind="looting" if number % 3 else "fire",
            title="Fire",
            when=When(date(2015, 1, 1) + timedelta(number), None, DatePrecision.DAY),
            place=town if number < MANY else region if number == MANY else country,
            quote=f"<b>Report</b> number {number} of what happened.",
        )


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def opened(browser, address: str):
    browser.get(address)
    symbols = drawn(browser)
    until(lambda: browser.execute_script(f"return {MAP}?.incidentsMap?.idle"), "the map is busy")
    return symbols


def press(browser, n: int) -> None:
    """A real press of the mouse on the symbol of so many."""
    frame = browser.find_element(By.CSS_SELECTOR, "iframe[src*='streamlit_folium']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", frame)
    find = f"return {FRAME}.incidentsMap.drawn().find((one) => one.n === {n})"
    symbol = until(lambda: browser.execute_script(find), f"no symbol stands for {n}")
    browser.switch_to.frame(frame)
    canvas = browser.find_element(By.ID, "map_div")
    across, down = (symbol[name] - canvas.size[side] / 2
                    for name, side in (("x", "width"), ("y", "height")))  # fmt: skip
    ActionChains(browser).move_to_element_with_offset(canvas, int(across), int(down)).click(
    ).perform()  # fmt: skip
    browser.switch_to.default_content()


def rows(browser) -> list[int]:
    return [int(one.removeprefix("row-")) for one in browser.execute_script(ROWS)]


def params(browser) -> dict[str, list[str]]:
    return parse_qs(urlparse(browser.current_url).query)


def test_thousands_at_one_point_open_as_a_list_for_mouse_and_keyboard(crowd, browser) -> None:
    opened(browser, crowd.url)
    start = time.monotonic()
    press(browser, MANY)
    until(lambda: rows(browser), "no list opens")
    took = time.monotonic() - start
    assert took < OPENED_WITHIN
    assert browser.execute_script(HEADING) == "3,000 incidents"
    assert len(rows(browser)) < 40  # of three thousand: only those in sight
    until(lambda: params(browser).get("at") == ["43.25,76.91,town"], "not in the address")

    until(lambda: browser.execute_script(ACTIVE) == f"n{MANY - 1}", "the newest is not the first")
    ActionChains(browser).send_keys(Keys.END).perform()
    until(lambda: browser.execute_script(ACTIVE) == "n0", "the oldest is not the last")
    ActionChains(browser).send_keys(Keys.ARROW_UP, Keys.ENTER).perform()
    until(lambda: params(browser).get("incident") == ["n1"], "the row is not chosen")
    evidence = "return document.querySelector('.st-key-evidence mark')?.textContent"
    quote = "<b>Report</b> number 1 of what happened."
    until(lambda: browser.execute_script(evidence) == quote, "its evidence is not shown")
    assert params(browser)["at"] == ["43.25,76.91,town"]
    chosen = f"{ROOT} return list?.querySelector('.row[aria-selected=\"true\"]')?.dataset.id"
    until(lambda: browser.execute_script(chosen) == "n1", "the row lies out of sight")


def test_a_list_is_narrowed_by_kind_turned_round_and_closed(crowd, browser) -> None:
    opened(browser, f"{crowd.url}/?at=43.25,76.91,town")
    until(lambda: rows(browser), "no list opens")
    browser.execute_script(
        f"{ROOT} [...list.querySelectorAll('.kinds button')]"
        ".find((one) => one.textContent.startsWith('Fire')).click()"
    )
    size = f"{ROOT} return list.querySelector('.row[data-id]')?.getAttribute('aria-setsize')"
    until(lambda: browser.execute_script(size) == "1000", "the kind does not narrow the list")
    browser.execute_script(f"{ROOT} list.querySelector('.order').click()")
    first = f"{ROOT} return list.querySelector('#row-0[data-id]')?.dataset.id"
    until(lambda: browser.execute_script(first) == "n0", "the oldest fire is not the first")
    browser.execute_script(f"{ROOT} list.querySelector('.close').click()")
    until(lambda: "at" not in params(browser), "the address still names the list")
    until(lambda: browser.execute_script(f"{ROOT} return !list"), "the list stays")


def test_a_judgement_leaves_the_list_where_it_was(crowd, browser) -> None:
    opened(browser, f"{crowd.url}/?at=43.25,76.91,town")
    until(lambda: rows(browser), "no list opens")
    browser.execute_script(f"{ROOT} list.querySelector('.rows').scrollTop = 70 * 1500")
    row = f"{ROOT} return list.querySelector('#row-1501[data-id]')"
    until(lambda: browser.execute_script(row), "the rows do not come")
    browser.execute_script(f"{ROOT} list.querySelector('#row-1501').click()")
    name = f"n{MANY - 1502}"
    until(lambda: params(browser).get("incident") == [name], "the row is not chosen")
    pressed = """
        const button = [...document.querySelectorAll('button')].find(
          (one) => one.innerText.split('\\n').includes(arguments[0]));
        if (button) button.click();
        return Boolean(button);
    """
    until(lambda: browser.execute_script(pressed, "Review"), "nothing to review with")
    until(lambda: browser.execute_script(pressed, "Mark as verified"), "no way to verify")
    done = "return document.querySelector('.st-key-panel').innerText.includes('Undo the last')"
    until(lambda: browser.execute_script(done), "it is not verified")
    chosen = f"{ROOT} return list?.querySelector('.row[aria-selected=\"true\"]')?.dataset.id"
    until(lambda: browser.execute_script(chosen) == name, "the list has lost its place")


def test_a_link_restores_the_list_and_its_incident_elsewhere(crowd, browser) -> None:
    opened(browser, f"{crowd.url}/?kind=fire&at=43.25,76.91,town&incident=n3")
    until(lambda: browser.execute_script(HEADING) == "1,000 incidents", "another list")
    until(lambda: rows(browser), "the list is empty")
    evidence = "return document.querySelector('.st-key-evidence mark')?.textContent ?? ''"
    until(lambda: "number 3 " in browser.execute_script(evidence), "no evidence")
    chosen = f"{ROOT} return list.querySelector('.row[aria-selected=\"true\"]')?.id"
    until(lambda: browser.execute_script(chosen) == "row-998", "its row is out of sight")
    assert params(browser)["kind"] == ["fire"]


def test_areas_whose_symbols_overlap_open_as_one_list(crowd, browser) -> None:
    opened(browser, crowd.url)
    browser.execute_script(f"{FRAME}.incidentsMap.map.setView([46, 70], 4, {{animate: false}})")
    press(browser, 3)
    until(lambda: browser.execute_script(HEADING) == "3 incidents", "no list opens")
    both = ["47.9,67.2,admin1", "48,67,country"]
    until(lambda: sorted(params(browser).get("at", [])) == both, "not in the address")
    until(lambda: len(rows(browser)) == 3, "not all three are listed")


def test_an_areas_list_says_that_the_place_is_a_whole_area(crowd, browser) -> None:
    opened(browser, f"{crowd.url}/?at=48,67,country")
    until(lambda: browser.execute_script(HEADING) == "2 incidents", "no list opens")
    where = f"{ROOT} return list.querySelector('.where').textContent"
    assert browser.execute_script(where) == "somewhere in Kazakhstan, the whole country"


def test_on_a_phone_a_pressed_stack_brings_its_list_into_view(crowd) -> None:
    with chrome(width=375, height=812) as browser:
        opened(browser, crowd.url)
        press(browser, MANY)
        until(lambda: rows(browser), "no list opens")
        top = f"{ROOT} return list.getBoundingClientRect().top"
        until(lambda: -5 <= browser.execute_script(top) < 400, "the list is out of view")
        overflow = "return document.scrollingElement.scrollWidth - window.innerWidth"
        assert browser.execute_script(overflow) <= 0


def test_the_line_of_what_the_filter_hides_brings_it_back(crowd, browser) -> None:
    symbols = opened(browser, f"{crowd.url}/?precision=town")
    assert sum(one["n"] for one in symbols) == MANY
    label = "return document.querySelector('.st-key-show_hidden button')?.innerText ?? ''"
    told = "3 more are only known to their region or country: show"
    until(lambda: told in browser.execute_script(label), "nothing says what is hidden")
    browser.execute_script(
        f"{FRAME}.here = 'the same map';"
        f" {FRAME}.incidentsMap.map.setView([46, 70], 4, {{animate: false}})"
    )
    browser.find_element(By.CSS_SELECTOR, ".st-key-show_hidden button").click()
    until(lambda: "precision" not in params(browser), "the filter stays in the address")
    shown = f"return {FRAME}.incidentsMap.drawn().reduce((sum, one) => sum + one.n, 0)"
    until(lambda: browser.execute_script(shown) == MANY + 3, "the map still hides them")
    assert browser.execute_script(f"return {FRAME}.here") == "the same map"
