"""What is known, kept in one file: every change a version, every question a Query."""

from incidents.store.counts import NOWHERE, Facets, Killed, Summary
from incidents.store.datasets import Account, Dataset, Load
from incidents.store.history import Commit
from incidents.store.memory import Worded
from incidents.store.records import Record
from incidents.store.store import Store
from incidents.store.tiles import TileAnswer
from incidents.store.timeline import Bar, Span, Timeline

__all__ = [
    "NOWHERE",
    "Account",
    "Bar",
    "Commit",
    "Dataset",
    "Facets",
    "Killed",
    "Load",
    "Record",
    "Span",
    "Store",
    "Summary",
    "TileAnswer",
    "Timeline",
    "Worded",
]
