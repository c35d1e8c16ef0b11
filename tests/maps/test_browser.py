"""The map in a real browser: what is drawn, what is asked for, what a click tells."""

import pytest

from incidents.maps import to_map
from incidents.maps.standalone import shown_rows
from incidents.model import empty_frame

from .conftest import drawn, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAR_CLICKS = """
    window.heard = [];
    incidentsMap.layer.on("click", (event) => heard.push(event.layer.toGeoJSON()));
"""
CLICK = """
    const [{ x, y }] = incidentsMap.drawn().filter((item) => item.id === arguments[0]);
    const box = incidentsMap.map.getContainer();
    const { left, top } = box.getBoundingClientRect();
    const where = { clientX: left + x, clientY: top + y, bubbles: true, view: window };
    for (const type of ["mousedown", "mouseup", "click"]) {
      box.dispatchEvent(new MouseEvent(type, where));
    }
"""


def test_a_saved_map_draws_its_incidents_and_asks_nobody(browser, saved, make_frame, requests_of):
    frame = make_frame(
        {},
        {"kind": "protest", "lat": 44.9, "geo_precision": "town", "radius_m": 15000},
        {"kind": "shutdown", "lat": 48.0, "lon": 68.0, "geo_precision": "country"},
        {"kind": "arrest", "lat": None},
    )
    browser.get(saved(to_map(frame)))
    looks = {item["id"]: item["area"] for item in drawn(browser)}

    assert looks == {"a1": False, "a2": False, "a3": True}
    assert "1 incident has no place" in browser.find_element("tag name", "body").text
    assert [url for url in requests_of() if not url.startswith(("file:", "data:", "blob:"))] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_saved_map_tells_its_evidence_as_text(browser, saved, make_frame):
    hostile = "<img src=x onerror=document.title='owned'>"
    frame = make_frame(
        {"quote": hostile, "attributed_to": "the mayor", "url": "javascript:alert(1)"}
    )
    browser.get(saved(to_map(frame)))
    drawn(browser)
    browser.execute_script(CLICK, "a1")
    told = until(browser, "return (document.querySelector('blockquote') || {}).textContent")

    assert told == hostile
    assert browser.title == "Incidents"
    assert browser.find_elements("css selector", ".incidents-list a, .incidents-list img") == []
    assert "According to the mayor" in browser.find_element("class name", "incidents-list").text


def test_dots_that_would_hide_each_other_become_one_count(browser, saved, make_frame):
    frame = make_frame({}, {"lat": 43.2386, "kind": "looting"}, {"lat": 50.0, "lon": 60.0})
    browser.get(saved(to_map(frame)))
    counts = sorted((item["type"], item["n"]) for item in drawn(browser))

    assert counts == [("cell", 2), ("point", 1)]


def test_both_sides_of_the_antimeridian_are_near_each_other(browser, saved, make_frame):
    frame = make_frame({"lat": -17.0, "lon": 179.5}, {"lat": -17.0, "lon": -179.5})
    browser.get(saved(to_map(frame)))
    drawn(browser)
    browser.execute_script("incidentsMap.map.setView([-17, 180], 8, { animate: false })")
    spots = sorted((item["x"], item["id"]) for item in drawn(browser))

    assert [id for _, id in spots] == ["a1", "a2"]
    assert spots[1][0] - spots[0][0] < 400


def test_a_notebook_cell_draws_the_map(browser, tmp_path, make_frame):
    page = tmp_path / "cell.html"
    shown = to_map(make_frame({}))._repr_html_()
    page.write_text(f"<!doctype html><meta charset=utf-8>{shown}", encoding="utf-8")
    browser.get(page.as_uri())
    browser.switch_to.frame(browser.find_element("tag name", "iframe"))

    assert [item["id"] for item in drawn(browser)] == ["a1"]


def test_the_page_asks_its_own_server_below_the_prefix(browser, served, requests_of):
    address, asked = served
    browser.get(address)
    items = {item["id"]: item for item in drawn(browser)}
    origin = address.split("/some/")[0]

    assert set(items) == {"p1", "s1", "r1"}
    assert items["r1"]["area"]
    assert all(url.startswith(origin) for url in requests_of())
    assert all(path.startswith("/some/prefix/") for path in asked if "favicon" not in path)
    tiles = [path for path in asked if "/tiles/" in path]
    assert tiles
    assert all(path.endswith(".json?kind=fire&v=3") for path in tiles)


