"""The brief in a real browser: its own policy lets the map draw and nothing else happen."""

from __future__ import annotations

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from incidents.formats import About
from incidents.formats.brief import Chart, write_brief
from incidents.maps import embedded
from incidents.model import to_frame

pytestmark = pytest.mark.browser


def test_a_brief_opens_from_the_disk_with_its_map_and_asks_for_nothing(
    browser, requests_of, tmp_path, make_incident
) -> None:
    frame = to_frame([make_incident(quote="<img src=http://127.0.0.1:9/x>"), make_incident()])
    path = tmp_path / "brief.html"
    with path.open("wb") as file:
        write_brief(frame, About((), "", 1, None, 2), embedded(frame), Chart("day"), file)
    browser.get(path.as_uri())
    idle = "return window.incidentsMap.idle && window.incidentsMap.drawn()"
    (drawn,) = WebDriverWait(browser, 20).until(lambda one: one.execute_script(idle))
    assert drawn["n"] == 2
    assert requests_of() == [path.as_uri()]
    assert [one for one in browser.get_log("browser") if one["level"] == "SEVERE"] == []
