"""Turn news into incidents on a map that says how sure it is.

    import incidents
    frame = incidents.read_article(text, published="2022-01-06")
    incidents.to_map(frame)

Every function speaks the same table: one pandas row an incident, columns in
`incidents.model.COLUMNS`. Heavy parts load at the first call that needs them.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import folium
    import pandas as pd

    from incidents.model.report import LoadReport

__version__ = "0.1.0"
__all__ = ["geocode", "load", "places", "read_article", "to_map"]


def read_article(
    text: str, published: str | date | None = None, *, language: str | None = None,
    title: str | None = None, url: str | None = None, source: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The incidents that a news text reports, one row each, every row a draft with its quote.

    `published` is the day of publication ("2022-01-06" or a date): weekdays and "last night"
    count from it. Without it such words give no date. Places that were corrected in your store are
    placed as corrected; without a store nothing is. Raises BadArticle for a text that holds
    no article and UsageError for a language or day that cannot be.
    """
    from incidents.model import to_frame
    from incidents.news import from_text
    from incidents.pipeline import shared_reader
    from incidents.pipeline.recalling import recollection_at

    article = from_text(
        text, published=published, language=language, title=title, url=url, source=source
    )
    reading = shared_reader().read(article, memory=recollection_at())
    return to_frame(reading.incidents)


def load(
    path: str | Path, *, shape: str | None = None, kind: str | None = None,
    dates: str | None = None, columns: dict[str, str] | None = None,
) -> tuple[pd.DataFrame, LoadReport]:  # fmt: skip
    """The incidents of an export, one row each, and the account of every row of the file.

    ACLED, UCDP GED, GDELT and any table with headers, as CSV, XLSX, Parquet or GeoJSON, zipped or
    not, told apart by content. `shape` (acled, ucdp, gdelt, table) overrides that; `kind` is for
    rows that name none; `dates` ("day" or "month") says what comes first where the file leaves
    that open, which the report's `ambiguous` tells; `columns` names headers by part, as
    {"lat": "Breite"}. Raises UsageError for a file that holds no such table.
    """
    from incidents.pipeline.loading import Choices
    from incidents.pipeline.loading import load as loaded

    return loaded(path, Choices(shape, kind, dates, tuple((columns or {}).items())))


def places(text: str, language: str | None = None) -> pd.DataFrame:
    """Every place that a text names, one row a mention, in reading order.

    Columns: name, start, end (characters of the text), lat, lon (WGS 84 degrees), country
    (ISO 3166-1 alpha-2), geo_precision, geonameid, score (0 to 1). Places that were corrected in
    your store are placed as corrected; without a store nothing is.
    """
    from incidents.pipeline.places import place_frame
    from incidents.pipeline.recalling import recollection_at

    return place_frame(text, language, recollection_at())


def to_map(frame: pd.DataFrame) -> folium.Map:
    """A folium map of the table, complete in itself: shows in Jupyter, saves as one file."""
    from incidents import maps

    return maps.to_map(frame)


class _Geocode(ModuleType):
    """The package `incidents.geocode`, which answers to a call as the door of that name."""

    def __call__(
        self, frame: pd.DataFrame, column: str = "place", country_column: str | None = None
    ) -> pd.DataFrame:
        """The frame with coordinates, their precision and their origin added.

        Adds lat, lon, geo_precision, radius_m, country, geonameid, score, level (high, medium or
        low: docs/geocoding.md says what each is worth) and origin. Offline unless
        INCIDENTS_GEOCODERS names a service; each distinct name is looked up once. Countries may be
        ISO codes or names. A name that is not found leaves its row empty; one that is likely
        misspelt is guessed, never at level high, and told among the doubtful.
        `attrs["report"]` accounts for every row: placed, empty or missing, and names what is
        doubtful, what a service failed on, and rows whose own latitude and longitude look
        swapped. Names that were corrected in your store are placed as corrected, and the report
        says which. Raises UsageError when a column is missing.
        """
        from incidents.pipeline.geocoding import geocoded
        from incidents.pipeline.recalling import recollection_at

        return geocoded(frame, column, country_column, memory=recollection_at())


# A package and a function cannot both be `incidents.geocode`: importing the package would hide
# the function. So the package is made callable, as Python allows a module's class to be set.
from incidents import geocode  # noqa: E402

geocode.__class__ = _Geocode