def test_a_click_on_a_dot_tells_its_id_and_counts_up(browser, served):
    browser.get(served[0])
    drawn(browser)
    browser.execute_script(HEAR_CLICKS)
    browser.execute_script(CLICK, "p1")
    browser.execute_script(CLICK, "p1")
    heard = until(browser, "return heard.length === 2 && heard")

    assert [feature["properties"] for feature in heard] == [
        {"id": "p1", "n": 1},
        {"id": "p1", "n": 2},
    ]
    assert heard[0]["geometry"]["type"] == "Point"


def test_a_stack_tells_the_page_its_spot(browser, served):
    browser.get(served[0])
    drawn(browser)
    browser.execute_script(HEAR_CLICKS)
    browser.execute_script(CLICK, "s1")
    heard = until(browser, "return heard.length && heard")

    assert [one["properties"] for one in heard] == [{"at": ["43.6,77.4,town"], "n": 1}]


def test_a_stack_of_a_saved_map_opens_a_list_for_the_keyboard(browser, saved, make_frame):
    browser.get(saved(to_map(make_frame({"quote": "<b>one</b>"}, {"quote": "two"}))))
    drawn(browser)
    browser.execute_script(CLICK, "a1")
    until(browser, "return document.activeElement.matches('.incidents-list summary')")
    entries = browser.find_elements("css selector", ".incidents-list summary")

    assert len(entries) == 2
    entries[0].click()
    told = until(browser, "return document.querySelector('details[open] blockquote')?.innerText")
    assert told == "<b>one</b>"
    entries[1].send_keys("\ue00c")  # Escape
    until(browser, "return !document.querySelector('.leaflet-popup-content')")


def test_a_long_list_of_a_saved_map_grows_as_it_is_asked_to(browser, saved, make_frame):
    days = [f"2022-{1 + at // 28:02}-{1 + at % 28:02}" for at in range(120)]
    browser.get(saved(to_map(make_frame(*({"date": day} for day in days)))))
    drawn(browser)
    browser.execute_script(CLICK, "a1")
    entries = "return document.querySelectorAll('.incidents-list li').length"
    assert until(browser, entries) == 50
    assert "8 May 2022" in browser.find_element("css selector", ".incidents-list li").text
    for wanted in (100, 120):
        browser.execute_script("document.querySelector('.incidents-list .incidents-retry').click()")
        assert browser.execute_script(entries) == wanted
    hidden = "return document.querySelector('.incidents-list .incidents-retry').hidden"
    assert browser.execute_script(hidden)


def test_the_address_follows_the_view_and_keeps_the_rest(browser, served):
    browser.get(f"{served[0]}?kind=fire&q=%D0%B0&zoom=9&lat=43.3&lon=77&embed=true#top")
    drawn(browser)

    assert browser.execute_script("return incidentsMap.map.getZoom()") == 9
    browser.execute_script("incidentsMap.map.setView([43.5, 437.25], 8, { animate: false })")
    until(browser, "return location.search.includes('zoom=8')")
    assert browser.current_url.endswith(
        "?kind=fire&q=%D0%B0&zoom=8&lat=43.50000&lon=77.25000&embed=true#top"
    )


def test_a_new_state_keeps_the_view_and_asks_with_the_new_query(browser, served):
    address, asked = served
    browser.get(address)
    drawn(browser)
    before = browser.execute_script("return incidentsMap.map.getBounds().toBBoxString()")
    browser.execute_script("incidentsMap.layer.setState({ query: 'kind=arrest', version: 4 })")
    drawn(browser)

    assert before == browser.execute_script("return incidentsMap.map.getBounds().toBBoxString()")
    assert any("json?kind=arrest&v=4" in path for path in asked)


def test_what_cannot_be_loaded_is_told_and_can_be_tried_again(browser, served):
    address, asked = served
    browser.get(address)
    drawn(browser)
    browser.execute_script("incidentsMap.layer.setState({ query: 'kind=storming' })")
    until(browser, "return document.body.innerText.includes('could not be loaded')")
    before = len([path for path in asked if "storming" in path])
    browser.find_element("class name", "incidents-retry").click()
    drawn(browser)

    assert len([path for path in asked if "storming" in path]) > before
    assert browser.execute_script("return incidentsMap.drawn()") == []


