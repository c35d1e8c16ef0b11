"""What is known, kept in one file: every change a version, every question a Query."""

from incidents.store.counts import NOWHERE, Bar, Facets, Summary
from incidents.store.history import Commit
from incidents.store.memory import Worded
from incidents.store.records import Record
from incidents.store.store import Store
from incidents.store.tiles import TileAnswer

__all__ = [
    "NOWHERE",
    "Bar",
    "Commit",
    "Facets",
    "Record",
    "Store",
    "Summary",
    "TileAnswer",
    "Worded",
]
