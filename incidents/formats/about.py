"""What an exported file says of itself: which filters, and which version of the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote_plus

UNSAFE = re.compile(r"[^\w=.,-]+")  # what file systems or shells may not take
LONGEST_NAME = 100  # letters of a file's name, before its ending


@dataclass(frozen=True, slots=True)
class About:
    """Which incidents a file holds. The same filters of the same version make the same file."""

    filters: tuple[str, ...]  # in words
    link: str  # the parameters that restore the view
    version: int
    made_at: datetime | None  # when that version of the data was made, UTC
    incidents: int
    credit: tuple[str, ...] = ()  # who said where the places lie
    sources: tuple[str, ...] = ()  # what the sources of loaded files ask to be said

    def told(self) -> dict[str, str]:
        """The facts as words, for formats that hold keys and values."""
        return {
            "filters": "; ".join(self.filters),
            "link": f"?{self.link}",
            "data_version": str(self.version),
            "data_date": self.data_date,
            "incidents": str(self.incidents),
            "attribution": "; ".join(self.credits),
        }

    @property
    def credits(self) -> tuple[str, ...]:
        """Everybody who is to be named, a phrase each."""
        places = (f"Places: {', '.join(self.credit)}",) if self.credit else ()
        return (*places, *(f"Data: {one}" for one in self.sources))

    @property
    def data_date(self) -> str:
        """The time of the data's version in UTC: 2022-01-06T10:11:12Z; empty if none."""
        return f"{self.made_at:%Y-%m-%dT%H:%M:%SZ}" if self.made_at else ""


def file_name(link: str, ending: str) -> str:
    """What a download is called: `kind=fire&v=3` gives `incidents_kind=fire_v=3.csv`.

    Long filters are cut; the version of the data never is.
    """
    filters, _, version = link.rpartition("v=")
    parts = [UNSAFE.sub("-", unquote_plus(part)) for part in filters.split("&") if part]
    return "_".join(["incidents", *parts])[:LONGEST_NAME] + f"_v={version}{ending}"
