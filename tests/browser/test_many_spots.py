"""Hundreds of spots in view: drawn with few bytes, and told in full where somebody points."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlparse

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from incidents import settings
from incidents.bench.browser import MAP, Dashboard, drawn, wait
from incidents.geo import Point
from incidents.model import DatePrecision, GeoPrecision, Incident, Place, When
from incidents.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 40.0  # a busy machine takes its time
FRAME = MAP.replace("?.", ".")
SIDE = 20  # spots a row, and rows of them


@pytest.fixture(scope="module")
def scattered(tmp_path_factory) -> Iterator[Dashboard]:
    """A dashboard on 400 incidents, each in a town of its own, no two near each other."""
    folder = tmp_path_factory.mktemp("scattered")
    with Store.open(folder / "store.duckdb") as store:
        store.add(list(made()), reason="test")
    cache = str(settings.cache_folder())
    with Dashboard(folder, INCIDENTS_SAMPLES="0", INCIDENTS_CACHE=cache) as running:
        yield running


def made() -> Iterator[Incident]:
    for number in range(SIDE * SIDE):
        lat, lon = 40 + number // SIDE * 0.7, 20 + number % SIDE * 1.1
        yield Incident(
            id=f"n{number}",
            kind="fire",
            title="Fire",
            when=When(date(2022, 1, 5), None, DatePrecision.DAY),
            place=Place(f"Town {number}", Point(lat, lon), GeoPrecision.TOWN, 5_000, "UA"),
            place_name=f"Town {number}",
            quote=f"Report number {number}.",
        )


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def test_a_spot_that_came_without_words_tells_them_to_the_pointer_and_opens(
    scattered, browser
) -> None:
    with urllib.request.urlopen(f"{scattered.url}/tiles/0/0/0.json") as answer:
        assert "id" not in json.load(answer)["points"]
    browser.get(f"{scattered.url}/?lat=46&lon=31&zoom=5")
    drawn(browser)
    until(lambda: browser.execute_script(f"return {MAP}?.incidentsMap?.idle"), "the map is busy")
    find = f"""const [w, h] = [{FRAME}.innerWidth, {FRAME}.innerHeight];
        return {FRAME}.incidentsMap.drawn().find((one) => one.n === 1 && one.id === null
          && Math.hypot(one.x - w / 2, one.y - h / 2) < 120)"""
    symbol = until(lambda: browser.execute_script(find), "no spot came without words")
    frame = browser.find_element(By.CSS_SELECTOR, "iframe[src*='streamlit_folium']")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", frame)
    browser.switch_to.frame(frame)
    canvas = browser.find_element(By.ID, "map_div")
    across, down = symbol["x"] - canvas.size["width"] / 2, symbol["y"] - canvas.size["height"] / 2
    at = ActionChains(browser).move_to_element_with_offset(canvas, int(across), int(down))
    at.perform()
    told = "return document.querySelector('.incidents-tooltip').innerText"
    words = until(lambda: _words(browser, told), "the pointer is told nothing")
    assert "5 January 2022" in words
    ActionChains(browser).click().perform()
    browser.switch_to.default_content()
    chosen = until(lambda: parse_qs(urlparse(browser.current_url).query).get("incident"), "closed")
    number = chosen[0].removeprefix("n")
    assert f"Town {number} " in words or f"Town {number}(" in words
    quote = "return document.querySelector('.st-key-evidence mark')?.textContent"
    until(
        lambda: browser.execute_script(quote) == f"Report number {number}.", "no evidence is shown"
    )


# Presses one spot whose answer is held up, another one, and lets the first answer come then.
PRESS_TWO = """const [done, {map, layer}] = [arguments[0], incidentsMap];
    const [first, second] = layer.placed.filter((one) => one.slim && one.n === 1);
    const {source} = layer.options, ask = source.tile, told = [];
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    source.tile = (...asked) => {
      source.tile = ask;
      return held.then(() => ask.apply(source, asked));
    };
    layer.choose = (id) => told.push(id);
    const press = ({x, y}) => map.fire("click", {layerPoint: L.point(x, y), originalEvent: {}});
    press(first);
    const late = layer.fill(first);
    press(second);
    layer.fill(second).then(release).then(() => late)
      .then((well) => done([well, told, first.id, second.id]));"""


def test_only_the_spot_pressed_last_opens_though_an_earlier_answer_comes_later(
    scattered, browser
) -> None:
    browser.set_script_timeout(PATIENCE)
    browser.get(f"{scattered.url}/?lat=46&lon=31&zoom=5")
    drawn(browser)
    until(lambda: browser.execute_script(f"return {MAP}?.incidentsMap?.idle"), "the map is busy")
    browser.switch_to.frame(
        browser.find_element(By.CSS_SELECTOR, "iframe[src*='streamlit_folium']")
    )
    well, told, first, second = browser.execute_async_script(PRESS_TWO)
    assert well
    assert first != second
    assert told == [second]


def _words(browser, script: str) -> str | None:
    told = browser.execute_script(script)
    return told if "in Town" in told else None
