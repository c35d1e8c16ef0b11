"""KML and GPX as a table: a placemark or waypoint a row, their HTML as plain text.

Nothing outside the file is ever asked for, and a file that defines entities is refused.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pandas as pd
import shapely
from lxml import etree
from shapely.geometry.base import BaseGeometry

from incidents.errors import UsageError
from incidents.formats.loading.geometry import REACHES, spot_of
from incidents.formats.loading.whole import Whole, whole

MOST_TEXT = 10_000  # letters of one description
MOST_BYTES = 500 << 20
MOST_CORNERS = 100_000  # of one line or area
_HTML = re.compile(r"<(?:br|/p|/div|/tr|/li|hr)\b[^>]{0,200}>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]{0,2000}>")


def markup(path: Path) -> Whole:
    """The places of a KML or GPX file, a row each; folders are words for what happened."""
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{path} is over {MOST_BYTES >> 20} MB of XML; save it as CSV")
    try:
        with path.open("rb") as file:
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                remove_comments=True, remove_pis=True,
            )  # fmt: skip
            root = etree.parse(file, parser).getroot()
    except etree.XMLSyntaxError as error:
        raise UsageError(f"{path} is not whole XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UsageError(f"{path} defines words of its own (a DTD); a map file needs none")
    return whole(path, pd.DataFrame(_rows(root, path), dtype=object))


def _rows(root: etree._Element, path: Path) -> list[dict[str, str]]:
    name = etree.QName(root).localname
    if name == "gpx":
        return [_waypoint(one) for one in root.iterfind("{*}wpt")]
    if name != "kml":
        raise UsageError(f"{path} is XML, but neither KML nor GPX: it begins with <{name[:40]}>")
    fields = {one.get("name", ""): "" for one in root.iterfind(".//{*}Schema/{*}SimpleField")}
    rows = [fields | _placemark(one) for one in root.iter("{*}Placemark")]
    if not rows and root.find(".//{*}NetworkLink") is not None:
        link = root.findtext(".//{*}NetworkLink//{*}href") or "nowhere"
        raise UsageError(
            f"{path} only links to {link.strip()[:200]}: nothing is fetched; save what stands there"
        )
    if not rows:
        raise UsageError(f"{path} has no placemarks")
    return rows


def _waypoint(waypoint: etree._Element) -> dict[str, str]:
    named = {"name": "title", "time": "date", "desc": "notes", "cmt": "comment", "type": "type"}
    row = {ours: _text(waypoint.findtext(f"{{*}}{theirs}")) for theirs, ours in named.items()}
    link = waypoint.find("{*}link")
    row["url"] = link.get("href", "") if link is not None else ""
    return row | {"lat": waypoint.get("lat", ""), "lon": waypoint.get("lon", "")}


def _placemark(placemark: etree._Element) -> dict[str, str]:
    own = placemark.find(".//{*}SchemaData[@schemaUrl='#incident']")
    if own is not None:  # an export of ours, whose every word stands there
        return {one.get("name", ""): one.text or "" for one in own}
    row = {
        "title": _text(placemark.findtext("{*}name")),
        "notes": _text(placemark.findtext("{*}description")),
        "folder": " / ".join(_folders(placemark)),
    }
    row |= _days(placemark)
    for one in placemark.iterfind(".//{*}SimpleData"):
        row[one.get("name", "")] = _text(one.text)
    for one in placemark.iterfind(".//{*}Data"):
        row[one.get("name", "")] = _text(one.findtext("{*}value"))
    return row | _point(placemark)


def _folders(placemark: etree._Element) -> list[str]:
    """The names of the folders around it, the innermost first."""
    around = placemark.iterancestors("{*}Folder")
    return [name for one in around if (name := _text(one.findtext("{*}name")))]


def _days(placemark: etree._Element) -> dict[str, str]:
    days = {
        "date": placemark.findtext(".//{*}TimeStamp/{*}when")
        or placemark.findtext(".//{*}TimeSpan/{*}begin"),
        "date_end": placemark.findtext(".//{*}TimeSpan/{*}end"),
    }
    return {name: told.strip() for name, told in days.items() if told and told.strip()}


def _point(placemark: etree._Element) -> dict[str, str]:
    """Its own point, or the only one it has; else one on its lines and areas, and their reach."""
    told = placemark.findtext("{*}Point/{*}coordinates")
    if told is None:
        points = placemark.findall("{*}MultiGeometry/{*}Point/{*}coordinates")
        told = points[0].text if len(points) == 1 else None
    pieces = (told or "").strip().split(",")
    if len(pieces) >= 2:
        return {"lat": pieces[1].strip(), "lon": pieces[0].strip()}
    spot = spot_of(shapely.GeometryCollection(_drawn(placemark)))
    if spot is None:
        return {}
    reach = {REACHES: repr(spot.reach_m)} if spot.reach_m else {}
    return {"lat": repr(spot.lat), "lon": repr(spot.lon)} | reach


def _drawn(placemark: etree._Element) -> list[BaseGeometry]:
    """The points, lines and areas of a placemark; an area's holes are part of it."""
    drawn: list[BaseGeometry] = []
    for one in placemark.iterfind(".//{*}coordinates"):
        corners = _corners(one.text or "")
        around = {etree.QName(parent).localname for parent in one.iterancestors()}
        if "outerBoundaryIs" in around and len(corners) >= 4:
            drawn.append(shapely.Polygon(corners))
        elif "innerBoundaryIs" not in around and corners:
            drawn.append(shapely.LineString(corners) if corners[1:] else shapely.Point(corners[0]))
    return drawn


def _corners(told: str) -> list[tuple[float, float]]:
    """The longitudes and latitudes of a list of coordinates; none where one is no number."""
    try:
        pieces = (one.split(",") for one in told.split()[:MOST_CORNERS])
        return [(float(one[0]), float(one[1])) for one in pieces]
    except (ValueError, IndexError):
        return []


def _text(told: str | None) -> str:
    """HTML as the text that it shows."""
    if not told:
        return ""
    bare = _ANY_TAG.sub("", _HTML.sub("\n", _HIDDEN.sub("", told[: MOST_TEXT * 4])))
    lines = (" ".join(line.split()) for line in html.unescape(bare).splitlines())
    return "\n".join(filter(None, lines))[:MOST_TEXT]


def is_markup(head: bytes) -> bool:
    """Whether a file that begins so is XML."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"<?xml", b"<kml", b"<gpx", b"<!DOCTYPE", b"<!--")
    )