def test_light_and_dark_follow_the_state(browser, served):
    browser.get(served[0])
    drawn(browser)
    dark = "return document.querySelector('.incidents-map').matches('.incidents-dark')"
    assert not browser.execute_script(dark)
    browser.execute_script("incidentsMap.layer.setState({ theme: 'dark' })")

    assert browser.execute_script(dark)


def test_the_chosen_incident_keeps_its_ring_inside_a_stack(browser, served):
    browser.get(served[0])
    drawn(browser)
    browser.execute_script(
        """window.ringed = [];
        const { symbols } = incidentsMap.layer;
        const ring = symbols.ring.bind(symbols);
        symbols.ring = (context, item, ...more) => {
          ringed.push(item.id);
          ring(context, item, ...more);
        };
        incidentsMap.layer.setState({ selected: "s2" });"""
    )

    assert until(browser, "return ringed.length && ringed")[-1] == "s1"


SAMPLE = """
    const [lat, lon, zoom] = arguments;
    const { map } = incidentsMap;
    map.setView([lat, lon], zoom, { animate: false });
    const { left, top } = map.getContainer().getBoundingClientRect();
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    for (const tile of document.querySelectorAll("canvas.leaflet-tile")) {
      const box = tile.getBoundingClientRect();
      const [across, down] = [left + x - box.left, top + y - box.top];
      if (across < 0 || down < 0 || across >= box.width || down >= box.height) continue;
      const scale = tile.width / box.width;
      const pixel = tile.getContext("2d").getImageData(across * scale, down * scale, 1, 1).data;
      return [...pixel].slice(0, 3);
    }
    return null;
"""
LAND, SEA = [246, 244, 238], [217, 228, 234]


@pytest.mark.parametrize(
    ("lat", "lon", "zoom", "colour"),
    [
        (48.0, 68.0, 4, LAND),  # Kazakhstan
        (42.0, 50.5, 6, SEA),  # the Caspian is a sea
        (0.0, 0.0, 3, SEA),
        (67.0, 178.0, 4, LAND),  # Chukotka, west of the antimeridian
        (67.0, -178.0, 4, LAND),  # and east of it
        (67.0, 182.0, 4, LAND),  # the same, one turn on
        (-17.8, 178.0, 8, LAND),  # Fiji's big island
        (-20.0, 0.0, 4, SEA),  # where an outline torn at the antimeridian would leave a band
        (-80.0, 40.0, 2, LAND),  # Antarctica goes round the pole
        (-29.6, 28.2, 6, LAND),  # Lesotho fills the hole in South Africa
    ],
)
def test_land_is_land_and_sea_is_sea(browser, saved, lat, lon, zoom, colour):
    browser.get(saved(to_map(empty_frame(), theme="light")))
    drawn(browser)

    assert until(browser, SAMPLE, lat, lon, zoom) == colour


def test_no_name_is_written_under_a_button_a_legend_or_the_scale(browser, saved, make_frame):
    browser.get(saved(to_map(make_frame({}, {"lat": 55.7, "lon": 37.6}))))
    drawn(browser)
    browser.execute_script("document.querySelector('.incidents-legend').open = true")
    clear = until(
        browser,
        """
        const { map, parts } = incidentsMap;
        const found = [];
        map.eachLayer((one) => { if (one instanceof parts.Labels) found.push(one); });
        const [{ names, covered }] = found;
        const under = names.filter((name) => covered().some((box) => name[0] < box[2]
          && name[2] > box[0] && name[1] < box[3] && name[3] > box[1]));
        return names.length > 5 && covered().length >= 4 && !under.length;
        """,
    )
    assert clear


def test_rows_that_come_with_a_state_are_drawn_and_looked_for(browser, saved, make_frame):
    browser.get(saved(to_map(make_frame({}, {"kind": "looting", "lat": 43.5}))))
    assert {item["id"] for item in drawn(browser)} == {"a1", "a2"}
    rows, _ = shown_rows(make_frame({}, {"kind": "arrest", "lat": 10.0, "lon": 10.0}))
    given = {"rows": rows, "unplaced": 2, "selected": "a2"}
    browser.execute_script("incidentsMap.layer.setState(arguments[0])", given)
    until(
        browser,
        """
        const seen = incidentsMap.idle ? incidentsMap.drawn() : [];
        return seen.some(({ kind, lat }) => kind === "arrest" && lat === 10)
          && incidentsMap.map.getBounds().contains([10, 10]);
        """,
    )
    assert "looting" not in {item["kind"] for item in drawn(browser)}
    assert "2 incidents have no place" in browser.find_element("tag name", "body").text
