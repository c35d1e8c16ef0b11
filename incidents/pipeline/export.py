"""A filtered view as a file: all that fits, at one version of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import IO

from incidents.errors import BadParameter, UsageError
from incidents.formats import TABLES, About
from incidents.query import Link, Query, in_words
from incidents.store import Store


def export(store: Store, query: Query, ending: str, target: IO[bytes]) -> About:
    """Writes what fits in the format of that ending (".csv"); says what was written.

    The same filters of the same version give the same bytes. Raises UsageError for an unknown
    ending, for a version that is not there, and for more than the format can hold.
    """
    if ending not in TABLES:
        raise UsageError(f"a file's name must end in {', '.join(TABLES)}; got {ending[:20]!r}")
    pinned = _pinned(store, query)
    about = about_of(store, pinned)
    TABLES[ending](store.batches(pinned), about, target)
    return about


def about_of(store: Store, query: Query) -> About:
    """What a file of that query, which names a version, says of itself."""
    version = query.version or 0
    return About(
        filters=in_words(query),
        link=str(Link(query)),
        version=version,
        made_at=store.made_at(version),
        incidents=store.count(query),
        credit=tuple(store.attribution(query)),
    )


def _pinned(store: Store, query: Query) -> Query:
    """The query at the version that it names or the newest: later changes do not mix in."""
    newest = store.version
    if query.version is not None and query.version > newest:
        raise BadParameter("v", f"there is no version {query.version} yet; the newest is {newest}")
    return replace(query, version=newest) if query.version is None else query
