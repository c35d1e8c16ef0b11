"""Any table: which column plays which part, guessed from headers in many languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from incidents.formats.loading.shapes import Shape, any_kind
from incidents.model import GeoPrecision

NAMES: dict[str, str] = {  # part → words that head such a column, the likeliest first
    "key": "id event_id incident_id uid identifier source_id record_id",
    "lat": "lat latitude breedtegraad breite breitengrad latitud широта خط_العرض y y_coord",
    "lon": "lon lng long longitude lengtegraad länge längengrad longitud долгота довгота خط_الطول"
    " x x_coord",
    "date": "date event_date datum fecha дата день تاريخ التاريخ incident_date day dag tag jour"
    " date_start start_date start when date_occurred",
    "date_end": "date_end end_date einddatum enddatum fecha_fin date_fin",
    "published": "published publication_date date_published source_date",
    "type": "kind type event_type category soort art tipo тип категория вид نوع incident_type"
    " categorie catégorie kategorie categoría event",
    "subtype": "sub_event_type subtype sub_type",
    "place": "place location plaats ort lieu lugar место місце مكان city town village stad stadt"
    " ville ciudad город місто مدينة locality settlement site place_name location_name gemeente"
    " municipality",
    "admin1": "admin1 region province state provincie provinz bundesland région provincia región"
    " область регион governorate oblast estado département departamento adm_1 adm1",
    "admin2": "admin2 district county adm_2 adm2 район distrito municipio kreis",
    "country": "country land pays país pais страна країна بلد الدولة country_name staat",
    "country_code": "country_iso iso iso2 iso3 country_code countrycode",
    "precision": "geo_precision precision geoprecision where_prec location_precision",
    "killed": "killed fatalities deaths dead doden tote morts muertos погибшие погибло загибло قتلى"
    " slachtoffers deaths_total total_killed best fatalities_best",
    "killed_min": "killed_min min_killed low deaths_low",
    "killed_max": "killed_max max_killed high deaths_high",
    "injured": "injured wounded gewonden verletzte blessés heridos раненые пострадавшие جرحى",
    "injured_min": "injured_min",
    "injured_max": "injured_max",
    "arrested": "arrested arrests detained arrestaties festgenommene arrêtés detenidos задержанные",
    "arrested_min": "arrested_min",
    "arrested_max": "arrested_max",
    "title": "title titel titre título заголовок headline name naam",
    "notes": "notes quote description omschrijving beschreibung description_fr descripción описание"
    " summary details opmerkingen text comments remarks",
    "source": "source bron quelle fuente источник джерело المصدر sources",
    "url": "url link source_url href website",
    "actor1": "actors actor1 actor perpetrator dader täter auteur autor",
    "actor2": "actor2",
    "language": "language lang taal sprache langue idioma",
}
OWN = {precision.value: precision for precision in GeoPrecision}
TABLE = Shape(
    name="table",
    label="a table",
    needs=(),
    parts={part: tuple(names.split()) for part, names in NAMES.items()},
    kind_parts=("subtype", "type"),
    kind=any_kind,
    precisions=OWN,
    spans={one: one for one in ("day", "night", "week", "month", "year")},
)
_BRACKETS = re.compile(r"[(\[].*?[)\]]")


def guessed(headers: Sequence[str]) -> dict[str, str]:
    """Part → header of this file, for every part that a header names; none plays two."""
    known: dict[str, str] = {}
    for header in headers:
        known.setdefault(plain(header), header)
    taken: set[str] = set()
    found: dict[str, str] = {}
    for part, names in TABLE.parts.items():
        fits = [known[name] for name in map(plain, names) if name in known]
        free = [header for header in fits if header not in taken]
        if free:
            found[part] = free[0]
            taken.add(free[0])
    return found


def plain(header: str) -> str:
    """The header without case, accents, brackets and punctuation."""
    bare = unicodedata.normalize("NFKD", _BRACKETS.sub("", header).casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "_", letters).strip("_")
