"""The kinds of incident: ids that never change, and how each is told and drawn."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from types import MappingProxyType

from incidents.errors import BadParameter
from incidents.settings import DATA


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of incident, as people see it, and the codes others use for it."""

    id: str
    label: str
    definition: str
    colour: str  # #rrggbb
    shape: str  # an SVG path in a 24 × 24 box
    number: int  # its place in the list: small, for tiles
    acled: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    ucdp: tuple[int, ...] = ()


def _read() -> dict[str, Kind]:
    with (DATA / "kinds.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {
        name: Kind(
            id=name,
            label=table["label"],
            definition=table["definition"],
            colour=table["colour"],
            shape=table["shape"],
            number=number,
            acled=tuple(table.get("acled", ())),
            cameo=tuple(table.get("cameo", ())),
            ucdp=tuple(table.get("ucdp", ())),
        )
        for number, (name, table) in enumerate(tables.items())
    }


KINDS = MappingProxyType(_read())


def kind_of(name: str) -> Kind:
    """The kind with that id; BadParameter names the ids there are."""
    try:
        return KINDS[name]
    except KeyError:
        raise BadParameter(
            "kind", f"there is no kind {name[:40]!r}; the kinds are {', '.join(KINDS)}"
        ) from None
