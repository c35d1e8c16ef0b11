"""What may be fetched under /map/, and what it is."""

import gzip
import re

import pytest

from incidents.errors import NotFound
from incidents.maps import ASSETS, asset
from incidents.maps.served import OURS, PARTS, address


@pytest.mark.parametrize("name", ASSETS)
def test_every_asset_has_a_body_and_a_media_type(name):
    served = asset(name)

    assert len(served.body) > 100
    assert served.media_type.split("/")[0] in {"text", "application", "image"}
    assert gzip.decompress(served.gzipped) == served.body


@pytest.mark.parametrize("name", ["", "../settings.py", "/etc/passwd", "images/../leaflet.js", "x"])
def test_no_other_name_is_served(name):
    with pytest.raises(NotFound):
        asset(name)


def test_the_script_holds_every_part_and_no_part_is_forgotten():
    assert sorted(PARTS) == sorted(path.name for path in OURS.glob("*.js"))
    for part in PARTS:
        assert (OURS / part).read_text(encoding="utf-8") in asset("incidents-map.js").text


def test_our_script_and_style_name_no_other_server():
    for name in ("incidents-map.js", "incidents-map.css"):
        addresses = re.findall(r"https?://[^\s\"'`\\]+", asset(name).text)
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}


def test_our_script_never_writes_markup():
    text = asset("incidents-map.js").text

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text)


def test_leaflets_style_finds_its_images():
    for image in re.findall(r"url\((images/[^)]+)\)", asset("leaflet.css").text):
        assert asset(image).media_type == "image/png"


def test_an_address_is_relative_and_changes_with_the_content():
    assert address("leaflet.js") == f"../../map/leaflet.js?v={asset('leaflet.js').digest}"
    assert asset("leaflet.js").digest != asset("leaflet.css").digest


def test_the_first_view_weighs_less_than_a_megabyte_and_a_half():
    names = ["leaflet.js", "leaflet.css", "incidents-map.js", "incidents-map.css"]
    first = [asset(name) for name in [*names, "world-50m.json", "towns.json"]]

    assert sum(len(served.body) for served in first) < 1_500_000
    assert sum(len(served.gzipped) for served in first) < 600_000
