"""KML as map programs see it: folders by precision, areas without a pin, no markup from texts."""

from __future__ import annotations

import io

import pytest
from lxml import etree

from incidents.formats import TABLES
from incidents.formats.kml import FOLDERS, NAMESPACE
from incidents.geo import Point, circle
from incidents.model import to_frame

KML = {"k": NAMESPACE}


@pytest.fixture
def written(about):
    def write(*incidents) -> etree._Element:
        target = io.BytesIO()
        TABLES[".kml"]([to_frame(incidents)], about, target)
        return etree.fromstring(target.getvalue())

    return write


def test_every_degree_of_precision_has_a_folder_of_its_own(
    written, make_incident, make_place
) -> None:
    root = written(
        make_incident(place=make_place(precision="site")),
        make_incident(),
        make_incident(place=make_place(48.0, 67.0, "country", radius_m=1_000_000)),
        make_incident(place=None),
    )
    folders = root.findall(".//k:Folder", KML)
    assert [one.findtext("k:name", namespaces=KML) for one in folders] == list(FOLDERS)
    assert [len(one.findall("k:Placemark", KML)) for one in folders] == [1, 1, 1, 1]


def test_a_country_is_an_outline_without_a_pin_and_says_so(
    written, make_incident, make_place
) -> None:
    place = make_place(48.0, 67.0, "country", name="Kazakhstan", radius_m=1_000_000)
    root = written(make_incident(place=place))
    mark = root.find(".//k:Placemark", KML)
    assert mark.findtext("k:name", namespaces=KML).endswith("(country only, no exact place)")
    assert mark.find("k:Polygon", KML) is not None
    assert mark.find(".//k:Point", KML) is None
    style = root.find(f".//k:Style[@id='{mark.findtext('k:styleUrl', namespaces=KML)[1:]}']", KML)
    assert style.findtext("k:IconStyle/k:scale", namespaces=KML) == "0"


def test_markup_of_an_article_is_text_in_the_balloon(written, make_incident) -> None:
    root = written(make_incident(quote="<script>alert(1)</script>", title="]]><b>"))
    told = root.findtext(".//k:Placemark/k:description", namespaces=KML)
    assert "&lt;script&gt;" in told
    assert "<script>" not in told


def test_a_circle_over_the_antimeridian_or_the_pole_is_none() -> None:
    assert circle(Point(-17.0, 179.5), 200_000) is None
    assert circle(Point(80.0, 20.0), 900_000) is None
    ring = circle(Point(48.0, 67.0), 100_000)
    assert ring[0] == ring[-1]
    assert max(point.lat for point in ring) == pytest.approx(48.9, abs=0.01)
