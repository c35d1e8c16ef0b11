"""The nouns: what an incident is, and what it is made of."""

from incidents.model.article import Article, Mention
from incidents.model.claim import Claim, ClaimPlace, Figure
from incidents.model.frame import COLUMNS, empty_frame, to_frame
from incidents.model.incident import Evidence, Incident, Rejected, Status
from incidents.model.kinds import KINDS, Kind, kind_of
from incidents.model.place import Candidate, GeoPrecision, Place
from incidents.model.remembered import BY_HAND, Recalled, Remembered
from incidents.model.when import DatePrecision, When

__all__ = [
    "BY_HAND",
    "COLUMNS",
    "KINDS",
    "Article",
    "Candidate",
    "Claim",
    "ClaimPlace",
    "DatePrecision",
    "Evidence",
    "Figure",
    "GeoPrecision",
    "Incident",
    "Kind",
    "Mention",
    "Place",
    "Recalled",
    "Rejected",
    "Remembered",
    "Status",
    "When",
    "empty_frame",
    "kind_of",
    "to_frame",
]
