"""Writes region_names.csv: what first-order divisions are called in English and our languages.

    npm pack cldr-subdivisions-full && tar xzf cldr-subdivisions-full-*.tgz
    apt-get download unicode-cldr-core && dpkg -x unicode-cldr-core_*.deb cldr
    PYTHONPATH=. python data/gazetteer/build_region_names.py package/subdivisions \
        cldr/usr/share/unicode/cldr/common/subdivisions

Both carry CLDR (Unicode licence): the npm package the newest English names, Debian's an older
edition with all languages. Codes have moved between editions (Iran's, Kazakhstan's), so a name is
only believed where it resembles one that GeoNames gives the division, or where most names of the
country do. Needs rapidfuzz.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from incidents.geocode.names import fold
from incidents.geocode.ranking import bones
from incidents.geocode.sources import Division, bare, divisions

HERE = Path(__file__).resolve().parent
STOPLISTS = HERE.parents[1] / "incidents" / "geocode" / "stoplists"
LANGUAGES = ("nl", "de", "fr", "es", "ru", "uk", "ar", "kk")
ALIKE = 75  # of 100: consonants that two spellings share
AGREED = 0.7  # of a country's names are alike: the codes of both mean the same
LEAST = 3  # letters of a name worth keeping
_LINE = re.compile(r'<subdivision type="(\w+)"[^>]*>([^<]*)<')
_NOISE = re.compile(r"[²³]|\s*\([^)]*\)")  # marks that tell a region from a town of its name
_ENGLISH = re.compile(r" (?:Oblast|Region|Province|Governorate)$")
NOTED = {  # where CLDR has a native or colloquial name
    "KZ-10": "Abai Region", "KZ-11": "Akmola Region", "KZ-15": "Aktobe Region",
    "KZ-19": "Almaty Region", "KZ-23": "Atyrau Region", "KZ-27": "West Kazakhstan Region",
    "KZ-31": "Zhambyl Region", "KZ-33": "Zhetysu Region", "KZ-35": "Karaganda Region",
    "KZ-39": "Kostanay Region", "KZ-43": "Kyzylorda Region", "KZ-47": "Mangystau Region",
    "KZ-55": "Pavlodar Region", "KZ-59": "North Kazakhstan Region", "KZ-61": "Turkistan Region",
    "KZ-62": "Ulytau Region", "KZ-63": "East Kazakhstan Region", "RU-CE": "Chechnya",
    "RU-BU": "Buryatia", "RU-CU": "Chuvashia", "RU-UD": "Udmurtia", "RU-KB": "Kabardino-Balkaria",
    "RU-KC": "Karachay-Cherkessia", "RU-SA": "Sakha (Yakutia)", "UA-43": "Crimea",
    "RU-YEV": "Jewish Autonomous Oblast", "CN-NM": "Inner Mongolia",
}  # fmt: skip
Named = dict[str, str]  # ISO code without its hyphen, in small letters → name


@dataclass(frozen=True)
class Sources:
    """CLDR's names: the newest English ones, and those of an older edition by language."""

    english: Named
    older: dict[str, Named]


def read(newest: Path, older: Path) -> Sources:
    """The names from the two packages."""
    told = json.loads((newest / "en" / "en.json").read_text(encoding="utf-8"))
    english = told["subdivisions"]["localeDisplayNames"]["subdivisions"]
    files = {tag: (older / f"{tag}.xml").read_text(encoding="utf-8") for tag in ("en", *LANGUAGES)}
    older_names = {tag: clean(dict(_LINE.findall(text))) for tag, text in files.items()}
    return Sources(clean(english), older_names)


def clean(names: Named) -> Named:
    return {key: _NOISE.sub("", name).strip() for key, name in names.items()}


def alike(name: str, others: tuple[str, ...]) -> bool:
    """Whether the name is one of the others in another spelling."""
    key = bones(fold(bare(name)))
    return any(fuzz.ratio(key, bones(fold(bare(other)))) >= ALIKE for other in others)


def trusted(found: list[Division], names: Named) -> bool:
    """Whether the codes of a country mean the same to CLDR and to GeoNames."""
    coded = [one for one in found if code(one) in names]
    agreed = sum(alike(names[code(one)], one.names) for one in coded)
    return agreed >= AGREED * max(1, len(coded))


def code(division: Division) -> str:
    return division.iso.replace("-", "").lower()


def english(division: Division, names: Named, believed: bool) -> str:
    """The name to show: noted, else English as GeoNames or CLDR has it, else the first name."""
    given = names.get(code(division), "")
    if division.iso in NOTED:
        return NOTED[division.iso]
    if division.country in ("UA", "IR"):  # CLDR: Donechchyna; and codes of another year
        plain = [
            other
            for other in division.names
            if _ENGLISH.search(other) and other[:4].lower() != "the "
        ]
        return min(plain, key=len, default=division.names[0])
    return given if given and (believed or alike(given, division.names)) else division.names[0]


def same(division: Division, shown: str, names: Named, believed: bool) -> str | None:
    """The older edition's code for the division; None where it has none."""
    own = code(division)
    if own in names and (believed or alike(names[own], (shown, *division.names))):
        return own
    wanted = {fold(bare(name)) for name in (shown, *division.names)}
    inside = [other for other in names if other.startswith(own[:2])]
    found = [other for other in inside if fold(bare(names[other])) in wanted]
    return found[0] if len(found) == 1 else None


def common_words() -> frozenset[str]:
    """Words of our languages that no region may bear for a name: north, centre, coast."""
    files = STOPLISTS.glob("*.txt")
    return frozenset(fold(line) for path in files for line in path.read_text("utf-8").split())


def rows(sources: Sources) -> list[tuple[str, str, str]]:
    """ISO code, English name, other names with bars between."""
    by_country: dict[str, list[Division]] = defaultdict(list)
    for one in divisions():
        if one.level == "1" and one.iso:
            by_country[one.country].append(one)
    common = common_words()
    made = []
    for found in by_country.values():
        newer, older = (trusted(found, names) for names in (sources.english, sources.older["en"]))
        for one in found:
            shown = english(one, sources.english, newer)
            there = same(one, shown, sources.older["en"], older)
            others = [sources.older[tag].get(there or "", "") for tag in LANGUAGES]
            known = {fold(name) for name in (shown, *one.names)}
            fresh = {fold(name): name for name in others if name}
            kept = [
                name
                for key, name in fresh.items()
                if key not in known and key not in common and len(key) >= LEAST
            ]
            if kept or shown != one.names[0]:
                made.append((one.iso, shown, "|".join(kept)))
    return sorted(made)


def main(newest: Path, older: Path) -> None:
    with (HERE / "region_names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("iso", "name", "other_names"))
        writer.writerows(rows(read(newest, older)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
