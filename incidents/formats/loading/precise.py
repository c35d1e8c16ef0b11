"""How precise a source's own words call a point, where no code of theirs does."""

from __future__ import annotations

import re
import unicodedata

from incidents.formats.loading.shapes import ADMIN1, ADMIN2, COUNTRY, TOWN
from incidents.model import GeoPrecision

_SAID = [  # the coarsest first: a "town in a province" may be either
    (COUNTRY, r"countr|national|pays\b|\bland\b|\bpais\b|стран|краін"),
    (ADMIN1, r"provinc|region|\bstate\b|governorate|oblast|област|departement|admin ?1|adm1"),
    (ADMIN2, r"district|county|counties|raion|раион|municipal|commune|admin ?2|adm2|kreis"),
    (TOWN, r"town|city|cities|village|localit|settlement|\bville\b|ciudad|localidad|город|село|"
           r"міст|neighbo|exact|precise|street|address|rooftop|building|\bsite\b"),
]  # fmt: skip


def precision_of(words: str) -> GeoPrecision | None:
    """The coarsest precision that the words name; None where they name none."""
    bare = unicodedata.normalize("NFKD", words[:200].casefold())
    told = "".join(one for one in bare if not unicodedata.combining(one))
    return next((precision for precision, said in _SAID if re.search(said, told)), None)
