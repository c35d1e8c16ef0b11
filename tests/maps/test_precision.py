"""How sure a place is, as it is drawn: circles, hatching, badges and their words."""

from __future__ import annotations

import pytest

from incidents.maps import to_map
from incidents.model import GeoPrecision

from .conftest import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TOWN = {"geo_precision": "town", "place": "Almaty", "radius_m": 15_000}
# Opacity of the incidents' canvas at points that lie so far from a spot, in shares of its radius.
PAINTED = """
    const [lat, lon, radius, zoom, shares] = arguments;
    const { map, layer } = incidentsMap;
    const at = map.project([lat, lon], zoom).subtract(map.getPixelOrigin());
    const metre = 256 * 2 ** zoom / (40075016.686 * Math.cos(lat * Math.PI / 180));
    const ratio = window.devicePixelRatio || 1;
    const from = layer._bounds.min;
    return shares.map(([across, down]) => layer._context.getImageData(
      Math.round((at.x + across * radius * metre - from.x) * ratio),
      Math.round((at.y + down * radius * metre - from.y) * ratio), 1, 1).data[3]);
"""


def look(browser, lat, lon, zoom):
    until(browser, "return Boolean(window.incidentsMap && incidentsMap.idle)")
    browser.execute_script(
        "incidentsMap.map.setView(arguments[0], arguments[1], { animate: false })",
        [lat, lon], zoom,
    )  # fmt: skip
    until(browser, "return incidentsMap.idle && incidentsMap.map.getZoom() === arguments[0]", zoom)


def painted(browser, row, zoom, shares):
    return browser.execute_script(
        PAINTED, row["lat"], row["lon"], row["radius_m"], zoom, list(shares)
    )


@pytest.fixture
def shown(browser, saved, make_frame, make_row):
    """Opens a map of one row; gives the row."""

    def show(**particular):
        row = make_row(**particular)
        browser.get(saved(to_map(make_frame(particular), theme="light")))
        until(browser, "return Boolean(window.incidentsMap && incidentsMap.idle)")
        return row

    return show


INSIDE = [(0.5, 0.0), (0.0, 0.5), (0.37, 0.37), (-0.52, 0.11)]


def test_a_towns_circle_is_its_size(browser, shown) -> None:
    row = shown(**TOWN)
    look(browser, row["lat"], row["lon"], 9)
    inside = painted(browser, row, 9, INSIDE)
    assert len(set(inside)) == 1
    assert 0 < inside[0] < 60
    assert painted(browser, row, 9, [(1.3, 0.0), (0.0, -1.3)]) == [0, 0]


def test_a_circle_that_fills_the_view_hides_nothing_but_keeps_its_line(browser, shown) -> None:
    row = shown(**TOWN)
    look(browser, row["lat"], row["lon"], 12)
    assert painted(browser, row, 12, [(0.25, 0.0), (0.0, 0.25)]) == [0, 0]
    look(browser, row["lat"], row["lon"] + 0.185, 12)  # its eastern edge
    assert max(painted(browser, row, 12, [(share / 1000, 0) for share in range(985, 1015)])) > 60


def test_an_area_is_hatched_so_that_it_needs_no_colour(browser, shown) -> None:
    row = shown(geo_precision="admin1", place="Almaty Region", radius_m=200_000)
    look(browser, row["lat"], row["lon"], 6)
    along = painted(browser, row, 6, [(0.3 + share / 100, 0.3) for share in range(40)])
    assert min(along) > 0
    assert max(along) > 2 * min(along)


@pytest.mark.parametrize("zoom", [3, 6])
def test_a_chosen_incidents_reach_is_drawn_however_small(browser, shown, zoom) -> None:
    shown(**TOWN)
    browser.execute_script(
        """
        const { extents } = incidentsMap.layer;
        const tint = extents.tint.bind(extents);
        window.strong = [];
        extents.tint = (context, item, look) => {
          if (look.strong) strong.push(item.radius);
          tint(context, item, look);
        };
        """
    )
    look(browser, 43.2, 76.9, zoom)
    assert browser.execute_script("return strong") == []
    browser.execute_script("incidentsMap.layer.setState({ selected: 'a1' })")
    assert until(browser, "return strong.length && strong")[-1] == 15_000


def test_a_view_inside_the_chosen_place_says_so(browser, shown) -> None:
    row = shown(**TOWN)
    browser.execute_script("incidentsMap.layer.setState({ selected: 'a1' })")
    look(browser, row["lat"], row["lon"], 15)
    told = "return document.querySelector('.incidents-notes').innerText"
    until(browser, f"{told}.includes('within Almaty, which reaches 15 km around its middle')")
    look(browser, row["lat"], row["lon"], 8)
    until(browser, f"{told} === ''")


WORDS = {
    "site": "Exact spot",
    "street": "In the street",
    "district": "In the part of town",
    "town": "Somewhere in the town",
    "admin2": "Somewhere in the county",
    "admin1": "Somewhere in the region",
    "country": "Somewhere in the country",
    "unknown": "Nobody knows how near",
}


def test_the_legend_has_words_for_every_precision_in_view(browser, saved, make_frame) -> None:
    assert set(WORDS) == {precision.value for precision in GeoPrecision}
    rows = [{"geo_precision": name, "lon": 10.0 * at} for at, name in enumerate(WORDS)]
    browser.get(saved(to_map(make_frame(*rows))))
    look(browser, 43.2, 35.0, 3)
    browser.execute_script("document.querySelector('.incidents-legend').open = true")
    told = until(browser, "return document.querySelector('.incidents-legend-list').innerText")
    assert [words for words in WORDS.values() if words not in told] == []


def test_every_precision_has_a_look_of_its_own(browser, saved, make_frame) -> None:
    """Samples of the legend, point by point."""
    rows = [{"geo_precision": name, "lon": 10.0 * at} for at, name in enumerate(WORDS)]
    browser.get(saved(to_map(make_frame(*rows))))
    look(browser, 43.2, 35.0, 3)
    browser.execute_script("document.querySelector('.incidents-legend').open = true")
    looks = until(
        browser,
        """
        const rows = [...document.querySelectorAll('.incidents-legend-row')];
        return rows.length && rows.map((row) => (
          [row.innerText, row.querySelector('canvas').toDataURL()]));
        """,
    )
    pictures = dict(looks)
    assert len({pictures[words] for words in WORDS.values()}) == len(WORDS)
