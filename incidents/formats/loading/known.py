"""More exports that have their own codes: GTD, SCAD, ICEWS, EM-DAT, and GDELT with a header."""

from __future__ import annotations

from incidents.formats.loading.kinds import any_kind, cameo_kind, gtd_kind, scad_kind
from incidents.formats.loading.shapes import (
    ACLED,
    ADMIN1,
    ADMIN2,
    COUNTRY,
    GDELTS,
    TOWN,
    UCDP,
    Shape,
)

GTD = Shape(
    name="gtd",
    label="Global Terrorism Database",
    needs=(
        frozenset({"eventid", "gtd_id"}),
        frozenset({"iyear", "year", "date"}),
        frozenset({"attacktype1_txt", "attacktype1", "targtype1_txt", "target_type", "gname"}),
    ),
    parts={
        "key": ("eventid", "gtd_id"),
        "date": ("date",),
        "year": ("iyear", "year"),
        "month": ("imonth", "month"),
        "day": ("iday", "day"),
        "type": ("attacktype1_txt", "attacktype1", "eventid", "gtd_id"),
        "place": ("city",),
        "admin1": ("provstate",),
        "country": ("country_txt", "country"),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "precision": ("specificity",),
        "killed": ("nkill", "fatalities"),
        "injured": ("nwound", "injured"),
        "notes": ("summary",),
        "source": ("scite1", "dbsource"),
        "actor1": ("gname", "perpetrator_group"),
    },
    kind_parts=("type",),
    kind=gtd_kind,
    precisions={"1": TOWN, "2": ADMIN2, "3": ADMIN2, "4": ADMIN1, "5": COUNTRY},
    attribution="Global Terrorism Database, START, University of Maryland; its terms apply",
)
SCAD = Shape(
    name="scad",
    label="Social Conflict Analysis Database",
    needs=(
        frozenset({"etype"}),
        frozenset({"startdate", "styr", "eyr"}),
        frozenset({"eventid", "ndeath", "elocal"}),
    ),
    parts={
        "key": ("eventid",),
        "date": ("startdate",),
        "date_end": ("enddate",),
        "year": ("styr", "eyr"),
        "month": ("stmo",),
        "day": ("stday",),
        "type": ("etype",),
        "place": ("elocal",),
        "country": ("countryname",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "killed": ("ndeath",),
        "notes": ("notes", "issuenote"),
        "source": ("sources", "source"),
        "actor1": ("actor1",),
        "actor2": ("actor2", "target1"),
    },
    kind_parts=("type",),
    kind=scad_kind,
    precisions={},
    attribution="Social Conflict Analysis Database (SCAD), strausscenter.org",
)
ICEWS = Shape(
    name="icews",
    label="ICEWS",
    needs=(frozenset({"event_id"}), frozenset({"cameo_code"}), frozenset({"event_date"})),
    parts={
        "key": ("event_id",),
        "date": ("event_date",),
        "code": ("cameo_code",),
        "place": ("city", "district"),
        "admin1": ("province",),
        "admin2": ("district",),
        "country": ("country",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "title": ("event_text",),
        "source": ("publisher",),
        "actor1": ("source_name",),
        "actor2": ("target_name",),
    },
    kind_parts=("code",),
    kind=cameo_kind,
    precisions={},
    attribution="Integrated Crisis Early Warning System (ICEWS), Harvard Dataverse",
    note="ICEWS counts reports found by a machine, not events: one event may stand many times",
)


def _emdat_kind(words: str) -> str | None:
    return {"natural": "disaster", "technological": "accident"}.get(words.casefold()) or any_kind(
        words
    )


EMDAT = Shape(
    name="emdat",
    label="EM-DAT",
    needs=(
        frozenset({"disno", "dis_no", "dis_no_", "dis._no"}),
        frozenset({"disaster_type"}),
        frozenset({"start_year", "year"}),
    ),
    parts={
        "key": ("disno", "dis_no", "dis._no"),
        "year": ("start_year", "year"),
        "month": ("start_month",),
        "day": ("start_day",),
        "end_year": ("end_year",),
        "end_month": ("end_month",),
        "end_day": ("end_day",),
        "subtype": ("disaster_subtype",),
        "type": ("disaster_type",),
        "group": ("disaster_group",),
        "title": ("event_name",),
        "place": ("location",),
        "country": ("country",),
        "country_code": ("iso",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "killed": ("total_deaths",),
        "injured": ("no._injured", "no_injured"),
    },
    kind_parts=("group", "type"),
    kind=_emdat_kind,
    precisions={},
    attribution="EM-DAT, CRED / UCLouvain, emdat.be; its terms apply",
)
NAMED_GDELT = Shape(
    name="gdelt",
    label="GDELT events",
    needs=(frozenset({"globaleventid"}), frozenset({"eventcode"}), frozenset({"sqldate", "day"})),
    parts={
        "key": ("globaleventid",),
        "date": ("sqldate", "day"),
        "actor1": ("actor1name",),
        "actor2": ("actor2name",),
        "code": ("eventcode",),
        "precision": ("actiongeo_type",),
        "place": ("actiongeo_fullname",),
        "country_fips": ("actiongeo_countrycode",),
        "lat": ("actiongeo_lat",),
        "lon": ("actiongeo_long",),
        "url": ("sourceurl",),
    },
    kind_parts=("code",),
    kind=cameo_kind,
    precisions=GDELTS[0].precisions,
    attribution=GDELTS[0].attribution,
    note=GDELTS[0].note,
)


def _firms_kind(code: str) -> str | None:
    """Fire, but for what FIRMS itself takes for a volcano, a plant or a flare."""
    return None if code in ("1", "2", "3") else "fire"


FIRMS = Shape(
    name="firms",
    label="NASA FIRMS",
    needs=(frozenset({"acq_date"}), frozenset({"frp"}), frozenset({"daynight"})),
    parts={
        "date": ("acq_date",),
        "type": ("type", "daynight"),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "country_code": ("country_id",),
        "source": ("instrument", "satellite"),
    },
    kind_parts=("type",),
    kind=_firms_kind,
    precisions={},
    attribution="NASA Fire Information for Resource Management System (FIRMS), earthdata.nasa.gov",
    note="FIRMS counts spots of heat that a satellite saw, not fires: one fire may be many",
)
SHAPES = (NAMED_GDELT, ICEWS, GTD, SCAD, EMDAT, FIRMS, ACLED, UCDP)
