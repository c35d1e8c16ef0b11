"""The brief: everything inside, nothing from outside, every text a text."""

from __future__ import annotations

import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from lxml import html

from incidents.errors import UsageError
from incidents.formats import About
from incidents.formats.brief import Chart, write_brief
from incidents.maps import embedded
from incidents.model import Figure, to_frame

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} \u2028 '\""
CHART = Chart("day", [(date(2022, 1, 5), "fire", 2)], "1 not dated to the day")


@pytest.fixture
def brief(about):
    def write(*incidents, chart: Chart = CHART, told: About = about) -> str:
        frame = to_frame(incidents)
        target = io.BytesIO()
        write_brief(frame, told, embedded(frame), chart, target)
        return target.getvalue().decode()

    return write


class Tags(HTMLParser):
    """Every element with its attributes, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_a_brief_refers_to_nothing_outside_but_its_sources(brief, make_incident) -> None:
    page = brief(make_incident(url="https://example.org/a?b=1&c=2", source="Paper"))
    refers = [
        (tag, value)
        for tag, attributes in Tags(page).seen
        for name, value in attributes.items()
        if name in {"src", "href", "srcset", "data", "action"} and not (value or "").startswith("#")
    ]
    assert refers == [("a", "https://example.org/a?b=1&c=2")]
    assert not re.search(r"url\(|@import", "".join(re.findall(r"(?s)<style>.*?</style>", page)))
    (policy,) = html.fromstring(page).xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")


def test_every_text_of_an_article_stays_text(brief, make_incident, about) -> None:
    hostile = make_incident(
        title=HOSTILE, quote=HOSTILE, place_name=HOSTILE, source=HOSTILE, url=HOSTILE,
        attributed_to=HOSTILE, language='"><script>',
    )  # fmt: skip
    page = brief(hostile, told=About((HOSTILE,), HOSTILE, 1, None, 1, (HOSTILE,)))
    tags = Tags(page).seen
    calm = Tags(brief(make_incident(quote="x", source="x", attributed_to="x"))).seen
    scripts = [tag for tag, _ in tags].count("script")
    assert scripts == [tag for tag, _ in calm].count("script") > 2
    assert not [tag for tag, _ in tags if tag in {"img", "iframe"}]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert "49" not in html.fromstring(page).xpath("string(//q)")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_web_addresses_become_links(brief, make_incident, url) -> None:
    page = html.fromstring(brief(make_incident(url=url, source="Paper")))
    assert page.xpath("//ol[@class='sources']//a") == []
    assert url in page.xpath("string(//ol[@class='sources'])")


def test_what_has_no_exact_place_says_so_and_stays_in_the_table(
    brief, make_incident, make_place
) -> None:
    country = make_place(48.0, 67.0, "country", name="Kazakhstan", radius_m=1_200_000)
    page = html.fromstring(brief(make_incident(place=country), make_incident(place=None)))
    area, nowhere = page.xpath("//td[@class='where']/span")
    assert (area.get("class"), nowhere.get("class")) == ("area", "nowhere")
    assert area.text == "Somewhere in Kazakhstan, the whole country"
    assert nowhere.text == "No place: not on the map"


def test_reports_are_cited_once_and_numbered(brief, make_incident) -> None:
    same = {"source": "Paper", "url": "https://example.org/1", "published": date(2022, 1, 6)}
    page = html.fromstring(
        brief(make_incident(**same), make_incident(**same), make_incident(source="Other"))
    )
    assert page.xpath("//td[@class='told']//a/text()") == ["[1]", "[1]", "[2]"]
    assert [one.get("id") for one in page.xpath("//ol[@class='sources']/li")] == [
        "source-1", "source-2",
    ]  # fmt: skip


def test_filters_version_and_figures_stand_in_words(brief, make_incident) -> None:
    page = html.fromstring(brief(make_incident(killed=Figure(3, None), hedged=True)))
    told = " ".join(page.text_content().split())
    wanted = [
        "Kind: Fire",
        "Data version 3, of 6 January 2022",
        "at least 3 killed",
        "Unconfirmed.",
        "5 January 2022",
        "Not drawn: 1 not dated to the day",
    ]
    for words in wanted:
        assert words in told


def test_a_brief_of_no_incidents_says_so(brief) -> None:
    assert "No incident fits these filters." in brief(chart=Chart("day"))


def test_a_brief_for_more_than_a_person_can_read_is_refused(brief) -> None:
    with pytest.raises(UsageError, match="at most 5,000"):
        brief(told=About((), "", 1, None, 5_001))
