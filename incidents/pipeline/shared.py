"""What a process opens once and all its readers share."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from incidents import settings
from incidents.extract import Extractor, RuleExtractor
from incidents.geocode import Gazetteer, Geoparser
from incidents.pipeline.reader import Reader

if TYPE_CHECKING:
    from incidents.extract.llm import ChatServer
    from incidents.geocode import Landmarks, Resolver

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
def shared_resolver(services: tuple[str, ...] | None = None) -> Resolver:
    """The gazetteer, and behind it these services, or those INCIDENTS_GEOCODERS names, if any."""
    named = settings.online_geocoders() if services is None else services
    if not named:
        return shared_gazetteer()
    from incidents.geocode import chain_from_settings  # loads geopy and what asks the network

    return chain_from_settings(shared_gazetteer(), services=named)


@functools.cache
def shared_buildings() -> Landmarks | None:
    """What looks up buildings online; None where INCIDENTS_GEOCODERS names no service."""
    if not settings.online_geocoders():
        return None
    from incidents.geocode import Landmarks, online_from_settings

    return Landmarks(online_from_settings())


@functools.cache
def shared_geoparser() -> Geoparser:
    """The process's one geoparser."""
    return Geoparser(shared_gazetteer())


def shared_reader(progress: Progress | None = None) -> Reader:
    """The process's one reader, as the settings ask for it.

    The model that INCIDENTS_LLM_URL names reads, else the rules; INCIDENTS_SECOND_OPINION has
    what they find weighed once more. MissingExtra where the package for that is absent.
    """
    shared_gazetteer(progress)
    return _reader(_server(), settings.wants_second_opinion(), shared_buildings())


def rules_reader(progress: Progress | None = None) -> Reader:
    """The reader that needs nothing but this machine, whatever the settings say."""
    shared_gazetteer(progress)
    return _reader(None, False, None)


def _server() -> ChatServer | None:
    if settings.llm_url() is None:
        return None
    from incidents.extract.llm import ChatServer  # most people run no model: load it for who does

    return ChatServer.from_settings()


@functools.cache
def _reader(server: ChatServer | None, weighed: bool, buildings: Landmarks | None) -> Reader:
    extractor: Extractor = RuleExtractor()
    if server:
        from incidents.extract.llm import ModelExtractor

        extractor = ModelExtractor(server)
    if weighed:
        from incidents.extract.opinion import SecondOpinion  # loads numpy and the encoder

        extractor = SecondOpinion(extractor)
    return Reader(extractor, shared_geoparser(), shared_gazetteer(), buildings)
