"""The shapes of exports we know: which column plays which part, and what its codes mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from incidents.formats.loading.kinds import acled_kind, cameo_kind, ucdp_kind
from incidents.model import GeoPrecision

SITE, TOWN, ADMIN2 = GeoPrecision.SITE, GeoPrecision.TOWN, GeoPrecision.ADMIN2
ADMIN1, COUNTRY = GeoPrecision.ADMIN1, GeoPrecision.COUNTRY
NEAR_M = 25_000  # UCDP's and HDX's second code: within 25 km of a known point
RADII = {  # metres, where a source says a precision and no radius
    SITE: 200, GeoPrecision.STREET: 500, GeoPrecision.DISTRICT: 2_000, TOWN: 5_000,
    ADMIN2: 30_000, ADMIN1: 100_000, COUNTRY: 500_000,
}  # fmt: skip

Columns = Mapping[str, str]  # the part a column plays → its header in the file
Kinds = Callable[[str], str | None]  # a code or words of the source → the id of a kind


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of export: how it is known by its headers, and how its codes are read."""

    name: str
    label: str
    needs: tuple[frozenset[str], ...]  # one of each must be among the headers, in lower case
    parts: Mapping[str, tuple[str, ...]]  # part → headers that play it, the likeliest first
    kind_parts: tuple[str, ...]  # the parts that tell the kind, the most exact first
    kind: Kinds
    precisions: Mapping[str, GeoPrecision]
    spans: Mapping[str, str] = field(default_factory=dict)  # code of the date's precision → ours
    attribution: str | None = None
    note: str | None = None
    folds: bool = False  # whether one event stands in several rows, one an actor

    def columns(self, headers: Sequence[str]) -> dict[str, str] | None:
        """Part → header of this file; None where the file is not of this shape."""
        known = {
            header.casefold().strip().replace(" ", "_").rstrip("."): header
            for header in reversed(headers)
        }
        if not all(known.keys() & names for names in self.needs):
            return None
        found = {
            part: next((known[name] for name in names if name in known), None)
            for part, names in self.parts.items()
        }
        return {part: header for part, header in found.items() if header is not None}


UCDP_PRECISIONS = {
    "1": TOWN, "2": ADMIN2, "3": ADMIN2, "4": ADMIN1, "5": ADMIN1, "6": COUNTRY,
}  # fmt: skip
ACLED = Shape(
    name="acled",
    label="ACLED",
    needs=(
        frozenset(
            {
                "event_id_cnty",
                "event_id_no_cnty",
                "data_id",
                "event_id",
                "interaction",
                "inter1",
                "disorder_type",
            }
        ),
        frozenset({"event_type", "sub_event_type"}),
        frozenset({"event_date"}),
        frozenset({"fatalities"}),
    ),
    parts={
        "key": ("event_id_cnty", "event_id_no_cnty", "data_id", "event_id"),
        "date": ("event_date",),
        "date_code": ("time_precision", "time_prec"),
        "subtype": ("sub_event_type",),
        "type": ("event_type",),
        "place": ("location",),
        "admin1": ("admin1",),
        "admin2": ("admin2",),
        "country": ("country",),
        "country_code": ("iso3", "iso"),
        "lat": ("latitude", "lat"),
        "lon": ("longitude", "lon"),
        "precision": ("geo_precision", "geo_precis"),
        "killed": ("fatalities",),
        "notes": ("notes",),
        "source": ("source",),
        "actor1": ("actor1", "actor", "actor_name"),
        "actor2": ("actor2",),
    },
    kind_parts=("subtype", "type"),
    kind=acled_kind,
    folds=True,
    precisions={"1": TOWN, "2": ADMIN2, "3": ADMIN1},
    spans={"1": "day", "2": "week", "3": "month"},
    attribution="Armed Conflict Location & Event Data (ACLED), acleddata.com; its terms apply",
)
UCDP = Shape(
    name="ucdp",
    label="UCDP GED",
    needs=(
        frozenset({"type_of_violence"}),
        frozenset({"date_start"}),
        frozenset({"best", "best_est"}),
    ),
    parts={
        "key": ("id",),
        "date": ("date_start",),
        "date_end": ("date_end",),
        "date_code": ("date_prec",),
        "type": ("type_of_violence",),
        "place": ("where_coordinates", "where_description"),
        "admin1": ("adm_1",),
        "admin2": ("adm_2",),
        "country": ("country",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "precision": ("where_prec",),
        "killed": ("best", "best_est"),
        "killed_min": ("low", "low_est"),
        "killed_max": ("high", "high_est"),
        "notes": ("source_headline",),
        "source": ("source_office", "source_article"),
        "published": ("source_date",),
        "actor1": ("side_a",),
        "actor2": ("side_b",),
    },
    kind_parts=("type",),
    kind=ucdp_kind,
    precisions=UCDP_PRECISIONS,
    spans={"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"},
    attribution="Uppsala Conflict Data Program (UCDP GED), ucdp.uu.se, CC BY 4.0",
)
_GDELT = {"key": 0, "date": 1, "actor1": 6, "actor2": 16, "code": 26}
_GDELT_PLACES = ("precision", "place", "country_fips", "admin1_code")


def _gdelt(fields: int) -> dict[str, tuple[str, ...]]:
    """The parts of GDELT's columns by their numbers; 2.0 has three more than 1.0 before them."""
    first = 51 if fields == 61 else 49
    lat = first + (5 if fields == 61 else 4)
    parts = _GDELT | {name: first + at for at, name in enumerate(_GDELT_PLACES)}
    parts |= {"lat": lat, "lon": lat + 1}
    if fields != 57:
        parts["url"] = fields - 1
    return {name: (str(number),) for name, number in parts.items()}


GDELTS = tuple(
    Shape(
        name="gdelt",
        label=f"GDELT events {'2.0' if fields == 61 else '1.0'}",
        needs=(frozenset({str(fields - 1)}),),
        parts=_gdelt(fields),
        kind_parts=("code",),
        kind=cameo_kind,
        precisions={"1": COUNTRY, "2": ADMIN1, "3": TOWN, "4": TOWN, "5": ADMIN1},
        attribution="The GDELT Project, gdeltproject.org",
        note="GDELT counts reports found by a machine, not events: one event may stand many times",
    )
    for fields in (61, 58, 57)
)
