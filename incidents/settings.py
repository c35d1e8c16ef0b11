"""Where things live and what the environment may change."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "incidents"
DATA = Path(__file__).resolve().parent.parent / "data"  # what ships with the project


def store_path() -> Path:
    """The store's file: INCIDENTS_STORE, or a file in the user's data folder."""
    named = os.environ.get("INCIDENTS_STORE")
    if named:
        return Path(named).expanduser()
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "incidents.duckdb"


def cache_folder() -> Path:
    """The folder for what can be made again: INCIDENTS_CACHE, or the user's cache folder."""
    named = os.environ.get("INCIDENTS_CACHE")
    if named:
        return Path(named).expanduser()
    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def basemap_file() -> Path | None:
    """The organisation's own base map, a .mbtiles or .pmtiles file: INCIDENTS_BASEMAP."""
    named = os.environ.get("INCIDENTS_BASEMAP", "").strip()
    return Path(named).expanduser() if named else None


def online_geocoders() -> tuple[str, ...]:
    """Names of the online geocoders to ask, in order; none unless INCIDENTS_GEOCODERS says so."""
    return listed_geocoders(os.environ.get("INCIDENTS_GEOCODERS", ""))


def listed_geocoders(text: str) -> tuple[str, ...]:
    """Names parted by commas or spaces, in small letters."""
    return tuple(text.replace(",", " ").lower().split())


def geocoder_options_file() -> Path | None:
    """The TOML or JSON file with a section of options for each: INCIDENTS_GEOCODER_OPTIONS."""
    named = os.environ.get("INCIDENTS_GEOCODER_OPTIONS", "").strip()
    return Path(named).expanduser() if named else None


def geocoder_options(name: str) -> dict[str, str]:
    """One geocoder's options as the environment gives them: INCIDENTS_OPENCAGE_API_KEY."""
    start = geocoder_variable(name, "")
    return {
        variable.removeprefix(start).lower(): value
        for variable, value in os.environ.items()
        if variable.startswith(start) and value
    }


def geocoder_variable(name: str, option: str) -> str:
    """The variable that sets one option of one geocoder."""
    return f"{APP}_{name.replace('-', '_')}_{option}".upper()


def user_agent() -> str | None:
    """How we name ourselves to online services: INCIDENTS_USER_AGENT, no default on purpose."""
    return os.environ.get("INCIDENTS_USER_AGENT") or None


def wants_samples() -> bool:
    """Whether an empty store starts with the sample articles (INCIDENTS_SAMPLES=0: no)."""
    return os.environ.get("INCIDENTS_SAMPLES", "1").strip().lower() not in {"0", "no", "false"}


def patience() -> str:
    """Seconds that a question to the dashboard's store may take, as written: INCIDENTS_PATIENCE."""
    return os.environ.get("INCIDENTS_PATIENCE", "").strip() or "20"


def llm_url() -> str | None:
    """Where the model that reads articles is served: INCIDENTS_LLM_URL, none by default."""
    return os.environ.get("INCIDENTS_LLM_URL", "").strip() or None


def llm_model() -> str:
    """The name of the model there: INCIDENTS_LLM_MODEL; servers of one model take any."""
    return os.environ.get("INCIDENTS_LLM_MODEL") or "default"


def llm_key() -> str | None:
    """The key to send there: INCIDENTS_LLM_KEY. It is shown nowhere."""
    return os.environ.get("INCIDENTS_LLM_KEY") or None


def llm_timeout() -> str:
    """Seconds to wait for an answer, as written: INCIDENTS_LLM_TIMEOUT, 120 by default."""
    return os.environ.get("INCIDENTS_LLM_TIMEOUT") or "120"


def wants_second_opinion() -> bool:
    """Whether what was read is weighed once more (INCIDENTS_SECOND_OPINION=1); not by default."""
    return os.environ.get("INCIDENTS_SECOND_OPINION", "").strip().lower() in {"1", "yes", "true"}
