"""How each online geocoder is set up: from a file, from the environment, and checked before use.

    INCIDENTS_GEOCODERS="nominatim opencage"        in this order
    INCIDENTS_OPENCAGE_API_KEY=…                    one option of one service, or
    INCIDENTS_GEOCODER_OPTIONS=geocoders.toml       [opencage] api_key = "…"

The environment outweighs the file. A section may have any name and say `service = "nominatim"`, so
that a server of one's own can stand before the public one.
"""

from __future__ import annotations

import inspect
import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geopy.exc import GeocoderNotFound
from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service

from incidents import settings
from incidents.errors import UsageError
from incidents.geocode.services import PUBLIC_NOMINATIM, Terms, terms_of

MAX_FILE = 100_000  # bytes
TIMEOUT_S = 10.0
OURS = ("service", "interval", "keep_days", "licence")  # the rest goes to geopy
NOT_TEXT = frozenset({"self", "ssl_context", "adapter_factory", "proxies"})  # set by us, or by none
NUMBERS = {"timeout": (0.1, 120.0), "interval": (0.0, 3600.0), "keep_days": (0.0, 3650.0),
           "token_lifetime": (1.0, 10_000.0)}  # fmt: skip
OPEN = frozenset({*OURS, *NUMBERS, "domain", "scheme", "user_agent", "auth_domain", "referer"})
SAMPLE_AGENTS = ("geopy", "my-application", "my_app", "my_user_agent", "specify_your_app_name")
AGENT = "Incidents/0.1 (geocodes places that a person named)"
_MACHINE = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(/[\w./-]*)?\Z", re.ASCII)
WHO = (
    "Nominatim asks who is calling: set INCIDENTS_USER_AGENT to a name and an address at which you"
    ' can be reached, such as "desk-map (editor@example.org)"'
)


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """One service of the chain: its name in messages, geopy's name for it, and what geopy gets."""

    name: str
    service: str
    geopy: Mapping[str, Any] = field(default_factory=dict, repr=False)  # keys are in it
    interval: float = 1.0
    keep_days: float = 30
    licence: str = ""

    @property
    def terms(self) -> Terms:
        return terms_of(self.service)

    @property
    def identity(self) -> str:
        """What tells its answers from those of another server of the same kind."""
        domain = self.geopy.get("domain")
        return f"{self.service} at {domain}" if domain else self.service

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that no log may show."""
        return tuple(str(value) for name, value in self.geopy.items() if name not in OPEN and value)


def options_from_settings(names: tuple[str, ...]) -> list[ServiceOptions]:
    """The services of these names, in order, as file and environment set them up."""
    sections = _file(settings.geocoder_options_file())
    listed = [
        checked(name, _section(sections, name) | settings.geocoder_options(name)) for name in names
    ]
    if len({one.name for one in listed}) < len(listed):
        raise UsageError("INCIDENTS_GEOCODERS names a service twice; once each would be right")
    return listed


def checked(name: str, given: Mapping[str, Any]) -> ServiceOptions:
    """The options if that service can be used with them; UsageError says what would be right."""
    service = str(given.get("service", name)).lower()
    known = parameters(service)
    for option in given:
        if option not in known:
            raise UsageError(
                f"{name} has no option {option!r}; it takes {', '.join(sorted(known))}"
            )
    values = {option: _value(name, option, value) for option, value in given.items()}
    for option, needed in known.items():
        if needed and not values.get(option):
            raise UsageError(
                f"{name} needs {option}: set {settings.geocoder_variable(name, option)}, or"
                f" {option} under [{name}] in the file that INCIDENTS_GEOCODER_OPTIONS names"
            )
    terms = terms_of(service)
    geopy = {option: value for option, value in values.items() if option not in OURS}
    geopy.setdefault("timeout", TIMEOUT_S)
    geopy["user_agent"] = _agent(name, terms, geopy)
    return ServiceOptions(
        name,
        service,
        geopy,
        interval=_interval(name, terms, values, geopy),
        keep_days=values.get("keep_days", terms.keep_days),
        licence=values.get("licence", terms.licence),
    )


def parameters(service: str) -> dict[str, bool]:
    """Option → whether it must be given."""
    try:
        kind = get_geocoder_for_service(service)
    except GeocoderNotFound as exc:
        raise UsageError(
            f"there is no geocoder {service!r}; INCIDENTS_GEOCODERS may name"
            f" {', '.join(sorted(SERVICE_TO_GEOCODER))}"
        ) from exc
    taken = inspect.signature(kind.__init__).parameters.values()
    geopys = {
        one.name: one.default is inspect.Parameter.empty
        for one in taken
        if one.name not in NOT_TEXT
    }
    return geopys | dict.fromkeys(OURS, False)


def _value(name: str, option: str, value: Any) -> Any:
    """The option's value; what may be a key is never told back."""
    if option in NUMBERS:
        return _number(name, option, value)
    if not isinstance(value, str):
        raise UsageError(f"{name}: {option} must be text in quotes")
    text = value.strip()
    if option == "scheme" and text not in ("http", "https"):
        raise UsageError(f"{name}: scheme must be http or https; got {text[:40]!r}")
    if option.endswith("domain") and not _MACHINE.match(text):
        raise UsageError(
            f"{name}: {option} must be a machine's name, perhaps with a port, such as"
            " 127.0.0.1:8080; whether it speaks http or https goes into scheme"
        )
    return text


