"""Where the memory of corrections comes from, and what it would change of what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from incidents import settings
from incidents.errors import ServiceError, StoreError, StoreLocked, UsageError
from incidents.geocode.names import fold, variants
from incidents.model import GeoPrecision, Incident, Remembered
from incidents.pipeline import handover
from incidents.pipeline.corrections import Draft, marked
from incidents.pipeline.memory import Recollection, phrase_of
from incidents.store import Store, Worded

ADDRESS = "/api/places/remembered"


def recollection_of(store: Store) -> Recollection:
    """All that the store remembers now."""
    return Recollection(store.remembered())


def recollection_at(path: Path | None = None) -> Recollection:
    """What the store in that file remembers, or the dashboard that has it open.

    The store is the one that the settings name unless a path is given; none is made. Where it
    cannot be asked, nothing is remembered and `notice` says why.
    """
    path = path or settings.store_path()
    if not path.exists():
        return Recollection()
    try:
        return Recollection(_remembered_at(path))
    except (StoreError, ServiceError, UsageError) as error:
        return Recollection(notice=f"corrections of places could not be asked for: {error}")


def _remembered_at(path: Path) -> list[Remembered]:
    try:
        with Store.open(path) as store:
            return store.remembered()
    except StoreLocked as locked:
        return received(handover.fetch(ADDRESS, {}, path, locked))


def told(entries: Sequence[Remembered]) -> dict[str, object]:
    """The entries as the dashboard tells them."""
    return {"remembered": [one.as_values() for one in entries]}


def received(body: bytes) -> list[Remembered]:
    """The entries that a dashboard told; ServiceError where it told something else."""
    try:
        return [Remembered.of_values(one) for one in json.loads(body)["remembered"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ServiceError("the running dashboard told no corrections that can be read") from error


def alike(store: Store, known: Remembered, article_id: str | None = None) -> list[str]:
    """The ids of other stored drafts with the same words in its country, placed elsewhere.

    Those of the same article count wherever they were placed; what a person placed does not.
    """
    return alike_of(store.worded(known.country, article_id), known, article_id)


def alike_of(
    drafts: Sequence[Worded], known: Remembered, article_id: str | None = None
) -> list[str]:
    """The same of drafts that were asked for before."""
    keys = frozenset(variants(known.key))
    return [
        one.id
        for one in drafts
        if (known.country in (None, one.country) or (article_id and one.article_id == article_id))
        and _has_words(one, keys)
        and not _is_there(one, known)
    ]


def _has_words(draft: Worded, keys: frozenset[str]) -> bool:
    if fold(phrase_of(draft.facility, draft.place_words) or "") in keys:
        return True
    return draft.geo_precision != GeoPrecision.SITE and fold(draft.place_words) in keys


def _is_there(draft: Worded, known: Remembered) -> bool:
    return (draft.lat, draft.lon) == (known.place.point.lat, known.place.point.lon)


def applied(incident: Incident, known: Remembered, author: str) -> Incident:
    """The stored incident placed as remembered, with that told in its evidence."""
    place = known.instead_of(incident.place)
    draft = Draft.of(incident).corrected(place=place, place_name=place.name)
    words = incident.evidence.place_words
    now = marked(replace(draft, because=known.reason), author, known.day)
    seen = replace(
        now.evidence, place_words=words, facility=incident.evidence.facility,
        place_source="remembered", remembered=known.recalled,
    )  # fmt: skip
    return replace(now, evidence=seen)
