"""The table as KML, for Google Earth and map programs; no area in it looks like an exact place."""

from __future__ import annotations

import html
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any

import pandas as pd
from lxml import etree
from lxml.builder import ElementMaker

from incidents.formats.about import About
from incidents.formats.cells import from_text
from incidents.geo import Point, circle
from incidents.model import KINDS, GeoPrecision, Kind
from incidents.model.frame import COLUMNS, records
from incidents.model.names import country_name
from incidents.model.wording import PRECISIONS, distance, victims, when

NAMESPACE = "http://www.opengis.net/kml/2.2"
IN_MEMORY = 1_000_000  # bytes of a folder before it goes to the disk
# How sure each is decides its folder: map programs make a layer of every folder.
EXACT, TOWNS, AREAS, NOWHERE = FOLDERS = (
    "Sites, streets and city districts",
    "Towns: somewhere within",
    "Areas: no exact place",
    "No place",
)
FIELDS = {"str": "string", "float64": "double", "Int64": "int", "boolean": "bool",
          "datetime64[s]": "string"}  # fmt: skip
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
KML = ElementMaker(nsmap={None: NAMESPACE})
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{NAMESPACE}">\n<Document>\n'


def write_kml(batches: Iterable[pd.DataFrame], about: About, target: IO[bytes]) -> None:
    """A placemark a row, in a folder for each degree of precision.

    An area is the outline of its circle with its precision in words and no pin; a row without a
    place has no geometry. Every column stands in the placemark's extended data.
    """
    target.write(HEAD.encode())
    for element in _head(about):
        target.write(_bytes(element))
    with ExitStack() as stack:
        spools = {
            name: stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY)) for name in FOLDERS
        }
        for batch in batches:
            for row in records(batch):
                spools[_folder(row)].write(_bytes(_placemark(row)))
        for name, spool in spools.items():
            target.write(f"<Folder>\n<name>{name}</name>\n".encode())
            spool.seek(0)
            shutil.copyfileobj(spool, target)
            target.write(b"</Folder>\n")
    target.write(b"</Document>\n</kml>\n")


def read_kml(source: IO[bytes]) -> pd.DataFrame:
    """The table that `write_kml` wrote, folder by folder."""
    tag = f"{{{NAMESPACE}}}Placemark"
    parsed = etree.iterparse(source, tag=tag, resolve_entities=False, no_network=True)
    rows = []
    for _, placemark in parsed:
        rows.append({one.get("name"): one.text for one in placemark.iterfind(".//{*}SimpleData")})
        placemark.clear()
    return from_text(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))


def _bytes(element: etree._Element) -> bytes:
    """The element on a line, without the namespace that the root declares."""
    written: bytes = etree.tostring(element, encoding="utf-8") + b"\n"
    return written.replace(f' xmlns="{NAMESPACE}"'.encode(), b"", 1)


def _folder(row: dict[str, Any]) -> str:
    if row["lat"] is None or row["lon"] is None:
        return NOWHERE
    precision = GeoPrecision(row["geo_precision"] or "unknown")
    if not precision.is_point:
        return AREAS
    return TOWNS if precision is GeoPrecision.TOWN else EXACT


def _head(about: About) -> Iterator[etree._Element]:
    told = about.told()
    yield KML.name("Incidents")
    yield KML.description(_markup(f"{name}: {words}" for name, words in told.items()))
    for kind in KINDS.values():
        yield _pin(kind)
        yield _area(kind)
    yield KML.ExtendedData(
        *(KML.Data(KML.value(_xml(words)), name=name) for name, words in told.items())
    )
    fields = (KML.SimpleField(name=name, type=FIELDS[kind]) for name, kind in COLUMNS.items())
    yield KML.Schema(*fields, id="incident", name="incident")


def _colour(kind: Kind) -> str:
    """The kind's colour in KML's order: opacity, blue, green, red."""
    return f"ff{kind.colour[5:7]}{kind.colour[3:5]}{kind.colour[1:3]}"


def _pin(kind: Kind) -> etree._Element:
    return KML.Style(KML.IconStyle(KML.color(_colour(kind))), id=kind.id)


def _area(kind: Kind) -> etree._Element:
    """An outline without a fill, so that many do not hide what is under them; no pin."""
    colour = KML.color(_colour(kind))
    return KML.Style(
        KML.IconStyle(KML.scale("0")),
        KML.LabelStyle(colour),
        KML.LineStyle(KML.color(_colour(kind)), KML.width("2")),
        KML.PolyStyle(KML.fill("0")),
        id=f"{kind.id}-area",
    )


def _placemark(row: dict[str, Any]) -> etree._Element:
    kind, folder = KINDS[row["kind"]], _folder(row)
    place = row["place"] or country_name(row["country"]) or "no place"
    name = f"{kind.label}, {place}"
    if folder == AREAS:
        name += f" ({PRECISIONS[row['geo_precision'] or 'unknown'].lower()}, no exact place)"
    columns = (
        KML.SimpleData(_text(value), name=column)
        for column, value in row.items()
        if value is not None
    )
    return KML.Placemark(
        KML.name(_xml(name)),
        KML.description(_markup(_described(row))),
        *_time(row),
        KML.styleUrl(f"#{kind.id}-area" if folder == AREAS else f"#{kind.id}"),
        KML.ExtendedData(KML.SchemaData(*columns, schemaUrl="#incident")),
        *_geometry(row, folder),
    )


def _described(row: dict[str, Any]) -> Iterator[str]:
    """What the balloon says, line by line."""
    yield when(row)
    precision = PRECISIONS[row["geo_precision"] or "unknown"]
    within = f", within {distance(row['radius_m'])}" if row["radius_m"] else ""
    yield f"Precision: {precision}{within}"
    harmed, said_by = victims(row), row["attributed_to"] or row["source"]
    yield from filter(None, [harmed, row["quote"], said_by and f"According to {said_by}"])
    yield f"Status: {row['status']}"


def _time(row: dict[str, Any]) -> Iterator[etree._Element]:
    """The days it may have happened on, without an hour."""
    if row["date"] and row["date_end"]:
        yield KML.TimeSpan(KML.begin(row["date"]), KML.end(row["date_end"]))
    elif row["date"]:
        yield KML.TimeStamp(KML.when(row["date"]))


def _geometry(row: dict[str, Any], folder: str) -> Iterator[etree._Element]:
    if folder == NOWHERE:
        return
    ring = None
    if folder == AREAS and row["radius_m"]:
        ring = circle(Point(row["lat"], row["lon"]), row["radius_m"])
    if ring is None:
        yield KML.Point(KML.coordinates(f"{row['lon']!r},{row['lat']!r}"))
        return
    corners = " ".join(f"{corner.lon},{corner.lat}" for corner in ring)
    outline = KML.LinearRing(KML.coordinates(corners))
    yield KML.Polygon(KML.outerBoundaryIs(outline))  # a point beside it would be a dot to many


def _markup(lines: Iterable[str]) -> str:
    """Lines as the HTML that a balloon shows, every letter of them text."""
    return "<br/>".join(html.escape(_xml(line)) for line in lines)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else _xml(str(value))


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)