def _number(name: str, option: str, value: Any) -> float:
    least, most = NUMBERS[option]
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not least <= number <= most:
        raise UsageError(
            f"{name}: {option} must be a number from {least:g} to {most:g}; got {str(value)[:40]!r}"
        )
    return number


def _agent(name: str, terms: Terms, geopy: Mapping[str, Any]) -> str:
    """How we name ourselves there; nobody else's name, and none at all is not good enough."""
    agent = str(geopy.get("user_agent") or settings.user_agent() or "")
    sample = agent.lower().startswith(SAMPLE_AGENTS)
    own = geopy.get("domain", PUBLIC_NOMINATIM) != PUBLIC_NOMINATIM
    if terms.names_caller and not own and (sample or not agent):
        raise UsageError(f"{WHO}; {agent[:40]!r} names nobody" if agent else WHO)
    if "\n" in agent or "\r" in agent or not agent.isascii():
        raise UsageError(f"{name}: user_agent must be one line of ASCII letters")
    return agent or AGENT


def _interval(
    name: str, terms: Terms, values: Mapping[str, Any], geopy: Mapping[str, Any]
) -> float:
    interval = float(values.get("interval", terms.interval))
    public = geopy.get("domain", PUBLIC_NOMINATIM) == PUBLIC_NOMINATIM
    if terms.names_caller and public and interval < terms.interval:
        raise UsageError(
            f"{name}: {PUBLIC_NOMINATIM} allows one question a second at most; interval must be"
            f" {terms.interval:g} or more, or domain a server of your own"
        )
    return interval


def _file(path: Path | None) -> Mapping[str, Any]:
    """The sections of the file of options; none where no file is named."""
    if path is None:
        return {}
    right = 'sections such as [opencage] with api_key = "…" would be right'
    try:
        with path.open("rb") as file:
            text = file.read(MAX_FILE + 1).decode()
        if len(text) > MAX_FILE:
            raise UsageError(f"{path} is no file of options: it is over {MAX_FILE // 1000} kB")
        told = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as exc:
        raise UsageError(f"INCIDENTS_GEOCODER_OPTIONS: {path}: {exc.strerror}") from exc
    except (ValueError, RecursionError) as exc:
        if isinstance(exc, UsageError):
            raise
        raise UsageError(f"{path} is no TOML or JSON that can be read; {right}") from None
    if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
        raise UsageError(f"{path}: {right}")
    return told


def _section(sections: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The section of that name, however it is capitalised."""
    return next((dict(told) for key, told in sections.items() if key.lower() == name), {})
