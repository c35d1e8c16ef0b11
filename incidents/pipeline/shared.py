"""What a process opens once and all its readers share."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable

from incidents.extract import RuleExtractor
from incidents.geocode import Gazetteer, Geoparser, Resolver, chain_from_settings
from incidents.pipeline.reader import Reader

Progress = Callable[[float, str], None]

_opening = threading.Lock()
_opened: list[Gazetteer] = []


def shared_gazetteer(progress: Progress | None = None) -> Gazetteer:
    """The process's one gazetteer; the first call on a machine builds its index."""
    with _opening:  # two first visitors must not build it twice
        if not _opened:
            _opened.append(Gazetteer.open(progress=progress))
        return _opened[0]


@functools.cache
def shared_resolver() -> Resolver:
    """The gazetteer, and behind it the online geocoders that INCIDENTS_GEOCODERS names, if any."""
    return chain_from_settings(shared_gazetteer())


@functools.cache
def shared_geoparser() -> Geoparser:
    """The process's one geoparser."""
    return Geoparser(shared_gazetteer())


def shared_reader(progress: Progress | None = None) -> Reader:
    """The process's one reader: rules and the offline gazetteer."""
    shared_gazetteer(progress)
    return _reader()


@functools.cache
def _reader() -> Reader:
    return Reader(RuleExtractor(), shared_geoparser(), shared_gazetteer())
