"""A filtered view as a file: all that fits, at one version of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import IO

from incidents.errors import BadParameter, UsageError
from incidents.formats import DESCRIBED, FILE_KINDS, TABLES, About, described
from incidents.formats.brief import Chart, check_size, write_brief
from incidents.maps import embedded
from incidents.model.wording import undrawn, unsure
from incidents.query import Link, Query, in_words
from incidents.store import Store

BRIEF = ".html"


def export(store: Store, query: Query, ending: str, target: IO[bytes]) -> About:
    """Writes what fits in the format of that ending (".csv"); says what was written.

    What a CSV cannot say of itself comes with the ending `DESCRIBED`, for a file beside it.
    The same filters of the same version give the same bytes. Raises UsageError for an unknown
    ending, for a version that is not there, and for more than the format can hold.
    """
    if ending not in {*FILE_KINDS, DESCRIBED}:
        raise UsageError(f"a file's name must end in {', '.join(FILE_KINDS)}; got {ending[:20]!r}")
    pinned = _pinned(store, query)
    about = about_of(store, pinned)
    if ending == BRIEF:
        _brief(store, pinned, about, target)
    elif ending == DESCRIBED:
        target.write(described(about))
    else:
        TABLES[ending](store.batches(pinned), about, target)
    return about


def _brief(store: Store, query: Query, about: About, target: IO[bytes]) -> None:
    """The incidents on a map, a timeline and a table of one page."""
    check_size(about)  # before the map is drawn
    frame = store.frame(query)
    write_brief(frame, about, embedded(frame), _chart(store, query), target)


def _chart(store: Store, query: Query) -> Chart:
    """The timeline as the page draws it: what lies far off or is inexact is counted in words."""
    told = store.timeline(query)
    words = [*unsure(told.unsure, told.step), *undrawn(told.outside, told.undated)]
    drawn = [(bar.start, bar.kind, bar.count) for bar in told.bars]
    return Chart(told.step, drawn, ", ".join(words))


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
        sources=tuple(store.credits(query)),
    )


def _pinned(store: Store, query: Query) -> Query:
    """The query at the version that it names or the newest: later changes do not mix in."""
    newest = store.version
    if query.version is not None and query.version > newest:
        raise BadParameter("v", f"there is no version {query.version} yet; the newest is {newest}")
    return replace(query, version=newest) if query.version is None else query
