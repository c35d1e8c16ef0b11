"""English names for the codes of countries and languages."""

from __future__ import annotations

import pycountry


def country_name(code: str | None) -> str | None:
    """The common English name of an ISO 3166-1 alpha-2 country; an unknown code as it is."""
    found = pycountry.countries.get(alpha_2=code) if code else None
    return getattr(found, "common_name", found.name) if found else code


def is_country(code: str) -> bool:
    """Whether a country goes by that code; XK stands for Kosovo in the data of most others."""
    return code == "XK" or pycountry.countries.get(alpha_2=code) is not None


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 language; an unknown code as it is."""
    found = pycountry.languages.get(alpha_2=code)
    return found.name if found else code
