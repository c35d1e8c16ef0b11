"""A file dropped on the page: looked at, confirmed, on the map, in the list, taken back."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import pytest
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By

from incidents import settings
from incidents.bench.browser import DRAWN, Dashboard, drawn, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60.0  # a busy machine takes its time
NOT_YET = (  # a button that is being redrawn, or still covered
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
ROWS = """wat,datum,plaats,breedtegraad,lengtegraad
fire,2022-01-05,Almaty,43.25,76.91
looting,2022-01-06,Almaty,43.30,76.95
rain,2022-01-06,Almaty,43.31,76.96
"""


@pytest.fixture
def dashboard(tmp_path) -> Iterator[Dashboard]:
    """A dashboard of its own: what is loaded here would stand in other tests' maps."""
    with Dashboard(tmp_path, INCIDENTS_CACHE=str(settings.cache_folder())) as running:
        yield running


def until(ready, why: str):
    return wait(ready, PATIENCE, lambda: why)


def words(browser) -> str:
    """All that the page says, read at one moment."""
    return browser.execute_script("return document.body.innerText")


def press(browser, selector: str, label: str = "") -> None:
    """Presses the first such button that can be pressed, once it is there."""

    def pressed() -> bool:
        try:
            found = browser.find_elements(By.CSS_SELECTOR, f"{selector} button:enabled")
            wanted = next((one for one in found if label in one.text), None)
            if wanted is None:
                return False
            browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", wanted)
            wanted.click()
        except NOT_YET:
            return False
        return True

    until(pressed, f"there is no button {selector} {label}")


def incidents_in(dashboard, query: str) -> int:
    with urllib.request.urlopen(f"{dashboard.url}/api/incidents?{query}", timeout=60) as answer:
        return json.load(answer)["numberMatched"]


def test_a_dropped_file_becomes_dots_and_a_dataset_and_is_taken_back(
    dashboard, browser, tmp_path
) -> None:
    path = tmp_path / "stadswacht.csv"
    path.write_text(ROWS)
    browser.get(dashboard.url)
    drawn(browser)
    samples = incidents_in(dashboard, "")
    press(browser, ".st-key-open_datasets")
    chooser = until(
        lambda: browser.find_elements(By.CSS_SELECTOR, ".st-key-load_file input[type=file]"),
        "there is no place to drop a file",
    )
    chooser[0].send_keys(str(path))
    until(lambda: "3 rows read · 2 kept · 1 dropped" in words(browser), "the account is missing")
    assert incidents_in(dashboard, "") == samples  # a look keeps nothing

    press(browser, ".st-key-load_confirm")
    until(lambda: "2 added, 0 changed" in words(browser), "nothing says that it was loaded")

    def only_these() -> bool:
        symbols = browser.execute_script(DRAWN)
        return sum(one["n"] for one in symbols) == 2

    until(only_these, "the map shows others than the file's")
    until(
        lambda: parse_qs(urlparse(browser.current_url).query).get("dataset") == ["stadswacht"],
        "the address does not name the dataset",
    )
    press(browser, ".st-key-open_datasets")
    until(lambda: "stadswacht 2 incidents" in words(browser), "the list lacks the dataset")

    press(browser, "[data-testid='stMain']", "Undo")
    until(lambda: "Undone." in words(browser), "nothing says that it was undone")
    until(lambda: "stadswacht 2 incidents" not in words(browser), "the dataset is still listed")
    assert incidents_in(dashboard, "dataset=stadswacht") == 0
    assert incidents_in(dashboard, "") == samples
